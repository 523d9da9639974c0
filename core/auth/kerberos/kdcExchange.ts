import type { LookupFunction } from 'node:net';
import { CancelledError, ExchangeError, FatalError, RetriableError } from '../../errors';
import { exchangeDatagram } from '../../net/datagram';
import { type Endpoint, parseEndpoint } from '../../net/endpoint';
import { findService } from '../../net/srv';
import { MessageStream } from '../../net/stream';
import type { KerberosIdentity } from '../identity';
import { applicationTag, KerberosMessageError } from './messages/codec';
import { krbError } from './messages/error';

const PORT = 88;
const TIMEOUT_MS = 5000;
/** Bytes of an answer: a ticket of a user with a thousand groups has some 64 KiB. */
const MOST_BYTES = 1 << 20;
/** A longer request goes into no datagram. */
const MOST_DATAGRAM = 60_000;
const ALL_MS = 60_000;
const DNS_MS = 5 * 60_000;
const KRB_ERROR = 30;
const SERVICE_UNAVAILABLE = 29;
const RESPONSE_TOO_BIG = 52;

type Transport = 'tcp' | 'udp';
interface Place {
	readonly endpoints: readonly Endpoint[];
	readonly order: readonly Transport[];
	readonly until: number;
}

/**
 * Asks the KDCs of a realm until one answers (RFC 4120, 7.2). TCP goes first: tickets of Active Directory are
 * seldom short enough for a datagram, and all requests of a sign-in share one connection. UDP is for KDCs
 * that take no TCP. Nothing is read from the system's krb5.conf or the environment.
 */
export class KdcExchange {
	private readonly places = new Map<string, Place>();
	private readonly own = new Set<string>();
	private stream?: MessageStream;

	constructor(
		private readonly identity: Pick<
			KerberosIdentity,
			'kdcs' | 'serviceKdcs' | 'serviceRealm' | 'timeoutMs' | 'dnsServers'
		>,
		private readonly lookup?: LookupFunction,
	) {}

	/** The KDCs of the credential are this realm's. */
	adopt(realm: string): void {
		this.own.add(realm);
	}

	/** The message with which a KDC of the realm answers. */
	async ask(realm: string, message: Buffer, signal?: AbortSignal): Promise<Buffer> {
		const place = await this.placeOf(realm, signal);
		const end = Date.now() + ALL_MS;
		const told: string[] = [];
		let last: unknown;
		let unavailable: Buffer | undefined;
		for (const transport of place.order) {
			if (transport === 'udp' && message.length > MOST_DATAGRAM) continue;
			for (const endpoint of place.endpoints) {
				if (Date.now() > end) break;
				try {
					const answer = await this.one(transport, endpoint, message, signal);
					if (codeOf(answer) === SERVICE_UNAVAILABLE) {
						unavailable = answer;
						continue;
					}
					this.prefer(realm, place, endpoint, transport);
					return answer;
				} catch (error) {
					if (error instanceof CancelledError || signal?.aborted) throw error;
					if (error instanceof ExchangeError) throw error;
					told.push(`${endpoint.host}:${endpoint.port}/${transport} ${this.reason(error)}`);
					last = error;
				}
			}
		}
		if (unavailable) return unavailable;
		throw this.silent(realm, told, last);
	}

	close(): void {
		this.stream?.close();
		this.stream = undefined;
	}

	private async one(
		transport: Transport,
		endpoint: Endpoint,
		message: Buffer,
		signal?: AbortSignal,
	): Promise<Buffer> {
		const patience = { timeoutMs: this.timeoutMs, signal, lookup: this.lookup };
		let answer =
			transport === 'tcp'
				? await this.overTcp(endpoint, message, patience)
				: await exchangeDatagram(endpoint, message, patience);
		if (transport === 'udp' && codeOf(answer) === RESPONSE_TOO_BIG) {
			answer = await this.overTcp(endpoint, message, patience);
		}
		if (applicationTag(answer) !== undefined) return answer;
		throw new KerberosMessageError('no message of Kerberos');
	}

	private async overTcp(
		endpoint: Endpoint,
		message: Buffer,
		patience: Parameters<MessageStream['exchange']>[2],
	): Promise<Buffer> {
		const kept = this.stream;
		this.stream = undefined;
		if (kept?.isOpen && isSame(kept.endpoint, endpoint)) {
			try {
				return await this.over(kept, message, patience);
			} catch (error) {
				// Only a connection that the KDC has closed since; asking twice changes nothing there.
				if (error instanceof CancelledError || kept.isOpen) throw error;
				if ((error as { code?: string }).code === 'TIMEOUT') throw error;
			}
		}
		kept?.close();
		return await this.over(await MessageStream.open(endpoint, patience), message, patience);
	}

	private async over(
		stream: MessageStream,
		message: Buffer,
		patience: Parameters<MessageStream['exchange']>[2],
	): Promise<Buffer> {
		const answer = await stream.exchange(message, MOST_BYTES, patience);
		// Another request may have opened one meanwhile.
		if (this.stream) stream.close();
		else this.stream = stream;
		return answer;
	}

