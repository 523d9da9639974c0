import type { ExchangeError } from '../../../errors';
import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget, ItemRef } from '../request';
import { element } from '../xml/element';
import { folderId, itemId } from '../xml/field';
import { ID_PLAN, outcomes } from './answers';

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
	const { refs, saveCopy = true, folder } = request;
	if (refs.length === 0) return [];
	const answer = await channel.answer(
		{
			name: 'SendItem',
			safe: false,
			body: element(
				'm:SendItem',
				{ SaveItemToFolder: saveCopy },
				element('m:ItemIds', null, refs.map(itemId)),
				saveCopy && folder ? element('m:SavedItemFolderId', null, folderId(folder)) : undefined,
			),
			plan: ID_PLAN,
			expect: refs.length,
		},
		call,
	);
	return outcomes(
		answer,
		refs.map(({ id }) => id),
	);
}
