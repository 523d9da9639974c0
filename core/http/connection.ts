import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Client, Dispatcher } from 'undici';
import type { Authenticator, Handshake } from './authenticator';
import { RetriableError } from '../errors';
import { parseChallenges } from './challenge';
import { closedInSignInError, signInError, transportError } from './errors';
import { isStreamed, type StreamedBody } from './message';
import type { OpenSocket } from './socket';

/** Answers of 401 in one request after which signing in is given up. */
const MAX_LEGS = 6;
/** Bytes of a refusal's body that are read to keep the socket. */
const DRAIN_LIMIT = 256 * 1024;

export interface Outgoing {
	readonly method: Dispatcher.HttpMethod;
	/** Path and query. */
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body?: string | Uint8Array | StreamedBody;
	readonly signal: AbortSignal;
}

type Answer = Dispatcher.ResponseData;

/** A sign-in that holds on any connection, and the header that is to be sent next. */
export interface BegunSignIn {
	readonly handshake: Handshake;
	readonly header: string;
}

/**
 * The same request can go on over another connection at once. It holds an Authorization header and stays within
 * http; `reason` is what others may see.
 */
export class ChallengedError extends Error {
	constructor(
		readonly reason: RetriableError,
		readonly begun: BegunSignIn,
	) {
		super(reason.message);
	}
}

/**
 * One socket with whoever is signed in on it. The undici Client never gets a second socket: when the
 * first one ends, so does this object, and a sign-in can never slip to a socket that has none.
 */
export class Connection {
	/** Set when a request ends; 0: never used. */
	lastUsed = 0;
	readonly openedAt = Date.now();
	private readonly client: Client;
	private readonly socket: Socket;
	private readonly peerCertificate?: Uint8Array;
	private isSignedIn = false;
	/** The server asked again on a connection that was signed in: sign in before each request. */
	private asksAgain = false;
	/** Bytes on the socket when the request that carries the body began; -1: it has not begun. */
	private mark = -1;
	/** A streamed body that the socket has not taken to its end: the server cannot have it whole. */
	private isUnsent = false;

	constructor(
		private readonly url: URL,
		private readonly opened: OpenSocket,
		private readonly authenticator: Authenticator,
		ClientClass: typeof Client,
		idleMs: number,
	) {
		this.socket = opened.socket;
		this.peerCertificate = opened.peerCertificate;
		let isTaken = false;
		this.client = new ClientClass(url.origin, {
			allowH2: false,
			pipelining: 1,
			headersTimeout: 0,
			bodyTimeout: 0,
			keepAliveTimeout: idleMs,
			keepAliveMaxTimeout: idleMs,
			connect: (_options, callback) => {
				if (isTaken || this.socket.destroyed) {
					callback(Object.assign(new Error('closed'), { code: 'ECONNRESET' }), null);
					return;
				}
				isTaken = true;
				// undici does not go on when it gets its socket within the very call that asks for it.
				queueMicrotask(() => callback(null, this.socket));
			},
		});
	}

	get isOpen(): boolean {
		return !this.socket.destroyed && this.socket.readable && this.socket.writable;
	}

	/** Whether the server can have seen the request that is under way whole. */
	get delivered(): 'no' | 'unknown' {
		const isUntouched = this.mark < 0 || this.socket.bytesWritten === this.mark;
		return isUntouched || this.isUnsent ? 'no' : 'unknown';
	}

	/** Sends a request, signing in first where that is needed. Throws SignInError and transport errors. */
	async exchange(request: Outgoing, begun?: BegunSignIn): Promise<Answer> {
		this.mark = -1;
		this.isUnsent = false;
		const { connectionBound } = this.authenticator;
		const isSignedIn = connectionBound && this.isSignedIn && !this.asksAgain;
		let handshake = begun?.handshake ?? (isSignedIn ? undefined : this.begin(request));
		let header = begun ? begun.header : await unsent(() => handshake?.first());
		let negotiates = handshake?.negotiating ?? (connectionBound && header !== undefined);
		let hasAnswered = header !== undefined && !negotiates;

		for (let leg = 1; ; leg++) {
			const answer = await this.leg(request, header, negotiates).catch((cause: unknown) => {
				const refusal = this.opened.failure?.();
				if ((refusal as NodeJS.ErrnoException | undefined)?.code?.startsWith('ERR_SSL'))
					throw refusal;
				throw connectionBound && handshake && leg > 1 ? this.brokenOff(cause) : cause;
			});
			if (answer.statusCode !== 401 || this.authenticator.anonymous) {
				if (!negotiates) {
					await this.accept(handshake, answer);
					this.isSignedIn = connectionBound;
					// IIS says beforehand that the next request has to sign in again.
					this.asksAgain ||= connectionBound && answer.headers['persistent-auth'] === 'false';
					return answer;
				}
				// No sign-in was asked for: now the request itself.
				await drain(answer);
				this.isSignedIn = true;
				this.assertOpen();
				[header, negotiates, handshake] = [undefined, false, undefined];
				continue;
			}
			const challenges = parseChallenges(answer.headers['www-authenticate']);
			await drain(answer);
			if (!handshake) {
				if (this.isSignedIn && !this.asksAgain) this.asksAgain = leg === 1;
				this.isSignedIn = false;
				handshake = this.begin(request);
				if (connectionBound) {
					this.assertOpen();
					header = await unsent(() => handshake!.first());
					negotiates = header !== undefined && (handshake.negotiating ?? true);
					if (header !== undefined && leg < MAX_LEGS) continue;
				}
			}
			header = leg < MAX_LEGS ? await unsent(() => handshake!.next(challenges)) : undefined;
			if (header === undefined) {
				this.isSignedIn = false;
				throw (
					handshake.refused?.(challenges) ??
					signInError(this.authenticator.scheme, challenges, hasAnswered)
				);
			}
			negotiates = handshake.negotiating ?? false;
			hasAnswered ||= !negotiates;
			if (connectionBound) this.assertOpen(answer);
			else if (!this.isOpen) throw this.closedAfterChallenge({ handshake, header });
		}
	}

