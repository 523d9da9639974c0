import type { RequestListener } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { parseSettings } from '../../../core/connection/parse';
import { SignIn } from '../../../core/connection/signIn';
import type { SessionHost } from '../../../core/session';
import { certificate } from '../../servers/certificates';
import { serveHttp, serveHttps } from '../../servers/listen';
import { keep } from '../../support/keep';

const APP = {
	authScheme: 'OAuth',
	initiateOAuth: 'GETANDREFRESH',
	oauthGrantType: 'CLIENT',
	azureTenant: 'contoso.example',
	oauthClientId: 'client-1',
	oauthClientSecret: 'only a test',
	server: 'mail.contoso.example',
	proxyMode: 'none',
};
const signInWith = (fields: Record<string, unknown> = {}, host?: SessionHost) =>
	keep(new SignIn(parseSettings({ ...APP, ...fields }), host));
const ask = async (signIn: SignIn, url: string, kind: 'tokens' | 'metadata' = 'tokens') => {
	const client = keep(signIn.services.http(kind));
	const answer = await client.send({ method: 'GET', url, safe: true });
	return { status: answer.status, text: await answer.text() };
};

describe('Token endpoints', () => {
	const secure = async (seen: boolean[] = []) => {
		const keys = await certificate();
		const handler: RequestListener = (request, response) => {
			seen.push(Object.keys((request.socket as TLSSocket).getPeerCertificate()).length > 0);
			response.end('issued');
		};
		const options = { ...keys, requestCert: true, rejectUnauthorized: false };
		const { port } = keep(await serveHttps(options, handler));
		return { url: `https://localhost:${port}/token`, keys };
	};

	it("are verified, whatever 'Ignore SSL Issues' says of the server", async () => {
		const { url } = await secure();
		await expect(ask(signInWith({ allowUnauthorizedCerts: true }), url)).rejects.toThrow(
			/certificate/i,
		);
	});

	it("are believed with 'Ignore SSL Issues' where the credential names them as its own issuer", async () => {
		const { url } = await secure();
		const other = await secure();
		const own = { oauthAccessTokenUrl: url };
		await expect(ask(signInWith(own), url)).rejects.toThrow(/certificate/i);
		const lenient = signInWith({ ...own, allowUnauthorizedCerts: true });
		expect((await ask(lenient, url)).text).toBe('issued');
		await expect(ask(lenient, other.url)).rejects.toThrow(/certificate/i);
	});

	it('are trusted by the authority of the credential, never by the pin of the server', async () => {
		const { url, keys } = await secure();
		expect((await ask(signInWith({ caCertificate: keys.cert }), url)).text).toBe('issued');
		await expect(ask(signInWith({ sslServerCert: keys.cert }), url)).rejects.toThrow(
			/certificate/i,
		);
	});

	it("are not shown the server's client certificate", async () => {
		const seen: boolean[] = [];
		const { url, keys } = await secure(seen);
		const fields = {
			caCertificate: keys.cert,
			clientCertificate: keys.cert,
			clientKey: keys.key,
		};
		await ask(signInWith(fields), url);
		expect(seen).toEqual([false]);
	});

	it('tell by 401 why there is no token, and lead nowhere else', async () => {
		const { port } = keep(
			await serveHttp((request, response) => {
				if (request.url === '/moved') response.writeHead(307, { location: 'http://localhost/' });
				else response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' });
				response.end('invalid_client');
			}),
		);
		const signIn = signInWith();
		expect(await ask(signIn, `http://127.0.0.1:${port}/`)).toEqual({
			status: 401,
			text: 'invalid_client',
		});
		await expect(ask(signIn, `http://127.0.0.1:${port}/moved`)).rejects.toThrow(/sends this/);
	});

	it("obey the program's policy for names", async () => {
		const names: string[] = [];
		const lookup: SessionHost['lookup'] = (name, _options, callback) => {
			names.push(name);
			callback(Object.assign(new Error('not allowed'), { code: 'POLICY' }), '', 4);
		};
		const signIn = signInWith({}, { lookup });
		await expect(ask(signIn, 'https://login.contoso.example/')).rejects.toThrow();
		expect(names).toContain('login.contoso.example');
	});
});

