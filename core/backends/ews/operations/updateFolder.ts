import type { EwsChannel } from '../channel';
import type { EwsCall, FieldValue, FolderTarget, RefResult } from '../request';
import type { FolderElement } from './createFolder';
import { InputError } from '../../../errors';
import { element } from '../xml/element';
import { folderId } from '../xml/field';
import { ID_PLAN, refs } from './answers';
import {
	changes as changesXml,
	columnsOf,
	recordParts,
	requireClearable,
	requireColumns,
} from './fields';
import { targetKey } from './target';

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
	const { changes } = request;
	if (changes.length === 0) return [];
	for (const { fields } of changes) {
		requireColumns(channel, columnsOf(fields));
		requireClearable(fields);
	}
	const answer = await channel.answer(
		{
			name: 'UpdateFolder',
			safe: false,
			body: element(
				'm:UpdateFolder',
				null,
				element(
					'm:FolderChanges',
					null,
					changes.map(({ target, element: name = 'Folder', fields }) => {
						const updates = changesXml('Folder', name, recordParts(fields, channel, call));
						if (updates.length === 0) throw nothingToChange(targetKey(target));
						return element(
							't:FolderChange',
							null,
							folderId(target),
							element('t:Updates', null, updates),
						);
					}),
				),
			),
			plan: ID_PLAN,
			expect: changes.length,
		},
		call,
	);
	return refs(
		answer,
		changes.map(({ target }) => targetKey(target)),
	);
}

function nothingToChange(recordKey: string): InputError {
	return new InputError('The update has no column to write', {
		recordKey,
		code: 'EMPTY_UPDATE',
		advice: 'Choose at least one column.',
	});
}
