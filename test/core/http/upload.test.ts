import { createNone } from '../../../core/auth/none';
import { InputError } from '../../../core/errors';
import { createHttpClient } from '../../../core/http/client';
import type { HttpClient, HttpRequest, StreamedBody } from '../../../core/http/message';
import { readBody, serveHttp, type Running } from '../../servers/listen';
import { keep } from '../../support/keep';

const client = (): HttpClient =>
	keep(
		createHttpClient(
			{
				tls: { rejectUnauthorized: true, legacy: false },
				proxy: { mode: 'none' },
				retry: { attempts: 3, baseMs: 5, budgetMs: 3_000 },
			},
			createNone(),
		),
	);
const send = (http: HttpClient, server: Running, more: Partial<HttpRequest>) =>
	http.send({ method: 'POST', url: `http://127.0.0.1:${server.port}/`, safe: false, ...more });
const echo = () =>
	serveHttp(async (request, response) => {
		const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
		const body = await readBody(request);
		response.end(JSON.stringify([length ?? encoding, body.length, body.subarray(0, 4).toString()]));
	});
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** `count` pieces of `size` bytes; keeps how often it was opened and how many pieces were taken. */
function pieces(count: number, size: number, more: Partial<StreamedBody> = {}) {
	const body = {
		opened: 0,
		taken: 0,
		ended: 0,
		size: count * size,
		async *open() {
			body.opened++;
			try {
				for (let piece = 0; piece < count; piece++) {
					body.taken++;
					yield Buffer.alloc(size, 'x');
				}
			} finally {
				body.ended++;
			}
		},
		...more,
	};
	return body;
}

describe('a streamed body', () => {
	it('goes out with its length, or in chunks where that is not known', async () => {
		const server = keep(await echo());
		const http = client();
		const answer = await send(http, server, { body: pieces(3, 1000) });
		expect(JSON.parse(await answer.text())).toEqual(['3000', 3000, 'xxxx']);
		const chunked = await send(http, server, { body: { open: pieces(3, 1000).open } });
		expect(JSON.parse(await chunked.text())).toEqual(['chunked', 3000, 'xxxx']);
	});

	it('is read no faster than the server takes it', async () => {
		const server = keep(
			await serveHttp(async (request, response) => {
				await pause(100);
				await readBody(request);
				response.end('done');
			}),
		);
		const body = pieces(2000, 64 * 1024);
		const answer = send(client(), server, { body });
		await pause(60);
		const before = body.taken;
		expect(before).toBeLessThan(300);
		expect(await (await answer).text()).toBe('done');
		expect(body.taken).toBe(2000);
	});

	it('may take longer than the timeout as long as it moves on', async () => {
		const server = keep(await echo());
		const slow: StreamedBody = {
			size: 40,
			async *open() {
				for (let piece = 0; piece < 4; piece++) {
					await pause(200);
					yield Buffer.alloc(10, 'y');
				}
			},
		};
		const answer = await send(client(), server, { body: slow, timeoutMs: 600 });
		expect(JSON.parse(await answer.text())).toEqual(['40', 40, 'yyyy']);
	});

	it('is given up when the server takes nothing for the timeout', async () => {
		const server = keep(await serveHttp((request) => void request.pause()));
		const body = pieces(1000, 64 * 1024);
		const started = Date.now();
		await expect(send(client(), server, { body, timeoutMs: 150 })).rejects.toMatchObject({
			code: 'TIMEOUT',
			delivered: 'no',
		});
		expect(Date.now() - started).toBeLessThan(2_500);
		await pause(20);
		expect(body.ended).toBe(body.opened);
	});

	it('that was cut short never arrived: a write is sent again, from the start', async () => {
		let calls = 0;
		const server = keep(
			await serveHttp(async (request, response) => {
				if (++calls === 1) {
					request.once('data', () => request.socket.destroy());
					return;
				}
				response.end(String((await readBody(request)).length));
			}),
		);
		const body = pieces(200, 64 * 1024);
		expect(await (await send(client(), server, { body })).text()).toBe(String(200 * 64 * 1024));
		expect(body.opened).toBe(2);
	});

	it('that went out whole can have arrived: a write is not sent again', async () => {
		const server = keep(
			await serveHttp(async (request) => {
				await readBody(request);
				request.socket.destroy();
			}),
		);
		const body = pieces(2, 1000);
		await expect(send(client(), server, { body })).rejects.toMatchObject({ delivered: 'unknown' });
		expect(body.opened).toBe(1);
	});

	it('that can be opened only once is not sent again', async () => {
		const server = keep(
			await serveHttp((request) => void request.once('data', () => request.socket.destroy())),
		);
		const body = pieces(200, 64 * 1024, { once: true });
		await expect(send(client(), server, { body })).rejects.toMatchObject({ kind: 'retriable' });
		expect(body.opened).toBe(1);
	});

	it('that cannot be read ends the request with its own error', async () => {
		const server = keep(await echo());
		const body: StreamedBody = {
			size: 20,
			async *open() {
				yield Buffer.alloc(10);
				throw new InputError('The file is gone');
			},
		};
		await expect(send(client(), server, { body })).rejects.toThrow('The file is gone');
	});

	it('refused before it was taken: the refusal counts', async () => {
		const server = keep(
			await serveHttp((_request, response) => {
				response.writeHead(413, { connection: 'close' });
				response.end('too large');
			}),
		);
		const body = pieces(20, 1024);
		expect((await send(client(), server, { body })).status).toBe(413);
	});
});

it('an answer with a file may take longer than the timeout as long as it moves on', async () => {
	const server = keep(
		await serveHttp(async (_request, response) => {
			for (let piece = 0; piece < 5; piece++) {
				response.write('z'.repeat(10));
				await pause(200);
			}
			response.end();
		}),
	);
	const http = client();
	const answer = await send(http, server, { timeoutMs: 700, hasFile: true });
	expect((await answer.text()).length).toBe(50);
	const plain = await send(http, server, { timeoutMs: 700 });
	await expect(plain.text()).rejects.toMatchObject({ code: 'TIMEOUT' });
});
