import { openSession } from '../../core';
import type { CredentialData, Session } from '../../core';
import { startSandbox, type Sandbox, type SandboxOptions, type Scheme } from '../../sandbox';
import { callOnce, refusalOf, whoCalled } from './lab';

/** Schemes on any machine: the sandbox decides, which shares no line with core. */

const PASSWORD = 'Pässwörd-"\\漢字-1';
const ACCOUNT = 'CONTOSO\\Élodie';
const NO_KDC = { kerberosKdc: '127.0.0.1:1', kerberosRealm: 'NOWHERE.EXAMPLE.TEST' };

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
	for (const close of closing.splice(0).reverse()) await close();
});

async function start(options: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startSandbox({
		mailboxes: [{ primarySmtp: 'elodie@contoso.example', account: ACCOUNT }],
		accounts: [{ account: ACCOUNT, password: PASSWORD }],
		...options,
	});
	closing.push(() => sandbox.close());
	return sandbox;
}

async function sessionOn(sandbox: Sandbox, credential: CredentialData): Promise<Session> {
	const session = await openSession({
		server: sandbox.url,
		user: ACCOUNT,
		password: PASSWORD,
		allowPlainHttp: true,
		proxyMode: 'none',
		...credential,
	});
	closing.push(() => session.close());
	return session;
}

const statuses = (sandbox: Sandbox) => sandbox.log.entries().map(({ status }) => status);

describe.each<[authScheme: string, offered: Scheme, extra: CredentialData]>([
	['Basic', 'Basic', {}],
	['Digest', 'Digest', {}],
	['NTLM', 'NTLM', {}],
	['Negotiate', 'Negotiate', NO_KDC],
])('%s', (authScheme, offered, extra) => {
	it.each(['connection', 'request'] as const)(
		'lets in once per %s',
		async (authPersistence) => {
			const sandbox = await start({ schemes: [offered], authPersistence });
			const session = await sessionOn(sandbox, { authScheme, ...extra });
			for (let n = 0; n < 4; n += 1) await callOnce(session);
			expect(whoCalled(sandbox)).toEqual(Array(4).fill(ACCOUNT));
			expect(sandbox.log.connections).toBe(1);
			if (offered === 'NTLM' || offered === 'Negotiate') {
				expect(sandbox.log.handshakes).toBe(authPersistence === 'request' ? 4 : 1);
			}
		},
		60_000,
	);

	it('refuses a wrong password', async () => {
		const sandbox = await start({ schemes: [offered] });
		const wrong = { authScheme, ...extra, password: 'Wrong-Pass-5' };
		const error = await refusalOf(callOnce(await sessionOn(sandbox, wrong)));
		expect(error.advice).toContain("'Password'");
		expect(whoCalled(sandbox)).toEqual([]);
	}, 60_000);

	it('ties itself to the TLS channel where it can', async () => {
		const isBound = offered === 'NTLM' || offered === 'Negotiate';
		const sandbox = await start({
			schemes: [offered],
			https: true,
			channelBinding: isBound ? 'require' : 'off',
		});
		const tls = { server: sandbox.httpsUrl, caCertificate: sandbox.ca };
		await callOnce(await sessionOn(sandbox, { authScheme, ...extra, ...tls }));
		expect(whoCalled(sandbox)).toEqual([ACCOUNT]);
		expect(sandbox.log.entries().at(-1)?.channelBound).toBe(isBound || undefined);
	}, 60_000);
});

describe('Digest, as servers differ', () => {
	const credential = { authScheme: 'Digest' };

	describe.each(['MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess'] as const)('%s', (algorithm) => {
		it.each(['auth', 'auth-int'] as const)('%s', async (qop) => {
			const sandbox = await start({
				schemes: ['Digest'],
				digest: {
					algorithms: [algorithm],
					qop: [qop],
					realm: 'a "quoted" \\ realm',
					opaque: 'opaque, too',
				},
			});
			const session = await sessionOn(sandbox, credential);
			for (let n = 0; n < 3; n += 1) await callOnce(session);
			// One challenge for the nonce, and none again.
			expect(statuses(sandbox)).toEqual([401, 200, 200, 200]);
		});
	});

	it('of several challenges one that is known is taken, before Basic', async () => {
		const sandbox = await start({
			schemes: ['Basic', 'Digest'],
			digest: { algorithms: ['MD5', 'SHA-256'], qop: ['auth', 'auth-int'], unknownFirst: true },
		});
		await callOnce(await sessionOn(sandbox, credential));
		expect(sandbox.log.entries().at(-1)).toMatchObject({ signIn: 'Digest', status: 200 });
	});

	it('nonces that end are replaced without asking for the password', async () => {
		const sandbox = await start({ schemes: ['Digest'], digest: { uses: 2 } });
		const session = await sessionOn(sandbox, credential);
		for (let n = 0; n < 4; n += 1) await callOnce(session);
		expect(statuses(sandbox)).toEqual([401, 200, 200, 401, 200, 200]);
	});

	it('the next nonce is taken where it is named', async () => {
		const sandbox = await start({
			schemes: ['Digest'],
			digest: { uses: 2, nextNonceAfter: 2, algorithms: ['MD5'] },
		});
		const session = await sessionOn(sandbox, credential);
		for (let n = 0; n < 6; n += 1) await callOnce(session);
		expect(statuses(sandbox)).toEqual([401, 200, 200, 200, 200, 200, 200]);
	});
});
