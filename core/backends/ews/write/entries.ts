import type { Column, Row } from '../../../schema/column';
import { wholesOf, withWholes } from '../../../schema/parts';
import type { Table } from '../../../schema/table';

const ENTRY = /^(EmailAddresses\/Entry\[\w+\])(?:@\w+)?$/;

const entryOf = ({ ews }: Column): string | undefined => ENTRY.exec(ews?.at ?? '')?.[1];
const isAddress = ({ ews }: Column): boolean => !ews?.at?.includes('@');

/**
 * Address and display name of a contact are one Entry, and Exchange replaces it whole: the columns
 * whose stored value has to be sent again because the record names only the other part. Who clears the
 * address clears the entry.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/entry-emailaddress
 */
function otherParts(table: Table, values: Readonly<Row>): Column[] {
	const entries = new Set<string>();
	const cleared = new Set<string>();
	for (const column of table.columns) {
		const entry = column.id in values ? entryOf(column) : undefined;
		if (entry === undefined) continue;
		entries.add(entry);
		if (isAddress(column) && (values[column.id] ?? '') === '') cleared.add(entry);
	}
	return table.columns.filter((column) => {
		const entry = entryOf(column);
		if (entry === undefined || !entries.has(entry) || cleared.has(entry)) return false;
		return !(column.id in values);
	});
}

/** What has to be read before the values can be written: both parts of such entries, and wholes. */
export function storedColumns(table: Table, values: Readonly<Row>): Column[] {
	const entries = new Set(otherParts(table, values).map(entryOf));
	const wholes = wholesOf(table, values);
	if (entries.size === 0) return wholes;
	const parts = table.columns.filter((column) => {
		const entry = entryOf(column);
		return entry !== undefined && entries.has(entry);
	});
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
		const isCopy = table.columns.some(
			(other) => other !== column && entryOf(other) === entry && row[other.id] === stored,
		);
		if (isAddress(column) || !isCopy) all[column.id] = stored;
	}
	return withWholes(table, all, row);
}
