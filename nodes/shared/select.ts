import type { IExecuteFunctions } from 'n8n-workflow';
import type { Column } from '../../core/schema/column';
import type { Dialect, Table } from '../../core/schema/table';
import { core } from './core';
import { parameter } from './parameter';
import { list, text } from './values';

type Choice = (column: Column, dialect: Dialect) => boolean;

/**
 * Columns of each value of Output that stands for a fixed set. The simple set of a list leaves out what
 * would take a second read of every row.
 */
const SETS: Readonly<Record<string, Choice>> = {
	simple: (column, dialect) => column.common === true && column[dialect]?.read !== 'item',
	simpleById: (column) => column.common === true,
	all: (column, dialect) => column[dialect]?.read !== 'item',
	raw: () => true,
};

/**
 * The columns that Output and Fields of an item ask for, of a list or of records `byId`; absent: all that the connection delivers in a
 * list. A tool gets no binary columns unless they are named, since a model cannot read them.
 */
export function selectOf(
	context: IExecuteFunctions,
	itemIndex: number,
	table: Table,
	dialect: Dialect,
	{ tool, byId }: { readonly tool: boolean; readonly byId: boolean },
): string[] | undefined {
	const mode = text(parameter(context, 'output', itemIndex));
	if (mode === 'fields') return namedFields(parameter(context, 'fields', itemIndex));
	if (mode === 'all' && !tool) return undefined;
	const inSet = (mode === 'simple' && byId ? SETS.simpleById : SETS[mode]) ?? SETS.simple;
	return table.columns
		.filter((column) => column[dialect] !== undefined && inSet?.(column, dialect))
		.filter((column) => !(tool && column.type === 'binary'))
		.map((column) => column.id);
}

/** The columns chosen in Fields; never none. */
export function namedFields(fields: unknown): string[] {
	const names = list(fields).map(String);
	if (names.length > 0) return names;
	throw new (core().InputError)("'Fields' is empty", {
		field: 'Fields',
		advice: "Choose at least one column, or set 'Output' to another value.",
	});
}
