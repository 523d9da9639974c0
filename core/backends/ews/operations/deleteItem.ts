import type { ExchangeError } from '../../../errors';
import type { EwsChannel } from '../channel';
import type { EwsCall, ItemRef } from '../request';
import { element } from '../xml/element';
import { itemId } from '../xml/field';
import { ID_PLAN, outcomes } from './answers';

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
	const { refs, deleteType, suppressReadReceipts } = request;
	if (refs.length === 0) return [];
	if (suppressReadReceipts !== undefined) {
		channel.requires('Suppress Read Receipts', 'Exchange2013_SP1');
	}
	const answer = await channel.answer(
		{
			name: 'DeleteItem',
			safe: false,
			body: element(
				'm:DeleteItem',
				{
					DeleteType: deleteType,
					// An id does not tell what it is the id of, so both are always said.
					SendMeetingCancellations: request.sendCancellations ?? 'SendToNone',
					AffectedTaskOccurrences: request.taskOccurrences ?? 'SpecifiedOccurrenceOnly',
					SuppressReadReceipts: suppressReadReceipts,
				},
				element('m:ItemIds', null, refs.map(itemId)),
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
