import { X509Certificate } from 'node:crypto';
import { channelBindingToken, endPointHash } from '../../../core/auth/ntlm/channelBinding';
import { formatAvPairs, parseChallengeMessage } from '../../../core/auth/ntlm/message';
import { parseAccount } from '../../../core/auth/ntlm/ntlm';
import { prove, responseKey, upperCase } from '../../../core/auth/ntlm/ntlmv2';
import { createAuthenticator } from '../../../core/auth/registry';
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
		const key = responseKey('User', 'Domain', 'Password');
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

async function serve(judge: OwnJudgeOptions, { perRequest = false, tls = false } = {}) {
	const keys = tls ? await certificate() : undefined;
	const raw = keys && new X509Certificate(keys.cert).raw;
	const gate = ntlmGate(() => ownJudge({ ...judge, ...(raw ? { certificate: raw } : {}) }), {
		perRequest,
	});
	const handler: Parameters<typeof serveHttp>[0] = async (request, response) => {
		const body = await readBody(request);
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
});
