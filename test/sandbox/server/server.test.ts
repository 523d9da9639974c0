import { connect } from 'node:net';
import { Agent, request as httpRequest } from 'node:http';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { EwsAnswer, EwsRequest } from '../../../sandbox/server/ewsEndpoint';
import { startServer } from '../../../sandbox/server/server';
import type { Server, ServerOptions } from '../../../sandbox/server/server';

const account = {
	domain: 'CONTOSO',
	user: 'user1',
	principal: 'user1@contoso.example',
	password: 'Pässword 1',
	mailbox: 'user1@contoso.example',
};
const BASIC = `Basic ${Buffer.from(`CONTOSO\\user1:${account.password}`).toString('base64')}`;
const OURS = 'n8n-nodes-microsoft-exchange/0.1';

const envelope = (body: string): string =>
	`<?xml version="1.0"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`;
const FIND = envelope('<FindItem Traversal="Shallow"/>');

interface Reply {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | string[] | undefined>>;
	readonly text: string;
	/** The connection ended before the answer was complete. */
	readonly cut: boolean;
}

/** One request on a connection of its own, or of an agent. */
function call(
	url: string,
	options: {
		method?: string;
		body?: string;
		headers?: Record<string, string>;
		agent?: Agent;
	} = {},
): Promise<Reply> {
	return new Promise((resolve, reject) => {
		const method = options.method ?? (options.body === undefined ? 'GET' : 'POST');
		const headers = {
			...(options.body === undefined ? {} : { 'content-type': 'text/xml; charset=utf-8' }),
			...options.headers,
		};
		const sent = httpRequest(
			url,
			{ method, headers, agent: options.agent ?? false },
			(response) => {
				let text = '';
				const end = (cut: boolean): void =>
					resolve({ status: response.statusCode ?? 0, headers: response.headers, text, cut });
				response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
				response.on('end', () => end(false));
				response.on('error', () => end(true));
			},
		);
		sent.on('error', reject);
		sent.end(options.body);
	});
}

const seen: EwsRequest[] = [];
let answer: EwsAnswer = {
	status: 200,
	xml: envelope('<FindItemResponse/>'),
	operation: 'FindItem',
	writes: 0,
	codes: ['NoError'],
};
const first = answer;
const servers: Server[] = [];

async function start(options: ServerOptions = {}): Promise<Server> {
	const server = await startServer(
		{
			build: '15.2',
			accounts: () => [account],
			handler: (request) => {
				seen.push(request);
				return answer;
			},
			digest: (mailbox, folder) => ({ digest: `${mailbox}/${folder}` }),
			reset: () => undefined,
		},
		{ schemes: ['NTLM', 'Basic'], trace: '', ...options },
	);
	servers.push(server);
	return server;
}

const post = (server: Server, headers: Record<string, string> = {}, body = FIND): Promise<Reply> =>
	call(server.url, { body, headers: { authorization: BASIC, ...headers } });

afterEach(async () => {
	await Promise.all(servers.splice(0).map((server) => server.close()));
	seen.length = 0;
	answer = first;
});

describe('Paths', () => {
	it('answers the endpoint in any case, and pages elsewhere', async () => {
		const server = await start();
		const { origin } = new URL(server.url);
		for (const spelling of ['/ews/exchange.asmx', '/EWS/EXCHANGE.ASMX', '/Ews/Exchange.asmx?x=1']) {
			expect((await call(origin + spelling)).status).toBe(401);
		}
		expect(await call(`${origin}/`)).toMatchObject({ status: 200 });
		expect(await call(`${origin}/owa/`)).toMatchObject({ status: 200 });
		expect((await call(`${origin}/owa/`)).text).toContain('name="password"');
		expect(await call(`${origin}/other`)).toMatchObject({ status: 404 });
	});

	it('asks for SOAP by POST', async () => {
		const server = await start();
		const authorization = { authorization: BASIC };
		expect(await call(server.url, { headers: authorization })).toMatchObject({ status: 200 });
		expect(await call(server.url, { method: 'PUT', headers: authorization })).toMatchObject({
			status: 405,
		});
		expect(await post(server, { 'content-type': 'application/json' })).toMatchObject({
			status: 415,
		});
		expect(seen).toEqual([]);
	});
});

