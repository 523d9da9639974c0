import type { LookupFunction } from 'node:net';
import { ExchangeError, RetriableError } from '../../errors';
import { exchangeDatagram } from '../../net/datagram';
import type { Endpoint, Patience } from '../../net/endpoint';
import { firstOf, NoneError } from '../../net/firstOf';
import { MessageStream } from '../../net/stream';
import type { KdcPlaces, Transport } from './kdcPlaces';
import { applicationTag, KerberosMessageError } from './messages/codec';
import { krbError } from './messages/error';

/** Bytes of an answer: a ticket of a user with a thousand groups has some 64 KiB. */
const MOST_BYTES = 1 << 20;
/** A longer request goes into no datagram. */
const MOST_DATAGRAM = 60_000;
/** Then the next KDC is tried beside the one that has not answered yet. */
const NEXT_MS = 1000;
const KRB_ERROR = 30;
const SERVICE_UNAVAILABLE = 29;
const RESPONSE_TOO_BIG = 52;

interface Found {
	readonly answer: Buffer;
	readonly endpoint: Endpoint;
}
interface Attempt {
	readonly message: Buffer;
	readonly patience: Patience;
	/** What each KDC came to. */
	readonly told: string[];
	/** The answer of a KDC that cannot answer now. */
	unavailable?: Buffer;
	cause?: unknown;
}
/**
 * Asks the KDCs of a realm until one answers (RFC 4120, 7.2). TCP goes first: tickets of Active Directory are
 * seldom short enough for a datagram, and all requests of a sign-in share one connection. UDP is for KDCs
 * that take no TCP. Nothing is read from the system's krb5.conf or the environment.
 */
export class KdcExchange {
	private stream?: MessageStream;
	private isClosed = false;

	constructor(
		private readonly places: KdcPlaces,
		private readonly timeoutMs = 5000,
		private readonly lookup?: LookupFunction,
	) {}

	/** The message with which a KDC of the realm answers. */
	async ask(realm: string, message: Buffer, signal?: AbortSignal): Promise<Buffer> {
		const place = await this.places.of(realm, signal);
		const patience = { timeoutMs: this.timeoutMs, signal, lookup: this.lookup };
		const attempt: Attempt = { message, patience, told: [] };
		for (const transport of place.order) {
			if (transport === 'udp' && message.length > MOST_DATAGRAM) continue;
			const found = await this[transport](place.endpoints, attempt);
			if (!found) continue;
			this.places.prefer(realm, found.endpoint, transport);
			return found.answer;
		}
		if (attempt.unavailable) return attempt.unavailable;
		throw this.silent(realm, attempt);
	}

	close(): void {
		this.isClosed = true;
		this.stream?.close();
		this.stream = undefined;
	}

	private async tcp(endpoints: readonly Endpoint[], attempt: Attempt): Promise<Found | undefined> {
		const left = new Set(endpoints);
		const kept = this.stream;
		const endpoint = kept?.isOpen ? endpoints.find((one) => isSame(one, kept.endpoint)) : undefined;
		if (kept && endpoint) {
			this.stream = undefined;
			const answer = await this.over(kept, attempt, true);
			if (answer) return { answer, endpoint };
		}
		while (left.size > 0) {
			const { patience } = attempt;
			let stream: MessageStream;
			try {
				stream = await firstOf(
					[...left].map(
						(endpoint) => (signal) => MessageStream.open(endpoint, { ...patience, signal }),
					),
					NEXT_MS,
					(late) => late.close(),
					patience.signal,
				);
			} catch (error) {
				this.noteAll('tcp', [...left], attempt, error);
				return undefined;
			}
			left.delete(stream.endpoint);
			const answer = await this.over(stream, attempt);
			if (answer) return { answer, endpoint: stream.endpoint };
		}
		return undefined;
	}

