import { FatalError } from '../../errors';
import { NoKdcError } from './kdcPlaces';
import { realmsOfHost, type Service } from './names';
import { KdcCode } from './kdcCode';
import { KdcRefusal } from './refusal';
import { isGranting, requestTicket, targetOf, type TicketContext } from './ticketRequest';
import type { Credential } from './types';

/** Realms on the way to a service; a forest of Active Directory needs four. */
const MOST_REALMS = 10;

/** Tickets for the KDCs of realms: the way from the user's realm to a service's. */
export class GrantingTickets {
	private readonly byRealm = new Map<string, Credential>();

	constructor(private readonly isGood: (credential: Credential) => boolean) {}

	keep(credential: Credential): void {
		this.byRealm.set(targetOf(credential), credential);
	}

	clear(): void {
		this.byRealm.clear();
	}

	/**
	 * A ticket for the service. Where the realm of the service is not known the KDC of the user's realm is
	 * asked, which refers to another one; where it knows nothing, the realm that is named as the service's domain.
	 */
	async ticketFor(context: TicketContext, home: Credential, service: Service): Promise<Credential> {
		const { realm } = service;
		if (realm !== undefined && realm !== targetOf(home)) {
			return await this.follow(context, await this.towards(context, home, realm), service);
		}
		try {
			return await this.follow(context, home, service);
		} catch (error) {
			const isUnknown = error instanceof KdcRefusal && error.code === KdcCode.serviceUnknown;
			if (!isUnknown || realm !== undefined) throw error;
			const other = await this.byDomain(context, home, service);
			if (!other) throw error;
			return await this.follow(context, other, service);
		}
	}

	/** Asks for the service, and where the KDC refers to. */
	private async follow(
		context: TicketContext,
		from: Credential,
		service: Service,
	): Promise<Credential> {
		const visited = new Set<string>();
		for (let granting = from; ;) {
			visit(visited, granting);
			const credential = await requestTicket(context, granting, service);
			if (!isGranting(credential)) return credential;
			this.keep(credential);
			granting = credential;
		}
	}

	/** The ticket for the KDC of a realm; a KDC that does not trust it refers to one that is nearer. */
	private async towards(
		context: TicketContext,
		home: Credential,
		realm: string,
	): Promise<Credential> {
		const known = this.byRealm.get(realm);
		if (known && this.isGood(known)) return known;
		const visited = new Set<string>();
		for (let granting = home; ;) {
			visit(visited, granting);
			granting = await requestTicket(context, granting, { components: ['krbtgt', realm] });
			if (!isGranting(granting)) break;
			this.keep(granting);
			if (targetOf(granting) === realm) return granting;
		}
		throw nowhere([...visited, realm]);
	}

	private async byDomain(
		context: TicketContext,
		home: Credential,
		service: Service,
	): Promise<Credential | undefined> {
		for (const realm of realmsOfHost(service.components[1] ?? '')) {
			if (realm === targetOf(home)) return undefined;
			try {
				return await this.towards(context, home, realm);
			} catch (error) {
				if (!(error instanceof KdcRefusal) && !(error instanceof NoKdcError)) throw error;
			}
		}
		return undefined;
	}
}

function visit(visited: Set<string>, granting: Credential): void {
	const realm = targetOf(granting);
	if (visited.has(realm) || visited.size >= MOST_REALMS) throw nowhere([...visited, realm]);
	visited.add(realm);
}

const nowhere = (realms: readonly string[]): FatalError =>
	new FatalError(`The KDCs refer from one realm to the next without end: ${realms.join(', ')}`, {
		code: 'KERBEROS_REFERRAL_LOOP',
		field: 'Kerberos Service Realm',
		advice: "Enter the realm of the service as 'Kerberos Service Realm'.",
	});
