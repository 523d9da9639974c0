import { ExchangeError, InputError } from '../../errors';
import type { Query, Scope } from '../../query/query';
import type { Row } from '../../schema/column';
import type { Table } from '../../schema/table';
import type { Call } from '../backend';
import { AddressBook } from './addresses';
import { fetchRecords } from './fetch';
import { parentIdOf } from './folderColumns';
import { nameTarget, TOP } from './folderErrors';
import type { MailboxIds } from './mailboxIds';
import { reach } from './reach';
import type { ReaderContext } from './read';
import { MASTER, masterColumns, SeriesMasters } from './seriesMasters';
import { supports } from './versions';

export interface FetchByIdRequest {
	readonly table: Table;
	readonly ids: readonly string[];
	/** Canonical ids. */
	readonly columns: readonly string[];
	readonly scope: Scope;
	readonly bodyFormat?: Query['bodyFormat'];
}

const PATH = 'parentFolderPath';

/** Records by id, in the order asked for; an error stands in the place of one that cannot be read. */
export async function fetchById(
	context: ReaderContext & { readonly mailboxIds: MailboxIds },
	{ table, ids, columns, scope, bodyFormat }: FetchByIdRequest,
	call: Call,
): Promise<Array<Row | ExchangeError>> {
	const { channel, addresses, folders, mailboxIds, settings } = context;
	const mailbox = reach(scope, call, settings);
	const routed = await folders.publicCall(scope, mailbox);
	const way = routed ? { ...mailbox, call: routed } : mailbox;
	const asked = new Set(columns);
	const properties = table.columns.filter(
		(column) =>
			asked.has(column.id) &&
			column.ews?.field !== undefined &&
			column.id !== 'id' &&
			column.id !== 'changeKey' &&
			supports(channel, column),
	);
	const withMaster = asked.has(MASTER);
	if (withMaster) {
		properties.push(...masterColumns(table).filter((column) => !properties.includes(column)));
	}
	const withPath = asked.has(PATH);
	const parent = parentIdOf(table);
	if (withPath && !properties.some(({ id }) => id === parent.id)) properties.push(parent);

	try {
		const errors = await mailboxIds.check(ids, way, (name) => folders.wellKnown(name, way));
		const results: Array<Row | ExchangeError> = ids.map(
			(id, index) => errors[index] ?? (id.trim() === '' ? noId() : placeholder),
		);
		const open = ids.flatMap((_id, index) => (results[index] === placeholder ? [index] : []));
		let place = 0;
		const request = {
			table,
			ids: open.map((index) => ids[index] ?? ''),
			columns: properties,
			bodyFormat,
		};
		for await (const rows of fetchRecords(channel, request, way.call)) {
			for (const row of rows) results[open[place++] ?? -1] = row;
		}
		const present = results.filter((row): row is Row => !(row instanceof ExchangeError));
		await addresses.resolve(present, AddressBook.columns(properties), way.call);
		if (withMaster) await new SeriesMasters(channel, table).fill(present, way.call);
		const tree = withPath && present.length > 0 ? await folders.tree(way) : undefined;
		for (const row of present) {
			for (const id of columns) row[id] ??= null;
			if (tree) row[PATH] = tree.path(String(row.parentFolderId)) ?? null;
		}
		return results;
	} catch (error) {
		throw nameTarget(error, TOP, way);
	}
}

/** Stands for a record that is still to be read. */
const placeholder: Row = Object.freeze({});

function noId(): InputError {
	return new InputError('The id of the record is empty', {
		field: 'id',
		advice: 'Give the id that a query of this table returned.',
	});
}