	private get timeoutMs(): number {
		return this.identity.timeoutMs ?? TIMEOUT_MS;
	}

	/** Who answered is asked first the next time. */
	private prefer(realm: string, place: Place, endpoint: Endpoint, transport: Transport): void {
		if (place.endpoints[0] === endpoint && place.order[0] === transport) return;
		this.places.set(realm, {
			endpoints: [endpoint, ...place.endpoints.filter((one) => one !== endpoint)],
			order: [transport, ...place.order.filter((one) => one !== transport)],
			until: place.until,
		});
	}

	private async placeOf(realm: string, signal?: AbortSignal): Promise<Place> {
		const known = this.places.get(realm);
		if (known && known.until > Date.now()) return known;
		const given = this.given(realm);
		const place = given.hosts.length
			? { endpoints: given.hosts.map((text) => endpointOf(text, given.field)), ...TCP_FIRST }
			: await this.byDns(realm, signal);
		this.places.set(realm, place);
		return place;
	}

	private given(realm: string): { readonly hosts: readonly string[]; readonly field: string } {
		const { kdcs, serviceKdcs, serviceRealm } = this.identity;
		const isService = serviceRealm === undefined ? !this.own.has(realm) : realm === serviceRealm;
		if (isService && serviceKdcs.length) return { hosts: serviceKdcs, field: SERVICE_KDC };
		if (this.own.has(realm)) return { hosts: kdcs, field: KDC };
		return { hosts: [], field: SERVICE_KDC };
	}

	private async byDns(realm: string, signal?: AbortSignal): Promise<Place> {
		const domain = realm.toLowerCase();
		const find = async (transport: Transport) => {
			const name = `_kerberos._${transport}.${domain}`;
			const { dnsServers: nameServers } = this.identity;
			try {
				return await findService({ name, timeoutMs: this.timeoutMs, signal, nameServers });
			} catch (cause) {
				if (cause instanceof CancelledError) throw cause;
				throw new RetriableError(`No DNS server told the KDCs of the realm '${realm}'`, {
					code: (cause as NodeJS.ErrnoException).code,
					field: this.given(realm).field,
					advice: this.dnsAdvice(realm),
					cause,
				});
			}
		};
		const until = Date.now() + DNS_MS;
		const tcp = await find('tcp');
		const records = tcp.length ? tcp : await find('udp');
		const endpoints = records.map(({ name, port }) => ({ host: name, port: port || PORT }));
		if (tcp.length) return { endpoints, order: TCP_FIRST.order, until };
		if (endpoints.length) return { endpoints, order: ['udp', 'tcp'], until };
		throw new NoKdcError(`DNS names no KDC of the realm '${realm}'`, {
			code: 'KDC_NOT_FOUND',
			field: this.given(realm).field,
			advice: this.dnsAdvice(realm),
		});
	}

	private dnsAdvice(realm: string): string {
		return `Check the realm. The machine that runs n8n has to use the DNS server of the domain: 'nslookup -type=SRV _kerberos._tcp.${realm.toLowerCase()}' shows what it finds. Or enter domain controllers as '${this.given(realm).field}'.`;
	}

	private reason(error: unknown): string {
		if (error instanceof KerberosMessageError) return 'answered with something else than Kerberos';
		const { code = '' } = error as { code?: string };
		return REASONS[code] ?? (code === 'TIMEOUT' || code === 'ETIMEDOUT' ? this.late : code);
	}

	private get late(): string {
		return `did not answer within ${this.timeoutMs / 1000} s`;
	}

	private silent(realm: string, told: readonly string[], cause: unknown): RetriableError {
		const { field } = this.given(realm);
		return new RetriableError(
			`No KDC of the realm '${realm}' could be asked: ${told.slice(0, 6).join('; ')}`,
			{
				code: 'KDC_UNREACHABLE',
				field,
				advice: `Check '${field}', and that the machine that runs n8n reaches port ${PORT} of the domain controllers (TCP, or UDP).`,
				cause,
			},
		);
	}
}

const KDC = 'Kerberos KDC';
const SERVICE_KDC = 'Kerberos Service KDC';
const TCP_FIRST = { order: ['tcp', 'udp'] as const, until: Infinity };

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

/** DNS knows no KDC of a realm: perhaps there is no such realm. */
export class NoKdcError extends FatalError {}

const isSame = (a: Endpoint, b: Endpoint) => a.host === b.host && a.port === b.port;

function codeOf(answer: Buffer): number | undefined {
	return applicationTag(answer) === KRB_ERROR ? krbError.decode(answer).code : undefined;
}

function endpointOf(text: string, field: string): Endpoint {
	const endpoint = parseEndpoint(text, PORT);
	if (endpoint) return endpoint;
	throw new FatalError(`'${field}' holds '${text.slice(0, 60)}', which is no host name`, {
		field,
		advice: 'Write names of domain controllers, or name:port.',
	});
}
