import type { LookupFunction } from 'node:net';
import { createAuthenticator } from '../../../core/auth/registry';
import type { Authenticator } from '../../../core/http/authenticator';
import { createHttpClient } from '../../../core/http/client';
import type { HttpClient } from '../../../core/http/message';
import type { HttpOptions } from '../../../core/http/options';
import { proxyFor, proxyPort } from '../../../core/http/proxy';
import { pinOf } from '../../../core/http/tls';
import { certificate } from '../../servers/certificates';
import { connectProxy, refusal407, type Gate } from '../../servers/connectProxy';
import { digestGate } from '../../servers/digest';
import { readBody, serveHttp, serveHttps, serveTcp } from '../../servers/listen';
import { ntlmGate, ownJudge } from '../../servers/ntlm';
import { caught } from '../../support/caught';
import { keep } from '../../support/keep';

const sign = (scheme: string, user = 'anna', password = 'pw') =>
	createAuthenticator(scheme, { user, password, allowPlainHttp: true, channelBinding: true });

type Custom = Omit<Extract<HttpOptions['proxy'], { mode: 'custom' }>, 'mode' | 'exceptions'>;

const client = (
	proxy: Custom,
	server: Authenticator = sign('None'),
	more: Partial<HttpOptions> = {},
): HttpClient =>
	keep(
		createHttpClient(
			{
				tls: { rejectUnauthorized: true, legacy: false },
				proxy: { mode: 'custom', exceptions: [], ...proxy },
				retry: { attempts: 1 },
				connectTimeoutMs: 3_000,
				...more,
			},
			server,
		),
	);
const post = async (http: HttpClient, url: string): Promise<string> => {
	const answer = await http.send({ method: 'POST', url, body: 'ping', safe: false });
	return await answer.text();
};
const echo = async () =>
	keep(await serveHttp(async (request, response) => void response.end(await readBody(request))));

const ntlmProxy = async (passwords: Record<string, string>, ends: 'keeps' | 'closes' = 'keeps') => {
	const judges = new Map<number, ReturnType<typeof ownJudge>>();
	const gate: Gate = async ({ headers, connection }) => {
		const [scheme, token = ''] = (headers['proxy-authorization'] ?? '').split(' ');
		const bytes = Buffer.from(token, 'base64');
		if (scheme !== 'NTLM') return { raw: refusal407(['NTLM']) };
		if (bytes[8] === 1) {
			const judge = ownJudge({ passwords });
			judges.set(connection, judge);
			const challenge = (await judge.challenge(bytes)).toString('base64');
			return {
				raw: refusal407([`NTLM ${challenge}`], ends === 'closes' ? 'Connection: close' : ''),
				close: ends === 'closes',
			};
		}
		const verdict = await judges.get(connection)?.verify(bytes);
		return verdict?.ok ? undefined : { raw: refusal407(['NTLM']) };
	};
	return keep(await connectProxy(gate));
};
const urlOf = ({ port }: { port: number }) => `http://127.0.0.1:${port}`;

describe('choice of a proxy', () => {
	const target = new URL('https://mail.contoso.example/EWS');
	const from = (env: NodeJS.ProcessEnv, url = target) =>
		proxyFor(url, { mode: 'environment' }, env);

	it.each([
		['http://p', 'http', 80, true],
		['https://p', 'http', 443, true],
		['socks5://p', 'socks5', 1080, false],
		['socks5h://p:9', 'socks5', 9, true],
		['socks://p', 'socks5', 1080, true],
		['socks4://p', 'socks4', 1080, false],
		['socks4a://p', 'socks4', 1080, true],
	])('reads %s', (url, kind, port, resolvesNames) => {
		const proxy = from({ ALL_PROXY: url })!;
		expect([proxy.kind, proxyPort(proxy), proxy.resolvesNames]).toEqual([
			kind,
			port,
			resolvesNames,
		]);
	});

	it('takes user and password from the URL, escaped or not, and leaves them out of it', () => {
		const proxy = from({ all_proxy: 'socks5://an%40na:p%C3%A4%2F@p:1' })!;
		expect([proxy.user, proxy.password]).toEqual(['an@na', 'pä/']);
		expect(proxy.url.href).not.toContain('an');
		expect(from({ all_proxy: 'socks5://anna:100%@p' })!.password).toBe('100%');
		const header = from({ HTTPS_PROXY: 'http://anna:p%C3%A4@p' })!
			.authenticator!.handshake({} as never)
			.first() as string;
		expect(Buffer.from(header.slice(6), 'base64').toString()).toBe('anna:pä');
	});

	it.each([
		['https://10.1.2.3/', '10.0.0.0/8', true],
		['https://11.1.2.3/', '10.0.0.0/8', false],
		['https://[fd00::1]/', 'fd00::/8', true],
		['https://10.1.2.3/', '10.0.0.0/99', false],
		['https://mail/', '<local>', true],
		['https://mail.contoso.example/', '<local>', false],
	])('passes the proxy by for %s with %s: %s', (url, NO_PROXY, isDirect) => {
		const proxy = from({ HTTPS_PROXY: 'http://p', NO_PROXY }, new URL(url));
		expect(proxy === undefined).toBe(isDirect);
	});

	it.each(['ftp://u:secret@p', 'http://', 'socks5:///x'])('refuses %s', (url) => {
		const run = () => proxyFor(target, { mode: 'custom', url, exceptions: [] });
		expect(run).toThrow(/Proxy URL/);
		expect(run).not.toThrow(/secret/);
	});
});

