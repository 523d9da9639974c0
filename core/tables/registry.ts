import { InputError } from '../errors';
import type { Row } from '../schema/column';
import { suggestion } from '../schema/suggest';
import type { Dialect, Table } from '../schema/table';
import { directoryTables } from './directory/tables';
import { attachment } from './mailbox/attachment';
import { attendee } from './mailbox/attendee';
import { calendar } from './mailbox/calendar';
import { category } from './mailbox/category';
import { contact } from './mailbox/contact';
import { delegate } from './mailbox/delegate';
import { distributionList } from './mailbox/distributionList';
import { event } from './mailbox/event';
import { folder } from './mailbox/folder';
import { inboxRule } from './mailbox/inboxRule';
import { message } from './mailbox/message';
import { modifiedOccurrence } from './mailbox/modifiedOccurrence';
import { person } from './mailbox/person';
import { room, roomList } from './mailbox/room';
import { task } from './mailbox/task';

/** Every table. Adding one is a file and a line here. */
export const tables: readonly Table[] = [
	attachment,
	attendee,
	calendar,
	category,
	contact,
	delegate,
	distributionList,
	event,
	folder,
	inboxRule,
	message,
	person,
	room,
	task,
];

/** Tables that no resource of the node shows: a procedure reaches them there, their name everywhere else. */
export const views: readonly Table[] = [modifiedOccurrence, roomList];

export interface FoundTable {
	readonly table: Table;
	/** Well-known folder that an older table name implies, such as `drafts`. */
	readonly folder?: string;
	/** Values that an older table name implies, by column id. */
	readonly preset?: Readonly<Row>;
}

/**
 * The table that a name means: its name as it is written, a table name of the dialect's older schema
 * (`Inbox`, `MailFolders`) without case, or its name or label without case. So `calendar` are calendars, and
 * `Calendar` are the events that the older schema kept under that name.
 * @throws InputError with the nearest name when there is none.
 */
export function findTable(name: string, dialect: Dialect): FoundTable {
	const all = [...tables, ...views];
	const exact = all.find((table) => table.name === name.trim());
	if (exact) return { table: exact };
	const wanted = name.trim().toLowerCase();
	const known: string[] = [];
	for (const table of all) {
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
	const called = all.find((table) =>
		[table.name, table.label].some((text) => text.toLowerCase() === wanted),
	);
	if (called) return { table: called };
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
