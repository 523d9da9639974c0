import { InputError } from '../../errors';
import { type Condition, isComparison } from '../../query/condition';
import { comparedNames } from '../../query/names';
import type { Order, Query } from '../../query/query';
import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';
import type { Plan } from '../backend';
import type { FieldOrder, Restriction } from './request';
import { compileCondition } from './restriction/compile';
import { MASTER, masterColumns } from './seriesMasters';

/** Rows of a page that Exchange allows by default (EWSFindCountLimit). */
export const MAX_PAGE = 1000;
const FIRST_PAGE = 100;

/** What the reader needs to know; only the EWS backend looks into it. */
export interface EwsRequest {
	/** Properties that FindItem or FindFolder is asked for. */
	readonly listed: readonly Column[];
	/** Properties of a read by id, where one is needed. */
	readonly fetched: readonly Column[];
	/** Columns that no list delivers were asked for, so every row is read by id. */
	readonly fetchAll: boolean;
	/** Columns whose text a list cuts at 255 characters. */
	readonly cut: readonly string[];
	readonly restriction?: Restriction;
	/** Part of the residual that the listed columns decide; spares reads by id. */
	readonly early?: Condition;
	readonly firstSize: number;
	readonly size: number;
	/** `parentFolderPath` was asked for. */
	readonly withPath: boolean;
	/** `seriesMasterId` was asked for. */
	readonly withMaster: boolean;
	/** CalendarView instead of a view of pages. */
	readonly range?: { readonly start: string; readonly end: string };
	/** Few rows in an order that the server has: one sorted page may do. */
	readonly top?: {
		readonly column: string;
		readonly order: readonly FieldOrder[];
		readonly rows: number;
	};
}

/** Oldest first: what is new arrives at the end, and nothing ever changes its place. */
export const BY_CREATION: readonly FieldOrder[] = [
	{ field: { uri: 'item:DateTimeCreated' }, direction: 'asc' },
];
const CREATED = 'createdDateTime';
const PATH = 'parentFolderPath';
/** Every answer carries these. */
const IDENTITY: ReadonlySet<string> = new Set(['id', 'changeKey']);

export interface PlanSettings {
	readonly disableServerSideFiltering: boolean;
}

/** Pure: from a resolved query (canonical ids, typed values) to what EWS is asked and what remains. */
export function planQuery(table: Table, query: Query, settings: PlanSettings): Plan<EwsRequest> {
	if (!table.ews) {
		throw new InputError(`Exchange Web Services has no ${table.plural}`, { field: 'resource' });
	}
	const byId = new Map(table.columns.map((column) => [column.id, column]));
	const expand = expansion(table, query);
	const wanted = new Set([...IDENTITY, ...(query.select ?? listColumns(table))]);
	for (const id of comparedNames(query.where)) wanted.add(id);
	for (const order of query.orderBy ?? []) wanted.add(order.column);

	const readable = [...wanted].map((id) => readableColumn(table, byId, id));
	const properties = readable.filter(
		({ id, ews }) => !IDENTITY.has(id) && ews?.field !== undefined,
	);
	const withMaster = wanted.has(MASTER);
	if (withMaster) {
		properties.push(...masterColumns(table).filter((column) => !properties.includes(column)));
	}
	const isFolder = table.ews.kind === 'folder';
	const fetchAll = properties.some(({ ews }) => ews?.read === 'item');
	const { restriction, residual } = compileCondition(
		query.where,
		byId,
		!expand && !settings.disableServerSideFiltering,
	);
	const among = amongOthers(table, settings);
	const early = fetchAll ? earlyPart(residual, byId) : undefined;
	const listed = fetchAll
		? neededEarly(properties, early)
		: properties.filter(({ ews }) => ews?.read !== 'item');
	const inOrder = !expand && isCreationOrder(query.orderBy) && isOneFolder(query);
	const residualSort = query.orderBy?.length && !inOrder ? query.orderBy : undefined;

	return {
		table,
		query,
		columns: readable.map(({ id }) => id),
		...(residual && { residual }),
		...(residualSort && { residualSort }),
		request: {
			listed,
			fetched: properties,
			fetchAll,
			cut: isFolder ? [] : listed.filter(isCut).map(({ id }) => id),
			...joined(among, restriction),
			...(early && { early }),
			...sizes(query, residual !== undefined || residualSort !== undefined),
			withPath: wanted.has(PATH),
			withMaster,
			...(expand && { range: expand }),
			...topRows(query, residualSort, byId, isFolder || expand !== undefined),
		},
	};
}

/** All columns that the dialect has at list time. */
function listColumns(table: Table): string[] {
	return table.columns
		.filter(({ ews }) => ews !== undefined && ews.read !== 'item')
		.map(({ id }) => id);
}

