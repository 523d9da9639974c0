import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = path.resolve(
	__dirname,
	'../../../../..',
	process.env.EXCHANGE_SHARED ?? '../shared',
	'schemas/ews/exchange-se',
);
const program = path.resolve(__dirname, 'validate.mjs');

/** Whether Microsoft's schemas are here; says so once when they are not. */
export function haveSchemas(): boolean {
	const found = existsSync(path.join(folder, 'ews-envelope.xsd'));
	if (!found) console.warn(`Left out: requests against the EWS schemas, ${folder} is missing`);
	return found;
}

/** Errors per message, by the schemas of Exchange SE, checked by libxml2 in a process of its own. */
export function schemaErrors(messages: readonly string[]): string[][] {
	const work = mkdtempSync(path.join(tmpdir(), 'ews-schema-'));
	try {
		const file = path.join(work, 'messages.json');
		writeFileSync(file, JSON.stringify(messages));
		const { status, stdout, stderr } = spawnSync(process.execPath, [program, folder, file], {
			encoding: 'utf8',
			maxBuffer: 64 * 1024 * 1024,
		});
		if (status !== 0) throw new Error(stderr);
		return JSON.parse(stdout) as string[][];
	} finally {
		rmSync(work, { recursive: true, force: true });
	}
}
