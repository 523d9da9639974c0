import type { EwsChannel } from '../channel';
import type { EwsCall, FieldValue, FolderTarget, RefResult } from '../request';

export type FolderElement =
	'Folder' | 'CalendarFolder' | 'ContactsFolder' | 'SearchFolder' | 'TasksFolder';

export interface CreateFolderRequest {
	readonly parent: FolderTarget;
	readonly folders: ReadonlyArray<{
		/** Default `Folder`. CalendarFolder, ContactsFolder and TasksFolder set the folder class themselves. */
		readonly element?: FolderElement;
		readonly fields: readonly FieldValue[];
	}>;
}

/**
 * One reference or one error per folder, in order.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/createfolder-operation
 */
export async function createFolder(
	channel: EwsChannel,
	request: CreateFolderRequest,
	call: EwsCall,
): Promise<RefResult[]> {
	throw new Error('CreateFolder');
}
