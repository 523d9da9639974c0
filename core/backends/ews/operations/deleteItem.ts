import type { ExchangeError } from '../../../errors';
import type { EwsChannel } from '../channel';
import type { EwsCall, ItemRef } from '../request';

export interface DeleteItemRequest {
	readonly refs: readonly ItemRef[];
	readonly deleteType: 'MoveToDeletedItems' | 'SoftDelete' | 'HardDelete';
	/** Required by the server when a reference is an event; default SendToNone. */
	readonly sendCancellations?: 'SendToNone' | 'SendOnlyToAll' | 'SendToAllAndSaveCopy';
	/** Required by the server when a reference is a task; default SpecifiedOccurrenceOnly. */
	readonly taskOccurrences?: 'SpecifiedOccurrenceOnly' | 'AllOccurrences';
	readonly suppressReadReceipts?: boolean;
}

/**
 * `undefined` where deleted, or the error in the place of its item.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/deleteitem-operation
 */
export async function deleteItem(
	channel: EwsChannel,
	request: DeleteItemRequest,
	call: EwsCall,
): Promise<Array<undefined | ExchangeError>> {
	throw new Error('DeleteItem');
}
