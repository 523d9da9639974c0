import { setImmediate } from 'node:timers/promises';
import type { Client } from 'undici';
import { CancelledError, ExchangeError, FatalError, RetriableError } from '../errors';
import { wrapAnswer } from './answer';
import type { Authenticator } from './authenticator';
import { ChallengedError, Connection, type BegunSignIn, type Outgoing } from './connection';
import { RedirectError, SignInError, timeoutError, transportError } from './errors';
import {
	isStreamed,
	type HttpClient,
	type HttpRequest,
	type HttpResponse,
	type StreamedBody,
} from './message';
import type { HttpOptions } from './options';
import {
	defaultRetryPolicy,
	delayBefore,
	isWorthRepeating,
	retryAfterMs,
	sleep,
	type RetryPolicy,
} from './retry';
import { ACCEPTED_CODING } from './inflate';
import { openSocket, type SocketOptions } from './socket';
import { hasClientCertificate, socketOptions } from './reach';
import { Throttle, type Slot } from './throttle';

const MAX_REDIRECTS = 5;
/** Milliseconds of sending after which other work of the process has its turn. */
const TURN_MS = 5;
/** A write takes no socket that has been idle longer: its server may be closing it this very moment. */
const FRESH_MS = 3_000;

/**
 * A client for one set of settings and one identity. Sockets are opened when needed and kept; an
 * authenticated one never leaves this object.
 */
export function createHttpClient(options: HttpOptions, authenticator: Authenticator): HttpClient {
	return new PooledClient(options, authenticator);
}

class PooledClient implements HttpClient {
	private readonly policy: RetryPolicy;
	private readonly throttle: Throttle;
	private readonly idle = new Map<string, Connection[]>();
	private readonly open = new Set<Connection>();
	private readonly idleMs: number;
	private readonly reach: (url: URL, timeoutMs: number, signal?: AbortSignal) => SocketOptions;
	private isClosed = false;

	constructor(
		private readonly options: HttpOptions,
		private readonly authenticator: Authenticator,
	) {
		this.policy = { ...defaultRetryPolicy, ...options.retry };
		this.throttle = new Throttle(options.concurrency ?? 4);
		this.idleMs = options.idleMs ?? 55_000;
		this.reach = socketOptions(options);
	}

	async send(request: HttpRequest): Promise<HttpResponse> {
		const started = Date.now();
		let url = this.parse(request.url);
		let { method, body } = request;
		let redirects = 0;
		for (let attempt = 1; ; attempt++) {
			let asked: number | undefined;
			let refused: HttpResponse | undefined;
			let broken: RetriableError | undefined;
			try {
				const answer = await this.attempt(url, { ...request, method, body });
				const target = await this.redirected(answer, url, method);
				if (target) {
					if (++redirects > MAX_REDIRECTS) throw tooManyRedirects(url, target);
					url = target;
					attempt--;
					continue;
				}
				asked = retryAfterMs(answer.headers['retry-after']);
				if (answer.status === 503 || answer.status === 429) this.busy(request.account, asked);
				else this.throttle.succeeded(request.account);
				if (!isWorthRepeating(answer.status, request.safe, asked !== undefined) || isSpent(body)) {
					return answer;
				}
				refused = answer;
			} catch (cause) {
				if (!(cause instanceof RetriableError)) throw cause;
				const isRepeatable = cause.delivered === 'no' || (request.safe && cause.code !== 'TIMEOUT');
				if (!isRepeatable || isSpent(body)) throw cause;
				asked = cause.waitMs;
				broken = cause;
			}
			const delay = delayBefore(this.policy, attempt, Date.now() - started, asked);
			if (delay === undefined) {
				if (refused) return refused;
				throw broken!;
			}
			await refused?.discard();
			if (asked) request.onHeld?.(delay);
			await sleep(delay, request.signal);
		}
	}

	busy(account: string | undefined, waitMs?: number): void {
		this.throttle.busy(account, waitMs);
	}

	async close(): Promise<void> {
		this.isClosed = true;
		this.idle.clear();
		await Promise.all([...this.open].map((connection) => this.drop(connection)));
	}

