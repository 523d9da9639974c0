import { execFileSync } from 'node:child_process';
import path from 'node:path';
import {
	ENCRYPTION,
	startActiveDirectory,
	whyNoActiveDirectory,
	type ActiveDirectory,
} from './activeDirectory';
import { which } from './domainController';

const why =
	whyNoActiveDirectory() ?? (which('kinit') ? undefined : 'Debian package krb5-user is missing');
if (why) console.warn(`LEFT OUT: the accounts of a real Active Directory: ${why}`);
const suite = why ? describe.skip : describe;

const PASSWORD = 'Passw0rd!User';
/** Every character that a keyboard prints. */
const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

/** The directory that other tests rely on is what it says, seen with MIT's own tools. */
suite('The accounts of the directory', () => {
	let directory: ActiveDirectory;
	beforeAll(async () => {
		directory = await startActiveDirectory([
			{ name: 'anna', password: PASSWORD },
			{ name: 'Élodie', password: 'Pässwörd-漢字-1' },
			{ name: 'printable', password: PRINTABLE },
			{ name: 'disabled', password: PASSWORD, disabled: true },
			{ name: 'expired', password: PASSWORD, expired: true },
			{ name: 'locked', password: PASSWORD, locked: true },
			{ name: 'mustchange', password: PASSWORD, mustChange: true },
			{ name: 'married', password: PASSWORD, renamedFrom: 'maiden' },
			{ name: 'rc4user', password: PASSWORD, encryption: ENCRYPTION.rc4 },
			{
				name: 'svc-web',
				password: 'Service-Pass-1',
				services: ['HTTP/exchange.ad.example.test'],
				encryption: ENCRYPTION.aes,
			},
			{
				name: 'svc-old',
				password: 'Service-Pass-2',
				services: ['HTTP/old.ad.example.test'],
				encryption: ENCRYPTION.rc4,
			},
		]);
	}, 90_000);
	afterAll(() => directory?.stop(), 30_000);

	/** What kinit says with a password or a keytab; empty when a ticket came. */
	function kinit(principal: string, secret: { password?: string; keytab?: string }): string {
		try {
			execFileSync('kinit', [...(secret.keytab ? ['-k', '-t', secret.keytab] : []), principal], {
				env: environment(),
				input: `${secret.password ?? ''}\n`,
				stdio: ['pipe', 'pipe', 'pipe'],
			});
			return '';
		} catch (error) {
			const { stdout, stderr } = error as { stdout: Buffer; stderr: Buffer };
			return `${stdout}${stderr}`;
		}
	}
	const environment = () => ({
		...process.env,
		...directory.env,
		KRB5CCNAME: path.join(directory.folder, 'tickets'),
		LC_ALL: 'C.UTF-8',
	});
	const kvno = (service: string): string => {
		execFileSync('kvno', ['-q', service], { env: environment() });
		return String(execFileSync('klist', ['-e'], { env: environment() }));
	};

	it.each([
		['anna', PASSWORD, ''],
		['anna', 'wrong', 'Password incorrect'],
		['Élodie', 'Pässwörd-漢字-1', ''],
		['printable', PRINTABLE, ''],
		['nobody', PASSWORD, 'not found in Kerberos database'],
		['disabled', PASSWORD, 'credentials have been revoked'],
		['expired', PASSWORD, 'credentials have been revoked'],
		['locked', PASSWORD, 'credentials have been revoked'],
		['mustchange', PASSWORD, 'Password expired'],
		['married', PASSWORD, ''],
		['maiden', PASSWORD, 'not found in Kerberos database'],
		['rc4user', PASSWORD, ''],
	])('%s', (name, password, says) => {
		const said = kinit(name, { password });
		if (says) expect(said).toContain(says);
		else expect(said).toBe('');
	});

	it('has services of the encryption that was asked for', () => {
		kinit('anna', { password: PASSWORD });
		expect(kvno('HTTP/exchange.ad.example.test')).toMatch(
			/HTTP\/exchange\.ad\.example\.test@.*\n.*Etype \(skey, tkt\): \S+, aes256-cts-hmac-sha1-96/,
		);
		expect(kvno('HTTP/old.ad.example.test')).toMatch(
			/HTTP\/old\.ad\.example\.test@.*\n.*Etype \(skey, tkt\): \S+, (DEPRECATED:)?arcfour-hmac/,
		);
	});

	it('exports keytabs of users and services', () => {
		expect(kinit('anna', { keytab: directory.exportKeytab('anna') })).toBe('');
		const list = String(
			execFileSync('klist', ['-k', '-e', directory.exportKeytab('HTTP/exchange.ad.example.test')]),
		);
		expect(list).toContain('aes256-cts-hmac-sha1-96');
		expect(list).toContain('HTTP/exchange.ad.example.test@AD.EXAMPLE.TEST');
	});

	it('changes a password while it runs', () => {
		directory.setPassword('rc4user', 'Other-Pass-1');
		expect(kinit('rc4user', { password: PASSWORD })).toContain('Password incorrect');
		expect(kinit('rc4user', { password: 'Other-Pass-1' })).toBe('');
	});
});
