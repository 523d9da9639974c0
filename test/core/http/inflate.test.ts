import { deflateSync, gzipSync } from 'node:zlib';
import { createNone } from '../../../core/auth/none';
import { createHttpClient } from '../../../core/http/client';
import type { HttpClient } from '../../../core/http/message';
import { serveHttp } from '../../servers/listen';
import { caught } from '../../support/caught';

const open: Array<{ close(): Promise<unknown> }> = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map((item) => item.close()));
});

type Handler = Parameters<typeof serveHttp>[0];

async function serve(
	handler: Handler,
): Promise<{ http: HttpClient; url: string; sockets: Set<unknown> }> {
	const sockets = new Set<unknown>();
	const server = await serveHttp((request, response) => {
		sockets.add(request.socket);
		return handler(request, response);
	});
	const http = createHttpClient(
		{
			tls: { rejectUnauthorized: true, legacy: false },
			proxy: { mode: 'none' },
			retry: { attempts: 1 },
		},
		createNone(),
	);
	open.push(server, http);
	return { http, url: `http://127.0.0.1:${server.port}/`, sockets };
}
const zipped =
	(body: Uint8Array, coding = 'gzip'): Handler =>
	(_request, response) => {
		response.writeHead(200, { 'content-encoding': coding });
		response.end(body);
	};
const get = (http: HttpClient, url: string) => http.send({ method: 'GET', url, safe: true });
describe('answers as gzip', () => {
	it('are asked for, unpacked, and leave the socket usable', async () => {
		const text = '<t:Contact>äöü</t:Contact>'.repeat(50_000);
		const accepted: unknown[] = [];
		const { http, url, sockets } = await serve((request, response) => {
			accepted.push(request.headers['accept-encoding']);
			response.writeHead(200, { 'content-encoding': 'gzip' });
			response.end(gzipSync(text));
		});
		for (let call = 0; call < 3; call++) expect(await (await get(http, url)).text()).toBe(text);
		expect(sockets.size).toBe(1);
		expect(accepted).toEqual(['gzip', 'gzip', 'gzip']);
	});

	it('are handed on while they arrive', async () => {
		const whole = gzipSync(Buffer.from(Array.from({ length: 400_000 }, () => Math.random() * 256)));
		const { http, url } = await serve((_request, response) => {
			response.writeHead(200, { 'content-encoding': 'gzip' });
			response.write(whole.subarray(0, 300_000));
			setTimeout(() => response.end(whole.subarray(300_000)), 100);
		});
		const pieces: number[] = [];
		const started = Date.now();
		for await (const piece of (await get(http, url)).body) {
			pieces.push(Date.now() - started);
			expect(piece.byteLength).toBeGreaterThan(0);
		}
		expect(pieces[0]).toBeLessThan(90);
		expect(pieces.length).toBeGreaterThan(3);
	});

	it('that would fill the memory are ended', async () => {
		const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
		const { http, url } = await serve(zipped(bomb));
		const answer = await get(http, url);
		let size = 0;
		const error = await caught(
			(async () => {
				for await (const piece of answer.body) size += piece.byteLength;
			})(),
		);
		expect(error).toMatchObject({ code: 'ANSWER_TOO_LARGE', kind: 'fatal' });
		expect(size).toBeLessThan(50 * 1024 * 1024);
		const text = await caught((await get(http, url)).text(1000));
		expect(text).toMatchObject({ code: 'ANSWER_TOO_LARGE' });
	});

	it.each<[string, Handler]>([
		['damaged', zipped(Buffer.from('no gzip at all'))],
		['cut off', zipped(gzipSync('x'.repeat(10_000)).subarray(0, 30))],
		['of another coding', zipped(deflateSync('x'))],
		[
			'broken off',
			(request, response) => {
				response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '9999' });
				response.write(gzipSync('x').subarray(0, 15));
				setTimeout(() => request.socket.destroy(), 20);
			},
		],
	])('that are %s are an error, and the next one is right', async (_name, handler) => {
		let calls = 0;
		const { http, url } = await serve((request, response) =>
			++calls === 1 ? handler(request, response) : void response.end('right'),
		);
		const error = await caught((await get(http, url)).text());
		expect(error.advice).toBeTruthy();
		expect(await (await get(http, url)).text()).toBe('right');
	});

	it('can be thrown away', async () => {
		const { http, url, sockets } = await serve(zipped(gzipSync('x'.repeat(1000))));
		for (let call = 0; call < 3; call++) await (await get(http, url)).discard();
		expect(sockets.size).toBe(1);
		const answer = await get(http, url);
		for await (const piece of answer.body) {
			expect(piece.byteLength).toBe(1000);
			break;
		}
		expect(await (await get(http, url)).text()).toHaveLength(1000);
	});

	it('stay as they are where the coding is unknown', async () => {
		const { http, url } = await serve(zipped(Buffer.from('as it is'), 'identity'));
		expect(await (await get(http, url)).text()).toBe('as it is');
	});
});
