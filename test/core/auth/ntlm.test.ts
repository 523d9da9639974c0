import { X509Certificate } from 'node:crypto';
import { channelBindingToken, endPointHash } from '../../../core/auth/channelBinding';
import { formatAvPairs, parseChallengeMessage } from '../../../core/auth/ntlm/message';
import { parseAccount } from '../../../core/auth/ntlm/account';
import { passwordKey, prove, responseKey, upperCase } from '../../../core/auth/ntlm/ntlmv2';
import { NtlmExchange } from '../../../core/auth/ntlm/exchange';
import { createAuthenticator } from '../../../core/auth/registry';
import { InputError, type ExchangeError } from '../../../core/errors';
import { SignInError } from '../../../core/http/errors';
import { createHttpClient } from '../../../core/http/client';
import type { HttpOptions } from '../../../core/http/options';
import { certificate } from '../../servers/certificates';
import { readBody, serveHttp, serveHttps, type Running } from '../../servers/listen';
import { md4 } from '../../servers/md4';
import { ntlmGate, ownJudge, type OwnJudgeOptions } from '../../servers/ntlm';

const wide = (text: string) => Buffer.from(text, 'utf16le');
const open: Array<{ close(): Promise<unknown> }> = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map((item) => item.close()));
});

describe('published values', () => {
	it('gives the NTLMv2 numbers of [MS-NLMP] 4.2.4', () => {
		const key = responseKey(passwordKey('Password'), 'User', 'Domain');
		expect(key.toString('hex')).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
		const { ntResponse, sessionKey } = prove(
			key,
			Buffer.from('0123456789abcdef', 'hex'),
			Buffer.alloc(8, 0xaa),
			Buffer.alloc(8),
			formatAvPairs([
				{ id: 2, value: wide('Domain') },
				{ id: 1, value: wide('Server') },
			]),
		);
		expect(ntResponse.toString('hex', 0, 16)).toBe('68cd0ab851e51c96aabc927bebef6a1c');
		expect(sessionKey.toString('hex')).toBe('8de40ccadbc14a82f15cb0ad0de95ca3');
	});

	it('lets the verifier compute MD4 as RFC 1320 A.5', () => {
		expect(md4(Buffer.from('')).toString('hex')).toBe('31d6cfe0d16ae931b73c59d7e0c089c0');
		expect(md4(Buffer.from('message digest')).toString('hex')).toBe(
			'd9130a8164549fe818874806e1c7014b',
		);
	});
});

describe('names', () => {
	it.each([
		['CONTOSO\\anna', 'CONTOSO', 'anna'],
		['anna@contoso.example', '', 'anna@contoso.example'],
		['anna', '', 'anna'],
		['Größe\\Élodie', 'Größe', 'Élodie'],
		['.\\anna', '.', 'anna'],
		['CONTOSO\\a\\b', 'CONTOSO', 'a\\b'],
	])('reads %s', (text, domain, user) => {
		expect(parseAccount(text)).toEqual({ domain, user });
	});

	it.each([
		['straße', 'STRAßE'],
		['Élodie', 'ÉLODIE'],
		['дмитрий', 'ДМИТРИЙ'],
		['ıſ', 'ıſ'],
		['ÿ', 'Ÿ'],
	])('makes upper case of %s as Windows does', (text, upper) => {
		expect(upperCase(text)).toBe(upper);
	});
});

describe('what NTLM cannot carry', () => {
	it.each([
		['', 'pw', 'user'],
		['CONTOSO\\', 'pw', 'user'],
		['x'.repeat(1025), 'pw', 'user'],
		['an\ud83dna', 'pw', 'user'],
		['anna', 'half \ude00 secret', 'password'],
	])('is told by the field before anything is sent (%#)', (user, password, field) => {
		let error: unknown;
		try {
			createAuthenticator('NTLM', { user, password, allowPlainHttp: true, channelBinding: true });
		} catch (cause) {
			error = cause;
		}
		expect(error).toBeInstanceOf(InputError);
		expect(error).toMatchObject({ field });
		expect(`${(error as Error).message}${JSON.stringify(error)}`).not.toContain('secret');
	});
});

