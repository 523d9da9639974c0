import type { Condition } from '../../query/condition';
import { isComparison } from '../../query/condition';
import type { Order, Query } from '../../query/query';
import type { Column } from '../../schema/column';
import { columnsById, resolveColumn } from '../../schema/resolve';
import type { Table } from '../../schema/table';
import { compileFilter } from './filter';
import { literal } from './odata';
import { collectionPath, parsePath } from './path';

/** A read as Graph takes it, and what remains to be done with the rows. */
export interface GraphQuery {
	readonly method: 'GET';
	/** Below the version: `/me/contacts`. Segments are escaped. */
	readonly path: string;
	/** Query options, not yet escaped for a URL; see `relativeUrl`. */
	readonly query: Readonly<Record<string, string>>;
	readonly headers: Readonly<Record<string, string>>;
	/** Canonical ids of the columns that the answer carries. */
	readonly columns: readonly string[];
	/** Every row is checked against it, whatever the server filtered. */
	readonly residual?: Condition;
	readonly residualSort?: readonly Order[];
}

/** Records of a page: Graph's most, and what is asked for when nobody says. */
const MAX_TOP = 1000;
const DEFAULT_TOP = 100;

/** Ids that stay the same when an item moves: https://learn.microsoft.com/graph/outlook-immutable-id */
export const IMMUTABLE_IDS = 'IdType="ImmutableId"';

/**
 * A normalized query (canonical ids, typed values) as a request of Microsoft Graph. Pure.
 * Text orders by culture on the server and by code unit here, so only instants are sorted there, and
 * only without a filter: with one Graph wants the same property first in both.
 * @throws InputError for a column, folder or table that Graph does not have.
 */
export function compileGraphQuery(table: Table, query: Query): GraphQuery {
	const path = collectionPath(table, query.scope);
	const byId = columnsById(table);
	const columns = wantedColumns(table, query);
	const filter = query.where && compileFilter(query.where, byId);
	const sortsThere = filter === undefined && (query.orderBy ?? []).every(isServerOrder(byId));
	const orderBy = sortsThere ? query.orderBy : undefined;
	const residualSort = sortsThere ? undefined : query.orderBy;
	const all = query.where !== undefined || residualSort !== undefined;
	return {
		method: 'GET',
		path,
		query: {
			...projection(columns),
			...(filter === undefined ? {} : { $filter: filter }),
			...(orderBy?.length
				? { $orderby: orderBy.map((order) => orderText(order, byId)).join(',') }
				: {}),
			$top: String(pageSize(query, all)),
		},
		headers: { Prefer: preferences(query, columns) },
		columns: columns.map(({ id }) => id),
		...(query.where ? { residual: query.where } : {}),
		...(residualSort?.length ? { residualSort } : {}),
	};
}

/** Selected, compared and sorted columns; `id` and `changeKey` always. */
function wantedColumns(table: Table, query: Query): Column[] {
	const select =
		query.select ??
		table.columns.filter(({ graph }) => graph && graph.read !== 'item').map(({ id }) => id);
	const names = new Set([
		'id',
		...(columnsById(table).get('changeKey')?.graph ? ['changeKey'] : []),
		...select,
		...(query.where ? comparedColumns(query.where) : []),
		...(query.orderBy ?? []).map(({ column }) => column),
	]);
	const columns = [...names].map((name) => resolveColumn(table, name, 'graph'));
	return [...new Set(columns)];
}

function comparedColumns(condition: Condition): string[] {
	if (isComparison(condition)) return [condition.column];
	if ('not' in condition) return comparedColumns(condition.not);
	return ('and' in condition ? condition.and : condition.or).flatMap(comparedColumns);
}

/** Properties by $select; MAPI properties by $expand with a filter on their ids. */
function projection(columns: readonly Column[]): Record<string, string> {
	const properties = new Set<string>();
	const mapi = new Set<string>();
	for (const { graph } of columns) {
		if (graph?.path) properties.add(parsePath(graph.path).root);
		if (graph?.mapi) mapi.add(graph.mapi);
	}
	const ids = [...mapi].map((id) => `id eq ${literal(id)}`).join(' or ');
	return {
		$select: [...properties].join(','),
		...(ids === '' ? {} : { $expand: `singleValueExtendedProperties($filter=${ids})` }),
	};
}

function isServerOrder(byId: ReadonlyMap<string, Column>) {
	return ({ column: id }: Order): boolean => {
		const column = byId.get(id);
		return column?.type === 'dateTime' && column.graph?.sort === true && !column.dayWhenAllDay;
	};
}

function orderText({ column, direction }: Order, byId: ReadonlyMap<string, Column>): string {
	return `${byId.get(column)?.graph?.path ?? column} ${direction}`;
}

/** The limit makes a small page only where no row can drop out afterwards. */
function pageSize(query: Query, dropsRows: boolean): number {
	const asked = query.pageSize || DEFAULT_TOP;
	const limit = query.limit === undefined ? Infinity : query.limit + (query.offset ?? 0);
	return Math.max(1, Math.min(MAX_TOP, asked, dropsRows ? Infinity : limit));
}

function preferences(query: Query, columns: readonly Column[]): string {
	const format = query.bodyFormat === 'text' || query.bodyFormat === 'html' ? query.bodyFormat : '';
	const hasBody = columns.some(({ graph }) => graph?.path?.startsWith('body/'));
	return format && hasBody
		? `${IMMUTABLE_IDS}, outlook.body-content-type="${format}"`
		: IMMUTABLE_IDS;
}