describe('sign-in to an HTTP proxy', () => {
	it('is by Basic where nothing else was chosen, in UTF-8', async () => {
		const server = await echo();
		const proxy = keep(await connectProxy());
		const http = client({ url: urlOf(proxy), user: 'änna', password: 'p:w' });
		expect(await post(http, urlOf(server))).toBe('ping');
		const [, token] = proxy.requests[0]!.headers['proxy-authorization']!.split(' ');
		expect(Buffer.from(token!, 'base64').toString()).toBe('änna:p:w');
		expect(proxy.requests[0]!.target).toBe(`127.0.0.1:${server.port}`);
	});

	it('goes by NTLM on one socket, and NTLM to the server through the same tunnel', async () => {
		const gate = ntlmGate(() => ownJudge({ passwords: { berta: 'pw2' } }));
		const server = keep(
			await serveHttp(async (request, response) => {
				const user = await gate.admit(request, await readBody(request), response);
				if (user !== undefined) response.end(user);
			}),
		);
		const proxy = await ntlmProxy({ anna: 'pw' });
		const http = client(
			{ url: urlOf(proxy), authenticator: sign('NTLM') },
			sign('NTLM', 'berta', 'pw2'),
		);
		for (let call = 0; call < 3; call++) expect(await post(http, urlOf(server))).toBe('berta');
		expect(proxy.requests.map(({ connection }) => connection)).toEqual([1, 1]);
		expect(gate.log.legs).toHaveLength(4);
	});

	it('says that a proxy ends the connection between the legs of NTLM', async () => {
		const proxy = await ntlmProxy({ anna: 'pw' }, 'closes');
		const http = client({ url: urlOf(proxy), authenticator: sign('NTLM') });
		const error = await caught(post(http, 'http://127.0.0.1:9/'));
		expect(error).toMatchObject({ code: 'AUTH_CLOSED', kind: 'fatal' });
		expect(error.advice).toContain('keep-alive');
	});

	it.each(['keeps', 'closes'])('goes by Digest where the proxy %s the connection', async (how) => {
		const server = await echo();
		const digest = digestGate({
			passwords: { anna: 'pw' },
			algorithms: ['SHA-256'],
			givesNext: true,
		});
		const proxy = keep(
			await connectProxy(async ({ target, headers }) => {
				const verdict = digest.judge(
					'CONNECT',
					target,
					headers['proxy-authorization'],
					Buffer.alloc(0),
				);
				if ('user' in verdict) return { head: `Proxy-Authentication-Info: ${verdict.info}\r\n` };
				return how === 'closes'
					? { raw: refusal407(verdict.challenges, 'Proxy-Connection: close'), close: true }
					: { raw: refusal407(verdict.challenges) };
			}),
		);
		const authenticator = sign('Digest');
		for (let round = 0; round < 3; round++) {
			expect(await post(client({ url: urlOf(proxy), authenticator }), urlOf(server))).toBe('ping');
		}
		expect(digest.log.map(({ verdict }) => verdict)).toEqual(['ok', 'ok', 'ok']);
		// The answer of each tunnel gives the nonce of the next one.
		expect(proxy.requests).toHaveLength(4);
		expect(proxy.requests.at(1)!.connection).toBe(how === 'closes' ? 2 : 1);
	});

	it('reads over the body of a refusal, chunked as well', async () => {
		const server = await echo();
		const digest = digestGate({ passwords: { anna: 'pw' } });
		const proxy = keep(
			await connectProxy(async ({ target, headers }) => {
				const verdict = digest.judge(
					'CONNECT',
					target,
					headers['proxy-authorization'],
					Buffer.alloc(0),
				);
				if ('user' in verdict) return undefined;
				return {
					raw: `HTTP/1.1 407 No\r\nProxy-Authenticate: ${verdict.challenges[0]}\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\nHTTP/\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n`,
				};
			}),
		);
		const http = client({ url: urlOf(proxy), authenticator: sign('Digest') });
		expect(await post(http, urlOf(server))).toBe('ping');
		expect(proxy.requests.map(({ connection }) => connection)).toEqual([1, 1]);
	});

	it('outlives a proxy that breaks off while the scheme asks others', async () => {
		const proxy = keep(
			await serveTcp((socket) => {
				setTimeout(() => socket.resetAndDestroy(), 20);
			}),
		);
		const slow: Authenticator = {
			scheme: 'Slow',
			connectionBound: true,
			handshake: () => ({
				first: async () => {
					await new Promise((resolve) => setTimeout(resolve, 80));
					return 'Slow x';
				},
				next: () => undefined,
			}),
		};
		const http = client({ url: urlOf(proxy), authenticator: slow });
		const error = await caught(post(http, 'http://127.0.0.1:9/'));
		expect(error).toMatchObject({ kind: 'retriable', delivered: 'no' });
	});

	it('ends where every answer asks again', async () => {
		const proxy = keep(
			await connectProxy(async () => ({
				raw: refusal407([`Digest realm="x", nonce="${Math.random()}", qop="auth", stale=true`]),
			})),
		);
		const http = client({ url: urlOf(proxy), authenticator: sign('Digest') });
		const error = await caught(post(http, 'http://127.0.0.1:9/'));
		expect(error).toMatchObject({ code: 'PROXY_407', field: 'proxyUser', kind: 'fatal' });
		expect(proxy.requests.length).toBeLessThanOrEqual(6);
	});
});

