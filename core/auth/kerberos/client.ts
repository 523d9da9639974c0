import { ExchangeError, FatalError, RetriableError } from '../../errors';
import type { Identity, KerberosIdentity } from '../identity';
import type { AuthServices } from '../services';
import { CacheTickets } from './cacheTickets';
import { KdcClock } from './clock';
import { Flight } from './flight';
import { GrantingTickets } from './granting';
import { KdcExchange } from './kdcExchange';
import { KdcPlaces } from './kdcPlaces';
import { KerberosMessageError } from './messages/codec';
import { TicketFlag } from './messages/kdc';
import { nameText, principalText, type Service, serviceOf } from './names';
import { KdcCode } from './kdcCode';
import { type Asked, explain, KdcRefusal } from './refusal';
import { isGranting, requestTicket, targetOf } from './ticketRequest';
import { UserSignIn } from './userSignIn';
import type { Credential, TicketSource } from './types';

const MINUTE_MS = 60_000;
const NOTHING_GIVEN: KerberosIdentity = { kdcs: [], serviceKdcs: [], allowRc4: false };

/** A ticket-granting ticket that the KDC takes no more. */
const STALE = new Set<number>([
	KdcCode.tgtRevoked,
	KdcCode.badIntegrity,
	KdcCode.ticketExpired,
	KdcCode.modified,
	KdcCode.badVersion,
	// MIT Kerberos, after a change of its own key.
	KdcCode.generic,
]);

export interface ClientOptions {
	/** Clock of this machine. */
	readonly now?: () => number;
}

/**
 * The Kerberos client of one connection (RFC 4120, [MS-KILE]): signs in by password, keytab or the tickets of
 * a cache file, and gets tickets for services. All is held in memory and nothing is shared with other
 * connections. Neither krb5.conf nor environment variables are read; no name is made canonical by DNS.
 */
export function createTicketSource(
	identity: Identity,
	services: AuthServices,
	options: ClientOptions = {},
): TicketSource {
	return new TicketClient(identity, services, options);
}

class TicketClient implements TicketSource {
	private readonly kerberos: KerberosIdentity;
	private readonly clock: KdcClock;
	private readonly places: KdcPlaces;
	private readonly exchange: KdcExchange;
	private readonly cache?: CacheTickets;
	private readonly granting: GrantingTickets;
	private readonly tickets = new Map<string, Credential>();
	private readonly flights = new Map<string, Flight<Credential>>();
	private readonly refused: Buffer[] = [];
	private signingIn?: Flight<Credential>;
	private home?: Credential;
	private readonly user: UserSignIn;

	constructor(
		private readonly identity: Identity,
		services: AuthServices,
		{ now }: ClientOptions,
	) {
		this.kerberos = identity.kerberos ?? NOTHING_GIVEN;
		this.clock = new KdcClock(now);
		this.places = new KdcPlaces(this.kerberos);
		this.exchange = new KdcExchange(this.places, this.kerberos.timeoutMs, services.lookup);
		const { places, exchange, clock } = this;
		this.user = new UserSignIn(identity, this.kerberos, services.files, {
			places,
			exchange,
			clock,
		});
		this.granting = new GrantingTickets((credential) => this.isGood(credential));
		const { ticketCache, ticketCacheFile } = this.kerberos;
		if (ticketCache !== undefined || ticketCacheFile !== undefined) {
			this.cache = new CacheTickets(this.kerberos, services.files, this.clock);
		}
	}

	get clockOffset(): number {
		return this.clock.offset;
	}

	async serviceTicket(host: string, signal?: AbortSignal): Promise<Credential> {
		const service = serviceOf(this.identity, host);
		const key = `${nameText(service)}@${service.realm ?? ''}`;
		if (this.cache && (await this.cache.refresh())) this.restart();
		const held = this.tickets.get(key);
		if (held && this.isGood(held)) return held;
		let flight = this.flights.get(key);
		if (!flight || flight.isAbandoned) {
			const started = new Flight((own) =>
				this.obtain(service, host, own).finally(() => {
					if (this.flights.get(key) === started) this.flights.delete(key);
				}),
			);
			flight = started;
			this.flights.set(key, flight);
		}
		const credential = await flight.join(signal);
		if (!this.isRefused(credential)) this.tickets.set(key, credential);
		return credential;
	}

	forget(credential: Credential): void {
		for (const [key, held] of this.tickets) if (held === credential) this.tickets.delete(key);
		if (!this.cache || this.isRefused(credential)) return;
		// The file still has it; the last ones are enough, for each new one replaces the one before.
		this.refused.push(credential.ticket);
		if (this.refused.length > 20) this.refused.shift();
	}

	close(): void {
		this.exchange.close();
		this.restart();
		this.user.close();
	}

	private restart(): void {
		this.tickets.clear();
		this.granting.clear();
		this.home = undefined;
	}

	private isRefused({ ticket }: Credential): boolean {
		return this.refused.some((other) => other.equals(ticket));
	}

