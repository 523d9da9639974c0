import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { whyNoMitAcceptor } from '../servers/acceptor';
import {
	ENCRYPTION,
	startActiveDirectory,
	whyNoActiveDirectory,
	type ActiveDirectory,
} from '../servers/activeDirectory';
import { which } from '../servers/domainController';
import { startSambaJudge, type SambaJudge } from '../servers/sambaJudge';
import { runCommand, works } from '../support/command';

const why =
	whyNoActiveDirectory() ??
	(works('curl', ['--version']) ? undefined : 'Debian package curl is missing') ??
	(which('kinit') ? undefined : 'Debian package krb5-user is missing');
if (why) console.warn(`LEFT OUT: curl signing in by an Active Directory: ${why}`);
const suite = why ? describe.skip : describe;

const PASSWORD = 'Passw0rd!User';
const HOST = 'exchange.ad.example.test';
const PYTHON = '/usr/bin/python3';
const SERVICE = `HTTP/${HOST}`;

/** Neither side is ours: curl signs in to the sandbox, and Samba says who is let in. */
suite('curl, judged by an Active Directory', () => {
	let directory: ActiveDirectory;
	let keytab: string;
	let folder: string;
	beforeAll(async () => {
		directory = await startActiveDirectory([
			{ name: 'anna', password: PASSWORD },
			{ name: 'Élodie', password: 'Pässwörd €9 "&<>\\' },
			{ name: 'disabled', password: PASSWORD, disabled: true },
			{ name: 'expired', password: PASSWORD, expired: true },
			{ name: 'locked', password: PASSWORD, locked: true },
			{ name: 'mustchange', password: PASSWORD, mustChange: true },
			{
				name: 'svc-web',
				password: 'Service-Pass-1',
				services: [SERVICE],
				encryption: ENCRYPTION.aes,
			},
		]);
		keytab = directory.exportKeytab(SERVICE);
		folder = mkdtempSync(path.join(tmpdir(), 'curl-'));
		// MD4, which NTLM hashes passwords with, is left to OpenSSL's old provider.
		writeFileSync(
			path.join(folder, 'openssl.cnf'),
			[
				'openssl_conf = init',
				'[init]\nproviders = providers',
				'[providers]\ndefault = on\nlegacy = on',
				'[on]\nactivate = 1\n',
			].join('\n'),
		);
	}, 90_000);
	afterAll(async () => {
		await directory?.stop();
		rmSync(folder, { recursive: true, force: true });
	}, 30_000);

	const opened: Array<{ sandbox: Sandbox; judge: SambaJudge }> = [];
	afterEach(async () => {
		for (const { sandbox, judge } of opened.splice(0)) {
			await sandbox.close();
			judge.stop();
		}
	});
	async function start(
		options: SandboxOptions,
		kerberos: 'samba' | 'mit' = 'samba',
	): Promise<Sandbox> {
		const judge = startSambaJudge(directory, { keytab, kerberos });
		const sandbox = await startSandbox({
			certificate: { names: [HOST] },
			// Digest is the sandbox's own.
			accounts: [{ account: 'EXAMPLE\\anna', password: PASSWORD }],
			judge,
			mailboxes: ['anna', 'Élodie'].map((name) => ({
				primarySmtp: name === 'anna' ? 'anna@contoso.example' : 'elodie@contoso.example',
				account: `EXAMPLE\\${name}`,
				userPrincipalName: `${name}@ad.example.test`,
				sid: directory.sidOf(name),
			})),
			...options,
		});
		opened.push({ sandbox, judge });
		return sandbox;
	}

	const GET_FOLDER =
		'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder></s:Body></s:Envelope>';

	/** Status of the last answer; the password goes by a file, not by the command line. */
	async function curl(
		flag: string,
		endpoint: string,
		user: string,
		password = PASSWORD,
		times = 1,
	): Promise<number> {
		const at = new URL(endpoint);
		const config = path.join(folder, 'config');
		const credentials = `${user}:${password}`.replace(/[\\"]/g, '\\$&');
		writeFileSync(config, `user = "${credentials}"\nheader = "Content-Type: text/xml"\n`);
		writeFileSync(path.join(folder, 'ca.pem'), opened.at(-1)!.sandbox.ca ?? '');
		const url = `${at.protocol}//${HOST}:${at.port}${at.pathname}`;
		const { stdout } = await runCommand(
			'curl',
			[
				...['--silent', '--noproxy', '*', '--config', config, flag, '--data-binary', '@-'],
				...['--resolve', `${HOST}:${at.port}:127.0.0.1`, '--cacert', path.join(folder, 'ca.pem')],
				...['--write-out', '%{http_code} '],
				...Array.from({ length: times }, () => ['--output', '/dev/null', url]).flat(),
			],
			GET_FOLDER,
			environment(),
		);
		return Number(stdout.trim().split(' ').at(-1));
	}
	const environment = () => ({
		KRB5_CONFIG: directory.krb5Conf,
		KRB5CCNAME: path.join(folder, 'tickets'),
	});
	const kinit = async (user: string, password = PASSWORD) => {
		await runCommand('kdestroy', [], '', environment());
		return (await runCommand('kinit', [user], `${password}\n`, environment())).code;
	};
	const users = (sandbox: Sandbox) =>
		sandbox.log.entries({ operation: 'GetFolder' }).map(({ user }) => user);

	describe.each(['--basic', '--ntlm'])('%s', (flag) => {
		const schemes = { schemes: [flag === '--ntlm' ? 'NTLM' : 'Basic'] } as const;

		it.each<[string, string, string]>([
			['EXAMPLE\\anna', PASSWORD, 'EXAMPLE\\anna'],
			['anna', PASSWORD, 'EXAMPLE\\anna'],
			// curl writes names of NTLM without Unicode.
			...(flag === '--basic'
				? [['EXAMPLE\\Élodie', 'Pässwörd €9 "&<>\\', 'EXAMPLE\\Élodie'] as [string, string, string]]
				: []),
		])('lets in %s', async (user, password, who) => {
			const sandbox = await start({ ...schemes, https: true });
			for (const url of [sandbox.url, sandbox.httpsUrl!]) {
				expect(await curl(flag, url, user, password)).toBe(200);
			}
			expect(users(sandbox)).toEqual([who, who]);
		});

		it.each([
			['anna', 'wrong', 'WRONG_PASSWORD|LOGON_FAILURE'],
			['nobody', PASSWORD, 'NO_SUCH_USER|LOGON_FAILURE'],
			['disabled', PASSWORD, 'ACCOUNT_DISABLED'],
			['expired', PASSWORD, 'ACCOUNT_EXPIRED'],
			['locked', PASSWORD, 'ACCOUNT_LOCKED_OUT'],
			['mustchange', PASSWORD, 'PASSWORD_MUST_CHANGE'],
		])('refuses %s with %s', async (user, password, reason) => {
			const sandbox = await start(schemes);
			expect(await curl(flag, sandbox.url, `EXAMPLE\\${user}`, password)).toBe(401);
			const said = sandbox.log.entries().map(({ refused }) => refused ?? '');
			// Basic's protocol says no more than ERR.
			expect(said.at(-1)).toMatch(flag === '--basic' ? /ERR/ : new RegExp(reason));
			expect(users(sandbox)).toEqual([]);
		});
	});

	describe.each(['samba', 'mit'] as const)('--negotiate, opened by %s', (kerberos) => {
		const noMit = kerberos === 'mit' ? whyNoMitAcceptor() : undefined;
		if (noMit) console.warn(`LEFT OUT: Kerberos opened by MIT: ${noMit}`);
		const check = noMit ? it.skip : it;

		check('lets in who has a ticket, and proves itself', async () => {
			const sandbox = await start({ schemes: ['Negotiate'], https: true }, kerberos);
			expect(await kinit('anna')).toBe(0);
			expect(await curl('--negotiate', sandbox.url, '', '')).toBe(200);
			expect(await curl('--negotiate', sandbox.httpsUrl!, '', '')).toBe(200);
			expect(users(sandbox)).toEqual(['EXAMPLE\\anna', 'EXAMPLE\\anna']);
			expect(sandbox.log.entries().at(-1)?.mechanism).toBe('Kerberos');
		});

		check('lets in nobody who has none', async () => {
			const sandbox = await start({ schemes: ['Negotiate'] }, kerberos);
			await runCommand('kdestroy', [], '', environment());
			expect(await curl('--negotiate', sandbox.url, '', '')).toBe(401);
			expect(users(sandbox)).toEqual([]);
		});

		check.each(['connection', 'request'] as const)('asks once per %s', async (persistence) => {
			const sandbox = await start(
				{ schemes: ['Negotiate'], kerberosPersistence: persistence },
				kerberos,
			);
			expect(await kinit('Élodie', 'Pässwörd €9 "&<>\\')).toBe(0);
			expect(await curl('--negotiate', sandbox.url, '', '', 4)).toBe(200);
			expect(users(sandbox)).toEqual(Array(4).fill('EXAMPLE\\Élodie'));
			expect(sandbox.log.connections).toBe(1);
			expect(sandbox.log.handshakes).toBe(persistence === 'request' ? 4 : 1);
		});
	});

	describe.each([
		['NTLM', 'python3-requests-ntlm', 'requests_ntlm'],
		['Negotiate', 'python3-requests-kerberos', 'requests_kerberos'],
		['Basic', 'python3-requests', 'requests'],
		['Digest', 'python3-requests', 'requests'],
	] as const)('requests of Python by %s', (scheme, debianPackage, module) => {
		const isThere = works(PYTHON, ['-c', `import ${module}`]);
		if (!isThere) {
			console.warn(`LEFT OUT: requests signing in by ${scheme}, ${debianPackage} is missing`);
		}
		(isThere ? it : it.skip)('lets in the right one alone', async () => {
			const { url } = await start({ schemes: [scheme] });
			const ask = async (password: string) => {
				if (scheme === 'Negotiate') await kinit('anna', password);
				const { stdout, stderr } = await runCommand(
					PYTHON,
					[path.join(__dirname, 'requests_signin.py')],
					JSON.stringify({
						scheme,
						url: url.replace('127.0.0.1', HOST),
						user: scheme === 'NTLM' ? 'EXAMPLE\\anna' : 'anna',
						password,
						body: GET_FOLDER,
						times: 2,
					}),
					{ ...environment(), OPENSSL_CONF: path.join(folder, 'openssl.cnf') },
				);
				return stdout ? (JSON.parse(stdout) as number[]) : stderr;
			};
			expect(await ask(PASSWORD)).toEqual([200, 200]);
			const refused = await ask('wrong');
			expect(refused).toEqual([401, 401]);
		});
	});

	it('--anyauth takes what is offered', async () => {
		const sandbox = await start({ schemes: ['NTLM', 'Basic'] });
		expect(await curl('--anyauth', sandbox.url, 'EXAMPLE\\anna')).toBe(200);
		expect(sandbox.log.entries().at(-1)?.signIn).toBe('NTLM');
	});

	it('knows a changed password at once', async () => {
		const sandbox = await start({ schemes: ['NTLM', 'Basic'] });
		directory.setPassword('anna', 'Other-Pass-1');
		try {
			for (const flag of ['--ntlm', '--basic']) {
				expect(await curl(flag, sandbox.url, 'EXAMPLE\\anna')).toBe(401);
				expect(await curl(flag, sandbox.url, 'EXAMPLE\\anna', 'Other-Pass-1')).toBe(200);
			}
		} finally {
			directory.setPassword('anna', PASSWORD);
		}
	});
});
