import type { EwsChannel } from '../channel';
import type { EwsCall, ItemRef } from '../request';
import { element } from '../xml/element';
import { itemId } from '../xml/field';
import { partsOf } from './part';

export interface ReminderAction {
	readonly item: ItemRef;
	/** When to remind again; absent: the reminder ends. ISO with offset. */
	readonly until?: string;
}

/**
 * The items afterwards, one per action. The answer has no place for the error of one item: the first one
 * is thrown for all.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/performreminderaction-operation
 */
export async function performReminderAction(
	channel: EwsChannel,
	actions: readonly ReminderAction[],
	call: EwsCall,
): Promise<ItemRef[]> {
	if (actions.length === 0) return [];
	const { UpdatedItemIds } = await partsOf(
		channel,
		{
			name: 'PerformReminderAction',
			// The same reminder, dismissed or moved to the same time twice, is the same.
			safe: true,
			since: 'Exchange2013',
			body: element(
				'm:PerformReminderAction',
				null,
				element(
					'm:ReminderItemActions',
					null,
					actions.map(({ item, until }) =>
						element(
							't:ReminderItemAction',
							null,
							element('t:ActionType', null, until === undefined ? 'Dismiss' : 'Snooze'),
							itemId(item),
							until === undefined ? undefined : element('t:NewReminderTime', null, until),
						),
					),
				),
			),
		},
		['UpdatedItemIds'],
		call,
	);
	const updated = UpdatedItemIds?.children ?? [];
	return actions.map(({ item }, index) => {
		const { Id = item.id, ChangeKey } = updated[index]?.attributes ?? {};
		return { id: Id, ...(ChangeKey === undefined ? {} : { changeKey: ChangeKey }) };
	});
}
