import type { ExchangeError } from '../../../errors';
import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget } from '../request';
import { element } from '../xml/element';
import { folderId } from '../xml/field';
import { ID_PLAN, outcomes } from './answers';
import { targetKey } from './target';

export interface EmptyFolderRequest {
	readonly folders: readonly FolderTarget[];
	readonly deleteType: 'MoveToDeletedItems' | 'SoftDelete' | 'HardDelete';
	/** Whether folders below go as well. */
	readonly deleteSubfolders: boolean;
}

/**
 * `undefined` where done, or the error in the place of its folder.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/emptyfolder-operation
 */
export async function emptyFolder(
	channel: EwsChannel,
	{ folders, deleteType, deleteSubfolders }: EmptyFolderRequest,
	call: EwsCall,
): Promise<Array<undefined | ExchangeError>> {
	if (folders.length === 0) return [];
	const answer = await channel.answer(
		{
			name: 'EmptyFolder',
			since: 'Exchange2010_SP1',
			safe: false,
			body: element(
				'm:EmptyFolder',
				{ DeleteType: deleteType, DeleteSubFolders: deleteSubfolders },
				element('m:FolderIds', null, folders.map(folderId)),
			),
			plan: ID_PLAN,
			expect: folders.length,
		},
		call,
	);
	return outcomes(answer, folders.map(targetKey));
}
