import type { DirectorySchema } from '../backends/ldap/attributes';
import { compile } from '../backends/ldap/compile';
import type { SearchSpec } from '../backends/ldap/connection';
import type { Entry } from '../backends/ldap/entry';
import { and, type Filter } from '../backends/ldap/filter';
import { parseFilter } from '../backends/ldap/filterParser';
import type { DirectoryLink } from '../backends/ldap/link';
import { type ReadOptions, readPages } from '../backends/ldap/read';
import { attributesOf, rowReader, wholeRow } from '../backends/ldap/rows';
import type { Call } from '../backends/backend';
import type { Condition } from '../query/condition';
import { compileCondition } from '../query/evaluate';
import { IdSet } from '../query/idSet';
import { normalizeCondition } from '../query/normalize';
import { compareRows } from '../query/sort';
import { filtered, type QueryEnd, sorted, windowed } from '../query/stream';
import { type Projection, projection } from '../records/projection';
import type { Column, Row } from '../schema/column';
import { under } from '../schema/dn';
import { columnsById, resolveColumn } from '../schema/resolve';
import type { Table } from '../schema/table';
import { type Base, basesOf, withinUnits } from './bases';
import { groupsFilter } from './groups';
import { groupMembers } from './groupMembers';
import { isElsewhere, referralLinks, referralTo } from './referrals';
import { NameResolver } from './resolveDns';
import type { DirectoryQuery } from './session';
import { listsOf } from './valueLists';

/** Columns that are read with every entry; rows carry exactly what was asked for. */
const READ_ALWAYS = ['objectGUID'];

/** In place of a column: every attribute that has a value. */
export const EVERYTHING = '*';

/** What a query comes to before anything is read. */
export interface Plan {
	readonly bases: readonly Base[];
	readonly filter: Filter;
	readonly residual?: Condition;
	/** Passes entries by where they stand. */
	readonly place?: (dn: string) => boolean;
	/** Columns that rows carry until they leave. */
	readonly columns: readonly Column[];
	readonly attributes: readonly string[];
}

export interface Context {
	readonly link: DirectoryLink;
	readonly schema: DirectorySchema;
	readonly table: Table;
}

/** The columns of a query without `select`: those of the first view. */
export function defaultColumns(table: Table): string[] {
	return table.columns.filter((column) => column.common).map((column) => column.id);
}

/** Exactly the columns asked for, under the names they were called by. */
export function outputOf(table: Table, select: readonly string[]): Projection {
	const named = select.filter((name) => name !== EVERYTHING);
	return projection(table, named, 'ldap', []);
}

/** Reads a query to its end, a page at a time; rows leave as they arrive unless they have to be sorted. */
export async function* runQuery(
	context: Context,
	query: DirectoryQuery,
	call: Call,
): AsyncGenerator<Row[], QueryEnd> {
	const { link, schema, table } = context;
	const select = query.select ?? defaultColumns(table);
	const whole = select.includes(EVERYTHING);
	const output = outputOf(table, select);
	const orderBy = query.orderBy?.map((order) => ({
		...order,
		column: resolveColumn(table, order.column, 'ldap').id,
	}));
	const plan = await planOf(
		context,
		query,
		[...output.ids, ...(orderBy ?? []).map((o) => o.column)],
		call,
	);
	const offset = query.offset ?? 0;
	const { limit } = query;
	const server = await link.server(call);
	if (server.isGlobalCatalog) {
		call.notice?.(
			'The global catalog holds a part of the attributes alone. What is empty here may have a value on a domain controller (port 636).',
		);
	}
	const columns = columnsById(table);
	const passes = plan.residual ? compileCondition(plan.residual, columns) : undefined;
	const unsorted = !orderBy?.length;
	const resolver = new NameResolver(link, query.scope.resolveDns ?? 'none');
	const names = resolver.columnsOf(plan.columns);
	const wanted = limit === undefined || !unsorted || passes ? undefined : offset + limit + 1;
	const read = readRows(context, plan, query, wanted, whole, call);
	const resolved = resolving(filtered(read, passes), resolver, names, call);
	const ordered = orderBy?.length ? sorted(resolved, compareRows(orderBy, columns)) : resolved;
	return yield* windowed(ordered, offset, limit, (row) => {
		const projected = output.apply(row);
		return whole ? { ...projected, ...(row[WHOLE] as Row), ...projected } : projected;
	});
}

/** Under which a row carries all that its entry has; never leaves this file. */
const WHOLE = '\0whole';

