import type { Column, Row } from '../../../schema/column';
import { wholesOf, withWholes } from '../../../schema/parts';
import type { Table } from '../../../schema/table';

const ENTRY = /^(EmailAddresses\/Entry\[\w+\])(?:@\w+)?$/;

const entryOf = ({ ews }: Column): string | undefined => ENTRY.exec(ews?.at ?? '')?.[1];

const byTable = new WeakMap<Table, readonly Column[]>();

/** Columns that are a part of an entry; most tables have none. */
function entryColumns(table: Table): readonly Column[] {
	let columns = byTable.get(table);
	if (!columns) {
		columns = table.columns.filter((column) => entryOf(column) !== undefined);
		byTable.set(table, columns);
	}
	return columns;
}

const isAddress = ({ ews }: Column): boolean => !ews?.at?.includes('@');

/**
 * Address and display name of a contact are one Entry, and Exchange replaces it whole: the columns
 * whose stored value has to be sent again because the record names only the other part. Who clears the
 * address clears the entry.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/entry-emailaddress
 */
function otherParts(table: Table, values: Readonly<Row>): Column[] {
	const columns = entryColumns(table);
	const given = columns.filter(({ id }) => id in values);
	if (given.length === 0) return [];
	const entries = new Set(given.map(entryOf));
	const cleared = new Set(
		given.filter((one) => isAddress(one) && (values[one.id] ?? '') === '').map(entryOf),
	);
	return columns.filter((column) => {
		const entry = entryOf(column);
		return entries.has(entry) && !cleared.has(entry) && !(column.id in values);
	});
}

/** What has to be read before the values can be written: both parts of such entries, and wholes. */
export function storedColumns(table: Table, values: Readonly<Row>): Column[] {
	const entries = new Set(otherParts(table, values).map(entryOf));
	const wholes = wholesOf(table, values);
	if (entries.size === 0) return wholes;
	const parts = entryColumns(table).filter((column) => entries.has(entryOf(column)));
	return [...parts, ...wholes];
}

/**
 * The record's values with what Exchange replaces as a whole made whole from what the record holds.
 * @throws InputError for parts that make no whole.
 */
export function withStored(values: Readonly<Row>, row: Readonly<Row>, table: Table): Readonly<Row> {
	const all: Row = { ...values };
	for (const column of otherParts(table, values)) {
		const stored = row[column.id] ?? null;
		if (stored === null) continue;
		// Exchange shows the address as the name where none was given: a new address is no such name.
		const entry = entryOf(column);
		const isCopy = entryColumns(table).some(
			(other) => other !== column && entryOf(other) === entry && row[other.id] === stored,
		);
		if (isAddress(column) || !isCopy) all[column.id] = stored;
	}
	return withWholes(table, all, row);
}
