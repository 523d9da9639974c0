import { FatalError } from '../errors';
import type { Row } from '../schema/column';
import { SORT_LIMIT } from './sort';

export interface QueryEnd {
	/** A limit cut the result. */
	truncated: boolean;
}

/** Rows that pass, as they stream by. */
export async function* filtered(
	read: AsyncGenerator<Row[]>,
	passes: ((row: Row) => boolean) | undefined,
): AsyncGenerator<Row[]> {
	for await (const rows of read) yield passes ? rows.filter(passes) : rows;
}

/** All rows in order, in bounded memory. */
export async function* sorted(
	read: AsyncGenerator<Row[]>,
	compare: (a: Row, b: Row) => number,
): AsyncGenerator<Row[]> {
	const all: Row[] = [];
	for await (const rows of read) {
		for (const row of rows) all.push(row);
		if (all.length > SORT_LIMIT) {
			throw new FatalError(
				`More than ${SORT_LIMIT.toLocaleString('en')} rows would have to be sorted in memory`,
				{ field: 'Sort', advice: 'Narrow the conditions, or leave the sort out.' },
			);
		}
	}
	yield all.sort(compare);
}

/** From `offset` on, `limit` rows at the most; tells whether there were more. */
export async function* windowed(
	read: AsyncGenerator<Row[]>,
	offset: number,
	limit: number | undefined,
	apply: (row: Row) => Row,
): AsyncGenerator<Row[], QueryEnd> {
	let skip = offset;
	let left = limit ?? Infinity;
	for await (const rows of read) {
		const kept = rows.slice(skip);
		skip -= Math.min(skip, rows.length);
		const taken = kept.slice(0, left);
		if (taken.length > 0) yield taken.map(apply);
		if (kept.length > left) return { truncated: true };
		left -= taken.length;
	}
	return { truncated: false };
}
