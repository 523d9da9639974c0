import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { createNone } from '../../../core/auth/none';
import { CancelledError, FatalError, RetriableError } from '../../../core/errors';
import { createHttpClient } from '../../../core/http/client';
import { RedirectError, SignInError } from '../../../core/http/errors';
import type { HttpClient } from '../../../core/http/message';
import type { HttpOptions } from '../../../core/http/options';
import { readBody, serveHttp, serveTcp, type Running } from '../../servers/listen';
import { keep } from '../../support/keep';

const client = (options: Partial<HttpOptions> = {}): HttpClient =>
	keep(
		createHttpClient(
			{
				tls: { rejectUnauthorized: true, legacy: false },
				proxy: { mode: 'none' },
				retry: { attempts: 3, baseMs: 5, budgetMs: 3_000 },
				...options,
			},
			createNone(),
		),
	);
const urlOf = ({ port }: Running) => `http://127.0.0.1:${port}/EWS/Exchange.asmx`;
const caught = async (promise: Promise<unknown>): Promise<unknown> => {
	try {
		await promise;
	} catch (error) {
		return error;
	}
	throw new Error('resolved');
};

describe('sockets', () => {
	it('keeps one socket for calls in a row', async () => {
		const sockets = new Set<unknown>();
		const server = keep(
			await serveHttp(async (request, response) => {
				sockets.add(request.socket);
				response.end((await readBody(request)).toString().toUpperCase());
			}),
		);
		const http = client();
		for (const body of ['one', 'two', 'drei ü']) {
			const answer = await http.send({ method: 'POST', url: urlOf(server), body, safe: true });
			expect(await answer.text()).toBe(body.toUpperCase());
		}
		expect(sockets.size).toBe(1);
	});

	it('uses no socket beyond its lifetime', async () => {
		const sockets = new Set<unknown>();
		const server = keep(
			await serveHttp((request, response) => {
				sockets.add(request.socket);
				response.end();
			}),
		);
		const http = client({ lifetimeMs: 1 });
		for (let call = 0; call < 3; call++) {
			const answer = await http.send({ method: 'GET', url: urlOf(server), safe: true });
			await answer.text();
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		expect(sockets.size).toBe(3);
	});

	it('hands bytes on while they arrive and reads no faster than the caller', async () => {
		let written = 0;
		const chunk = Buffer.alloc(64 * 1024, 'x');
		const server = keep(
			await serveHttp((_request, response) => {
				const push = () => {
					while (written < 1000) {
						written++;
						if (!response.write(chunk)) {
							response.once('drain', push);
							return;
						}
					}
					response.end();
				};
				push();
			}),
		);
		const answer = await client().send({ method: 'GET', url: urlOf(server), safe: true });
		const iterator = answer.body[Symbol.asyncIterator]();
		expect((await iterator.next()).value!.byteLength).toBeGreaterThan(0);
		await new Promise((resolve) => setTimeout(resolve, 300));
		const whilePaused = written;
		expect(whilePaused).toBeLessThan(300);
		let size = 0;
		for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
			size += next.value.byteLength;
		}
		expect(written).toBe(1000);
		expect(size).toBeGreaterThan(900 * chunk.length);
	});

	it('refuses a text above the limit', async () => {
		const server = keep(await serveHttp((_request, response) => response.end('x'.repeat(5000))));
		const answer = await client().send({ method: 'GET', url: urlOf(server), safe: true });
		expect(await caught(answer.text(1000))).toMatchObject({ code: 'ANSWER_TOO_LARGE' });
	});

	it('contacts no other origin than the one of its options', async () => {
		const http = client({ origin: 'https://mail.contoso.example' });
		const error = await caught(
			http.send({ method: 'GET', url: 'https://evil.example/EWS', safe: true }),
		);
		expect(error).toBeInstanceOf(FatalError);
		expect(error).toMatchObject({ code: 'OTHER_ORIGIN' });
	});
});