describe('a proxy that is none', () => {
	const raw =
		(text: string, close = false): Gate =>
		async () => ({ raw: text, close });
	it.each<[string, string, string, boolean?]>([
		['another protocol', '220 mail ESMTP\r\n\r\n', 'NOT_A_PROXY'],
		['a head without end', `HTTP/1.1 200 OK\r\n${'X: y\r\n'.repeat(20_000)}`, 'NOT_A_PROXY'],
		['endless interim answers', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(100), 'NOT_A_PROXY'],
		['nothing', '', 'PROXY_CLOSED', true],
		['half an answer', 'HTTP/1.1 200 OK\r\nX:', 'PROXY_CLOSED', true],
		['a web page', 'HTTP/1.1 405 No\r\nContent-Length: 1\r\n\r\nx', 'PROXY_405'],
		['a gateway that cannot', 'HTTP/1.1 503 No\r\n\r\n', 'PROXY_503'],
		[
			'407 with a body beyond all bounds',
			`${refusal407(['Basic realm="x"']).replace('9', '999999999')}`,
			'PROXY_407',
		],
		[
			'407 with a false length',
			`${refusal407(['Basic realm="x"']).replace('9', '-1')}`,
			'PROXY_407',
		],
		['407 with two lengths', refusal407(['Basic realm="x"'], 'Content-Length: 3'), 'PROXY_407'],
	])('is told from %s', async (_name, text, code, close = false) => {
		const proxy = keep(await connectProxy(raw(text, close)));
		const http = client({ url: urlOf(proxy) });
		const error = await caught(post(http, 'http://127.0.0.1:9/'));
		expect(error).toMatchObject({ code });
		expect(error.advice).toBeTruthy();
	});

	it('is told when it stays silent, and the wait can be cancelled', async () => {
		const proxy = keep(await serveTcp(() => undefined));
		const silent = client({ url: urlOf(proxy) }, undefined, { connectTimeoutMs: 100 });
		expect(await caught(post(silent, 'http://127.0.0.1:9/'))).toMatchObject({ code: 'ETIMEDOUT' });
		const controller = new AbortController();
		setTimeout(() => controller.abort(), 50);
		const error = await caught(
			client({ url: urlOf(proxy) }).send({
				method: 'GET',
				url: 'http://127.0.0.1:9/',
				safe: true,
				signal: controller.signal,
			}),
		);
		expect(error.code).toBe('ABORT_ERR');
	});

	it('is named where its port is closed', async () => {
		const gone = await serveTcp(() => undefined);
		await gone.close();
		const error = await caught(post(client({ url: urlOf(gone) }), 'http://mail.example/'));
		expect(error.message).toContain(`'127.0.0.1' refuses connections on port ${gone.port}`);
		expect(error.advice).toContain("'Proxy URL'");
	});
});

