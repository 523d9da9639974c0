import { ExchangeError, FatalError, InputError, RetriableError } from '../../errors';
import type { Identity, KerberosIdentity } from '../identity';
import type { AuthServices } from '../services';
import { CacheTickets } from './cacheTickets';
import { KdcClock } from './clock';
import { Flight } from './flight';
import { GrantingTickets } from './granting';
import { KdcExchange, NoKdcError } from './kdcExchange';
import { parseKeytab } from './keytab';
import { KerberosMessageError } from './messages/codec';
import { TicketFlag } from './messages/kdc';
import {
	type Candidate,
	candidates,
	nameText,
	NameType,
	principalText,
	type Service,
	serviceOf,
} from './names';
import { type Asked, explain, KdcCode, KdcRefusal } from './refusal';
import { keytabSecret, passwordSecret, type Secret } from './secret';
import { SignIn } from './signIn';
import { isGranting, requestTicket, targetOf } from './ticketRequest';
import type { Credential, TicketSource } from './types';

const MINUTE_MS = 60_000;
const NOTHING_GIVEN: KerberosIdentity = { kdcs: [], serviceKdcs: [], allowRc4: false };

/** A user who may be known elsewhere, or by another name. */
const ELSEWHERE = new Set<number>([
	KdcCode.clientUnknown,
	KdcCode.serviceUnknown,
	KdcCode.wrongRealm,
]);
/** A ticket-granting ticket that the KDC takes no more. */
const STALE = new Set<number>([
	KdcCode.tgtRevoked,
	KdcCode.badIntegrity,
	KdcCode.ticketExpired,
	KdcCode.modified,
	KdcCode.badVersion,
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
	private readonly exchange: KdcExchange;
	private readonly cache?: CacheTickets;
	private readonly granting: GrantingTickets;
	private readonly tickets = new Map<string, Credential>();
	private readonly flights = new Map<string, Flight<Credential>>();
	private readonly refused: Buffer[] = [];
	private signingIn?: Flight<Credential>;
	private home?: Credential;
	private proof?: Promise<Proof>;
	/** The principal of a keytab. */
	private who?: string;

	constructor(
		private readonly identity: Identity,
		private readonly services: AuthServices,
		{ now }: ClientOptions,
	) {
		this.kerberos = identity.kerberos ?? NOTHING_GIVEN;
		this.clock = new KdcClock(now);
		this.exchange = new KdcExchange(this.kerberos, services.lookup);
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
		this.proof = undefined;
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
			for (let hasFailed = false; ; hasFailed = true) {
				what = 'signIn';
				const home = await this.homeTicket(host, signal);
				what = 'ticket';
				client = principalText(home.client);
				try {
					return await this.granting.ticketFor(this.context(signal), home, service);
				} catch (error) {
					const isStale = error instanceof KdcRefusal && STALE.has(error.code);
					if (!isStale || hasFailed || (this.cache && !(await this.cache.refresh(true)))) {
						throw error;
					}
					this.restart();
				}
			}
		} catch (error) {
			throw await this.inWords(error, {
				what,
				client: client ?? this.who ?? this.userText ?? 'the user',
				service: nameText(service),
			});
		}
	}

	private context(signal: AbortSignal) {
		const { exchange, clock, kerberos } = this;
		return { exchange, clock, allowRc4: kerberos.allowRc4, signal };
	}

	private get userText(): string | undefined {
		return this.kerberos.user ?? (this.identity.user || undefined);
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
		if (held) this.exchange.adopt(targetOf(held));
		let home: Credential | undefined;
		if (held && isGood) home = this.isDue(held) ? await this.renewed(held, signal) : held;
		home ??= this.cache ? held : await this.signIn(host, signal);
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

	private async signIn(host: string, signal: AbortSignal): Promise<Credential> {
		const { secret, fixed } = await this.readProof();
		const { exchange, clock, kerberos } = this;
		const list =
			fixed ??
			candidates(this.userText ?? '', {
				realm: kerberos.realm,
				hasKdcs: kerberos.kdcs.length > 0,
				host: serviceOf(this.identity, host).components[1] ?? host,
			});
		let first: unknown;
		for (const candidate of list) {
			exchange.adopt(candidate.realm);
			try {
				return await new SignIn({ exchange, clock, secret, signal }, candidate).run();
			} catch (error) {
				const isElsewhere = error instanceof KdcRefusal && ELSEWHERE.has(error.code);
				if (!isElsewhere && !(error instanceof NoKdcError)) throw error;
				// What a KDC says of the user tells more than that there is no KDC.
				if (first === undefined || (first instanceof NoKdcError && isElsewhere)) first = error;
			}
		}
		throw (
			first ??
			new InputError(`The realm of the user '${this.userText ?? ''}' is not known`, {
				field: 'Kerberos Realm',
				advice: "Enter the domain as 'Kerberos Realm', or write 'User' as name@domain.",
			})
		);
	}

	/** The password or the keys, read when they are first needed. */
	private readProof(): Promise<Proof> {
		this.proof ??= this.loadProof();
		this.proof.catch(() => {
			this.proof = undefined;
		});
		return this.proof;
	}

	private async loadProof(): Promise<Proof> {
		const { keytab, keytabFile, realm, allowRc4 } = this.kerberos;
		const { password } = this.identity;
		if (keytab !== undefined || keytabFile !== undefined) {
			const label = keytabFile === undefined ? 'Kerberos Keytab' : 'Kerberos Keytab File';
			const bytes =
				keytabFile === undefined
					? Buffer.from(keytab ?? '', 'base64')
					: await this.services.files.read(keytabFile, label);
			const entries = parseKeytab(bytes, label);
			const choice = keytabSecret(entries, this.userText, { realm, allowRc4, label });
			const { components, realm: own } = choice.principal;
			const name = { type: NameType.principal, components };
			this.who = principalText(choice.principal);
			return { secret: choice.secret, fixed: [{ realm: own, name }] };
		}
		if (!this.userText || !password) {
			throw new InputError(
				`'${this.userText ? 'Password' : 'User'}' is empty, and Kerberos needs it`,
				{
					field: this.userText ? 'Password' : 'User',
					advice:
						"Enter user and password, or give a 'Kerberos Keytab' or a 'Kerberos Ticket Cache'.",
				},
			);
		}
		return { secret: passwordSecret(password, allowRc4) };
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

	private async inWords(
		error: unknown,
		asked: Pick<Asked, 'what' | 'client' | 'service'>,
	): Promise<unknown> {
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
		const secret = (await this.proof?.catch(() => undefined))?.secret;
		return explain(error, {
			...asked,
			kind: this.cache ? 'cache' : (secret?.kind ?? 'password'),
			doubt: secret?.doubt,
			allowRc4: this.kerberos.allowRc4,
			clock: this.clock,
		});
	}
}

interface Proof {
	readonly secret: Secret;
	/** The principal of a keytab, as the KDC knows it. */
	readonly fixed?: readonly Candidate[];
}