	/** One try: a place among the account's requests, a socket, the exchange. */
	private async attempt(url: URL, request: HttpRequest): Promise<HttpResponse> {
		const { signal } = request;
		if (signal?.aborted) throw new CancelledError();
		const slot = await this.throttle.acquire(request.account, signal, request.onHeld);
		const timeoutMs = request.timeoutMs ?? this.options.timeoutMs ?? 60_000;
		const clock = new Clock(timeoutMs, signal);
		let connection: Connection | undefined;
		try {
			clock.start();
			const outgoing: Outgoing = {
				method: request.method,
				path: url.pathname + url.search,
				headers: {
					'accept-encoding': ACCEPTED_CODING,
					...this.options.headers,
					...request.headers,
				},
				body: isStreamed(request.body) ? paced(request.body, clock, slot) : request.body,
				signal: clock.signal,
			};
			let answer: Awaited<ReturnType<Connection['exchange']>> | undefined;
			let begun: BegunSignIn | undefined;
			while (!answer) {
				connection = await this.connect(url, request.safe, timeoutMs, clock.signal);
				answer = await connection.exchange(outgoing, begun).catch((cause: unknown) => {
					if (!(cause instanceof ChallengedError)) throw cause;
					if (begun) throw cause.reason;
					begun = cause.begun;
					return undefined;
				});
				if (!answer) void this.drop(connection);
			}
			const current = connection!;
			return wrapAnswer(answer, {
				waiting: () => {
					slot.resume();
					if (request.hasFile) clock.renew();
					clock.start();
				},
				working: () => {
					clock.stop();
					slot.pause();
				},
				ended: (isReusable) => {
					clock.end();
					slot.release();
					if (isReusable) this.keep(url.origin, current);
					else void this.drop(current);
				},
				explain: (cause) => this.explain(cause, url, clock, 'unknown', timeoutMs),
			});
		} catch (cause) {
			clock.end();
			slot.release();
			const error = this.explain(cause, url, clock, connection?.delivered ?? 'no', timeoutMs);
			if (connection) void this.drop(connection);
			throw error;
		}
	}

	private async connect(
		url: URL,
		isSafe: boolean,
		timeoutMs: number,
		signal: AbortSignal,
	): Promise<Connection> {
		const kept = this.takeIdle(url.origin, isSafe);
		if (kept) return kept;
		const { connectTimeoutMs = 15_000 } = this.options;
		const [{ Client: ClientClass }, socket] = await Promise.all([
			import('undici') as Promise<{ Client: typeof Client }>,
			openSocket(url, this.reach(url, Math.min(connectTimeoutMs, timeoutMs), signal)),
		]);
		const connection = new Connection(url, socket, this.authenticator, ClientClass, this.idleMs);
		this.open.add(connection);
		if (this.isClosed) await this.drop(connection);
		return connection;
	}

	private takeIdle(origin: string, isSafe: boolean): Connection | undefined {
		const list = this.idle.get(origin) ?? [];
		for (let at = list.length - 1; at >= 0; at--) {
			const connection = list[at]!;
			const unused = Date.now() - connection.lastUsed;
			if (!connection.isOpen || unused >= this.idleMs || this.isOld(connection)) {
				list.splice(at, 1);
				void this.drop(connection);
			} else if (isSafe || unused < FRESH_MS) {
				list.splice(at, 1);
				return connection;
			}
		}
		return undefined;
	}

	private keep(origin: string, connection: Connection): void {
		if (this.isClosed || !connection.isOpen || this.isOld(connection)) {
			void this.drop(connection);
			return;
		}
		connection.lastUsed = Date.now();
		const list = this.idle.get(origin);
		if (list) list.push(connection);
		else this.idle.set(origin, [connection]);
	}

	private isOld(connection: Connection): boolean {
		const { lifetimeMs } = this.options;
		return lifetimeMs !== undefined && Date.now() - connection.openedAt >= lifetimeMs;
	}

	private async drop(connection: Connection): Promise<void> {
		this.open.delete(connection);
		await connection.close();
	}

	private explain(
		cause: unknown,
		url: URL,
		clock: Clock,
		delivered: 'no' | 'unknown',
		timeoutMs: number,
	): ExchangeError {
		if (cause instanceof SignInError || cause instanceof FatalError) return cause;
		if (clock.isCancelled) return new CancelledError();
		if (clock.isOver) return timeoutError(timeoutMs, url.hostname, delivered);
		// A scheme's own words: it asked a KDC or a token endpoint.
		if (cause instanceof ExchangeError) return cause;
		return transportError(cause, {
			host: url.hostname,
			port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
			phase: 'exchange',
			delivered,
			hasClientCertificate: hasClientCertificate(this.options.tls),
		});
	}

	private parse(text: string): URL {
		let url: URL;
		try {
			url = new URL(text);
		} catch {
			throw new FatalError(`The address '${text.slice(0, 200)}' is not a URL`, { code: 'BAD_URL' });
		}
		const { origin } = this.options;
		if (origin !== undefined && url.origin !== new URL(origin).origin) {
			throw new FatalError(
				`A request to ${url.origin} was stopped: the credential is for ${origin}`,
				{
					code: 'OTHER_ORIGIN',
					advice: "If that host is the right one, write it into 'Server'.",
				},
			);
		}
		return url;
	}

