import { InputError } from '../errors';
import type { Row } from '../schema/column';
import { suggestion } from '../schema/suggest';
import type { Dialect, Table } from '../schema/table';
import { directoryTables } from './directory/tables';
import { attendee } from './mailbox/attendee';
import { contact } from './mailbox/contact';
import { event } from './mailbox/event';
import { folder } from './mailbox/folder';
import { message } from './mailbox/message';
import { task } from './mailbox/task';

/** Every table. Adding one is a file and a line here. */
export const tables: readonly Table[] = [attendee, contact, event, folder, message, task];

export interface FoundTable {
	readonly table: Table;
	/** Well-known folder that an older table name implies, such as `drafts`. */
	readonly folder?: string;
	/** Values that an older table name implies, by column id. */
	readonly preset?: Readonly<Row>;
}

/**
 * The table that a name means: its name or label, or a table name of the dialect's older schema
 * (`Inbox`, `MailFolders`), without case.
 * @throws InputError with the nearest name when there is none.
 */
export function findTable(name: string, dialect: Dialect): FoundTable {
	const wanted = name.trim().toLowerCase();
	const known: string[] = [];
	for (const table of tables) {
		if (table.name.toLowerCase() === wanted || table.label.toLowerCase() === wanted) {
			return { table };
		}
		known.push(table.name);
		for (const alias of table.aliases ?? []) {
			if (alias.schema !== dialect) continue;
			if (alias.name.toLowerCase() === wanted) {
				const { folder: home, preset } = alias;
				return { table, ...(home !== undefined && { folder: home }), ...(preset && { preset }) };
			}
			known.push(alias.name);
		}
	}
	throw new InputError(`There is no table '${name}'`, {
		field: 'table',
		advice: suggestion(name, known, `The tables are ${tables.map((t) => t.name).join(', ')}.`),
	});
}

export { directoryTables } from './directory/tables';
export { directoryType } from './directory/columns';

/**
 * The directory table that a name means: its name or label, without case.
 * @throws InputError with the nearest name when there is none.
 */
export function findDirectoryTable(name: string): Table {
	const wanted = name.trim().toLowerCase();
	const found = directoryTables.find(
		(table) => table.name.toLowerCase() === wanted || table.label.toLowerCase() === wanted,
	);
	if (found) return found;
	const known = directoryTables.map((table) => table.name);
	throw new InputError(`There is no table '${name}'`, {
		field: 'resource',
		advice: suggestion(name, known, `The tables are ${known.join(', ')}.`),
	});
}
