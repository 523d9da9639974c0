import type { Table } from '../../../schema/table';
import type { EwsChannel } from '../channel';
import type { EwsCall, FieldValue, FolderTarget, ItemRef, RefResult } from '../request';
import { InputError } from '../../../errors';
import { element } from '../xml/element';
import { folderId, itemId } from '../xml/field';
import { ID_PLAN, refs } from './answers';
import {
	appends as appendsXml,
	changes as changesXml,
	columnsOf,
	recordParts,
	requireClearable,
	requireColumns,
} from './fields';
import { elementOfTable, requireTable } from './target';

export interface UpdateItemRequest {
	readonly table: Table;
	/** `null` values delete the field; no fields at all is an InputError. */
	readonly changes: ReadonlyArray<{
		readonly ref: ItemRef;
		readonly fields: readonly FieldValue[];
		/** Values that are added to what is there: recipients. */
		readonly appends?: readonly FieldValue[];
	}>;
	/** Default AutoResolve, which compares with the change key of `ref`. */
	readonly conflictResolution?: 'AutoResolve' | 'NeverOverwrite' | 'AlwaysOverwrite';
	/** Messages only; default SaveOnly. */
	readonly messageDisposition?: 'SaveOnly' | 'SendOnly' | 'SendAndSaveCopy';
	/** Events only; default SendToNone. */
	readonly sendInvitations?:
		| 'SendToNone'
		| 'SendOnlyToAll'
		| 'SendOnlyToChanged'
		| 'SendToAllAndSaveCopy'
		| 'SendToChangedAndSaveCopy';
	/** Where a sent copy is saved. */
	readonly folder?: FolderTarget;
	readonly suppressReadReceipts?: boolean;
}

/**
 * One reference or one error per change, in order.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/updateitem-operation
 */
export async function updateItem(
	channel: EwsChannel,
	request: UpdateItemRequest,
	call: EwsCall,
): Promise<RefResult[]> {
	const { table, changes, folder, messageDisposition, sendInvitations } = request;
	if (changes.length === 0) return [];
	const name = elementOfTable(table);
	requireTable(channel, table);
	for (const { fields } of changes) {
		requireColumns(channel, columnsOf(fields));
		requireClearable(fields);
	}
	const suppress = request.suppressReadReceipts;
	if (suppress !== undefined) channel.requires('Suppress Read Receipts', 'Exchange2013_SP1');
	const answer = await channel.answer(
		{
			name: 'UpdateItem',
			safe: false,
			body: element(
				'm:UpdateItem',
				{
					ConflictResolution: request.conflictResolution ?? 'AutoResolve',
					MessageDisposition: messageDisposition ?? (name === 'Message' ? 'SaveOnly' : undefined),
					SendMeetingInvitationsOrCancellations:
						name === 'CalendarItem' ? (sendInvitations ?? 'SendToNone') : undefined,
					SuppressReadReceipts: suppress,
				},
				folder && element('m:SavedItemFolderId', null, folderId(folder)),
				element(
					'm:ItemChanges',
					null,
					changes.map(({ ref, fields, appends = [] }) => {
						const updates = [
							...changesXml('Item', name, recordParts(fields, channel, call)),
							...appendsXml(name, recordParts(appends, channel, call)),
						];
						if (updates.length === 0) throw nothingToChange(ref.id);
						return element('t:ItemChange', null, itemId(ref), element('t:Updates', null, updates));
					}),
				),
			),
			plan: ID_PLAN,
			expect: changes.length,
		},
		call,
	);
	return refs(
		answer,
		changes.map(({ ref }) => ref.id),
	);
}

function nothingToChange(recordKey: string): InputError {
	return new InputError('The update has no column to write', {
		recordKey,
		code: 'EMPTY_UPDATE',
		advice: 'Choose at least one column.',
	});
}