	/** Where to send the same request again, or undefined when the answer is no redirect. */
	private async redirected(
		answer: HttpResponse,
		from: URL,
		method: HttpRequest['method'],
	): Promise<URL | undefined> {
		const { status } = answer;
		if (![301, 302, 303, 307, 308].includes(status)) return undefined;
		const location = answer.headers.location ?? '';
		await answer.discard();
		const target = URL.canParse(location, from.href) ? new URL(location, from) : undefined;
		const keepsMethod = status === 307 || status === 308 || method === 'GET';
		if (target && target.origin === from.origin && keepsMethod) return target;
		const shown = target ? target.origin + target.pathname : location.slice(0, 200);
		throw new RedirectError(`The server sends this request on to ${shown}`, shown, {
			code: `HTTP_${status}`,
			status,
			field: 'server',
			advice:
				target && target.origin !== from.origin
					? "Credentials do not follow to another host. If that host is the right one, write it into 'Server'."
					: "The address in 'Server' leads to a web page, not to the service; for Exchange it usually ends in /EWS/Exchange.asmx.",
		});
	}
}

function tooManyRedirects(from: URL, target: URL): RedirectError {
	return new RedirectError(
		`'${from.hostname}' redirects in a circle`,
		target.origin + target.pathname,
		{ code: 'TOO_MANY_REDIRECTS', field: 'server', advice: "Check the address in 'Server'." },
	);
}

/** Bodies that open only once and have been opened. */
const opened = new WeakSet<StreamedBody>();

const isSpent = (body: HttpRequest['body']): boolean => isStreamed(body) && opened.has(body);

/**
 * The same body; the clock runs while the server takes a piece, anew for each, and not while the next one
 * is read.
 */
const paced = (body: StreamedBody, clock: Clock, slot: Slot): StreamedBody => ({
	size: body.size,
	once: body.once,
	async *open() {
		if (opened.has(body)) {
			throw new RetriableError('The file would have to be sent again and can be read only once', {
				code: 'READ_ONCE',
				advice: 'Try again.',
				delivered: 'no',
			});
		}
		if (body.once) opened.add(body);
		const pieces = body.open()[Symbol.asyncIterator]();
		let isDone = false;
		let turn = performance.now();
		try {
			for (;;) {
				// A fast server takes each piece at once: without a pause nothing else would have its turn.
				if (performance.now() - turn >= TURN_MS) {
					await setImmediate();
					turn = performance.now();
				}
				clock.stop();
				slot.pause();
				const next = await pieces.next();
				slot.resume();
				clock.renew();
				clock.start();
				isDone = next.done === true;
				if (next.done) return;
				yield next.value;
			}
		} finally {
			if (!isDone) await pieces.return?.();
		}
	},
});

/** Timeout and cancel in one signal. It runs only while the server is waited for. */
class Clock {
	isOver = false;
	isCancelled = false;
	private readonly controller = new AbortController();
	private left: number;
	private startedAt = 0;
	private isRunning = false;
	private timer?: NodeJS.Timeout;
	private readonly ring = () => {
		this.timer = undefined;
		if (!this.isRunning) return;
		const left = this.left - (Date.now() - this.startedAt);
		if (left > 0) {
			this.timer = setTimeout(this.ring, left);
			return;
		}
		this.isOver = true;
		this.controller.abort();
	};
	private readonly cancel = () => {
		this.isCancelled = true;
		this.controller.abort();
	};

	constructor(
		private readonly timeoutMs: number,
		private readonly outer?: AbortSignal,
	) {
		this.left = timeoutMs;
		outer?.addEventListener('abort', this.cancel, { once: true });
	}

	get signal(): AbortSignal {
		return this.controller.signal;
	}

	start(): void {
		if (this.isRunning) return;
		this.isRunning = true;
		this.startedAt = Date.now();
		this.timer ??= setTimeout(this.ring, this.left);
	}

	/** The timer stays: setting one for every piece of an answer would cost more than the piece. */
	stop(): void {
		if (!this.isRunning) return;
		this.isRunning = false;
		this.left = Math.max(1, this.left - (Date.now() - this.startedAt));
	}

	/** Something came or went: the whole time is left again. */
	renew(): void {
		this.left = this.timeoutMs;
		this.startedAt = Date.now();
	}

	end(): void {
		this.stop();
		clearTimeout(this.timer);
		this.timer = undefined;
		this.outer?.removeEventListener('abort', this.cancel);
	}
}
