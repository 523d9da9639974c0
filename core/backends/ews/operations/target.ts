import { InputError } from '../../../errors';
import type { Table } from '../../../schema/table';
import type { EwsChannel } from '../channel';
import type { FolderTarget } from '../request';

/** What an error calls the folder. */
export const targetKey = (target: FolderTarget): string =>
	'id' in target ? target.id : target.distinguished;

/** Throws InputError when the server is too old for the table. */
export function requireTable(channel: EwsChannel, table: Table): void {
	if (table.ews?.since !== undefined)
		channel.requires(`The table '${table.label}'`, table.ews.since);
}

/** The element of the table's records; throws InputError for a table that EWS does not have. */
export function elementOfTable(table: Table): string {
	if (table.ews) return table.ews.element;
	throw new InputError(`The table '${table.label}' does not exist in EWS`, {
		code: 'NO_SUCH_TABLE',
		advice: 'Choose another resource, or a credential for Microsoft 365.',
	});
}
