import type { ExchangeError } from '../../../errors';
import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget } from '../request';

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
	throw new Error('DeleteFolder');
}
