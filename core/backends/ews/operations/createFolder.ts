import type { EwsChannel } from '../channel';
import type { EwsCall, FieldValue, FolderTarget, RefResult } from '../request';
import { compose } from '../xml/compose';
import { element } from '../xml/element';
import { folderId } from '../xml/field';
import { ID_PLAN, refs } from './answers';
import { columnsOf, recordParts, requireColumns } from './fields';

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
	const { parent, folders } = request;
	if (folders.length === 0) return [];
	for (const { fields } of folders) requireColumns(channel, columnsOf(fields));
	const answer = await channel.answer(
		{
			name: 'CreateFolder',
			safe: false,
			body: element(
				'm:CreateFolder',
				null,
				element('m:ParentFolderId', null, folderId(parent)),
				element(
					'm:Folders',
					null,
					folders.map(({ element: name = 'Folder', fields }) =>
						compose(name, recordParts(fields, channel, call)),
					),
				),
			),
			plan: ID_PLAN,
			expect: folders.length,
		},
		call,
	);
	return refs(answer);
}
