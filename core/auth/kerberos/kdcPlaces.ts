import { CancelledError, FatalError, RetriableError } from '../../errors';
import { type Endpoint, parseEndpoint } from '../../net/endpoint';
import { findService } from '../../net/srv';
import type { KerberosIdentity } from '../identity';

const PORT = 88;
const TIMEOUT_MS = 5000;
const DNS_MS = 5 * 60_000;

export type Transport = 'tcp' | 'udp';

/** Where the KDCs of a realm are, and in which order they are asked. */
export interface Place {
	readonly endpoints: readonly Endpoint[];
	readonly order: readonly Transport[];
	readonly until: number;
}

/** DNS knows no KDC of a realm: perhaps there is no such realm. */
export class NoKdcError extends FatalError {}

const KDC = 'Kerberos KDC';
const SERVICE_KDC = 'Kerberos Service KDC';
const TCP_FIRST = { order: ['tcp', 'udp'] as const, until: Infinity };

/** The KDCs of realms: those of the credential, or those that DNS names (RFC 4120, 7.2.3). */
export class KdcPlaces {
	private readonly known = new Map<string, Place>();
	private readonly own = new Set<string>();

	constructor(
		private readonly identity: Pick<
			KerberosIdentity,
			'kdcs' | 'serviceKdcs' | 'serviceRealm' | 'timeoutMs' | 'dnsServers'
		>,
	) {}

	/** The realm is the user's: the KDCs of the credential are its. */
	adopt(realm: string): void {
		this.own.add(realm);
	}

	/** Who answered is asked first the next time. */
	prefer(realm: string, endpoint: Endpoint, transport: Transport): void {
		const place = this.known.get(realm);
		if (!place || (place.endpoints[0] === endpoint && place.order[0] === transport)) return;
		this.known.set(realm, {
			endpoints: [endpoint, ...place.endpoints.filter((one) => one !== endpoint)],
			order: [transport, ...place.order.filter((one) => one !== transport)],
			until: place.until,
		});
	}

	async of(realm: string, signal?: AbortSignal): Promise<Place> {
		const known = this.known.get(realm);
		if (known && known.until > Date.now()) return known;
		const given = this.given(realm);
		const place = given.hosts.length
			? { endpoints: given.hosts.map((text) => endpointOf(text, given.field)), ...TCP_FIRST }
			: await this.byDns(realm, signal);
		this.known.set(realm, place);
		return place;
	}

	/** The credential's field that names the KDCs of a realm. */
	fieldOf(realm: string): string {
		return this.given(realm).field;
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
				return await findService({
					name,
					timeoutMs: this.identity.timeoutMs ?? TIMEOUT_MS,
					signal,
					nameServers,
				});
			} catch (cause) {
				if (cause instanceof CancelledError) throw cause;
				throw new RetriableError(`No DNS server told the KDCs of the realm '${realm}'`, {
					code: (cause as NodeJS.ErrnoException).code,
					field: this.fieldOf(realm),
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
			field: this.fieldOf(realm),
			advice: this.dnsAdvice(realm),
		});
	}

	private dnsAdvice(realm: string): string {
		return `Check the realm. The machine that runs n8n has to use the DNS server of the domain: 'nslookup -type=SRV _kerberos._tcp.${realm.toLowerCase()}' shows what it finds. Or enter domain controllers as '${this.fieldOf(realm)}'.`;
	}
}

function endpointOf(text: string, field: string): Endpoint {
	const endpoint = parseEndpoint(text, PORT);
	if (endpoint) return endpoint;
	throw new FatalError(`'${field}' holds '${text.slice(0, 60)}', which is no host name`, {
		field,
		advice: 'Write names of domain controllers, or name:port.',
	});
}
