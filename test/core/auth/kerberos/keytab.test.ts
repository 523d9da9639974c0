import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InputError } from '../../../../core/errors';
import { encryptionType, offeredTypes } from '../../../../core/auth/kerberos/crypto/registry';
import { parseKeytab } from '../../../../core/auth/kerberos/keytab';
import type { KeytabEntry } from '../../../../core/auth/kerberos/types';
import { which } from '../../../servers/domainController';
import { writeKeytab } from './mitFiles';

const entry = (kvno: number, type: number, ...components: string[]): KeytabEntry => ({
	principal: { type: 1, realm: 'AD.EXAMPLE.TEST', components },
	kvno,
	key: { type, value: Buffer.alloc(encryptionType(type)!.keyBytes, kvno) },
});
const ENTRIES = [
	entry(3, 18, 'anna'),
	entry(255, 17, 'HTTP', 'mail.contoso.example'),
	entry(70_000, 23, 'Élodie'),
];
const parse = (bytes: Buffer) => parseKeytab(bytes, 'Kerberos Keytab');
const caught = (bytes: Buffer): InputError => {
	try {
		parse(bytes);
	} catch (error) {
		return error as InputError;
	}
	throw new Error('nothing was refused');
};

describe('keytab', () => {
	it.each([
		['0x0502', {}],
		['0x0502 with deleted entries', { hole: 37 }],
		['0x0501 of a big-endian machine', { version: 1 }],
		['0x0501 of a little-endian machine', { version: 1, isLittleEndian: true, hole: 5 }],
	] as const)('%s', (_name, options) => {
		expect(parse(writeKeytab(ENTRIES, options))).toEqual(ENTRIES);
	});

	it('ends at zeros behind the last entry', () => {
		expect(parse(Buffer.concat([writeKeytab(ENTRIES), Buffer.alloc(64)]))).toEqual(ENTRIES);
	});

	it('cut off anywhere it is refused or lacks whole entries, and says which field', () => {
		const whole = writeKeytab(ENTRIES);
		let refused = 0;
		for (let length = 0; length < whole.length; length++) {
			try {
				const entries = parse(whole.subarray(0, length));
				expect(entries).toEqual(ENTRIES.slice(0, entries.length));
				expect(entries.length).toBeLessThan(ENTRIES.length);
			} catch (error) {
				refused += 1;
				expect(error).toBeInstanceOf(InputError);
				expect(error).toMatchObject({ field: 'Kerberos Keytab', code: 'KERBEROS_FILE' });
				expect((error as InputError).message).toContain("'Kerberos Keytab'");
				expect((error as InputError).advice).toBeTruthy();
			}
		}
		// Two ends of entries before the last one are ends of a keytab as well.
		expect(refused).toBe(whole.length - 2);
	});

	it.each([
		['nothing', Buffer.alloc(0)],
		['text', Buffer.from('BQIAAABKAAEAD0FE')],
		['a ticket cache', Buffer.from([5, 4, 0, 0])],
		['no entry', Buffer.from([5, 2])],
		['deleted entries alone', Buffer.from([5, 2, 0xff, 0xff, 0xff, 0xff, 0])],
		['an entry longer than the file', Buffer.from([5, 2, 0x7f, 0xff, 0xff, 0xff, 0, 1])],
		['a size that has no positive', Buffer.from([5, 2, 0x80, 0, 0, 0, 0, 1])],
		['more than a mebibyte', Buffer.concat([Buffer.from([5, 2]), Buffer.alloc((1 << 20) + 1)])],
	])('refuses %s', (_name, bytes) => {
		expect(caught(bytes)).toBeInstanceOf(InputError);
	});

	it('quotes nothing of a damaged file', () => {
		const key = writeKeytab(ENTRIES).subarray(0, 60);
		const { message, advice = '' } = caught(key);
		expect(message + advice).not.toMatch(/anna|AD\.EXAMPLE/);
	});
});

const tools = which('ktutil') && which('klist');
if (!tools) console.warn('LEFT OUT: keytabs of MIT Kerberos: krb5-user is missing');
const suite = tools ? describe : describe.skip;

suite('keytab and MIT Kerberos', () => {
	let folder: string;
	const env = { ...process.env, KRB5_CONFIG: '/dev/null', TZ: 'UTC' };
	beforeAll(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'keytab-'));
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));

	const PASSWORD = 'Pässw0rd! "&<>$`\\';
	it.each(offeredTypes(true))(
		'reads what ktutil writes, and makes the same key of type %i of a password',
		async (id) => {
			const type = encryptionType(id)!;
			const name = id === 23 ? 'arcfour-hmac' : type.name;
			const file = path.join(folder, `${id}.keytab`);
			execFileSync('ktutil', {
				env,
				input: `addent -password -p anna@AD.EXAMPLE.TEST -k 300 -e ${name}\n${PASSWORD}\nwkt ${file}\nquit\n`,
			});
			const [only, ...more] = parse(readFileSync(file));
			expect(more).toEqual([]);
			expect(only!.principal).toEqual({ type: 1, realm: 'AD.EXAMPLE.TEST', components: ['anna'] });
			expect(only!.kvno).toBe(300);
			expect(only!.key.type).toBe(id);
			expect(await type.stringToKey(PASSWORD, Buffer.from('AD.EXAMPLE.TESTanna'))).toEqual(
				only!.key.value,
			);
		},
	);

	it.each([{}, { hole: 12 }, { version: 1, isLittleEndian: true }] as const)(
		'klist reads what these tests write: %p',
		(options) => {
			const file = path.join(folder, 'own.keytab');
			writeFileSync(file, writeKeytab(ENTRIES, options));
			const list = execFileSync('klist', ['-k', file], { env, encoding: 'utf8' });
			expect(list).toContain('   3 anna@AD.EXAMPLE.TEST');
			expect(list).toContain(' 255 HTTP/mail.contoso.example@AD.EXAMPLE.TEST');
		},
	);
});
