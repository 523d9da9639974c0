import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget, RefResult } from '../request';
import { element } from '../xml/element';
import { folderId } from '../xml/field';
import { moveCopy } from './moveCopy';
import { targetKey } from './target';

/**
 * The reference of each folder in its new place, or an error.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/copyfolder-operation
 */
export const copyFolder = (
	channel: EwsChannel,
	{ folders, target }: { readonly folders: readonly FolderTarget[]; readonly target: FolderTarget },
	call: EwsCall,
): Promise<RefResult[]> =>
	moveCopy(
		channel,
		{
			operation: 'CopyFolder',
			target,
			ids: folders.map(targetKey),
			list: element('m:FolderIds', null, folders.map(folderId)),
		},
		call,
	);
