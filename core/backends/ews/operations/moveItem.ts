import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget, ItemRef, RefResult } from '../request';
import { element } from '../xml/element';
import { itemId } from '../xml/field';
import { moveCopy } from './moveCopy';

/**
 * The new reference of each item, or an error in its place; an id is empty where the server gives none.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/moveitem-operation
 */
export const moveItem = (
	channel: EwsChannel,
	{ items, target }: { readonly items: readonly ItemRef[]; readonly target: FolderTarget },
	call: EwsCall,
): Promise<RefResult[]> =>
	moveCopy(
		channel,
		{
			operation: 'MoveItem',
			target,
			ids: items.map(({ id }) => id),
			list: element('m:ItemIds', null, items.map(itemId)),
		},
		call,
	);
