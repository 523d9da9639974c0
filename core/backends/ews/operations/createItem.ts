import type { Table } from '../../../schema/table';
import type { EwsChannel } from '../channel';
import type { FieldPart } from '../codecs/codec';
import type { EwsCall, FieldValue, FolderTarget, RefResult } from '../request';
import { compose } from '../xml/compose';
import { element } from '../xml/element';
import { folderId } from '../xml/field';
import { ID_PLAN, refs } from './answers';
import { columnsOf, recordParts, requireColumns } from './fields';
import { elementOfTable, requireTable } from './target';

export interface CreateItemRequest {
	readonly table: Table;
	/**
	 * Fields of each item, in any order. A stamp that is no column of the table (a write id) is given as
	 * a FieldValue whose column has an extended property as its `ews.field`.
	 */
	readonly items: ReadonlyArray<readonly FieldValue[]>;
	/** What each item has besides, ready as it goes out: attachments, MIME content. */
	readonly extras?: ReadonlyArray<readonly FieldPart[]>;
	/** Absent: the server's default folder for the item's class. */
	readonly folder?: FolderTarget;
	/** Messages only; default SaveOnly. */
	readonly messageDisposition?: 'SaveOnly' | 'SendOnly' | 'SendAndSaveCopy';
	/** Events only; default SendToNone. */
	readonly sendInvitations?: 'SendToNone' | 'SendOnlyToAll' | 'SendToAllAndSaveCopy';
}

/**
 * One reference or one error per item, in order. `id` is empty where the message was sent away and
 * the server returns none.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/createitem-operation
 */
export async function createItem(
	channel: EwsChannel,
	request: CreateItemRequest,
	call: EwsCall,
): Promise<RefResult[]> {
	const { table, items, extras, folder, messageDisposition, sendInvitations } = request;
	if (items.length === 0) return [];
	const name = elementOfTable(table);
	requireTable(channel, table);
	for (const fields of items) requireColumns(channel, columnsOf(fields));
	const answer = await channel.answer(
		{
			name: 'CreateItem',
			safe: false,
			body: element(
				'm:CreateItem',
				{
					// A disposition is demanded for messages only, harmless for other items.
					MessageDisposition: messageDisposition ?? (name === 'Message' ? 'SaveOnly' : undefined),
					SendMeetingInvitations:
						name === 'CalendarItem' ? (sendInvitations ?? 'SendToNone') : undefined,
				},
				folder && element('m:SavedItemFolderId', null, folderId(folder)),
				element(
					'm:Items',
					null,
					items.map((fields, index) =>
						compose(name, [...recordParts(fields, channel, call), ...(extras?.[index] ?? [])]),
					),
				),
			),
			plan: ID_PLAN,
			expect: items.length,
		},
		call,
	);
	return refs(answer);
}