describe('challenge message', () => {
	it('takes no message that is cut or points outside itself', async () => {
		const whole = await ownJudge({ passwords: {} }).challenge(
			Buffer.concat([Buffer.from('NTLMSSP\0'), Buffer.alloc(32, 0xff)]),
		);
		expect(parseChallengeMessage(whole)?.targetInfo).toHaveLength(5);
		for (let length = 0; length < 32; length++) {
			expect(parseChallengeMessage(whole.subarray(0, length))).toBeUndefined();
		}
		expect(parseChallengeMessage(whole.subarray(0, whole.length - 1))).toBeUndefined();
		const outside = Buffer.from(whole);
		outside.writeUInt32LE(0xffff_fff0, 44);
		expect(parseChallengeMessage(outside)).toBeUndefined();
		const longPair = Buffer.from(whole);
		longPair.writeUInt16LE(0xffff, 56 + 14 + 2);
		expect(parseChallengeMessage(longPair)).toBeUndefined();
	});

	it('is answered in bounded time and size, however hostile', () => {
		const exchange = new NtlmExchange({
			account: { domain: '', user: 'anna' },
			passwordKey: passwordKey('pw'),
			targetName: 'HTTP/x',
			binding: { advice: '' },
		});
		const challengeOf = (info: Buffer, flags = 0x0080_0001) => {
			const head = Buffer.alloc(48);
			head.write('NTLMSSP\0', 'latin1');
			head.writeUInt32LE(2, 8);
			head.writeUInt32LE(flags, 20);
			head.writeUInt16LE(info.length, 40);
			head.writeUInt32LE(48, 44);
			return Buffer.concat([head, info]);
		};
		const end = Buffer.alloc(4);
		const empty = Buffer.from('01000000', 'hex');
		const many = Buffer.concat([...Array.from({ length: 4000 }, () => empty), end]);
		expect(exchange.answer(challengeOf(many))!.length).toBeLessThan(20_000);
		// Larger than any server's; without an end; a pair that points beyond; no Unicode.
		expect(exchange.answer(challengeOf(Buffer.alloc(20_000, empty)))).toBeUndefined();
		expect(exchange.answer(challengeOf(many.subarray(0, 16_000)))).toBeUndefined();
		expect(exchange.answer(challengeOf(Buffer.from('0100ffff', 'hex')))).toBeUndefined();
		expect(exchange.answer(challengeOf(end, 0x0080_0002))).toBeUndefined();
		// Our own pairs sent by the server are replaced, not doubled.
		const own = Buffer.from('0a0004000102030409000200410006000400ffffffff', 'hex');
		const answer = exchange.answer(challengeOf(Buffer.concat([own, end])))!;
		expect(answer.includes(Buffer.from('0a000400', 'hex'))).toBe(false);
	});
});

describe('channel binding', () => {
	it.each([
		['sha256', 'rsa', 'sha256'],
		['sha384', 'rsa', 'sha384'],
		['sha512', 'ec', 'sha512'],
		['sha1', 'rsa', 'sha256'],
		['sha256', 'ec', 'sha256'],
	] as const)('hashes a %s certificate with %s key by %s', async (algorithm, keyType, hash) => {
		const { cert } = await certificate({ algorithm, keyType });
		expect(endPointHash(new X509Certificate(cert).raw)).toBe(hash);
	});

	it('gives none for bytes that are no certificate', () => {
		expect(channelBindingToken(Buffer.from('3084ffffffff', 'hex'))).toBeUndefined();
		expect(channelBindingToken(Buffer.alloc(0))).toBeUndefined();
	});
});

const EVERY_PRINTABLE = Array.from({ length: 95 }, (_, code) =>
	String.fromCharCode(32 + code),
).join('');
const options = (more: Partial<HttpOptions> = {}): HttpOptions => ({
	tls: { rejectUnauthorized: true, legacy: false },
	proxy: { mode: 'none' },
	retry: { attempts: 2, baseMs: 5 },
	...more,
});
const connect = (user: string, password: string, more?: Partial<HttpOptions>, binding = true) => {
	const http = createHttpClient(
		options(more),
		createAuthenticator('ntlm', {
			user,
			password,
			allowPlainHttp: true,
			channelBinding: binding,
		}),
	);
	open.push(http);
	return http;
};

async function serve(
	judge: OwnJudgeOptions,
	{ perRequest = false, persistentAuth = false, tls = false } = {},
) {
	const keys = tls ? await certificate() : undefined;
	const raw = keys && new X509Certificate(keys.cert).raw;
	const gate = ntlmGate(() => ownJudge({ ...(raw ? { certificate: raw } : {}), ...judge }), {
		perRequest,
	});
	const handler: Parameters<typeof serveHttp>[0] = async (request, response) => {
		const body = await readBody(request);
		if (persistentAuth) response.setHeader('persistent-auth', 'false');
		const user = await gate.admit(request, body, response);
		if (user !== undefined) response.end(`${user}: ${body.length}`);
	};
	const server: Running = keys ? await serveHttps(keys, handler) : await serveHttp(handler);
	open.push(server);
	const url = keys ? `https://localhost:${server.port}/EWS` : `http://127.0.0.1:${server.port}/EWS`;
	return { url, log: gate.log, ca: keys?.cert };
}

