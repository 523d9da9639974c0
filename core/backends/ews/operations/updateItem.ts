import type { Table } from '../../../schema/table';
import type { EwsChannel } from '../channel';
import type { EwsCall, FieldValue, FolderTarget, ItemRef, RefResult } from '../request';

export interface UpdateItemRequest {
	readonly table: Table;
	/** `null` values delete the field; no fields at all is an InputError. */
	readonly changes: ReadonlyArray<{
		readonly ref: ItemRef;
		readonly fields: readonly FieldValue[];
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
	throw new Error('UpdateItem');
}