describe('Sign-in', () => {
	it('offers what it was told to, in that order', async () => {
		const offered = async (options: ServerOptions): Promise<unknown> =>
			(await call((await start(options)).url)).headers['www-authenticate'];
		expect(await offered({})).toBe('NTLM, Basic realm="exchange.contoso.example"');
		expect(await offered({ schemes: ['NTLM'] })).toBe('NTLM');
	});

	it('knows a person by each of their names, and by password', async () => {
		const server = await start();
		const basic = (text: string, encoding: BufferEncoding = 'utf8'): Record<string, string> => ({
			authorization: `Basic ${Buffer.from(text, encoding).toString('base64')}`,
		});
		for (const name of ['user1', 'CONTOSO\\user1', 'contoso\\USER1', 'user1@contoso.example']) {
			expect((await post(server, basic(`${name}:Pässword 1`))).status).toBe(200);
		}
		expect((await post(server, basic('user1:Pässword 1', 'latin1'))).status).toBe(200);
		for (const text of ['user1:pässword 1', 'user1:', 'user1', ':', 'FABRIKAM\\user1:Pässword 1']) {
			expect((await post(server, basic(text))).status).toBe(401);
		}
		expect(seen).toHaveLength(5);
		expect(seen.every(({ user }) => user === 'CONTOSO\\user1')).toBe(true);
	});

	it('takes everybody for the first account where nothing is offered', async () => {
		const server = await start({ schemes: [] });
		expect((await call(server.url, { body: FIND })).status).toBe(200);
		expect(seen[0]?.user).toBe('CONTOSO\\user1');
	});

	it('refuses the last message of a handshake on another connection, and rubbish', async () => {
		const server = await start();
		for (const token of ['', 'AAAA', 'TlRMTVNTUAADAAAA', 'TlRMTVNTUAAJAAAAAAAAAAAAAAAAAAAA']) {
			expect((await post(server, { authorization: `NTLM ${token}` })).status).toBe(401);
		}
	});
});

describe('Log', () => {
	it('tells who did what, and counts connections', async () => {
		const server = await start();
		const agent = new Agent({ keepAlive: true, maxSockets: 1 });
		answer = { ...first, operation: 'CreateItem', writes: 2, mailbox: 'user1@contoso.example' };
		const create = envelope('<CreateItem/>');
		const headers = { authorization: BASIC, 'user-agent': OURS };
		await call(server.url, { body: create, headers, agent });
		await call(server.url, { body: create, headers, agent });
		agent.destroy();
		await post(server);
		await call(server.url);
		expect(server.log.connections).toBe(3);
		expect(server.log.entries()).toMatchObject([
			{ client: 'ours', operation: 'CreateItem', writes: 2, connection: 1, newConnection: true },
			{ client: 'ours', isWrite: true, connection: 1, newConnection: false, signIn: 'Basic' },
			{ client: 'foreign', connection: 2, status: 200, codes: ['NoError'] },
			{ connection: 3, status: 401, refused: 'no credentials' },
		]);
		expect(server.log.count({ client: 'ours' })).toBe(2);
		expect(server.log.writes({ client: 'ours', mailbox: 'USER1@contoso.example' })).toBe(4);
		expect(JSON.stringify(server.log.entries())).not.toContain('ssword');
	});
});

describe('Bounds', () => {
	it('refuses a request that is too big', async () => {
		const server = await start({ maxRequestBytes: 10_000 });
		expect(await post(server, {}, envelope('x'.repeat(20_000)))).toMatchObject({ status: 413 });
		expect(seen).toEqual([]);
	});

	it('sends a big answer in chunks, complete', async () => {
		const server = await start();
		answer = { ...first, xml: envelope('ä'.repeat(3_000_000)) };
		const reply = await post(server);
		expect(reply.headers['transfer-encoding']).toBe('chunked');
		expect(reply.text === answer.xml).toBe(true);
	});

	it('lives on after rubbish on the wire', async () => {
		const server = await start();
		const { port } = new URL(server.url);
		await new Promise<void>((resolve) => {
			const socket = connect(Number(port), '127.0.0.1', () =>
				socket.write('\0\0\0\0 rubbish\r\n\r\n'),
			);
			socket.on('close', () => resolve());
			socket.on('error', () => undefined);
		});
		expect((await post(server)).status).toBe(200);
	});
});

