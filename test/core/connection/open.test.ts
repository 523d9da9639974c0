import type { RequestListener } from 'node:http';
import { type Connection, openConnection } from '../../../core/connection/open';
import { parseSettings } from '../../../core/connection/parse';
import type { SessionHost } from '../../../core/session';
import { type Running, readBody, serveHttp } from '../../servers/listen';
import { TokenIssuer } from '../../servers/tokenEndpoint';
import { keep } from '../../support/keep';

const connect = (fields: Record<string, unknown>, host?: SessionHost): Connection =>
	keep(
		openConnection(
			parseSettings({
				server: 'mail.contoso.example',
				user: 'CONTOSO\\anna',
				password: 'first password',
				proxyMode: 'none',
				...fields,
			}),
			host,
		),
	);

const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
const KEY = (text: string) => `-----BEGIN PRIVATE KEY-----\n${text}\n-----END PRIVATE KEY-----`;
const APP = { azureTenant: 'contoso.example', oauthClientId: 'client-1' };
const HOST_TOKEN = (token: string) => ({
	grantType: 'authorizationCode',
	schema: 'EWS',
	oauthTokenData: { access_token: token },
});

/** A connection, and what of it changes who signs in, where, or by which way. */
const CHANGES: Array<[string, Record<string, unknown>, Record<string, unknown>]> = [
	['password', {}, { password: 'second password' }],
	['user', {}, { user: 'CONTOSO\\berta' }],
	['scheme', {}, { authScheme: 'Basic' }],
	['server', {}, { server: 'other.contoso.example' }],
	['channel binding', {}, { channelBinding: false }],
	['trust', {}, { allowUnauthorizedCerts: true }],
	['client key', { clientCertificate: PEM, clientKey: KEY('AAAA') }, { clientKey: KEY('BBBB') }],
	['proxy', {}, { proxyMode: 'custom', proxyUrl: 'http://127.0.0.1:9' }],
	[
		'password of the proxy',
		{ proxyMode: 'custom', proxyUrl: 'http://127.0.0.1:9', proxyUser: 'p', proxyPassword: 'one' },
		{ proxyPassword: 'two' },
	],
	[
		'scheme of the proxy',
		{ proxyMode: 'custom', proxyUrl: 'http://127.0.0.1:9', proxyUser: 'p', proxyPassword: 'one' },
		{ proxyAuthScheme: 'Digest' },
	],
	[
		'keytab',
		{ authScheme: 'Kerberos', kerberosKeytab: 'BQIAAAA=' },
		{ kerberosKeytab: 'BQIAAAB=' },
	],
	[
		'ticket cache',
		{ authScheme: 'Kerberos', kerberosTicketCacheContent: 'BQQAAAA=' },
		{ kerberosTicketCacheContent: 'BQQAAAB=' },
	],
	['fallback to NTLM', { authScheme: 'Negotiate' }, { allowNtlm: false }],
	[
		'client secret',
		{ authScheme: 'AzureServicePrincipal', ...APP, oauthClientSecret: 'one' },
		{ oauthClientSecret: 'two' },
	],
	[
		'tenant',
		{ authScheme: 'AzureServicePrincipal', ...APP, oauthClientSecret: 'one' },
		{ azureTenant: 'fabrikam.example' },
	],
	[
		'certificate',
		{ authScheme: 'AzureServicePrincipalCert', ...APP, oauthJwtCert: PEM + KEY('AAAA') },
		{ oauthJwtCert: PEM + KEY('BBBB') },
	],
	[
		'access token',
		{ authScheme: 'OAuth', oauthAccessToken: 'token-one' },
		{ oauthAccessToken: 'token-two' },
	],
	[
		'refresh token',
		{
			authScheme: 'OAuth',
			initiateOAuth: 'REFRESH',
			oauthClientId: 'client-1',
			oauthRefreshToken: 'refresh-one',
		},
		{ oauthRefreshToken: 'refresh-two' },
	],
	["token of n8n's Connect button", HOST_TOKEN('token-one'), HOST_TOKEN('token-two')],
];

