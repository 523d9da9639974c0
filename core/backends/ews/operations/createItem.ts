import type { Table } from '../../../schema/table';
import type { EwsChannel } from '../channel';
import type { EwsCall, FieldValue, FolderTarget, RefResult } from '../request';

export interface CreateItemRequest {
	readonly table: Table;
	/**
	 * Fields of each item, in any order. A stamp that is no column of the table (a write id) is given as
	 * a FieldValue whose column has an extended property as its `ews.field`.
	 */
	readonly items: ReadonlyArray<readonly FieldValue[]>;
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
	throw new Error('CreateItem');
}