describe('Faults', () => {
	it.each([
		['serviceUnavailable', { retryAfter: 7 }, { status: 503, headers: { 'retry-after': '7' } }, 0],
		['serverError', {}, { status: 500 }, 0],
		['html', {}, { status: 200, text: expect.stringContaining('<!DOCTYPE html>') }, 0],
		['loginPage', {}, { status: 200, text: expect.stringContaining('logonForm') }, 0],
		['redirect', {}, { status: 302, headers: { location: '/owa/auth/logon.aspx' } }, 0],
		['expire', {}, { status: 401 }, 0],
		[
			'serverBusy',
			{ backOffMs: 250 },
			{ status: 500, text: expect.stringContaining('BackOffMilliseconds">250<') },
			0,
		],
		[
			'soapFault',
			{ code: 'ErrorMailboxStoreUnavailable' },
			{ status: 500, text: expect.stringContaining('>ErrorMailboxStoreUnavailable<') },
			0,
		],
		[
			'truncate',
			{},
			{ status: 200, cut: false, text: first.xml.slice(0, first.xml.length / 2) },
			1,
		],
		['dropMiddle', { share: 0.25 }, { status: 200, cut: true }, 1],
	] as const)('%s', async (kind, details, expected, processed) => {
		const server = await start();
		const fault = server.faults.add({ kind, ...details });
		expect(await post(server)).toMatchObject(expected);
		expect(fault.hits).toBe(1);
		expect(seen).toHaveLength(processed);
		expect(server.log.entries()[0]?.fault).toBe(kind);
		expect((await post(server)).status).toBe(200);
	});

	it.each([
		['dropBefore', {}, 0],
		['dropBefore', { match: { operation: 'FindItem' } }, 0],
		['dropAfter', {}, 1],
	] as const)('%s %j', async (kind, details, processed) => {
		const server = await start();
		server.faults.add({ kind, ...details });
		await expect(post(server)).rejects.toThrow(/ECONNRESET|hang up/);
		expect(seen).toHaveLength(processed);
		expect(server.log.entries()[0]).toMatchObject({ status: 0, fault: kind });
		expect((await post(server)).status).toBe(200);
	});

	it('delay waits and then answers', async () => {
		const server = await start();
		server.faults.add({ kind: 'delay', delayMs: 80 });
		const since = performance.now();
		expect((await post(server)).status).toBe(200);
		expect(performance.now() - since).toBeGreaterThan(70);
	});

	it('meets only what matches, as often as asked, after as many as asked', async () => {
		const server = await start();
		server.faults.add({
			kind: 'serverError',
			match: { operation: 'FindItem', client: 'ours', mailbox: 'user1@contoso.example' },
			after: 1,
			times: 2,
		});
		const ours = { 'user-agent': OURS };
		const statuses = [];
		statuses.push((await post(server)).status);
		statuses.push((await post(server, ours, envelope('<GetItem/>'))).status);
		for (let i = 0; i < 4; i += 1) statuses.push((await post(server, ours)).status);
		expect(statuses).toEqual([200, 200, 200, 500, 500, 200]);
	});

	it('runs scripts between the pages of a read', async () => {
		const server = await start();
		const runs: string[] = [];
		server.scripts.add({
			match: { operation: 'FindItem' },
			times: 2,
			run: (n) => void runs.push(`after ${n}`),
		});
		server.scripts.add({ when: 'before', skip: 1, run: (n) => void runs.push(`before ${n}`) });
		for (let i = 0; i < 3; i += 1) await post(server);
		expect(runs).toEqual(['after 1', 'before 1', 'after 2']);
	});
});

describe('Control pages', () => {
	it('give other processes the log, the digest and the faults', async () => {
		const server = await start();
		const { origin } = new URL(server.url);
		const control = async (method: string, page: string, body?: string): Promise<unknown> =>
			JSON.parse((await call(`${origin}/_sandbox/${page}`, { method, body })).text);
		await post(server);
		expect(await control('GET', 'log?operation=FindItem')).toMatchObject({
			connections: expect.any(Number),
			calls: 1,
			entries: [{ operation: 'FindItem' }],
		});
		expect(await control('GET', 'digest?mailbox=a@b')).toEqual({ digest: 'a@b/contacts' });
		await control('POST', 'faults', '{"kind":"serverError"}');
		expect((await post(server)).status).toBe(500);
		expect(await control('GET', 'faults')).toEqual([{ kind: 'serverError', hits: 1 }]);
		expect(await control('POST', 'reset')).toEqual({});
		expect(server.log.entries()).toEqual([]);
		expect(await control('POST', 'faults', 'rubbish')).toHaveProperty('error');
		expect(await control('GET', 'nothing')).toHaveProperty('error');
	});
});

describe('Trace', () => {
	it('keeps what was composed, not what a fault made of it', async () => {
		const folder = mkdtempSync(path.join(tmpdir(), 'sandbox-trace-'));
		try {
			const server = await start({ trace: folder });
			server.faults.add({ kind: 'truncate' });
			await post(server, { 'user-agent': OURS });
			const [file = ''] = readdirSync(folder);
			const lines = readFileSync(path.join(folder, file), 'utf8').trim().split('\n');
			expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
				{
					client: 'ours',
					operation: 'FindItem',
					online: false,
					request: FIND,
					answer: first.xml,
					fault: 'truncate',
					test: expect.stringContaining('keeps what was composed'),
				},
			]);
		} finally {
			rmSync(folder, { recursive: true });
		}
	});
});
