import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget, ItemRef, RefResult } from '../request';
import { element } from '../xml/element';
import { folderId, itemId } from '../xml/field';
import { ID_PLAN, refs } from './answers';

export interface ArchiveItemRequest {
	/** Folder that the items are in; the archive gets one of the same path. */
	readonly source: FolderTarget;
	readonly items: readonly ItemRef[];
}

/**
 * The new reference of each item, or an error in its place; an id is empty where the server gives none.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/archiveitem-operation
 */
export async function archiveItem(
	channel: EwsChannel,
	{ source, items }: ArchiveItemRequest,
	call: EwsCall,
): Promise<RefResult[]> {
	if (items.length === 0) return [];
	const answer = await channel.answer(
		{
			name: 'ArchiveItem',
			since: 'Exchange2013',
			safe: false,
			body: element(
				'm:ArchiveItem',
				null,
				element('m:ArchiveSourceFolderId', null, folderId(source)),
				element('m:ItemIds', null, items.map(itemId)),
			),
			plan: ID_PLAN,
			expect: items.length,
		},
		call,
	);
	return refs(
		answer,
		items.map(({ id }) => id),
	);
}