describe('faults', () => {
	it('names an unknown host', async () => {
		const error = await caught(
			client().send({ method: 'GET', url: 'http://no-such-host.invalid/', safe: true }),
		);
		expect((error as Error).message).toMatch(
			/no-such-host\.invalid.*(unknown|could not be resolved)/,
		);
	});

	it('names a closed port, after trying again', async () => {
		const server = await serveHttp(() => undefined);
		await server.close();
		const error = await caught(
			client().send({ method: 'POST', url: urlOf(server), body: 'x', safe: false }),
		);
		expect(error).toBeInstanceOf(RetriableError);
		expect(error).toMatchObject({ code: 'ECONNREFUSED', delivered: 'no' });
		expect((error as Error).message).toContain(`port ${server.port}`);
	});

	it('says that a port does not speak HTTP', async () => {
		const server = keep(
			await serveTcp((socket) =>
				socket.once('data', () => socket.write('220 mail.example ESMTP\r\n')),
			),
		);
		const error = await caught(client().send({ method: 'GET', url: urlOf(server), safe: true }));
		expect(error).toBeInstanceOf(FatalError);
		expect((error as Error).message).toContain('did not answer with HTTP');
	});

	it('repeats a read after a reset, but not a write that may have arrived', async () => {
		let calls = 0;
		const server = keep(
			await serveHttp(async (request, response) => {
				await readBody(request);
				if (++calls % 2 === 1) request.socket.destroy();
				else response.end('ok');
			}),
		);
		const http = client();
		const answer = await http.send({ method: 'POST', url: urlOf(server), body: 'r', safe: true });
		expect(await answer.text()).toBe('ok');
		expect(calls).toBe(2);
		const error = await caught(
			http.send({ method: 'POST', url: urlOf(server), body: 'w', safe: false }),
		);
		expect(error).toMatchObject({ kind: 'retriable', delivered: 'unknown' });
		expect(calls).toBe(3);
	});

	it('breaks the body with an error when the server resets in the middle', async () => {
		const server = keep(
			await serveHttp((request, response) => {
				response.writeHead(200, { 'content-length': '1000' });
				response.write('part');
				setTimeout(() => request.socket.destroy(), 20);
			}),
		);
		const answer = await client().send({ method: 'GET', url: urlOf(server), safe: true });
		expect(await caught(answer.text())).toMatchObject({ kind: 'retriable', delivered: 'unknown' });
	});

	it('breaks a chunked body that ends early', async () => {
		const server = keep(
			await serveTcp((socket) =>
				socket.once('data', () =>
					socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\npart\r\n'),
				),
			),
		);
		const answer = await client().send({ method: 'GET', url: urlOf(server), safe: true });
		expect(await caught(answer.text())).toBeInstanceOf(RetriableError);
	});

	it('sends a write again on a socket that the server closed while it was idle', async () => {
		let writes = 0;
		const server = keep(
			await serveHttp(async (request, response) => {
				await readBody(request);
				writes++;
				response.end('ok');
				setTimeout(() => request.socket.destroy(), 10);
			}),
		);
		const http = client();
		for (let call = 1; call <= 3; call++) {
			const answer = await http.send({
				method: 'POST',
				url: urlOf(server),
				body: 'w',
				safe: false,
			});
			await answer.text();
			await new Promise((resolve) => setTimeout(resolve, 40));
			expect(writes).toBe(call);
		}
	});
});

