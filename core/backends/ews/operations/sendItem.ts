import type { ExchangeError } from '../../../errors';
import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget, ItemRef } from '../request';

export interface SendItemRequest {
	/** Drafts; the server demands their current change keys. */
	readonly refs: readonly ItemRef[];
	/** Whether a copy is kept; default true. */
	readonly saveCopy?: boolean;
	/** Where the copy goes; default Sent Items of the mailbox that sends. */
	readonly folder?: FolderTarget;
}

/**
 * `undefined` where sent, or the error in the place of its message.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/senditem-operation
 */
export async function sendItem(
	channel: EwsChannel,
	request: SendItemRequest,
	call: EwsCall,
): Promise<Array<undefined | ExchangeError>> {
	throw new Error('SendItem');
}
