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
	/** Output row: every asked column, absent values as `null`, then those always there. */
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
	const chosen = asked.filter(({ name }) => !always.includes(name));
	const missing = always.filter((id) => !chosen.some((column) => column.id === id));
	const output = [...chosen, ...missing.map((id) => ({ name: id, id }))];
	// Read back from JSON: an object that grew by computed keys is a slow dictionary, and so are its copies.
	const empty = JSON.parse(
		JSON.stringify(Object.fromEntries(output.map(({ name }) => [name, null]))),
	) as Row;
	return {
		ids: [...new Set(output.map((column) => column.id))],
		apply(row) {
			if (isInShape(row, output)) return row;
			const projected = { ...empty };
			for (let index = 0; index < output.length; index++) {
				const { name, id } = output[index] as (typeof output)[number];
				projected[name] = row[id] ?? null;
			}
			return projected;
		},
	};
}

/** Most rows come with just the asked columns, in order: copying them would cost as much as reading them. */
function isInShape(row: Row, output: ReadonlyArray<{ name: string; id: string }>): boolean {
	let index = 0;
	for (const key in row) {
		const column = output[index++];
		if (column?.name !== key || column.id !== key || row[key] === undefined) return false;
	}
	return index === output.length && Object.getOwnPropertySymbols(row).length === 0;
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