	/** Good for a while: five minutes, or a tenth of a life that is short. */
	private isGood({ startTime, endTime, flags }: Credential): boolean {
		const margin = Math.min(5 * MINUTE_MS, (endTime - startTime) / 10);
		return (flags & TicketFlag.invalid) === 0 && endTime - margin > this.clock.now();
	}

	private async obtain(service: Service, host: string, signal: AbortSignal): Promise<Credential> {
		let client: string | undefined;
		let what: Asked['what'] = 'signIn';
		try {
			const cached = this.fromCache(service);
			if (cached) return cached;
			for (;;) {
				what = 'signIn';
				const before = this.home;
				const home = await this.homeTicket(host, signal);
				what = 'ticket';
				client = principalText(home.client);
				try {
					return await this.granting.ticketFor(this.context(signal), home, service);
				} catch (error) {
					const isStale = error instanceof KdcRefusal && STALE.has(error.code);
					// A ticket that has just come is not made better by asking for another.
					if (!isStale || home !== before) throw error;
					if (this.cache && !(await this.cache.refresh(true))) throw error;
					this.restart();
				}
			}
		} catch (error) {
			throw this.inWords(error, {
				what,
				client: client ?? this.user.name,
				service: nameText(service),
			});
		}
	}

	private context(signal: AbortSignal) {
		const { exchange, clock, kerberos } = this;
		return { exchange, clock, allowRc4: kerberos.allowRc4, signal };
	}

	/** The ticket-granting ticket of the user's realm: the one that is held, renewed, or a new one. */
	private async homeTicket(host: string, signal: AbortSignal): Promise<Credential> {
		const { home } = this;
		if (home && this.isGood(home) && !this.isDue(home)) return home;
		if (!this.signingIn || this.signingIn.isAbandoned) {
			const started = new Flight((own) =>
				this.newHome(host, own).finally(() => {
					if (this.signingIn === started) this.signingIn = undefined;
				}),
			);
			this.signingIn = started;
		}
		return await this.signingIn.join(signal);
	}

	private async newHome(host: string, signal: AbortSignal): Promise<Credential> {
		const held = this.home ?? this.cachedHome();
		const isGood = held !== undefined && this.isGood(held);
		if (held) this.places.adopt(targetOf(held));
		let home: Credential | undefined;
		if (held && isGood) home = this.isDue(held) ? await this.renewed(held, signal) : held;
		home ??= this.cache
			? held
			: await this.user.signIn(serviceOf(this.identity, host).components[1] ?? host, signal);
		if (!home) throw this.nothingCached();
		this.home = home;
		return home;
	}

	/** Whether most of a life that can be made longer is over. */
	private isDue({ startTime, endTime, renewTill, flags }: Credential): boolean {
		if (!(flags & TicketFlag.renewable) || renewTill <= endTime) return false;
		const life = endTime - startTime;
		const rest = Math.min(life / 2, Math.max(10 * MINUTE_MS, life / 10));
		return endTime - rest < this.clock.now();
	}

	/** The same ticket with a later end; undefined when the KDC does not renew it. */
	private async renewed(home: Credential, signal: AbortSignal): Promise<Credential | undefined> {
		try {
			return await requestTicket(this.context(signal), home, home.server, { renew: true });
		} catch (error) {
			if (!(error instanceof KdcRefusal) && !(error instanceof RetriableError)) throw error;
			// It is still good for a while.
			return this.cache ? home : undefined;
		}
	}

	/** A ticket for the service that the cache file has already. */
	private fromCache(service: Service): Credential | undefined {
		if (!this.cache) return undefined;
		const wanted = nameText(service).toLowerCase();
		return this.cache
			.live()
			.find(
				(credential) =>
					nameText(credential.server).toLowerCase() === wanted &&
					(service.realm ?? credential.server.realm) === credential.server.realm &&
					this.isGood(credential) &&
					!this.isRefused(credential),
			);
	}

	private cachedHome(): Credential | undefined {
		if (!this.cache) return undefined;
		const all = this.cache.live().filter(isGranting);
		for (const credential of all) this.granting.keep(credential);
		return all.find((credential) => targetOf(credential) === this.cache!.realm);
	}

	private nothingCached(): FatalError {
		const label = this.cache?.label ?? '';
		return new FatalError(`'${label}' holds no ticket-granting ticket`, {
			code: 'KERBEROS_FILE',
			field: label,
			advice: 'Run kinit for the user where the cache comes from.',
		});
	}

	private inWords(error: unknown, asked: Pick<Asked, 'what' | 'client' | 'service'>): unknown {
		if (error instanceof ExchangeError) return error;
		if (error instanceof KerberosMessageError) {
			return new RetriableError(`The KDC's answer cannot be read: ${error.message}`, {
				code: 'KERBEROS_ANSWER',
				field: 'Kerberos KDC',
				advice: "Check 'Kerberos KDC': something else than a KDC may answer there.",
				cause: error,
			});
		}
		if (!(error instanceof KdcRefusal)) return error;
		const { secret } = this.user;
		return explain(error, {
			...asked,
			kind: this.cache ? 'cache' : (secret?.kind ?? 'password'),
			doubt: secret?.doubt,
			allowRc4: this.kerberos.allowRc4,
			clock: this.clock,
		});
	}
}
