import { CancelledError, ExchangeError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { Table } from '../../../schema/table';
import { ANY_ITEM, ATTACHMENTS } from '../anyItem';
import type { EwsChannel } from '../channel';
import { decodeAttachment } from '../codecs/attachment';
import type { EwsContext } from '../context';
import { child } from '../decode/tree';
import { fetchRecords } from '../fetch';
import { nameTarget, TOP } from '../folderErrors';
import { getAttachment } from '../operations/getAttachment';
import { reach, type Reach } from '../reach';
import { notThere } from './byIds';
import type { Collection } from './collection';

/** Anything that can hold attachments. */
const PARENT: Table = {
	...ANY_ITEM,
	ews: {
		kind: 'item',
		element: 'Message',
		alsoElements: [
			'Item',
			'CalendarItem',
			'Contact',
			'DistributionList',
			'Task',
			'PostItem',
			'SharingMessage',
			'MeetingMessage',
			'MeetingRequest',
			'MeetingResponse',
			'MeetingCancellation',
		],
	},
};

const PARENT_KEY = 'parentId';
const CONTENT = 'contentBytes';
const GONE = 'ErrorItemNotFound';

async function* read(
	{ channel, mailboxIds, folders, settings }: EwsContext,
	{ scope, keys, columns }: Parameters<Collection['read']>[1],
	call: Parameters<Collection['read']>[2],
): AsyncGenerator<Row[]> {
	const way = reach(scope, call, settings);
	const parents = keys[PARENT_KEY] ?? [];
	const strange = await mailboxIds.check(parents, way, (name) => folders.wellKnown(name, way));
	const error = strange.find((one) => one !== undefined);
	if (error) throw error;
	const request = { table: PARENT, ids: parents, columns: [ATTACHMENTS] };
	let place = 0;
	try {
		for await (const batch of fetchRecords(channel, request, way.call)) {
			for (const record of batch) {
				const parentId = parents[place++] ?? '';
				if (record instanceof ExchangeError) {
					// A record that is gone has no attachments.
					if (record.code !== GONE) throw record;
					continue;
				}
				const rows = rowsOf(record, parentId);
				if (columns.includes(CONTENT)) yield* withContent(channel, rows, way);
				else yield rows;
			}
		}
	} catch (thrown) {
		throw nameTarget(thrown, TOP, way);
	}
}

function rowsOf(record: Row, parentId: string): Row[] {
	const held = record[ATTACHMENTS.id];
	const list = Array.isArray(held) ? (held as Row[]) : [];
	return list.map((one) => ({ ...one, [PARENT_KEY]: parentId, [CONTENT]: null }));
}

/** One row at a time: the content of several at once could be more than there is memory for. */
async function* withContent(
	channel: EwsChannel,
	rows: readonly Row[],
	way: Reach,
): AsyncGenerator<Row[]> {
	for (const row of rows) {
		if (row.kind === 'reference') yield [row];
		else yield [{ ...row, [CONTENT]: (await open(channel, String(row.id), way, true))[CONTENT] }];
	}
}

/** What is attached, by its id; with its content as Base64 where asked for. */
async function open(channel: EwsChannel, id: string, way: Reach, withBytes: boolean): Promise<Row> {
	const { message, bytes, leave } = await getAttachment(channel, { id, mime: withBytes }, way.call);
	try {
		const tree = child(message, 'Attachments')?.children[0];
		if (!tree) throw notThere('attachment', id);
		const row = { ...decodeAttachment(tree), id, [PARENT_KEY]: null };
		if (!withBytes || !bytes) return { ...row, [CONTENT]: null };
		const pieces: Uint8Array[] = [];
		for await (const piece of bytes) pieces.push(piece);
		return { ...row, [CONTENT]: Buffer.concat(pieces).toString('base64') };
	} finally {
		await leave();
	}
}

/** Attachments of records, with their content only when it is asked for. */
export const attachment: Collection = {
	table: 'attachment',
	keys: [PARENT_KEY],
	read,
	async fetch({ channel, settings }, { ids, scope, columns }, call) {
		const way = reach(scope, call, settings);
		const results: Array<Row | ExchangeError> = [];
		for (const id of ids) {
			try {
				results.push(await open(channel, id, way, columns.includes(CONTENT)));
			} catch (error) {
				if (error instanceof CancelledError || !(error instanceof ExchangeError)) throw error;
				results.push(error);
			}
		}
		return results;
	},
};
