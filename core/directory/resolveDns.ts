import { type Entry, textOf, textsOf } from '../backends/ldap/entry';
import { equal, or } from '../backends/ldap/filter';
import type { DirectoryLink } from '../backends/ldap/link';
import type { Call } from '../backends/backend';
import { dnKey } from '../schema/dn';
import type { Column, Row } from '../schema/column';
import { COMPUTATIONS } from '../backends/ldap/computed';
import { guidOf } from './lookUp';
import type { DirectoryScope } from './session';

const PER_SEARCH = 100;
/** Names kept during one read; a memory of managers and groups, not of the whole directory. */
const MOST_KNOWN = 50_000;

type Wanted = 'mail' | 'objectGUID';

/** Turns names of objects into mail addresses or GUIDs, a page of rows at a time, each name once. */
export class NameResolver {
	private readonly known = new Map<string, { mail?: string; objectGUID?: string }>();

	constructor(
		private readonly link: DirectoryLink,
		private readonly resolve: NonNullable<DirectoryScope['resolveDns']>,
	) {}

	/** Columns of these whose values are names; empty: nothing to do. */
	columnsOf(columns: readonly Column[]): ReadonlyArray<{ id: string; as: Wanted }> {
		return columns.flatMap(({ id, ldap }) => {
			if (ldap?.computed?.name === 'delegates') {
				return [{ id, as: this.resolve === 'objectGUID' ? this.resolve : ('mail' as const) }];
			}
			if (this.resolve === 'none' || ldap?.codec !== 'dn' || KEPT.has(id)) return [];
			return [{ id, as: this.resolve }];
		});
	}

	async apply(
		rows: readonly Row[],
		columns: ReadonlyArray<{ id: string; as: Wanted }>,
		call: Call,
	): Promise<void> {
		if (columns.length === 0) return;
		if (this.known.size > MOST_KNOWN) this.known.clear();
		const unknown = new Map<string, string>();
		for (const row of rows) {
			for (const { id } of columns) {
				for (const dn of namesIn(row[id])) {
					const key = dn.toLowerCase();
					if (!this.known.has(key)) unknown.set(key, dn);
				}
			}
		}
		const dns = [...unknown.values()];
		for (let start = 0; start < dns.length; start += PER_SEARCH) {
			await this.read(dns.slice(start, start + PER_SEARCH), call);
		}
		for (const row of rows) {
			for (const { id, as } of columns) {
				const value = row[id];
				// A name without mail, or of an object that cannot be seen, stays what it is.
				const one = (dn: string) => this.known.get(dn.toLowerCase())?.[as] ?? dn;
				if (Array.isArray(value)) row[id] = value.map((dn) => one(String(dn)));
				else if (typeof value === 'string') row[id] = one(value);
			}
		}
	}

	private async read(dns: readonly string[], call: Call): Promise<void> {
		const server = await this.link.server(call);
		const connection = await this.link.open(call);
		for (const dn of dns) this.known.set(dn.toLowerCase(), {});
		const byKey = new Map(dns.map((dn) => [dnKey(dn), dn.toLowerCase()]));
		const base = server.isGlobalCatalog
			? ''
			: (server.defaultNamingContext ?? server.namingContexts[0]);
		const { entries } = await connection.search(
			{
				base: base ?? '',
				scope: 'sub',
				filter: or(dns.map((dn) => equal('distinguishedName', dn))),
				attributes: ['objectGUID', 'mail', 'proxyAddresses'],
			},
			call,
			{ size: 1000, cookie: Buffer.alloc(0) },
		);
		for (const entry of entries) {
			const key = byKey.get(dnKey(entry.dn)) ?? entry.dn.toLowerCase();
			this.known.set(key, { mail: mailOf(entry), objectGUID: guidOf(entry) });
		}
	}
}

const KEPT = new Set(['distinguishedName', 'objectCategory']);

function namesIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.map(String);
	return typeof value === 'string' && value ? [value] : [];
}

function mailOf(entry: Entry): string | undefined {
	const primary = COMPUTATIONS.primarySmtp?.read((name) => textsOf(entry, name));
	return typeof primary === 'string' ? primary : textOf(entry, 'mail');
}