describe('Proxies', () => {
	/** Remembers what it was asked; answers 407 to all but the right word. */
	const proxy = async (schemes: readonly string[]) => {
		const asked: string[] = [];
		const running = keep(await serveHttp(() => undefined));
		running.server.on('connect', (request, socket) => {
			asked.push(request.headers['proxy-authorization'] ?? 'nothing');
			const offers = schemes.map((scheme) => `Proxy-Authenticate: ${scheme}\r\n`).join('');
			socket.end(`HTTP/1.1 407 Sign in\r\n${offers}Connection: close\r\nContent-Length: 0\r\n\r\n`);
		});
		return { url: `http://127.0.0.1:${running.port}`, asked };
	};
	const fields = (url: string, more: Record<string, unknown>) => ({
		proxyMode: 'custom',
		proxyUrl: url,
		proxyUser: 'CONTOSO\\proxyuser',
		proxyPassword: 'proxy secret',
		...more,
	});

	it.each([
		['Basic', ['Basic realm="p"'], /^Basic /],
		['Digest', ['Digest realm="p", nonce="n", qop="auth", algorithm=MD5'], /^Digest .*proxyuser/],
		['NTLM', ['NTLM'], /^NTLM TlRMTVNT/],
	])('are signed in to by %s, on the way to token endpoints too', async (scheme, offers, word) => {
		const { url, asked } = await proxy(offers);
		const signIn = signInWith(fields(url, { proxyAuthScheme: scheme }));
		await expect(ask(signIn, 'http://login.contoso.example/')).rejects.toThrow(/407/);
		expect(asked.some((header) => word.test(header))).toBe(true);
		expect(asked.join()).not.toContain('proxy secret');
	});

	it('are not signed in to by None', async () => {
		const { url, asked } = await proxy(['Basic realm="p"']);
		const signIn = signInWith(fields(url.replace('//', '//u:p@'), { proxyAuthScheme: 'none' }));
		await expect(ask(signIn, 'http://login.contoso.example/')).rejects.toThrow(/407/);
		expect(new Set(asked)).toEqual(new Set(['nothing']));
	});

	it("are not asked for the machine's own identity", async () => {
		const { url, asked } = await proxy(['Basic realm="p"']);
		const { port } = keep(await serveHttp((_request, response) => response.end('metadata')));
		const signIn = signInWith(fields(url, {}));
		expect((await ask(signIn, `http://127.0.0.1:${port}/`, 'metadata')).text).toBe('metadata');
		expect(asked).toEqual([]);
	});
});

describe('The name of a connection for its token file', () => {
	const key = (fields: Record<string, unknown> = {}, host?: SessionHost) =>
		signInWith({ oauthGrantType: 'CODE', ...fields }, host).services.connectionKey;

	it.each([
		['tenant', { azureTenant: 'fabrikam.example' }],
		['client', { oauthClientId: 'client-2' }],
		['user', { userId: 'berta@contoso.example' }],
		['server', { server: 'other.contoso.example' }],
		['resource', { oauthResource: 'https://other.contoso.example' }],
		['cloud', { azureEnvironment: 'china' }],
		['scheme', { authScheme: 'AzureAD' }],
	])('is another one with another %s', (_, change) => {
		expect(key(change)).not.toBe(key());
	});

	it('is another one for another credential, which nobody else tells apart', () => {
		expect(key({}, { credentialId: '1' })).not.toBe(key({}, { credentialId: '2' }));
		expect(key({}, { credentialId: '1' })).toBe(key({}, { credentialId: '1' }));
	});

	it('stays through a new secret, and holds none', () => {
		expect(key({ oauthClientSecret: 'new' })).toBe(key());
		expect(key({ azureTenant: 'CONTOSO.example' })).toBe(key());
		expect(key()).not.toContain('only a test');
	});
});

describe('What a program lends', () => {
	it("is asked of the latest open session: the program's word on files", async () => {
		const signIn = signInWith();
		const asked: string[] = [];
		const host = (name: string): SessionHost => ({
			isPathBlocked: () => {
				asked.push(name);
				return true;
			},
		});
		const takeBack = [signIn.lend(host('first')), signIn.lend(host('second'))];
		const file = `${process.cwd()}/package.json`;
		const read = async () => {
			process.env.N8N_RESTRICT_FILE_ACCESS_TO = process.cwd();
			try {
				return await signIn.services.files.read(file, 'Kerberos Keytab File').then(
					() => 'read',
					() => 'refused',
				);
			} finally {
				delete process.env.N8N_RESTRICT_FILE_ACCESS_TO;
			}
		};
		expect(await read()).toBe('refused');
		takeBack[1]!();
		expect(await read()).toBe('refused');
		takeBack[0]!();
		expect(await read()).toBe('read');
		expect(asked).toEqual(['second', 'first']);
	});

	it('keeps no token renewal where the program has none', () => {
		expect(signInWith().services.refreshHostToken).toBeUndefined();
		const host = { refreshToken: async () => 'token' };
		expect(signInWith({}, host).services.refreshHostToken).toBeDefined();
	});
});
