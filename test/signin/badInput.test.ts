import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CredentialData } from '../../core';
import { DEFAULT_CLIENTS, type Sandbox } from '../../sandbox';
import {
	mutualTrust,
	startKerberosRealm,
	whyNoKerberosRealm,
	type KerberosRealm,
	type RealmOptions,
} from '../servers/kerberosRealm';
import { startSambaJudge } from '../servers/sambaJudge';
import { runCommand } from '../support/command';
import {
	callOnce,
	PASSWORD,
	pasted,
	PEOPLE,
	refusalOf,
	suiteWithDirectory,
	whoCalled,
	type Refusal,
} from './lab';

const NOBODY = 65_534;

/** What people run into, from the credential to the words that they read; nobody is let in. */
suiteWithDirectory('What a person reads when a sign-in does not work', (lab) => {
	const passwordOf = (name: string) => PEOPLE.find((one) => one.name === name)!.password;
	const said: string[] = [];
	/** The words, and no more than words: a secret in them would be in n8n's log as well. */
	function wordsOf(error: Refusal): string {
		const words = `${error.message}. ${error.advice ?? ''}`;
		for (const { password } of PEOPLE) {
			expect(JSON.stringify(error) + String(error.stack)).not.toContain(password.trim());
		}
		expect(words).not.toMatch(/undefined|\[object|NaN|problem|failure|mistake/i);
		expect(error.advice).toBeTruthy();
		said.push(words);
		return words;
	}
	async function refused(sandbox: Sandbox, credential: CredentialData): Promise<string> {
		const error = await refusalOf(
			(async () => {
				await callOnce(await lab.session(sandbox, credential));
			})(),
		);
		expect(whoCalled(sandbox)).toEqual([]);
		return wordsOf(error);
	}
	const file = (name: string, content: Buffer | string): string => {
		const full = path.join(lab.folder, name);
		writeFileSync(full, content, { mode: 0o600 });
		return full;
	};

	describe('Accounts', () => {
		it.each([
			['disabled', /disabled|revoked|locked/],
			['expired', /expired|disabled/],
			['locked', /locked/],
			['mustchange', /change|expired/],
		])('%s, by Kerberos', async (name, reason) => {
			const sandbox = await lab.sandbox({ schemes: ['Negotiate'] });
			const credential = { ...lab.kerberos, user: name, password: passwordOf(name) };
			expect(await refused(sandbox, { authScheme: 'Kerberos', ...credential })).toMatch(reason);
		});

		it.each(['disabled', 'expired', 'locked', 'mustchange'])('%s, by NTLM', async (name) => {
			const sandbox = await lab.sandbox({ schemes: ['NTLM'] });
			const words = await refused(sandbox, {
				authScheme: 'NTLM',
				user: `EXAMPLE\\${name}`,
				password: passwordOf(name),
			});
			expect(words).toMatch(/locked, disabled or expired/);
		});

		it('unknown to the realm', async () => {
			const sandbox = await lab.sandbox({ schemes: ['Negotiate'] });
			const credential = { ...lab.kerberos, user: 'nobody', password: 'Passw0rd!Nobody' };
			expect(await refused(sandbox, { authScheme: 'Kerberos', ...credential })).toMatch(/nobody/);
		});
	});

	describe('Kerberos', () => {
		const person = { authScheme: 'Kerberos', user: 'anna', password: PASSWORD };
		const refusedBy = async (credential: CredentialData) =>
			await refused(await lab.sandbox({ schemes: ['Negotiate'] }), {
				...person,
				...lab.kerberos,
				...credential,
			});
		const byFile = { password: '', user: '' };

		it('wrong password', async () => {
			expect(await refusedBy({ password: 'Wrong-Pass-1' })).toContain("'Password'");
		});

		it('wrong realm', async () => {
			expect(await refusedBy({ kerberosRealm: 'WRONG.EXAMPLE.TEST' })).toMatch(
				/WRONG\.EXAMPLE\.TEST/,
			);
		});

		it('SPN not registered', async () => {
			const words = await refusedBy({ kerberosSpn: 'HTTP/unknown.ad.example.test' });
			expect(words).toContain('HTTP/unknown.ad.example.test');
			expect(words).toMatch(/setspn|'Kerberos SPN'/);
		});

		it('KDC down', async () => {
			const words = await refusedBy({ kerberosKdc: '127.0.0.1:1' });
			expect(words).toContain('127.0.0.1:1');
			expect(words).toMatch(/'Kerberos KDC'|KDC/);
		});

		it('a service of RC4 alone, where RC4 is not allowed', async () => {
			const words = await refusedBy({ kerberosSpn: 'HTTP/old.ad.example.test' });
			expect(words).toMatch(/RC4|encryption/i);
		});

		it('keytab without the needed key', async () => {
			const kerberosKeytab = pasted(lab.directory.exportKeytab('bernd'));
			const words = await refusedBy({ password: '', kerberosKeytab });
			expect(words).toMatch(/[Kk]eytab/);
			expect(words).toContain('anna');
		});

		it('keytab of an old password', async () => {
			const kerberosKeytab = pasted(lab.directory.exportKeytab('changing2'));
			lab.directory.setPassword('changing2', 'Other-Pass-7');
			const words = await refusedBy({ password: '', user: 'changing2', kerberosKeytab });
			expect(words).toMatch(/[Kk]eytab/);
		});

		it.each([
			['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 9)],
			['empty', () => Buffer.alloc(0)],
			['something else', () => Buffer.from('-----BEGIN CERTIFICATE-----\n')],
		])('keytab file %s', async (name, spoil) => {
			const whole = readFileSync(lab.directory.exportKeytab('anna'));
			const keytab = file(`${name}.keytab`, spoil(whole));
			const words = await refusedBy({ ...byFile, user: 'anna', kerberosKeytabFile: keytab });
			expect(words).toContain("'Kerberos Keytab File'");
		});

		it('keytab file that is not there', async () => {
			const keytab = path.join(lab.folder, 'missing.keytab');
			const words = await refusedBy({ ...byFile, kerberosKeytabFile: keytab });
			expect(words).toContain('missing.keytab');
			expect(words).toContain("'Kerberos Keytab File'");
		});

		it('keytab outside the folders that n8n allows', async () => {
			const keytab = lab.directory.exportKeytab('anna');
			const words = await refusedBy({ ...byFile, kerberosKeytabFile: keytab });
			expect(words).toContain("'Kerberos Keytab File'");
			expect(words).toContain('N8N_RESTRICT_FILE_ACCESS_TO');
		});

		it('keytab that is pasted as something else', async () => {
			const words = await refusedBy({ ...byFile, kerberosKeytab: 'bm90IGEga2V5dGFi' });
			expect(words).toContain("'Kerberos Keytab'");
		});

		const kinit = async (name: string, ...options: string[]): Promise<string> => {
			const cache = path.join(lab.folder, `${name}-${options.join('')}.tickets`);
			const env = { ...(lab.directory.env as Record<string, string>), KRB5CCNAME: cache };
			await runCommand('kinit', [...options, name], `${passwordOf(name)}\n`, env);
			return cache;
		};

		it.each([
			['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 100)],
			['empty', () => Buffer.alloc(0)],
		])('ticket cache %s', async (name, spoil) => {
			const whole = readFileSync(await kinit('anna'));
			const cache = file(`${name}.spoilt`, spoil(whole));
			const words = await refusedBy({ ...byFile, kerberosTicketCache: cache });
			expect(words).toContain("'Kerberos Ticket Cache'");
		});

		it('expired ticket', async () => {
			const cache = await kinit('anna', '-l', '1s');
			await new Promise((resolve) => setTimeout(resolve, 2_000));
			const words = await refusedBy({ ...byFile, kerberosTicketCache: cache });
			expect(words).toMatch(/expired|ended|no longer/);
			expect(words).toMatch(/kinit|'Kerberos Ticket Cache'/);
		});
	});

	const noRealm = whyNoKerberosRealm({ clock: true });
	if (noRealm) console.warn(`LEFT OUT: realms beside the Active Directory: ${noRealm}`);
	(noRealm ? describe.skip : describe)('Kerberos of MIT', () => {
		const realms: KerberosRealm[] = [];
		afterEach(async () => {
			for (const realm of realms.splice(0)) await realm.stop();
		});
		const startRealm = async (options: Partial<RealmOptions>): Promise<KerberosRealm> => {
			const realm = await startKerberosRealm({
				realm: 'A.EXAMPLE.TEST',
				principals: [{ name: 'anna', password: PASSWORD }, { name: 'HTTP/web.a.example.test' }],
				...options,
			});
			realms.push(realm);
			return realm;
		};
		/** A sandbox that a service of the realm stands for. */
		const sandboxOf = async (
			realm: KerberosRealm,
			{ service = 'HTTP/web.a.example.test', clockOffset = 0 } = {},
		) => {
			const { krb5Conf } = realm;
			const judge = startSambaJudge(
				{ ...lab.directory, krb5Conf },
				{ keytab: realm.exportKeytab(service), kerberos: 'mit', clockOffset },
			);
			const sandbox = await lab.sandbox({
				schemes: ['Negotiate'],
				judge,
				mailboxes: [
					{
						primarySmtp: 'anna@contoso.example',
						account: 'MIT\\anna',
						userPrincipalName: 'anna@A.EXAMPLE.TEST',
					},
				],
				accounts: [],
			});
			return { sandbox, judge };
		};
		const person = (realm: KerberosRealm): CredentialData => ({
			authScheme: 'Kerberos',
			user: 'anna',
			password: PASSWORD,
			kerberosKdc: realm.kdc,
			kerberosRealm: realm.realm,
			kerberosSpn: 'HTTP/web.a.example.test',
		});

		describe.each([600, -600])('with %d seconds between clocks', (clockOffset) => {
			it('works where it is only the client that is wrong', async () => {
				const realm = await startRealm({ clockOffset });
				const { sandbox, judge } = await sandboxOf(realm, { clockOffset });
				try {
					await callOnce(await lab.session(sandbox, person(realm)));
					expect(whoCalled(sandbox)).toEqual(['MIT\\anna']);
				} finally {
					judge.stop();
				}
			});

			it('says so where KDC and server do not agree', async () => {
				const realm = await startRealm({ clockOffset });
				const { sandbox, judge } = await sandboxOf(realm);
				try {
					expect(await refused(sandbox, person(realm))).toMatch(/clock/i);
				} finally {
					judge.stop();
				}
			});
		});

		it('goes from realm to realm', async () => {
			const names = ['A.EXAMPLE.TEST', 'B.EXAMPLE.TEST'] as const;
			const trusts = mutualTrust(...names);
			const home = await startRealm({ trusts, domainRealm: { 'b.example.test': names[1] } });
			const other = await startRealm({
				realm: names[1],
				principals: [{ name: 'HTTP/web.b.example.test' }],
				trusts,
			});
			const { sandbox, judge } = await sandboxOf(other, { service: 'HTTP/web.b.example.test' });
			try {
				const service = {
					kerberosSpn: 'HTTP/web.b.example.test',
					kerberosServiceRealm: names[1],
					kerberosServiceKdc: other.kdc,
				};
				await callOnce(await lab.session(sandbox, { ...person(home), ...service }));
				expect(sandbox.log.entries().at(-1)).toMatchObject({ mechanism: 'Kerberos', status: 200 });
			} finally {
				judge.stop();
			}
		});
	});

	describe('Servers', () => {
		it('that offer only schemes which were not chosen', async () => {
			const sandbox = await lab.sandbox({ schemes: ['Basic', 'Digest'] });
			const words = await refused(sandbox, {
				authScheme: 'NTLM',
				user: 'EXAMPLE\\anna',
				password: PASSWORD,
			});
			expect(words).toMatch(/does not offer NTLM; it offers Basic, Digest/);
			expect(words).toContain("'Auth Scheme'");
		});

		it('that offer NTLM alone where it is switched off', async () => {
			const sandbox = await lab.sandbox({ schemes: ['Negotiate'] });
			const words = await refused(sandbox, {
				authScheme: 'Negotiate',
				user: 'EXAMPLE\\anna',
				password: PASSWORD,
				...lab.kerberos,
				kerberosSpn: 'HTTP/unknown.ad.example.test',
				allowNtlm: false,
			});
			expect(words).toContain('HTTP/unknown.ad.example.test');
		});

		it.each(['Basic', 'Digest', 'NTLM', 'Negotiate', 'Kerberos'])(
			'that ask again and again are left after a few legs: %s',
			async (authScheme) => {
				const isTicket = authScheme === 'Kerberos' || authScheme === 'Negotiate';
				const sandbox = await lab.sandbox({
					schemes: isTicket ? ['Negotiate'] : [authScheme as 'Basic'],
				});
				sandbox.faults.add({ kind: 'expire', times: 1000 } as never);
				const words = await refused(sandbox, {
					authScheme,
					user: 'EXAMPLE\\anna',
					password: PASSWORD,
					...(isTicket ? lab.kerberos : {}),
				});
				expect(words).toMatch(/401|refused/);
				expect(sandbox.log.entries().length).toBeLessThan(12);
			},
		);

		it('that are spoken to in the clear get no password without leave', async () => {
			const sandbox = await lab.sandbox({ schemes: ['Basic'] });
			const words = await refused(sandbox, {
				authScheme: 'Basic',
				user: 'EXAMPLE\\anna',
				password: PASSWORD,
				allowPlainHttp: false,
			});
			expect(words).toContain("'Allow Plain HTTP'");
			expect(sandbox.log.entries()).toEqual([]);
		});
	});

	describe('Token files', () => {
		const credential = (oauthSettingsLocation: string, server: string): CredentialData => ({
			authScheme: 'OAuth',
			initiateOAuth: 'REFRESH',
			oauthClientId: DEFAULT_CLIENTS.web,
			oauthClientSecret: 'Sandbox-Secret-1',
			oauthAccessTokenUrl: `${new URL(server).origin}/contoso.example/oauth2/v2.0/token`,
			oauthResource: new URL(server).origin,
			oauthSettingsLocation,
		});
		const refusedWith = async (location: string) => {
			const sandbox = await lab.sandbox({ schemes: ['Bearer'], judge: undefined });
			return await refused(sandbox, credential(location, sandbox.url));
		};

		it.each([
			['not JSON', 'this is no JSON'],
			['cut off', '{"version":1,"refresh'],
			['a list', '[]'],
		])('%s', async (name, content) => {
			const words = await refusedWith(file(`${name}.json`, content));
			expect(words).toContain("'OAuth Settings Location'");
		});

		it('in a missing folder', async () => {
			const words = await refusedWith(path.join(lab.folder, 'missing', 'token.json'));
			expect(words).toContain("'OAuth Settings Location'");
			expect(words).toContain('missing');
		});

		it('that are a folder', async () => {
			expect(await refusedWith(lab.folder)).toContain("'OAuth Settings Location'");
		});

		it('that may not be read', async () => {
			const location = file('closed.json', '{}');
			chmodSync(location, 0);
			chmodSync(lab.folder, 0o755);
			const isRoot = process.getuid?.() === 0;
			const sandbox = await lab.sandbox({ schemes: ['Bearer'], judge: undefined });
			const session = await lab.session(sandbox, credential(location, sandbox.url));
			// What reads files is loaded while that is allowed.
			await refused(sandbox, credential(path.join(lab.folder, 'none', 'x.json'), sandbox.url));
			// Nothing is closed to root, so that somebody else reads.
			if (isRoot) process.seteuid!(NOBODY);
			const error = await refusalOf(callOnce(session)).finally(() => {
				if (isRoot) process.seteuid!(0);
			});
			expect(wordsOf(error)).toContain("'OAuth Settings Location'");
			expect(error.message).toContain('closed.json');
		});

		it('outside the folders that n8n allows', async () => {
			const location = path.join(lab.directory.folder, 'token.json');
			copyFileSync(lab.directory.krb5Conf, location);
			expect(await refusedWith(location)).toContain('N8N_RESTRICT_FILE_ACCESS_TO');
		});
	});

	it('is never the same twice for two causes', () => {
		expect(said.length).toBeGreaterThan(30);
		expect(new Set(said).size).toBeGreaterThan(said.length / 2);
	});
});