function readableColumn(table: Table, byId: ReadonlyMap<string, Column>, id: string): Column {
	const column = byId.get(id);
	if (column?.ews) return column;
	throw new InputError(
		column
			? `Exchange Web Services has no column '${column.label}'`
			: `The table '${table.label}' has no column '${id}'`,
		{ field: id, advice: 'Leave the column out, or choose another one.' },
	);
}

/** Few of the home's records are of the table: the server is asked for their class. */
function amongOthers({ ews }: Table, settings: PlanSettings): Restriction | undefined {
	if (!ews?.classAmongOthers || settings.disableServerSideFiltering) return undefined;
	const [uri, value] =
		ews.kind === 'folder'
			? ['folder:FolderClass', ews.folderClass]
			: ['item:ItemClass', ews.itemClass];
	return value === undefined ? undefined : { contains: { uri }, mode: 'Prefixed', value };
}

function joined(
	one: Restriction | undefined,
	other: Restriction | undefined,
): Pick<EwsRequest, 'restriction'> {
	const restriction = one && other ? { and: [one, other] } : (one ?? other);
	return restriction ? { restriction } : {};
}

function expansion(table: Table, query: Query): Query['expand'] {
	if (!query.expand) return undefined;
	if (table.ews?.element !== 'CalendarItem') {
		throw new InputError(`A series cannot be expanded for ${table.plural}`, {
			field: 'expandSeries',
			advice: 'Expand series of events only.',
		});
	}
	const [start, end] = [Date.parse(query.expand.start), Date.parse(query.expand.end)];
	if (Number.isNaN(start) || Number.isNaN(end) || start >= end) {
		throw new InputError("The 'Range Start' must be a time before the 'Range End'", {
			field: Number.isNaN(end) ? 'rangeEnd' : 'rangeStart',
			advice: 'Give both as date and time, such as 2026-01-01T00:00:00Z.',
		});
	}
	return query.expand;
}

/** The arms of an AND that need no read by id. */
function earlyPart(
	residual: Condition | undefined,
	byId: ReadonlyMap<string, Column>,
): Condition | undefined {
	if (!residual) return undefined;
	const arms = !isComparison(residual) && 'and' in residual ? residual.and : [residual];
	const early = arms.filter((arm) =>
		comparedNames(arm).every((id) => {
			const ews = byId.get(id)?.ews;
			return ews?.field !== undefined && ews.read !== 'item';
		}),
	);
	return early.length > 0 ? { and: early } : undefined;
}

function neededEarly(properties: readonly Column[], early: Condition | undefined): Column[] {
	const ids = new Set(comparedNames(early));
	return properties.filter(({ id }) => ids.has(id));
}

function isCut({ ews }: Column): boolean {
	return ews?.read === 'listTruncated';
}

function isCreationOrder(orderBy: readonly Order[] | undefined): boolean {
	const [first, ...others] = orderBy ?? [];
	return others.length === 0 && first?.column === CREATED && first.direction === 'asc';
}

function isOneFolder({ scope }: Query): boolean {
	return scope.folders.length <= 1 && !scope.includeSubfolders;
}

/** Few rows first, so that a person sees something soon, then as many as Exchange gives. */
function sizes(query: Query, isSifted: boolean): Pick<EwsRequest, 'firstSize' | 'size'> {
	if (query.pageSize) {
		const size = Math.min(query.pageSize, MAX_PAGE);
		return { firstSize: size, size };
	}
	const limit = query.limit === undefined ? Infinity : query.limit + (query.offset ?? 0);
	return {
		firstSize: isSifted && limit === Infinity ? MAX_PAGE : Math.min(limitOr(limit), MAX_PAGE),
		size: MAX_PAGE,
	};
}

function limitOr(limit: number): number {
	return limit === Infinity ? FIRST_PAGE : Math.max(2, limit);
}

/** Exchange keeps a value for each of these in every item, so nothing absent has to be placed. */
const ALWAYS_THERE: ReadonlySet<string> = new Set([
	'item:DateTimeCreated',
	'item:DateTimeReceived',
	'item:LastModifiedTime',
	'item:Size',
	'calendar:Start',
	'calendar:End',
]);

/** One page is one moment, so nothing can shift: "the newest ten" need not read the folder. */
function topRows(
	query: Query,
	residualSort: readonly Order[] | undefined,
	byId: ReadonlyMap<string, Column>,
	excluded: boolean,
): Pick<EwsRequest, 'top'> {
	const [first, ...others] = residualSort ?? [];
	if (!first || others.length > 0 || excluded || query.limit === undefined) return {};
	if (!isOneFolder(query)) return {};
	const rows = query.limit + (query.offset ?? 0);
	const field = byId.get(first.column)?.ews?.field;
	if (!field || !('uri' in field) || !ALWAYS_THERE.has(field.uri)) return {};
	if (rows > MAX_PAGE / 2) return {};
	return { top: { column: first.column, order: [{ field, direction: first.direction }], rows } };
}
