import { createAuthenticator } from '../../core/auth/registry';
import { createHttpClient } from '../../core/http/client';
import type { HttpClient } from '../../core/http/message';
import { makeCertificate } from '../../sandbox/server/certificate';
import { channelBindingToken } from '../../sandbox/server/signin/ntlmVerifier';
import { SignIn } from '../../sandbox/server/signin/signIn';
import { AvId, messageType, readAuthenticate } from '../../sandbox/server/signin/ntlmMessage';
import { startServer } from '../../sandbox/server/server';
import type { Server, ServerOptions } from '../../sandbox/server/server';

/** Our NTLM and Basic, judged by the sandbox's own verifier, which shares no line with them. */

const account = {
	domain: 'CONTOSO',
	user: 'Élodie',
	principal: 'Élodie@contoso.example',
	password: 'Pässwörd-漢字-1',
	mailbox: 'user1@contoso.example',
};
const BODY =
	'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><GetFolder/></s:Body></s:Envelope>';

const opened: Array<{ close(): Promise<void> }> = [];
afterEach(async () => {
	for (const one of opened.splice(0).reverse()) await one.close();
});

async function start(options: ServerOptions = {}): Promise<Server> {
	const server = await startServer(
		{
			build: '15.2',
			accounts: () => [account],
			handler: () => ({ status: 200, xml: BODY, operation: 'GetFolder', writes: 0, codes: [] }),
			digest: () => ({}),
			reset: () => undefined,
		},
		{ https: true, trace: '', ...options },
	);
	opened.push(server);
	return server;
}

interface ClientOptions {
	readonly scheme?: string;
	readonly user?: string;
	readonly password?: string;
	readonly channelBinding?: boolean;
	readonly concurrency?: number;
}

function clientOf(server: Server, options: ClientOptions = {}): HttpClient {
	const { scheme = 'NTLM', channelBinding = true } = options;
	const client = createHttpClient(
		{
			tls: { ca: server.ca, rejectUnauthorized: true, legacy: false },
			proxy: { mode: 'none' },
			concurrency: options.concurrency ?? 1,
			retry: { attempts: 1 },
			headers: { 'user-agent': 'n8n-nodes-microsoft-exchange/test' },
		},
		createAuthenticator(scheme, {
			user: options.user ?? 'CONTOSO\\Élodie',
			password: options.password ?? account.password,
			allowPlainHttp: true,
			channelBinding,
		}),
	);
	opened.push(client);
	return client;
}

async function post(client: HttpClient, url: string): Promise<number> {
	const response = await client.send({
		method: 'POST',
		url,
		headers: { 'content-type': 'text/xml; charset=utf-8' },
		body: BODY,
		safe: true,
	});
	await response.text();
	return response.status;
}

describe('Our NTLM', () => {
	it.each(['CONTOSO\\Élodie', 'Élodie@contoso.example', 'Élodie', 'contoso\\éLODIE'])(
		'signs in as %s',
		async (user) => {
			const server = await start();
			expect(await post(clientOf(server, { user }), server.url)).toBe(200);
			expect(server.log.entries().at(-1)?.evidence).toEqual({
				mic: true,
				channelBinding: 'absent',
				timestampEchoed: true,
				lmResponseEmpty: true,
				unicode: true,
			});
		},
	);

	it('needs one handshake for a connection, and shows no body before it', async () => {
		const server = await start();
		const client = clientOf(server);
		for (let n = 0; n < 20; n += 1) expect(await post(client, server.url)).toBe(200);
		expect([server.log.connections, server.log.handshakes]).toEqual([1, 1]);
		const legs = server.log.entries().filter(({ status }) => status === 401);
		expect(legs.map(({ bytesIn }) => bytesIn)).toEqual(legs.map(() => 0));
	});

	it('needs one for each of several connections', async () => {
		const server = await start();
		const client = clientOf(server, { concurrency: 4 });
		await Promise.all(Array.from({ length: 40 }, () => post(client, server.url)));
		expect(server.log.connections).toBeLessThanOrEqual(4);
		expect(server.log.handshakes).toBe(server.log.connections);
		expect(server.log.count()).toBe(40);
	});

	it('signs in for each request where the server wants that', async () => {
		const server = await start({ authPersistence: 'request' });
		const client = clientOf(server);
		for (let n = 0; n < 3; n += 1) expect(await post(client, server.url)).toBe(200);
		expect(server.log.handshakes).toBe(3);
	});

	it('signs in again when its sign-in expired', async () => {
		const server = await start();
		const client = clientOf(server);
		await post(client, server.url);
		server.faults.add({ kind: 'expire' });
		expect(await post(client, server.url)).toBe(200);
		expect(server.log.handshakes).toBe(2);
	});

	it.each(['allow', 'require'] as const)('binds to the channel: %s', async (channelBinding) => {
		const server = await start({ channelBinding });
		expect(await post(clientOf(server), server.httpsUrl!)).toBe(200);
		expect(server.log.entries().at(-1)?.evidence?.channelBinding).toBe('matched');
	});

	it('is refused without a binding where one is required', async () => {
		const server = await start({ channelBinding: 'require' });
		const client = clientOf(server, { channelBinding: false });
		await expect(post(client, server.httpsUrl!)).rejects.toMatchObject({ status: 401 });
		const refusals = server.log.entries().map(({ refused }) => refused);
		expect(refusals).toContain('channel binding is required');
	});

	it('is refused with a wrong password, which the error does not show', async () => {
		const server = await start();
		const refused = await post(clientOf(server, { password: 'Secret-99' }), server.url).catch(
			(error: unknown) => error,
		);
		expect(refused).toMatchObject({ status: 401, kind: 'permission' });
		expect(JSON.stringify(refused) + String((refused as Error).stack)).not.toContain('Secret-99');
		expect(server.log.entries().map(({ refused: why }) => why)).toContain('wrong password');
	});
});