export async function planOf(
	context: Context,
	query: Omit<DirectoryQuery, 'select' | 'orderBy' | 'limit' | 'offset'>,
	ids: readonly string[],
	call: Call,
): Promise<Plan> {
	const { link, table } = context;
	const server = await link.server(call);
	const lists = listsOf(query.valueLists ?? []);
	const conditions = [...(query.where ? [query.where] : []), ...lists.conditions];
	const where = conditions.length > 0 ? { and: conditions } : undefined;
	const columns = columnsById(table);
	const compiled = where
		? compile(normalizeCondition(table, where, 'ldap', call), columns)
		: undefined;
	const filters: Filter[] = [parseFilter(table.ldap?.filter ?? '(objectClass=*)')];
	if (query.ldapFilter?.trim()) filters.push(parseFilter(query.ldapFilter));
	if (compiled?.filter) filters.push(compiled.filter);
	for (const groups of [query.groups, ...lists.groups]) {
		const filter = groups && (await groupsFilter(link, groups, call));
		if (filter) filters.push(filter);
	}
	let bases: readonly Base[] = basesOf(link, server, query.scope);
	if (query.group) {
		const members = await groupMembers(link, query.group, query.scope, call);
		filters.push(members.filter);
		bases = members.bases ?? bases;
	}
	const excluded: Array<(dn: string) => boolean> = [];
	for (const units of [query.organizationalUnits, ...lists.units]) {
		const dns = (units?.dns ?? []).map((dn) => dn.trim()).filter(Boolean);
		if (!units || dns.length === 0) continue;
		if (units.mode === 'include') {
			bases = withinUnits(bases, dns);
			if (bases.length === 0) {
				call.notice?.(
					'None of the organizational units lies below the base DN, so nothing was read.',
				);
			}
		} else for (const dn of dns) excluded.push(under(dn, 'Organizational Units'));
	}
	const residualColumns = compiled?.residual ? columnsOf(compiled.residual) : [];
	const needed = [...new Set([...READ_ALWAYS, ...ids, ...residualColumns])];
	const carried = needed.flatMap((id) => columns.get(id) ?? []);
	return {
		bases,
		filter: and(filters),
		...(compiled?.residual ? { residual: compiled.residual } : {}),
		...(excluded.length > 0 ? { place: (dn) => !excluded.some((inside) => inside(dn)) } : {}),
		columns: carried,
		attributes: attributesOf(carried),
	};
}

function columnsOf(condition: Condition): string[] {
	if ('column' in condition) return [condition.column];
	if ('not' in condition) return columnsOf(condition.not);
	return ('and' in condition ? condition.and : condition.or).flatMap(columnsOf);
}

/** Entries of all bases, each once. */
export async function* readEntries(
	context: Pick<Context, 'link'>,
	plan: Pick<Plan, 'bases' | 'filter' | 'place' | 'attributes'>,
	options: {
		readonly pageSize?: number;
		readonly wanted?: number;
		readonly controls?: SearchSpec['controls'];
		readonly referrals?: 'ignore' | 'follow';
	},
	call: Call,
): AsyncGenerator<Entry[]> {
	const { link } = context;
	const delivered = new IdSet();
	const full = options.pageSize || link.settings.pageSize;
	// A small limit needs no large page.
	const pageSize = Math.max(1, Math.min(full, options.wanted ?? full));
	for (const base of plan.bases) {
		const spec: SearchSpec = {
			base: base.dn,
			scope: base.scope,
			filter: plan.filter,
			attributes: plan.attributes,
			...(options.controls ? { controls: options.controls } : {}),
		};
		const reading = { pageSize, delivered, ahead: options.wanted === undefined };
		yield* followed(link, spec, reading, options.referrals, plan.place, call);
	}
}

/** A search, and by choice what other servers of the forest hold of it. */
async function* followed(
	link: DirectoryLink,
	spec: SearchSpec,
	options: ReadOptions,
	referrals: 'ignore' | 'follow' | undefined,
	place: Plan['place'],
	call: Call,
): AsyncGenerator<Entry[]> {
	const urls = new Set<string>();
	const onReferences = (found: readonly string[]) => {
		for (const url of found) urls.add(url);
	};
	let elsewhere: unknown;
	try {
		for await (const entries of readPages(link, spec, { ...options, onReferences }, call)) {
			yield place ? entries.filter((entry) => place(entry.dn)) : entries;
		}
	} catch (error) {
		// A base of another domain of the forest, such as a child domain.
		const there = isElsewhere(error) ? referralTo(spec.base) : undefined;
		if (referrals !== 'follow' || there === undefined) throw error;
		urls.add(there);
		elsewhere = error;
	}
	if (referrals !== 'follow' || urls.size === 0) return;
	const links = await referralLinks(link, urls, call);
	if (elsewhere !== undefined && links.length === 0) throw elsewhere;
	for (const there of links) {
		try {
			const below = { ...spec, base: there.dn };
			for await (const entries of readPages(there.link, below, options, call)) {
				yield place ? entries.filter((entry) => place(entry.dn)) : entries;
			}
		} finally {
			await there.link.close();
		}
	}
}

async function* readRows(
	context: Context,
	plan: Plan,
	query: DirectoryQuery,
	wanted: number | undefined,
	whole: boolean,
	call: Call,
): AsyncGenerator<Row[]> {
	const toRow = rowReader(plan.columns);
	const attributes = whole ? ['*', ...plan.attributes] : plan.attributes;
	const pages = readEntries(
		context,
		{ ...plan, attributes },
		{ pageSize: query.scope.pageSize, wanted, referrals: query.scope.referrals },
		call,
	);
	for await (const entries of pages) {
		yield entries.map((entry) => {
			const row = toRow(entry);
			if (whole) row[WHOLE] = wholeRow(entry, context.schema);
			return row;
		});
	}
}

async function* resolving(
	read: AsyncGenerator<Row[]>,
	resolver: NameResolver,
	names: ReturnType<NameResolver['columnsOf']>,
	call: Call,
): AsyncGenerator<Row[]> {
	for await (const rows of read) {
		await resolver.apply(rows, names, call);
		yield rows;
	}
}