const post = (url: string, body = 'x'.repeat(1000), safe = false) => ({
	method: 'POST' as const,
	url,
	body,
	safe,
});

describe('sign-in over HTTP', () => {
	it.each([
		['CONTOSO\\anna', 'anna', EVERY_PRINTABLE],
		['anna@contoso.example', 'anna@contoso.example', 'pässwörd €😀'],
		['ДОМЕН\\Élodie', 'Élodie', 'x'],
	])('is accepted for %s', async (user, name, password) => {
		const { url, log } = await serve({ passwords: { [name]: password } });
		const answer = await connect(user, password).send(post(url));
		expect(await answer.text()).toBe(`${user}: 1000`);
		const [verdict] = log.verdicts;
		expect(verdict).toMatchObject({
			ok: true,
			details: {
				hasMic: true,
				echoesTime: true,
				targetName: 'HTTP/127.0.0.1',
				lmResponse: '00'.repeat(24),
				binding: undefined,
			},
		});
		// No OEM names, no key exchange.
		const flags = verdict?.ok ? verdict.details!.flags : 0;
		expect(flags & 0x4000_0002).toBe(0);
	});

	it('takes one handshake per socket and sends no body before it', async () => {
		const { url, log } = await serve({ passwords: { anna: 'pw' } });
		const http = connect('CONTOSO\\anna', 'pw');
		for (let call = 0; call < 20; call++) await (await http.send(post(url))).text();
		expect(log.legs).toHaveLength(21);
		expect(log.legs[0]).toEqual({ kind: 'negotiate', body: 0, socket: 1 });
		expect(log.legs.filter(({ kind }) => kind === 'authenticate')).toHaveLength(1);
		await Promise.all(Array.from({ length: 40 }, async () => (await http.send(post(url))).text()));
		const sockets = new Set(log.legs.map(({ socket }) => socket)).size;
		expect(sockets).toBeLessThanOrEqual(4);
		expect(log.legs).toHaveLength(60 + sockets);
		expect(log.legs.every(({ kind, body }) => body === (kind === 'negotiate' ? 0 : 1000))).toBe(
			true,
		);
	});

	it('signs in again where the server asks for every request', async () => {
		const { url, log } = await serve({ passwords: { anna: 'pw' } }, { perRequest: true });
		const http = connect('CONTOSO\\anna', 'pw');
		for (let call = 0; call < 5; call++) {
			expect(await (await http.send(post(url))).text()).toContain('1000');
		}
		expect(log.verdicts).toHaveLength(5);
		// Only the first repetition was a surprise.
		expect(log.legs.filter(({ kind }) => kind === 'request')).toHaveLength(1);
	});

	it('signs in before each request at once where the server says that it wants it so', async () => {
		const { url, log } = await serve(
			{ passwords: { anna: 'pw' } },
			{ perRequest: true, persistentAuth: true },
		);
		const http = connect('CONTOSO\\anna', 'pw');
		for (let call = 0; call < 3; call++) await (await http.send(post(url))).text();
		expect(log.legs.map(({ kind }) => kind)).toEqual(
			Array.from({ length: 3 }, () => ['negotiate', 'authenticate']).flat(),
		);
	});

	it('takes the name of the server as domain of its own accounts', async () => {
		const { url, log } = await serve({ passwords: { anna: 'pw' } });
		expect(await (await connect('.\\anna', 'pw').send(post(url))).text()).toBe('MAIL1\\anna: 1000');
		expect(log.verdicts[0]).toMatchObject({ ok: true, details: { domain: 'MAIL1' } });
	});

	it('sends the request without sign-in where the server lets anybody in', async () => {
		const seen: Array<[string | undefined, number]> = [];
		const server = await serveHttp(async (request, response) => {
			const { length } = await readBody(request);
			seen.push([request.headers.authorization?.slice(0, 4), length]);
			response.end('guest');
		});
		open.push(server);
		const http = connect('anna', 'pw');
		const url = `http://127.0.0.1:${server.port}/`;
		for (let call = 0; call < 2; call++) {
			expect(await (await http.send(post(url))).text()).toBe('guest');
		}
		expect(seen).toEqual([
			['NTLM', 0],
			[undefined, 1000],
			[undefined, 1000],
		]);
	});

	it('ends where every answer is another challenge', async () => {
		let calls = 0;
		const judge = ownJudge({ passwords: {} });
		const server = await serveHttp(async (request, response) => {
			await readBody(request);
			calls++;
			const [, token = ''] = (request.headers.authorization ?? '').split(' ');
			const challenge = await judge.challenge(Buffer.from(token, 'base64'));
			response.writeHead(401, { 'www-authenticate': `NTLM ${challenge.toString('base64')}` });
			response.end();
		});
		open.push(server);
		await expect(
			connect('anna', 'pw').send(post(`http://127.0.0.1:${server.port}/`)),
		).rejects.toMatchObject({ code: 'AUTH_REFUSED' });
		expect(calls).toBe(2);
	});

	it.each([true, false])(
		'says that the server closes the connection between the legs (announced: %s)',
		async (isAnnounced) => {
			let calls = 0;
			const judge = ownJudge({ passwords: {} });
			const server = await serveHttp(async (request, response) => {
				await readBody(request);
				calls++;
				const [, token = ''] = (request.headers.authorization ?? '').split(' ');
				const challenge = await judge.challenge(Buffer.from(token, 'base64'));
				response.writeHead(401, {
					'www-authenticate': `NTLM ${challenge.toString('base64')}`,
					...(isAnnounced ? { connection: 'close' } : {}),
				});
				response.end();
				if (!isAnnounced) request.socket.destroySoon();
			});
			open.push(server);
			const error = await connect('anna', 'pw')
				.send(post(`http://127.0.0.1:${server.port}/`, 'read', true))
				.catch((cause: unknown) => cause);
			expect(error).toMatchObject({
				code: 'AUTH_CLOSED',
				kind: isAnnounced ? 'fatal' : 'retriable',
			});
			expect((error as ExchangeError).advice).toContain('keep-alive');
			expect(calls).toBe(isAnnounced ? 1 : 2);
		},
	);

	it('tells a refusal and ends', async () => {
		const { url, log } = await serve({ passwords: { anna: 'pw' } });
		const error = await connect('CONTOSO\\anna', 'wrong')
			.send(post(url))
			.catch((cause: unknown) => cause);
		expect(error).toBeInstanceOf(SignInError);
		expect(error).toMatchObject({ code: 'AUTH_REFUSED', status: 401 });
		expect(JSON.stringify([error, (error as Error).message])).not.toContain('wrong');
		expect(log.verdicts).toEqual([{ ok: false, reason: 'NTProofStr' }]);
	});

	it('does without MIC where the server is too old to send the time', async () => {
		const { url, log } = await serve({ passwords: { anna: 'pw' }, sendsTime: false });
		await (await connect('anna', 'pw').send(post(url))).text();
		expect(log.verdicts[0]).toMatchObject({ ok: true, details: { hasMic: false } });
	});
});

