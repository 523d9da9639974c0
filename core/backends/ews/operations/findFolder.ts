import type { Column, EwsVersion, Row } from '../../../schema/column';
import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget, Restriction } from '../request';
import type { FindResult } from './findResult';
import { compileRowPlan } from '../decode/rowPlan';
import { element, type Xml } from '../xml/element';
import { folderId } from '../xml/field';
import { restriction } from '../xml/restriction';
import { found } from './answers';
import { requireColumns } from './fields';
import { isRefusal, withoutRefused } from './refused';
import { folderShape } from './shape';
import { targetKey } from './target';

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
	requireColumns(channel, request.columns);
	for (;;) {
		const asked = withoutRefused(channel, request.columns);
		try {
			return yield* found(
				channel,
				{
					name: 'FindFolder',
					safe: true,
					body: findFolderXml({ ...request, columns: asked }, channel.requestVersion),
					plan: compileRowPlan(request.columns),
					element: 'Folder',
					expect: request.parents.length,
				},
				call,
				request.parents.map(targetKey),
			);
		} catch (error) {
			if (!isRefusal(channel, asked, error, call)) throw error;
		}
	}
}

function findFolderXml(request: FindFolderRequest, version: EwsVersion): Xml {
	const { columns, view, parents, traversal = 'Shallow' } = request;
	return element(
		'm:FindFolder',
		{ Traversal: traversal },
		folderShape(columns, version),
		view &&
			element('m:IndexedPageFolderView', {
				MaxEntriesReturned: view.max,
				Offset: view.offset,
				BasePoint: 'Beginning',
			}),
		request.restriction && restriction(request.restriction),
		element('m:ParentFolderIds', null, parents.map(folderId)),
	);
}
