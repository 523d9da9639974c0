import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../../support/command';

const root = path.resolve(__dirname, '../../..');
// Put together here: as they stand they would be literals that the scan knows, and this file would hold them.
const SECRET = ['Planted', 'Leak', '4711'].join('-');
const KEY = Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 37 + 11) & 255));

/** A run of jest over tests that were just written, with the project's own hooks. */
async function runOf(...sources: readonly string[]) {
	const folder = mkdtempSync(path.join(root, 'test/hook/secrets/planted-'));
	try {
		sources.forEach((source, i) => {
			writeFileSync(path.join(folder, `${i}.test.ts`), source);
		});
		const { code, stdout, stderr } = await runCommand(
			process.execPath,
			[
				path.join(root, 'node_modules/jest/bin/jest.js'),
				...['--rootDir', root, '--config', path.join(root, 'jest.config.js'), '--ci'],
				...['--maxWorkers=1', '--verbose=false', folder],
			],
			'',
			// No message is validated in such a run, which would make a full one red.
			{ EXCHANGE_FULL_RUN: '' },
		);
		return { code, text: stdout + stderr };
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

const planted = (body: string): string => `
import { notUsable } from '../../../../core/connection/values';
import { registerSecret, witness } from '../witness';
void [notUsable, witness];
const SECRET = ['Planted', 'Leak', '4711'].join('-');
const KEY = Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 37 + 11) & 255));
registerSecret(SECRET, 'a planted secret');
registerSecret(KEY, 'a planted key');
it('passes', () => {
	${body}
	expect(1).toBe(1);
});
`;

const JWT = [
	'eyJhbGciOiJub25lIn0',
	'eyJzdWIiOiIxMjM0NTYifQ',
	'c2lnbmF0dXJlIG9mIGEgdGVzdA',
] as const;

const LEAKS: readonly string[] = [
	'console.warn(`see ${SECRET}`);',
	'notUsable("Field", SECRET, "advice");',
	'notUsable("Field", "text", `try ${SECRET}`);',
	'notUsable("Field", "text", "advice").cause = new Error(`by ${SECRET}`);',
	'witness(`hint: ${SECRET}`);',
	'notUsable("Field", Buffer.from(SECRET).toString("base64"), "advice");',
	'notUsable("Field", Buffer.from(SECRET, "utf16le").toString("hex"), "advice");',
	'notUsable("Field", KEY.toString("hex"), "advice");',
	`notUsable("Field", ${JSON.stringify(JWT)}.join("."), "advice");`,
];

describe('The scan of secrets', () => {
	it('turns a green run red for each leak, and shows no more than where it is', async () => {
		const { code, text } = await runOf(...LEAKS.map(planted));
		expect(text).toContain(`Tests:       ${LEAKS.length} passed`);
		const finds = [...text.matchAll(/secret scan: .* in .*(\d)\.test\.ts: (.*)…/g)];
		expect(new Set(finds.map(([, file]) => Number(file)))).toEqual(new Set(LEAKS.keys()));
		for (const [, , shown] of finds) {
			expect(shown).not.toContain(SECRET);
			expect(shown!.length).toBeLessThanOrEqual(8);
		}
		expect(code).not.toBe(0);
	}, 60_000);

	it('lets a run without leaks be green', async () => {
		const { code, text } = await runOf(
			planted('notUsable("Field", "nothing", "to see");'),
			planted(''),
		);
		expect(text).toMatch(/secret scan: \d{2,} secrets, \d+ lines, 0 found/);
		expect(code).toBe(0);
	}, 60_000);
});