describe('sign-in over TLS', () => {
	it('is bound to the channel', async () => {
		const { url, ca, log } = await serve({ passwords: { anna: 'pw' } }, { tls: true });
		const tls = { rejectUnauthorized: true, legacy: false, ca };
		await (await connect('anna', 'pw', { tls }).send(post(url))).text();
		expect(log.verdicts[0]).toMatchObject({ ok: true, details: { targetName: 'HTTP/localhost' } });
		const error = await connect('anna', 'pw', { tls }, false)
			.send(post(url))
			.catch((cause: unknown) => cause);
		expect(error).toBeInstanceOf(SignInError);
		expect(log.verdicts[1]).toEqual({ ok: false, reason: 'channel binding' });
	});

	it('names the binding where the sign-in met another certificate than the server has', async () => {
		const { url, ca } = await serve(
			{ passwords: { anna: 'pw' }, certificate: Buffer.from('that of the server behind') },
			{ tls: true },
		);
		const tls = { rejectUnauthorized: true, legacy: false, ca };
		const adviceOf = async (binding: boolean) => {
			const error = await connect('anna', 'wrong', { tls }, binding)
				.send(post(url))
				.catch((cause: unknown) => cause);
			expect(error).toBeInstanceOf(SignInError);
			return (error as SignInError).advice;
		};
		expect(await adviceOf(true)).toMatch(/load balancer.*ends TLS.*'Channel Binding' off/);
		expect(await adviceOf(false)).toMatch(/'Channel Binding' is off.*Extended Protection/);
	});
});
