import { InputError } from '../errors';
import type { Column, Row } from '../schema/column';
import { type Operand, operandReader, isAbsent, partsOf } from './operand';
import type { Order } from './query';

/**
 * Compares rows by the order asked for: ordinal on what the truth table compares (folded text,
 * instants, the order of choices). Absent values come first ascending and last descending. Equal
 * rows compare 0, so that a stable sort keeps the order they came in.
 * @throws InputError for a column that is not there or has no order.
 */
export function compareRows(
	orderBy: readonly Order[],
	columns: ReadonlyMap<string, Column>,
): (a: Row, b: Row) => number {
	const keys = orderBy.map(({ column: id, direction }) => {
		const column = columns.get(id);
		if (!column) throw new InputError(`There is no column '${id}' to sort by`, { field: id });
		return { id, read: sortReader(column), sign: direction === 'desc' ? -1 : 1 };
	});
	return (a, b) => {
		for (const { id, read, sign } of keys) {
			const result = compareOperands(read(a[id]), read(b[id]));
			if (result !== 0) return result * sign;
		}
		return 0;
	};
}

/** Whether rows can be sorted by the column at all. */
export function isSortable(column: Pick<Column, 'type'>): boolean {
	return column.type !== 'object' && column.type !== 'recurrence';
}

/** Lists and recipients sort by their first part. */
function sortReader(column: Column): (value: unknown) => Operand | undefined {
	if (!isSortable(column)) {
		throw new InputError(`Rows cannot be sorted by '${column.label}'`, {
			field: column.id,
			advice: 'Sort by a column that holds text, a number or a time.',
		});
	}
	const read = operandReader(column);
	const parts = partsOf(column);
	if (!parts) return (value) => (isAbsent(value) ? undefined : read(value));
	return (value) =>
		isAbsent(value) ? undefined : read(parts(value).find((part) => !isAbsent(part)));
}

function compareOperands(a: Operand | undefined, b: Operand | undefined): number {
	if (a === b) return 0;
	if (a === undefined) return -1;
	if (b === undefined) return 1;
	return a < b ? -1 : a > b ? 1 : 0;
}

/** Rows that one sort holds in memory at the most. */
export const SORT_LIMIT = 100_000;

/**
 * The rows in order, stable, in bounded memory.
 * @throws InputError when there are more than `limit` rows.
 */
export function sortRows(
	rows: readonly Row[],
	orderBy: readonly Order[],
	columns: ReadonlyMap<string, Column>,
	limit = SORT_LIMIT,
): Row[] {
	if (rows.length > limit) {
		throw new InputError(`More than ${limit} rows would have to be sorted in memory`, {
			field: 'Sort',
			advice: 'Narrow the conditions, or leave the sort out.',
		});
	}
	return [...rows].sort(compareRows(orderBy, columns));
}
