import { readGuid } from '../backends/ldap/codecs/guid';
import type { Entry } from '../backends/ldap/entry';
import { and, equal, type Filter, not } from '../backends/ldap/filter';
import { parseFilter } from '../backends/ldap/filterParser';
import type { Server } from '../backends/ldap/link';
import type { Call } from '../backends/backend';
import type { Row } from '../schema/column';
import type { Context, Plan } from './query';
import type { ChangesRequest } from './session';

/** One read of changes. */
export interface Run {
	readonly context: Context;
	readonly request: ChangesRequest;
	readonly plan: Plan;
	readonly server: Server;
	/** The naming context that holds all bases. */
	readonly root: string;
	readonly toRows: (entries: readonly Entry[]) => Promise<Row[]>;
	readonly call: Call;
}

export function guidText(entry: Entry): string | null {
	const bytes = entry.values.get('objectguid')?.[0];
	return (bytes && readGuid(bytes)) ?? null;
}

/** Objects of the table by class alone: a deleted one keeps its class, not its category. */
export function classFilter({ context: { table } }: Pick<Run, 'context'>): Filter {
	const { objectClass, filter } = table.ldap ?? {};
	if (!objectClass) return parseFilter(filter ?? '(objectClass=*)');
	const own = equal('objectClass', objectClass);
	return objectClass === 'user' ? and([own, not(equal('objectClass', 'computer'))]) : own;
}
