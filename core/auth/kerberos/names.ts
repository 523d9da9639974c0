import net from 'node:net';
import type { Identity } from '../identity';
import type { PrincipalName } from './messages/common';
import type { Principal } from './types';

/** Types of names (RFC 4120, 6.2; enterprise: RFC 6806, 5). */
export const NameType = {
	principal: 1,
	serviceInstance: 2,
	serviceHost: 3,
	enterprise: 10,
} as const;

/** A realm to sign in at, and the name by which the user may be known there. */
export interface Candidate {
	readonly realm: string;
	readonly name: PrincipalName;
}

export interface Service {
	readonly components: readonly string[];
	/** Absent: the user's realm, or where it refers to. */
	readonly realm?: string;
}

export const krbtgt = (target: string, at: string): Principal => ({
	type: NameType.serviceInstance,
	realm: at,
	components: ['krbtgt', target],
});

export const nameText = ({ components }: { readonly components: readonly string[] }): string =>
	components.join('/');

export const principalText = (principal: Principal): string =>
	`${nameText(principal)}@${principal.realm}`;

export const isSameName = (a: PrincipalName, b: PrincipalName): boolean =>
	a.components.length === b.components.length &&
	a.components.every((component, index) => component === b.components[index]);

/** `HTTP/host` of the address as it is typed, or what the credential says; no name is asked of DNS. */
export function serviceOf(identity: Identity, host: string): Service {
	const { spn, serviceRealm } = identity.kerberos ?? {};
	const [name = '', realm = serviceRealm] = spn?.split('@') ?? [
		`HTTP/${host.replace(/^\[|\]$|\.$/g, '')}`,
	];
	const components = name.split('/');
	return realm === undefined ? { components } : { components, realm };
}

/** Realms that an Active Directory host can be in by its name: its domain, and the domains above. */
export function realmsOfHost(host: string): string[] {
	const labels = host.replace(/\.$/, '').split('.');
	if (net.isIP(host.replace(/^\[|\]$/g, '')) || labels.length < 3) return [];
	return labels.slice(1, -1).map((_label, index) =>
		labels
			.slice(index + 1)
			.join('.')
			.toUpperCase(),
	);
}

const plain = (user: string, realm: string): Candidate => ({
	realm,
	name: { type: NameType.principal, components: [user] },
});
const enterprise = (user: string, realm: string): Candidate => ({
	realm,
	name: { type: NameType.enterprise, components: [user] },
});

/**
 * Where and by which name a user may be known, the likeliest first; the next is asked only when a realm has
 * no KDC or does not know the name. `user@suffix` is a user principal name, whose suffix need not be a realm
 * and whose part before it need not be the account's name: it goes as an enterprise name (RFC 6806, 5). The
 * domain of `DOMAIN\user` is its short name: Active Directory takes that for the realm, and answers with its
 * real one.
 */
export function candidates(
	text: string,
	{
		realm,
		hasKdcs,
		host,
	}: { readonly realm?: string; readonly hasKdcs: boolean; readonly host: string },
): Candidate[] {
	const hostRealms = realm === undefined ? realmsOfHost(host) : [];
	const [, domain, local] = /^([^\\]*)\\(.*)$/s.exec(text) ?? [];
	if (domain !== undefined && local !== undefined) {
		const asUpn = hostRealms.map((one) => enterprise(`${local}@${domain}`, one));
		const short = plain(local, domain.toUpperCase());
		if (realm !== undefined) return [plain(local, realm)];
		return domain.includes('.') || hasKdcs ? [short, ...asUpn] : [...asUpn, short];
	}
	const at = text.lastIndexOf('@');
	if (at < 0) return (realm === undefined ? hostRealms : [realm]).map((one) => plain(text, one));
	const suffix = text.slice(at + 1).toUpperCase();
	const others = hostRealms.filter((one) => one !== suffix);
	return [
		...[realm ?? suffix, ...others].map((one) => enterprise(text, one)),
		// Others than Active Directory know no enterprise names.
		...(realm === undefined || realm === suffix ? [plain(text.slice(0, at), suffix)] : []),
	];
}