	private async udp(endpoints: readonly Endpoint[], attempt: Attempt): Promise<Found | undefined> {
		const { patience, message } = attempt;
		let found: Found;
		try {
			found = await firstOf(
				endpoints.map((endpoint) => async (signal) => ({
					answer: valid(await exchangeDatagram(endpoint, message, { ...patience, signal })),
					endpoint,
				})),
				NEXT_MS,
				() => undefined,
				patience.signal,
			);
		} catch (error) {
			this.noteAll('udp', endpoints, attempt, error);
			return undefined;
		}
		const code = codeOf(found.answer);
		if (code === RESPONSE_TOO_BIG) return await this.tcp([found.endpoint], attempt);
		if (code !== SERVICE_UNAVAILABLE) return found;
		attempt.unavailable = found.answer;
		return undefined;
	}

	/** @param isKept a connection that the KDC may have closed since: asking twice changes nothing there */
	private async over(
		stream: MessageStream,
		attempt: Attempt,
		isKept = false,
	): Promise<Buffer | undefined> {
		try {
			const answer = valid(await stream.exchange(attempt.message, MOST_BYTES, attempt.patience));
			if (codeOf(answer) === SERVICE_UNAVAILABLE) {
				attempt.unavailable = answer;
				stream.close();
				return undefined;
			}
			// Another request may have opened one meanwhile.
			if (this.stream || this.isClosed) stream.close();
			else this.stream = stream;
			return answer;
		} catch (error) {
			stream.close();
			if (!isKept) this.note('tcp', stream.endpoint, attempt, error);
			else if (error instanceof ExchangeError) throw error;
			return undefined;
		}
	}

	private noteAll(
		transport: Transport,
		endpoints: readonly Endpoint[],
		attempt: Attempt,
		error: unknown,
	): void {
		if (!(error instanceof NoneError)) throw error;
		error.reasons.forEach((reason, index) =>
			this.note(transport, endpoints[index]!, attempt, reason),
		);
	}

	private note(transport: Transport, endpoint: Endpoint, attempt: Attempt, error: unknown): void {
		if (error instanceof ExchangeError) throw error;
		attempt.told.push(`${endpoint.host}:${endpoint.port}/${transport} ${this.reason(error)}`);
		attempt.cause = error;
	}

	private reason(error: unknown): string {
		if (error instanceof KerberosMessageError) return 'answered with something else than Kerberos';
		const { code = '', message } = error as Error & { code?: string };
		if (code === 'TIMEOUT' || code === 'ETIMEDOUT') return this.late;
		// Also the words of a look-up that keeps to rules of the host program.
		return REASONS[code] ?? message.slice(0, 100);
	}

	private get late(): string {
		return `did not answer within ${this.timeoutMs / 1000} s`;
	}

	private silent(realm: string, { told, cause }: Attempt): RetriableError {
		const field = this.places.fieldOf(realm);
		return new RetriableError(
			`No KDC of the realm '${realm}' could be asked: ${told.slice(0, 6).join('; ')}`,
			{
				code: 'KDC_UNREACHABLE',
				field,
				advice: `Check '${field}', and that the machine that runs n8n reaches port 88 of the domain controllers (TCP, or UDP).`,
				cause,
			},
		);
	}
}

const REASONS: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'takes no connection',
	ENOTFOUND: 'is a name that DNS does not know',
	EAI_AGAIN: 'is a name that DNS cannot look up now',
	EHOSTUNREACH: 'cannot be reached by the network',
	ENETUNREACH: 'cannot be reached by the network',
	ECONNRESET: 'broke off the connection',
	CLOSED: 'broke off the connection',
	TOO_LONG: 'answered with something else than Kerberos',
};

const isSame = (a: Endpoint, b: Endpoint) => a.host === b.host && a.port === b.port;

function valid(answer: Buffer): Buffer {
	if (applicationTag(answer) !== undefined) return answer;
	throw new KerberosMessageError('no message of Kerberos');
}

function codeOf(answer: Buffer): number | undefined {
	return applicationTag(answer) === KRB_ERROR ? krbError.decode(answer).code : undefined;
}
