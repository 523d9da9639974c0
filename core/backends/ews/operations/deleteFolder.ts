import type { ExchangeError } from '../../../errors';
import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget } from '../request';
import { element } from '../xml/element';
import { folderId } from '../xml/field';
import { ID_PLAN, outcomes } from './answers';
import { targetKey } from './target';

export interface DeleteFolderRequest {
	readonly targets: readonly FolderTarget[];
	readonly deleteType: 'MoveToDeletedItems' | 'SoftDelete' | 'HardDelete';
}

/**
 * `undefined` where deleted, or the error in the place of its folder.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/deletefolder-operation
 */
export async function deleteFolder(
	channel: EwsChannel,
	request: DeleteFolderRequest,
	call: EwsCall,
): Promise<Array<undefined | ExchangeError>> {
	const { targets, deleteType } = request;
	if (targets.length === 0) return [];
	const answer = await channel.answer(
		{
			name: 'DeleteFolder',
			safe: false,
			body: element(
				'm:DeleteFolder',
				{ DeleteType: deleteType },
				element('m:FolderIds', null, targets.map(folderId)),
			),
			plan: ID_PLAN,
			expect: targets.length,
		},
		call,
	);
	return outcomes(answer, targets.map(targetKey));
}