describe('time', () => {
	it('ends a request that is not answered in time, without repeating it', async () => {
		let calls = 0;
		const server = keep(await serveHttp(() => void calls++));
		const error = await caught(
			client().send({ method: 'POST', url: urlOf(server), body: 'x', safe: true, timeoutMs: 80 }),
		);
		expect(error).toMatchObject({ code: 'TIMEOUT', delivered: 'unknown' });
		expect(calls).toBe(1);
	});

	it('ends a body that drips too slowly, but not a caller that reads slowly', async () => {
		const server = keep(
			await serveHttp((request, response) => {
				response.write('a');
				if (request.url === '/fast') {
					response.end('b');
					return;
				}
				const timer = setInterval(() => response.write('a'), 20);
				response.on('close', () => clearInterval(timer));
			}),
		);
		const http = client();
		const base = `http://127.0.0.1:${server.port}`;
		const slow = await http.send({
			method: 'GET',
			url: `${base}/slow`,
			safe: true,
			timeoutMs: 150,
		});
		expect(await caught(slow.text())).toMatchObject({ code: 'TIMEOUT' });
		const fast = await http.send({
			method: 'GET',
			url: `${base}/fast`,
			safe: true,
			timeoutMs: 150,
		});
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(await fast.text()).toBe('ab');
	});

	it.each(['before the answer', 'in the body', 'in the back-off', 'before the start'])(
		'is cancelled %s',
		async (when) => {
			const server = keep(
				await serveHttp((_request, response) => {
					if (when === 'in the body') response.write('part');
					if (when === 'in the back-off') {
						response.writeHead(503, { 'retry-after': '60' }).end();
					}
				}),
			);
			const controller = new AbortController();
			if (when === 'before the start') controller.abort();
			else setTimeout(() => controller.abort(), 60);
			const http = client({ retry: { budgetMs: 120_000 } });
			const started = Date.now();
			const error = await caught(
				(async () => {
					const answer = await http.send({
						method: 'GET',
						url: urlOf(server),
						safe: true,
						signal: controller.signal,
					});
					await answer.text();
				})(),
			);
			expect(error).toBeInstanceOf(CancelledError);
			expect(Date.now() - started).toBeLessThan(2_000);
		},
	);
});

describe('repetition by status', () => {
	const counting = async (status: number, headers: Record<string, string>, times: number) => {
		let calls = 0;
		const server = keep(
			await serveHttp(async (request, response) => {
				await readBody(request);
				if (++calls <= times) response.writeHead(status, headers).end('busy');
				else response.end('ok');
			}),
		);
		return { server, calls: () => calls };
	};

	it.each([
		['a read after 503', true, 503, {}, 2, 200, 3],
		['a write after 503 with Retry-After', false, 503, { 'retry-after': '0' }, 1, 200, 2],
		['no write after a bare 503', false, 503, {}, 9, 503, 1],
		['no write after 504', false, 504, { 'retry-after': '0' }, 9, 504, 1],
		['a write after 429', false, 429, {}, 1, 200, 2],
		['nothing after 500', true, 500, {}, 9, 500, 1],
		['a read at most 3 times', true, 503, {}, 9, 503, 3],
		[
			'nothing when the server asks for more than the budget',
			true,
			503,
			{ 'retry-after': '60' },
			9,
			503,
			1,
		],
	])('repeats %s', async (_name, safe, status, headers, times, expected, calls) => {
		const counted = await counting(status, headers, times);
		const answer = await client().send({
			method: 'POST',
			url: urlOf(counted.server),
			body: 'x',
			safe,
		});
		expect(answer.status).toBe(expected);
		await answer.discard();
		expect(counted.calls()).toBe(calls);
	});

	it('waits as long as Retry-After asks', async () => {
		const { server } = await counting(503, { 'retry-after': '1' }, 1);
		const started = Date.now();
		const answer = await client().send({ method: 'GET', url: urlOf(server), safe: true });
		await answer.discard();
		expect(Date.now() - started).toBeGreaterThanOrEqual(990);
	});
});

describe('redirects', () => {
	const redirecting = (status: number, location: (request: IncomingMessage) => string) =>
		serveHttp(async (request, response) => {
			const body = await readBody(request);
			if (request.url === '/end') response.end(`${request.method} ${body.toString()}`);
			else response.writeHead(status, { location: location(request) }).end();
		});

	it.each([307, 308])('repeats a POST at the same origin after %d', async (status) => {
		const server = keep(await redirecting(status, () => '/end'));
		const answer = await client().send({
			method: 'POST',
			url: urlOf(server),
			body: 'body',
			safe: false,
		});
		expect(await answer.text()).toBe('POST body');
	});

	it('follows a GET at the same origin', async () => {
		const server = keep(await redirecting(302, () => '/end'));
		const answer = await client().send({ method: 'GET', url: urlOf(server), safe: true });
		expect(await answer.text()).toBe('GET ');
	});

	it.each([
		[302, '/owa/auth/logon.aspx', /\/owa\/auth\/logon\.aspx$/],
		[307, 'http://other.example/EWS', /other\.example\/EWS$/],
		[302, '', /sends this request on/],
	])('answers a POST redirected by %d to "%s" with an error', async (status, location, pattern) => {
		const server = keep(await redirecting(status, () => location));
		const error = await caught(
			client().send({ method: 'POST', url: urlOf(server), body: 'x', safe: true }),
		);
		expect(error).toBeInstanceOf(RedirectError);
		expect((error as Error).message).toMatch(pattern);
	});

	it('notices a circle', async () => {
		const server = keep(await redirecting(308, () => '/again'));
		const error = await caught(
			client().send({ method: 'POST', url: urlOf(server), body: 'x', safe: true }),
		);
		expect(error).toMatchObject({ code: 'TOO_MANY_REDIRECTS' });
	});
});

