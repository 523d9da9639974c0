import type { Column, Row } from '../../../schema/column';
import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget, Restriction } from '../request';
import type { FindResult } from './findItem';

export interface FindFolderRequest {
	readonly parents: readonly FolderTarget[];
	readonly traversal?: 'Shallow' | 'Deep' | 'SoftDeleted';
	/** Columns of the Folder table. */
	readonly columns: readonly Column[];
	/** Absent: all folders in one answer. */
	readonly view?: { readonly offset: number; readonly max: number };
	readonly restriction?: Restriction;
}

/**
 * Rows leave while bytes arrive; `elementOf(row)` tells CalendarFolder, ContactsFolder, SearchFolder or
 * TasksFolder where a folder is not a plain one.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/findfolder-operation
 */
export async function* findFolder(
	channel: EwsChannel,
	request: FindFolderRequest,
	call: EwsCall,
): AsyncGenerator<Row[], FindResult> {
	throw new Error('FindFolder');
}
