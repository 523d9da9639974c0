import { InputError } from '../errors';
import type { Column } from './column';
import { mapiColumn } from './mapi';
import { nearest } from './suggest';
import type { Dialect, Table } from './table';

type Names = ReadonlyMap<string, Column>;

/** Tables are constants: their name indexes are built once. */
const indexes = new WeakMap<Table, Record<Dialect, Names>>();

function namesOf(table: Table, dialect: Dialect): Names {
	let index = indexes.get(table);
	if (!index) {
		index = {
			ews: indexNames(table, 'ews'),
			graph: indexNames(table, 'graph'),
			ldap: indexNames(table, 'ldap'),
		};
		indexes.set(table, index);
	}
	return index[dialect];
}

function indexNames(table: Table, dialect: Dialect): Names {
	const names = new Map<string, Column>();
	for (const column of table.columns) {
		for (const alias of column.aliases?.[dialect] ?? []) names.set(alias.toLowerCase(), column);
	}
	// A canonical id wins over an alias of the same spelling.
	for (const column of table.columns) names.set(column.id.toLowerCase(), column);
	return names;
}

export const DIALECT_LABELS: Readonly<Record<Dialect, string>> = {
	ews: 'EWS',
	graph: 'Graph',
	ldap: 'LDAP',
};

/** Whether the dialect has the column at all. */
export function hasDialect(column: Column, dialect: Dialect): boolean {
	return column[dialect] !== undefined;
}

/** Like `resolveColumn`, without judging: `undefined` for a name that the table does not know. */
export function findColumn(table: Table, name: string, dialect: Dialect): Column | undefined {
	return (
		namesOf(table, dialect).get(name.trim().toLowerCase()) ?? propertyColumn(table, name, dialect)
	);
}

/** A MAPI property is a column of every table that lives in mailboxes. */
function propertyColumn(table: Table, name: string, dialect: Dialect): Column | undefined {
	const kind = table.ews?.kind;
	if (dialect === 'ldap' || kind === undefined || kind === 'collection') return undefined;
	return mapiColumn(name);
}

/** Whether either dialect knows a column of that name. */
export function isKnownColumn(table: Table, name: string): boolean {
	return (
		findColumn(table, name, 'ews') !== undefined || findColumn(table, name, 'graph') !== undefined
	);
}

/**
 * The column that a name means: its id or an alias of that dialect's older schema, without case; or a MAPI
 * property such as `String 0x3A45`.
 * @throws InputError when the table has no such column, or has it only in the other dialect.
 */
export function resolveColumn(table: Table, name: string, dialect: Dialect): Column {
	const column = findColumn(table, name, dialect);
	const other: Dialect = dialect === 'ews' ? 'graph' : 'ews';
	const known = column ?? findColumn(table, name, other);
	if (!known) {
		const near = nearest(name, namesOf(table, dialect).keys());
		const meant = near === undefined ? undefined : namesOf(table, dialect).get(near);
		throw new InputError(`The ${table.label} table has no column '${name}'`, {
			field: name,
			advice:
				meant === undefined
					? `Choose one of the columns that the ${table.label} table lists.`
					: `Did you mean '${meant.id}'?`,
		});
	}
	if (!hasDialect(known, dialect)) {
		throw new InputError(
			`Column '${name}' of the ${table.label} table is ${DIALECT_LABELS[other]} only`,
			{
				field: name,
				advice: `This connection uses ${DIALECT_LABELS[dialect]}, which has no such property. Remove the column, or use a connection with the schema ${other === 'ews' ? 'EWS' : 'MSGraph'}.`,
			},
		);
	}
	if (!column) {
		throw new InputError(
			`'${name}' is the name that the ${DIALECT_LABELS[other]} schema uses for column '${known.id}'`,
			{ field: name, advice: `Write '${known.id}', which works with both schemas.` },
		);
	}
	return column;
}

/** All columns of a table by canonical id. */
export function columnsById(table: Table): ReadonlyMap<string, Column> {
	let map = byId.get(table);
	if (!map) {
		map = new Map(table.columns.map((column) => [column.id, column]));
		byId.set(table, map);
	}
	return map;
}
const byId = new WeakMap<Table, ReadonlyMap<string, Column>>();
