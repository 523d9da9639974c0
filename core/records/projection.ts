import type { Row } from '../schema/column';
import type { Dialect, Table } from '../schema/table';
import { resolveColumn } from '../schema/resolve';

/** Columns that every row of a mailbox table carries. */
const ALWAYS = ['id', 'changeKey'];

/**
 * The columns a person asked for: canonical ids to ask the backend for, and the names under which they
 * come back (an alias that was asked for is the name of its column in the output).
 */
export interface Projection {
	readonly ids: readonly string[];
	/** Output row: those always there, then every asked column, absent values as `null`. */
	apply(row: Row): Row;
}

export function projection(
	table: Table,
	select: readonly string[],
	dialect: Dialect,
	always: readonly string[] = ALWAYS,
): Projection {
	const asked = select.map((name) => {
		const { id } = resolveColumn(table, name, dialect);
		return { name: outputName(id, name), id };
	});
	const missing = always.filter((id) => !asked.some((column) => column.id === id));
	const output = [...missing.map((id) => ({ name: id, id })), ...asked];
	return {
		ids: [...new Set(output.map((column) => column.id))],
		apply(row) {
			const projected: Row = {};
			for (const { name, id } of output) projected[name] = row[id] ?? null;
			return projected;
		},
	};
}

/** A column comes back under the alias that it was called by, else under its id. */
export function outputName(id: string, called: string | undefined): string {
	return called === undefined || called.toLowerCase() === id.toLowerCase() ? id : called;
}

/** All columns of the dialect that a list read delivers, or with `content` also those that take a read by id. */
export function defaultColumns(table: Table, dialect: Dialect, content: boolean): string[] {
	return table.columns
		.filter((column) => {
			const read = column[dialect]?.read;
			return read !== undefined && (content || read !== 'item');
		})
		.map((column) => column.id);
}