	async close(): Promise<void> {
		await this.client.destroy().catch(() => undefined);
		this.socket.destroy();
	}

	private begin({ method, path, body, signal }: Outgoing): Handshake {
		const { url, peerCertificate } = this;
		const request = { method, target: path, body };
		return this.authenticator.handshake({ url, peerCertificate, request, signal });
	}

	/** The server's own proof; an answer whose proof is wrong is not read. */
	private async accept(handshake: Handshake | undefined, answer: Answer): Promise<void> {
		if (!handshake?.accepted) return;
		const { statusCode: status, headers } = answer;
		const info = headers['authentication-info'];
		try {
			await handshake.accepted({
				status,
				challenges: parseChallenges(headers['www-authenticate']),
				info: Array.isArray(info) ? info.join(', ') : info,
			});
		} catch (error) {
			answer.body.on('error', () => undefined).destroy();
			throw error;
		}
	}

	private async leg(
		request: Outgoing,
		authorization: string | undefined,
		negotiates: boolean,
	): Promise<Answer> {
		// Without a body the server cannot have taken a write, whatever happens to this leg.
		this.mark = negotiates ? -1 : this.socket.bytesWritten;
		const { body, method } = request;
		const length = isStreamed(body) ? body.size : undefined;
		return await this.client.request({
			method,
			path: request.path,
			headers: {
				...request.headers,
				...(authorization === undefined ? {} : { authorization }),
				...(negotiates && method !== 'GET' ? { 'content-length': '0' } : {}),
				...(!negotiates && length !== undefined ? { 'content-length': String(length) } : {}),
			},
			body: negotiates ? null : isStreamed(body) ? this.sent(body) : (body ?? null),
			signal: request.signal,
		});
	}

	/** The body's pieces; the last one is asked for when the socket has taken those before it. */
	private sent(body: StreamedBody): Readable {
		this.isUnsent = true;
		const pieces = async function* (this: Connection): AsyncGenerator<Uint8Array> {
			yield* body.open();
			this.isUnsent = false;
		};
		// undici takes any async iterable, and reads nothing ahead of the socket; its types name streams only.
		return pieces.call(this) as unknown as Readable;
	}

	/** The answer to the challenge was made and has no socket to go over; a 401 has taken nothing. */
	private closedAfterChallenge(begun: BegunSignIn): ChallengedError {
		this.mark = -1;
		const message = `'${this.url.hostname}' closed the connection after it asked for a sign-in`;
		const advice = 'Try again.';
		const reason = new RetriableError(message, { code: 'ECONNRESET', advice, delivered: 'no' });
		return new ChallengedError(reason, begun);
	}

	/** What ended a leg that answers a challenge: often a server that closes after each answer. */
	private brokenOff(cause: unknown): unknown {
		const { code } = cause as NodeJS.ErrnoException;
		if (!['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(code ?? '')) return cause;
		const { delivered } = this;
		return closedInSignInError(this.authenticator.scheme, this.url.hostname, { delivered });
	}

	/**
	 * A server that closes the socket in the middle of a handshake can never accept it.
	 * @param challenge the answer whose challenge would have to be answered on this socket
	 */
	private assertOpen(challenge?: Answer): void {
		if (this.isOpen) return;
		const { url } = this;
		this.mark = -1;
		if (challenge) {
			const isAnnounced = /\bclose\b/i.test(String(challenge.headers.connection ?? ''));
			throw closedInSignInError(this.authenticator.scheme, url.hostname, {
				isAnnounced,
				delivered: 'no',
			});
		}
		throw transportError(
			Object.assign(new Error('The server closed the connection during the sign-in'), {
				code: 'ECONNRESET',
			}),
			{
				host: url.hostname,
				port: Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
				phase: 'exchange',
				delivered: 'no',
			},
		);
	}
}

async function drain(answer: Answer): Promise<void> {
	await answer.body.dump({ limit: DRAIN_LIMIT });
}

/** A scheme that could not ask a KDC or a token endpoint: the request itself was not sent, or was refused. */
async function unsent<T>(step: () => T | Promise<T>): Promise<T> {
	try {
		return await step();
	} catch (cause) {
		if (!(cause instanceof RetriableError) || cause.delivered === 'no') throw cause;
		throw Object.assign(cause, { delivered: 'no' });
	}
}
