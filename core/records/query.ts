import type { Backend, Call } from '../backends/backend';
import type { Settings } from '../connection/settings';
import { InputError } from '../errors';
import { compileCondition } from '../query/evaluate';
import { normalizeCondition } from '../query/normalize';
import type { Query } from '../query/query';
import { compareRows } from '../query/sort';
import { filtered, type QueryEnd, sorted, windowed } from '../query/stream';
import type { Row } from '../schema/column';
import { columnsById, resolveColumn } from '../schema/resolve';
import type { Table } from '../schema/table';
import { instantOf, readDateTime } from '../schema/zones';
import { defaultColumns, projection } from './projection';

export type { QueryEnd } from '../query/stream';

/**
 * Plans a query, reads it, and does what the server could not: the residual filter row by row, the
 * residual sort in bounded memory, offset and limit. Rows leave as they arrive.
 */
export async function* runQuery(
	backend: Backend,
	settings: Pick<Settings, 'maxRows' | 'includeContent' | 'bodyFormat' | 'pageSize'>,
	table: Table,
	query: Query,
	call: Call,
): AsyncGenerator<Row[], QueryEnd> {
	const { dialect } = backend;
	const output = projection(
		table,
		query.select ?? defaultColumns(table, dialect, settings.includeContent),
		dialect,
	);
	checkNumbers(query);
	const offset = query.offset ?? 0;
	const limit = smallest(query.limit, settings.maxRows < 0 ? undefined : settings.maxRows);
	const plan = backend.plan(table, {
		...query,
		table: table.name,
		select: output.ids,
		expand: query.expand && {
			start: instant(query.expand.start, 'Range Start', call.timeZone),
			end: instant(query.expand.end, 'Range End', call.timeZone),
		},
		where: query.where && normalizeCondition(table, query.where, dialect, call),
		orderBy: query.orderBy?.map((order) => ({
			...order,
			column: resolveColumn(table, order.column, dialect).id,
		})),
		offset: 0,
		limit: limit === undefined ? undefined : offset + limit + 1,
		pageSize: query.pageSize || settings.pageSize,
		bodyFormat: query.bodyFormat ?? settings.bodyFormat,
	});
	const columns = columnsById(table);
	const passes = plan.residual ? compileCondition(plan.residual, columns) : undefined;
	const read = filtered(backend.read(plan, call), passes);
	const ordered = plan.residualSort?.length
		? sorted(read, compareRows(plan.residualSort, columns))
		: read;

	return yield* windowed(ordered, offset, limit, (row) => output.apply(row));
}

/** A moment as a person typed it: without offset it is read in the run's zone. */
function instant(text: string | undefined, field: string, timeZone: string): string {
	const given = text?.trim() ?? '';
	if (given === '') {
		throw new InputError(`'${field}' is empty, and a series may never end`, {
			field,
			advice:
				"Give both 'Range Start' and 'Range End', or query without expanding series to get each once.",
		});
	}
	const clock = readDateTime(given);
	if (clock) return new Date(instantOf(clock, timeZone)).toISOString();
	throw new InputError(`'${field}' is '${given.slice(0, 60)}', which is no date`, {
		field,
		advice: 'Write it as 2026-03-01 or 2026-03-01T09:00.',
	});
}

/** @throws InputError naming the number that cannot be one of rows */
function checkNumbers(query: Query): void {
	for (const field of ['limit', 'offset', 'pageSize'] as const) {
		const value = query[field];
		if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) continue;
		throw new InputError(`'${LABELS[field]}' must be a whole number from 0, not ${value}`, {
			field,
			advice: 'Change the number, or leave it out.',
		});
	}
}

const LABELS = { limit: 'Limit', offset: 'Offset', pageSize: 'Page Size' } as const;

function smallest(...values: Array<number | undefined>): number | undefined {
	const given = values.filter((value) => value !== undefined);
	return given.length === 0 ? undefined : Math.min(...given);
}