describe('Connections', () => {
	it.each(CHANGES)('with another %s share nothing', (_, fields, change) => {
		const first = connect(fields);
		const again = connect({ ...fields });
		const other = connect({ ...fields, ...change });
		expect(again.signIn).toBe(first.signIn);
		expect(other.signIn).not.toBe(first.signIn);
		expect(other.signIn.authenticator).not.toBe(first.signIn.authenticator);
	});

	it('of different credentials share nothing where a program tells them apart', () => {
		const [one, same, two] = ['1', '1', '2'].map((credentialId) => connect({}, { credentialId }));
		expect(same!.signIn).toBe(one!.signIn);
		expect(two!.signIn).not.toBe(one!.signIn);
	});

	it('that obey a policy for names share nothing with those that do not', () => {
		const free = connect({});
		const bound = connect({}, { lookup: () => undefined });
		expect(bound.signIn).not.toBe(free.signIn);
	});

	it('share a sign-in whatever page size, mailbox or rights they have', () => {
		const one = connect({});
		const two = connect({
			defaultMailbox: 'box@contoso.example',
			readOnly: true,
			advancedProperties: { property: [{ key: 'Pagesize', value: '7' }] },
		});
		expect(two.signIn).toBe(one.signIn);
	});

	it('keep tokens and tickets for an hour after the last one closed', async () => {
		jest.useFakeTimers();
		try {
			const settings = parseSettings({
				server: 'hourly.contoso.example',
				user: 'a',
				password: 'p',
				proxyMode: 'none',
			});
			const first = openConnection(settings);
			await first.close();
			// The sockets are closed after a minute, what was fetched is kept.
			await jest.advanceTimersByTimeAsync(62 * 60_000);
			const second = openConnection(settings);
			expect(second.signIn).toBe(first.signIn);
			await second.close();
			await second.close();
			await jest.advanceTimersByTimeAsync(70 * 60_000);
			const third = openConnection(settings);
			expect(third.signIn).not.toBe(first.signIn);
			await third.close();
			await jest.advanceTimersByTimeAsync(140 * 60_000);
		} finally {
			jest.useRealTimers();
		}
	});
});

describe('What the server sees', () => {
	/** Answers each request with the port that it came from. */
	const echo = async (isLetIn: (authorization: string | undefined) => boolean) => {
		const handler: RequestListener = async (request, response) => {
			await readBody(request);
			if (!isLetIn(request.headers.authorization)) {
				response.writeHead(401, { 'www-authenticate': 'Basic realm="x", Bearer' }).end();
			} else response.end(String(request.socket.remotePort));
		};
		return keep(await serveHttp(handler));
	};
	const send = async ({ http }: Connection, server: Running) => {
		const url = `http://127.0.0.1:${server.port}/EWS/Exchange.asmx`;
		const answer = await http.send({ method: 'POST', url, body: 'x', safe: true });
		return await answer.text();
	};

	it('is one socket for sessions one after the other, and another one after a changed password', async () => {
		const seen: Array<string | undefined> = [];
		const server = await echo((authorization) => seen.push(authorization) > 0);
		const session = (password: string) =>
			connect({
				server: `http://127.0.0.1:${server.port}`,
				allowPlainHttp: true,
				authScheme: 'Basic',
				password,
			});
		const ports: string[] = [];
		for (const password of ['one', 'one', 'two', 'one', 'two']) {
			const connection = session(password);
			ports.push(await send(connection, server));
			await connection.close();
		}
		const [a, b, c, d, e] = ports;
		expect([b, d]).toEqual([a, a]);
		expect(c).not.toBe(a);
		expect(e).toBe(c);
		const passwords = seen.map((header) =>
			Buffer.from(header!.slice(6), 'base64').toString().split(':').at(-1),
		);
		expect(passwords).toEqual(['one', 'one', 'two', 'one', 'two']);
	});

	it('is one token for sessions one after the other, and another one after a changed secret', async () => {
		const issuer = keep(await TokenIssuer.start({ clientSecret: 'secret-1' }));
		const shown: string[] = [];
		const server = await echo((authorization) => {
			shown.push(authorization?.slice('Bearer '.length) ?? 'none');
			return issuer.issued.includes(shown.at(-1)!);
		});
		const session = (oauthClientSecret: string) =>
			connect({
				server: `http://127.0.0.1:${server.port}`,
				allowPlainHttp: true,
				authScheme: 'OAuth',
				initiateOAuth: 'GETANDREFRESH',
				oauthGrantType: 'CLIENT',
				oauthClientId: 'client-1',
				oauthClientSecret,
				oauthAccessTokenUrl: issuer.tokenUrl,
			});
		for (let turn = 0; turn < 3; turn++) {
			const connection = session('secret-1');
			await send(connection, server);
			await connection.close();
		}
		expect(issuer.issued).toHaveLength(1);
		issuer.rules.clientSecret = 'secret-2';
		await send(session('secret-2'), server);
		expect(issuer.issued).toHaveLength(2);
		expect(shown).toEqual([issuer.issued[0], issuer.issued[0], issuer.issued[0], issuer.issued[1]]);
		await expect(send(session('secret-3'), server)).rejects.toThrow(/OAuth|client/i);
		expect(shown).toHaveLength(4);
	});

	it('is the token that the latest open session has renewed', async () => {
		const asked: string[] = [];
		const host = (name: string): SessionHost => ({
			refreshToken: async () => {
				asked.push(name);
				return 'renewed-token';
			},
		});
		const server = await echo((authorization) => authorization === 'Bearer renewed-token');
		const fields = {
			...HOST_TOKEN('stale-token'),
			server: `http://127.0.0.1:${server.port}`,
			allowPlainHttp: true,
		};
		const first = connect(fields, host('first'));
		const second = connect(fields, host('second'));
		expect(second.signIn).toBe(first.signIn);
		await second.close();
		await send(first, server);
		expect(asked).toEqual(['first']);
		const third = connect(fields, host('third'));
		await first.close();
		await send(third, server);
		expect(asked).toEqual(['first']);
	});
});
