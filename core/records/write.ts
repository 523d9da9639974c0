import type { Backend, Call, WriteOptions, WriteOutcome } from '../backends/backend';
import { ExchangeError, InputError, SkippableError } from '../errors';
import type { Scope } from '../query/query';
import type { Row } from '../schema/column';
import type { Table } from '../schema/table';
import type { RecordResult, RecordsRequest } from '../session';
import { outputName } from './projection';
import { type PreparedRecord, prepareRecord, type ValueRules } from './values';

export interface WriteContext {
	readonly backend: Backend;
	readonly table: Table;
	readonly scope: Scope;
	readonly options: RecordsRequest['options'];
	readonly call: Call;
}

type Action = ValueRules['action'];

/** Converts all records; those that cannot be are results already, the others go on. */
export function prepare(
	context: WriteContext,
	records: RecordsRequest['records'],
	action: Action,
	matchColumns?: ReadonlySet<string>,
): { ready: PreparedRecord[]; refused: RecordResult[] } {
	const rules: ValueRules = {
		dialect: context.backend.dialect,
		timeZone: context.call.timeZone,
		emptyValues: context.options.emptyValues ?? 'leave',
		unknownColumns: context.options.unknownColumns ?? 'error',
		readOnlyColumns: context.options.readOnlyColumns ?? 'error',
		matchColumns,
		action,
	};
	const ready: PreparedRecord[] = [];
	const refused: RecordResult[] = [];
	for (const record of records) {
		const prepared = prepareRecord(context.table, record, rules);
		if ('error' in prepared) refused.push(failed(prepared.index, prepared.error));
		else ready.push(prepared);
	}
	return { ready, refused };
}

export function failed(index: number, error: ExchangeError, id?: string): RecordResult {
	return { index, outcome: 'failed', error, id };
}

/** Results in the order of the input. */
export function inOrder(...groups: RecordResult[][]): RecordResult[] {
	return groups.flat().sort((a, b) => a.index - b.index);
}

export async function createRecords(
	context: WriteContext,
	records: RecordsRequest['records'],
): Promise<RecordResult[]> {
	const { ready, refused } = prepare(context, records, 'create');
	const [filled, empty] = partition(ready, (record) => Object.keys(record.values).length > 0);
	const nothing = empty.map(({ index }) =>
		failed(
			index,
			new InputError(`No column has a value, so no ${context.table.label} was created`, {
				field: 'Columns',
				advice: 'Give at least one column a value.',
			}),
		),
	);
	return inOrder(refused, nothing, await write(context, 'create', filled));
}

export async function updateRecords(
	context: WriteContext,
	records: RecordsRequest['records'],
): Promise<RecordResult[]> {
	const { ready, refused } = prepare(context, records, 'update');
	const [identified, anonymous] = partition(ready, (record) => Boolean(record.id));
	const [changing, idle] = partition(identified, (record) => Object.keys(record.values).length > 0);
	const untouched = idle.map(({ index, id, changeKey }): RecordResult => ({
		index,
		outcome: 'unchanged',
		id,
		changeKey,
		row: {},
	}));
	return inOrder(
		refused,
		anonymous.map(({ index }) => failed(index, noId(context.table))),
		untouched,
		await write(context, 'update', changing),
	);
}

export async function deleteRecords(
	context: WriteContext,
	records: RecordsRequest['records'],
): Promise<RecordResult[]> {
	const ready = records.map((record) => ({ ...record, values: {}, names: new Map() }));
	const [identified, anonymous] = partition(ready, (record) => Boolean(record.id));
	return inOrder(
		anonymous.map(({ index }) => failed(index, noId(context.table))),
		await write(context, 'delete', identified),
	);
}

/** Writes prepared records, or in a dry run tells what would be written. */
export async function write(
	context: WriteContext,
	action: 'create' | 'update' | 'delete',
	records: readonly PreparedRecord[],
): Promise<RecordResult[]> {
	if (records.length === 0) return [];
	if (context.options.dryRun) return await rehearse(context, action, records);
	const { backend, table, scope, call } = context;
	const outcomes = await backend.write(
		{ action, table, scope, records, options: context.options satisfies WriteOptions },
		call,
	);
	const byIndex = new Map(records.map((record) => [record.index, record]));
	return outcomes.map((outcome) => result(outcome, byIndex.get(outcome.index)));
}

function result(outcome: WriteOutcome, record: PreparedRecord | undefined): RecordResult {
	const id = outcome.id ?? record?.id;
	const written = outcome.outcome === 'created' || outcome.outcome === 'updated';
	return written && record ? { ...outcome, id, row: named(record) } : { ...outcome, id };
}

/** Written columns under the names that the caller used. */
export function named(record: PreparedRecord, values: Readonly<Row> = record.values): Row {
	return Object.fromEntries(
		Object.entries(values).map(([id, value]) => [outputName(id, record.names.get(id)), value]),
	);
}

/** Reads what the records are now, and tells what they would be. */
async function rehearse(
	context: WriteContext,
	action: 'create' | 'update' | 'delete',
	records: readonly PreparedRecord[],
): Promise<RecordResult[]> {
	if (action === 'create') {
		return records.map((record) => ({
			index: record.index,
			outcome: 'created',
			before: null,
			after: named(record),
		}));
	}
	const { backend, table, scope, call } = context;
	const shown =
		action === 'delete'
			? table.columns.filter((column) => column.common && column[backend.dialect])
			: table.columns.filter((column) => records.some((record) => column.id in record.values));
	const current = await backend.fetch(
		table,
		records.map((record) => record.id ?? ''),
		shown.map((column) => column.id),
		scope,
		call,
	);
	return records.map((record, position): RecordResult => {
		const { index, id } = record;
		const row = current[position];
		if (!row) return failed(index, new SkippableError(`No answer came for the record '${id}'`), id);
		if (row instanceof ExchangeError) return failed(index, row, id);
		if (action === 'delete') return { index, id, outcome: 'deleted', before: row, after: null };
		const before = Object.fromEntries(
			Object.keys(record.values).map((column) => [column, row[column] ?? null]),
		);
		return {
			index,
			id,
			outcome: 'updated',
			before: named(record, before),
			after: named(record),
		};
	});
}

function noId(table: Table): InputError {
	return new InputError(`The ${table.label} has no id`, {
		field: 'id',
		advice: "Map the 'id' that Query or Create gave.",
	});
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
	return [all.filter(test), all.filter((one) => !test(one))];
}