describe('a proxy that speaks TLS', () => {
	it('is verified by the authorities of the connection, never by the pin of the server', async () => {
		const proxyKeys = await certificate();
		const keys = await certificate({ names: ['mail.example', 'localhost'] });
		const server = keep(
			await serveHttps(
				keys,
				async (request, response) => void response.end(await readBody(request)),
			),
		);
		const proxy = keep(await connectProxy(undefined, proxyKeys));
		const url = `https://localhost:${server.port}/`;
		const through = (tls: Partial<HttpOptions['tls']>) =>
			post(
				client({ url: `https://localhost:${proxy.port}` }, undefined, {
					tls: { rejectUnauthorized: true, legacy: false, ...tls },
				}),
				url,
			);
		expect(await through({ ca: `${proxyKeys.cert}\n${keys.cert}` })).toBe('ping');
		const pins = [pinOf(keys.cert)!];
		expect(await through({ ca: proxyKeys.cert, pins })).toBe('ping');
		const error = await caught(through({ pins }));
		expect(error).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', kind: 'fatal' });
	});

	it('never sees the client certificate', async () => {
		const proxyKeys = await certificate();
		const own = await certificate({ names: ['client'] });
		const seen: unknown[] = [];
		const proxy = keep(
			await connectProxy(
				async ({ socket }) => {
					const { getPeerCertificate } = socket as import('node:tls').TLSSocket;
					seen.push(getPeerCertificate.call(socket).subject);
					return undefined;
				},
				{ ...proxyKeys, requestCert: true, rejectUnauthorized: false },
			),
		);
		const server = await echo();
		const http = client({ url: `https://localhost:${proxy.port}` }, undefined, {
			tls: {
				rejectUnauthorized: true,
				legacy: false,
				ca: proxyKeys.cert,
				cert: own.cert,
				key: own.key,
			},
		});
		expect(await post(http, urlOf(server))).toBe('ping');
		expect(seen).toEqual([undefined]);
	});
});

describe('look-up of names', () => {
	const asked: string[] = [];
	const rule: LookupFunction = (host, options, callback) => {
		asked.push(host);
		if (host === 'blocked.example' || host === '127.0.0.2') {
			callback(Object.assign(new Error('blocked'), { code: 'EBLOCKED' }), []);
		} else if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
		else callback(null, '127.0.0.1', 4);
	};
	beforeEach(() => asked.splice(0));

	it('is that of the host for servers and proxies, and asked for addresses as well', async () => {
		const server = await echo();
		const proxy = keep(await connectProxy());
		const direct = keep(
			createHttpClient(
				{
					tls: { rejectUnauthorized: true, legacy: false },
					proxy: { mode: 'none' },
					retry: { attempts: 1 },
					lookup: rule,
				},
				sign('None'),
			),
		);
		expect(await post(direct, `http://mail.example:${server.port}/`)).toBe('ping');
		expect(asked).toEqual(['mail.example']);
		for (const host of ['blocked.example', '127.0.0.2']) {
			const error = await caught(post(direct, `http://${host}:${server.port}/`));
			expect(error.code).toBe('EBLOCKED');
		}
		asked.splice(0);
		const http = client({ url: `http://proxy.example:${proxy.port}` }, undefined, { lookup: rule });
		expect(await post(http, urlOf(server))).toBe('ping');
		expect(asked).toEqual(['proxy.example']);
		const blocked = client({ url: `http://blocked.example:${proxy.port}` }, undefined, {
			lookup: rule,
		});
		expect(await caught(post(blocked, urlOf(server)))).toMatchObject({ code: 'EBLOCKED' });
	});
});