describe('places per account', () => {
	it('never has more requests under way than allowed, for each account', async () => {
		const now = { a: 0, b: 0 };
		const most = { a: 0, b: 0 };
		const server = keep(
			await serveHttp((request, response) => {
				const account = request.headers['x-account'] as 'a' | 'b';
				most[account] = Math.max(most[account], ++now[account]);
				setTimeout(() => {
					now[account]--;
					response.end();
				}, 10);
			}),
		);
		const http = client({ concurrency: 2 });
		await Promise.all(
			Array.from({ length: 20 }, async (_, index) => {
				const account = index % 2 ? 'a' : 'b';
				const answer = await http.send({
					method: 'GET',
					url: urlOf(server),
					headers: { 'x-account': account },
					safe: true,
					account,
				});
				await answer.text();
			}),
		);
		expect(most).toEqual({ a: 2, b: 2 });
	});

	it('lets a caller ask again while it holds an answer open', async () => {
		const server = keep(
			await serveHttp((request, response) => {
				if (request.url === '/big') response.end(Buffer.alloc(3_000_000));
				else response.end('small');
			}),
		);
		const base = `http://127.0.0.1:${server.port}`;
		const http = client({ concurrency: 1 });
		const big = await http.send({ method: 'GET', url: `${base}/big`, safe: true });
		let size = 0;
		for await (const chunk of big.body) {
			if (size === 0) {
				const small = await http.send({ method: 'GET', url: `${base}/small`, safe: true });
				expect(await small.text()).toBe('small');
			}
			size += chunk.byteLength;
		}
		expect(size).toBe(3_000_000);
	});

	it('holds an account back after a busy signal', async () => {
		const server = keep(await serveHttp((_request, response) => response.end()));
		const http = client();
		http.busy?.('a', 200);
		const started = Date.now();
		await (await http.send({ method: 'GET', url: urlOf(server), safe: true, account: 'b' })).text();
		expect(Date.now() - started).toBeLessThan(150);
		await (await http.send({ method: 'GET', url: urlOf(server), safe: true, account: 'A' })).text();
		expect(Date.now() - started).toBeGreaterThanOrEqual(195);
	});
});

describe('sign-in', () => {
	it('tells the schemes of a 401 that cannot be answered', async () => {
		const server = keep(
			await serveHttp((_request, response) =>
				response.writeHead(401, { 'www-authenticate': ['Negotiate', 'Basic realm="a,b"'] }).end(),
			),
		);
		const error = await caught(client().send({ method: 'GET', url: urlOf(server), safe: true }));
		expect(error).toBeInstanceOf(SignInError);
		expect((error as SignInError).offers).toEqual(['Negotiate', 'Basic']);
	});

	it('closes everything', async () => {
		const server = keep(await serveHttp((_request, response) => response.end('ok')));
		const http = client();
		await (await http.send({ method: 'GET', url: urlOf(server), safe: true })).text();
		const closed = once(server.server, 'connection').catch(() => undefined);
		await http.close();
		await new Promise<void>((resolve, reject) =>
			server.server.getConnections((error, count) =>
				error ? reject(error) : setTimeout(() => (count <= 1 ? resolve() : reject(count)), 20),
			),
		);
		void closed;
	});
});
