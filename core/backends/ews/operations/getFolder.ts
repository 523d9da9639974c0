import type { ExchangeError } from '../../../errors';
import type { Column, Row } from '../../../schema/column';
import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget } from '../request';

export interface GetFolderRequest {
	readonly folders: readonly FolderTarget[];
	readonly columns: readonly Column[];
}

/**
 * One row or one error per folder, in the order asked for; `elementOf(row)` tells the kind of folder.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation
 */
export async function getFolder(
	channel: EwsChannel,
	request: GetFolderRequest,
	call: EwsCall,
): Promise<Array<Row | ExchangeError>> {
	throw new Error('GetFolder');
}
