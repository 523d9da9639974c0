import type { EwsChannel } from '../channel';
import type { EwsCall, FieldValue, FolderTarget, RefResult } from '../request';
import type { FolderElement } from './createFolder';

export interface UpdateFolderRequest {
	readonly changes: ReadonlyArray<{
		readonly target: FolderTarget;
		/** Kind of the folder; default `Folder`. */
		readonly element?: FolderElement;
		/** `null` values delete the field. */
		readonly fields: readonly FieldValue[];
	}>;
}

/**
 * One reference or one error per change, in order.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/updatefolder-operation
 */
export async function updateFolder(
	channel: EwsChannel,
	request: UpdateFolderRequest,
	call: EwsCall,
): Promise<RefResult[]> {
	throw new Error('UpdateFolder');
}
