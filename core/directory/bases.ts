import type { DirectoryLink, Server } from '../backends/ldap/link';
import { FatalError } from '../errors';
import { dnKey, parseDn, splitDns, under } from '../schema/dn';
import type { DirectoryScope, SearchScope } from './session';

export interface Base {
	readonly dn: string;
	readonly scope: 'base' | 'one' | 'sub';
}

const SCOPES: Readonly<Record<SearchScope, Base['scope']>> = {
	subtree: 'sub',
	oneLevel: 'one',
	base: 'base',
};

/** Where a call searches: the scope's base DN, else the credential's, else the server's own domain. */
export function basesOf(link: DirectoryLink, server: Server, scope: DirectoryScope): Base[] {
	const typed = splitDns(scope.baseDn ?? '');
	for (const dn of typed) parseDn(dn, 'Base DN');
	const own = server.defaultNamingContext ?? server.namingContexts[0];
	const dns =
		typed.length > 0
			? typed
			: link.settings.baseDns.length > 0
				? link.settings.baseDns
				: own === undefined
					? []
					: [own];
	if (dns.length === 0) {
		throw new FatalError('The server names no naming context to search in', {
			field: 'Base DN',
			advice: "Enter a 'Base DN' in the credential.",
		});
	}
	const kind = SCOPES[scope.scope ?? 'subtree'];
	return distinct(dns.map((dn) => ({ dn, scope: kind })));
}

/** Without repeats, and without what lies below another base that is searched whole. */
export function distinct(bases: readonly Base[]): Base[] {
	const kept: Base[] = [];
	for (const base of bases) {
		const covered = kept.some((other) =>
			other.scope === 'sub' ? under(other.dn)(base.dn) : same(other, base),
		);
		if (covered) continue;
		for (let index = kept.length - 1; index >= 0; index--) {
			if (base.scope === 'sub' && under(base.dn)(kept[index]!.dn)) kept.splice(index, 1);
		}
		kept.push(base);
	}
	return kept;
}

const same = (a: Base, b: Base) => a.scope === b.scope && dnKey(a.dn) === dnKey(b.dn);

/**
 * Bases narrowed to organizational units: LDAP has no filter for where an object stands, so each unit is
 * a search of its own.
 */
export function withinUnits(bases: readonly Base[], units: readonly string[]): Base[] {
	const narrowed: Base[] = [];
	for (const unit of units) {
		const inUnit = under(unit, 'Organizational Units');
		for (const base of bases) {
			if (inUnit(base.dn)) narrowed.push(base);
			else if (base.scope === 'sub' && under(base.dn)(unit)) {
				narrowed.push({ dn: unit, scope: 'sub' });
			} else if (base.scope === 'one' && isChild(unit, base.dn)) {
				// The unit itself stands right below the base; what it contains does not.
				narrowed.push({ dn: unit, scope: 'base' });
			}
		}
	}
	return distinct(narrowed);
}

function isChild(dn: string, parent: string): boolean {
	const keys = dnKey(dn);
	const above = dnKey(parent);
	return keys.endsWith(`,${above}`) && parseDn(dn).length === parseDn(parent).length + 1;
}

/** Whether an object of this name is in one of the bases. */
export function holds(bases: readonly Base[], dn: string): boolean {
	return bases.some((base) => {
		if (base.scope === 'base') return dnKey(base.dn) === dnKey(dn);
		if (base.scope === 'one') return isChild(dn, base.dn);
		return under(base.dn)(dn);
	});
}
