import type { EwsChannel } from '../channel';
import type { EwsCall, ItemRef, RefResult } from '../request';
import { element } from '../xml/element';
import { itemId } from '../xml/field';
import { ID_PLAN, partRefs } from './answers';

export interface MarkAsJunkRequest {
	readonly items: readonly ItemRef[];
	/** Whether the sender is blocked from now on, or no longer. */
	readonly isJunk: boolean;
	/** Whether the message goes to Junk Email, or back to Inbox. */
	readonly move: boolean;
}

/**
 * The new reference of each message, or an error in its place; an id is empty where it was not moved.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/markasjunk-operation
 */
export async function markAsJunk(
	channel: EwsChannel,
	{ items, isJunk, move }: MarkAsJunkRequest,
	call: EwsCall,
): Promise<RefResult[]> {
	if (items.length === 0) return [];
	const answer = await channel.answer(
		{
			name: 'MarkAsJunk',
			since: 'Exchange2013',
			safe: false,
			body: element(
				'm:MarkAsJunk',
				{ IsJunk: isJunk, MoveItem: move },
				element('m:ItemIds', null, items.map(itemId)),
			),
			plan: ID_PLAN,
			parts: ['MovedItemId'],
			expect: items.length,
		},
		call,
	);
	return partRefs(
		answer,
		'MovedItemId',
		items.map(({ id }) => id),
	);
}
