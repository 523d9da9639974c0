import type { ExchangeError } from '../../../errors';
import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget } from '../request';
import { element } from '../xml/element';
import { folderId } from '../xml/field';
import { ID_PLAN, outcomes } from './answers';
import { targetKey } from './target';

export interface MarkAllItemsAsReadRequest {
	readonly folders: readonly FolderTarget[];
	readonly isRead: boolean;
	readonly suppressReadReceipts: boolean;
}

/**
 * `undefined` where done, or the error in the place of its folder.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/markallitemsasread-operation
 */
export async function markAllItemsAsRead(
	channel: EwsChannel,
	{ folders, isRead, suppressReadReceipts }: MarkAllItemsAsReadRequest,
	call: EwsCall,
): Promise<Array<undefined | ExchangeError>> {
	if (folders.length === 0) return [];
	const answer = await channel.answer(
		{
			name: 'MarkAllItemsAsRead',
			since: 'Exchange2013',
			safe: false,
			body: element(
				'm:MarkAllItemsAsRead',
				null,
				element('m:ReadFlag', null, String(isRead)),
				element('m:SuppressReadReceipts', null, String(suppressReadReceipts)),
				element('m:FolderIds', null, folders.map(folderId)),
			),
			plan: ID_PLAN,
			expect: folders.length,
		},
		call,
	);
	return outcomes(answer, folders.map(targetKey));
}