describe('Our Basic', () => {
	it('sends name and password as UTF-8, over HTTPS and, where allowed, over HTTP', async () => {
		const server = await start({ schemes: ['NTLM', 'Basic'] });
		const client = clientOf(server, { scheme: 'Basic' });
		expect(await post(client, server.url)).toBe(200);
		expect(await post(client, server.httpsUrl!)).toBe(200);
		expect(server.log.entries().at(-1)?.signIn).toBe('Basic');
	});
});

describe('The verifier', () => {
	/** Signs our client in by hand, spoils its last message, and gives the verdict. */
	async function spoilt(
		channelBinding: 'off' | 'allow' | 'require',
		certificate: Buffer | undefined,
		expected: Buffer | undefined,
		spoil: (message: Buffer) => void = () => undefined,
	): Promise<unknown> {
		const signIn = new SignIn({
			accounts: () => [account],
			schemes: ['NTLM'],
			channelBinding,
			channelBindingToken: expected && channelBindingToken(expected),
			persistence: 'connection',
		});
		const socket = { encrypted: true } as never;
		const check = (authorization: string): ReturnType<SignIn['check']> =>
			signIn.check({ headers: { authorization }, socket, method: 'POST', url: '/' });
		const handshake = createAuthenticator('NTLM', {
			user: 'CONTOSO\\Élodie',
			password: account.password,
			allowPlainHttp: true,
			channelBinding: true,
		}).handshake({
			url: new URL('https://exchange.contoso.example'),
			request: { method: 'POST', target: '/EWS/Exchange.asmx' },
			peerCertificate: certificate,
		});
		const first = await handshake.first();
		const asked = await check(first ?? '');
		const [challenge = ''] = 'challenges' in asked ? asked.challenges : [];
		const token = challenge.slice('NTLM '.length);
		const last = await handshake.next([{ scheme: 'NTLM', token, params: {} }]);
		const message = Buffer.from((last ?? '').slice('NTLM '.length), 'base64');
		expect(messageType(message)).toBe(3);
		spoil(message);
		const verdict = await check(`NTLM ${message.toString('base64')}`);
		return 'reason' in verdict ? verdict.reason : verdict.evidence?.channelBinding;
	}

	let ours: Buffer;
	let other: Buffer;
	beforeAll(async () => {
		ours = (await makeCertificate()).der;
		other = (await makeCertificate()).der;
	});

	it('compares the channel binding as it was told to', async () => {
		expect(await spoilt('require', ours, ours)).toBe('matched');
		expect(await spoilt('allow', other, ours)).toBe('channel binding does not match');
		expect(await spoilt('require', other, ours)).toBe('channel binding does not match');
		expect(await spoilt('off', other, ours)).toBe('absent');
		expect(await spoilt('allow', undefined, ours)).toBe('absent');
		expect(await spoilt('require', undefined, ours)).toBe('channel binding is required');
	});

	it('sees one changed bit anywhere in what is protected', async () => {
		const flip = (offset: (message: Buffer) => number) => (message: Buffer) => {
			const at = offset(message);
			message.writeUInt8(message.readUInt8(at) ^ 1, at);
		};
		const ntResponse = (message: Buffer): number => message.readUInt32LE(24);
		const verdicts = [
			await spoilt(
				'allow',
				ours,
				ours,
				flip((message) => ntResponse(message)),
			),
			await spoilt(
				'allow',
				ours,
				ours,
				flip((message) => ntResponse(message) + 16 + 20),
			),
			await spoilt(
				'allow',
				ours,
				ours,
				flip(() => 72),
			),
			await spoilt(
				'allow',
				ours,
				ours,
				flip(() => 67),
			),
		];
		expect(verdicts).toEqual([
			'wrong password',
			'wrong password',
			'message integrity code does not match',
			'message integrity code does not match',
		]);
	});

	it('reads the fields of a message', () => {
		expect(readAuthenticate(Buffer.alloc(80))).toBeUndefined();
		expect(AvId.channelBindings).toBe(10);
	});
});
