import type { Procedure } from '../schema/procedure';
import { destination, itemId } from './inputs';

const ALIASES = ['DestinationFolderId', 'DestinationId', 'ToFolderId', 'FolderId'];
const OUTPUTS = [
	{ id: 'outcome', description: 'moved, copied, or unknown when the answer was lost' },
	{ id: 'id', description: 'ID in the new place; null where Exchange gives none' },
	{ id: 'previousId', description: 'ID that was given' },
] as const;

export const moveItem: Procedure = {
	name: 'moveItem',
	label: 'Move',
	description: 'Moves a record to another folder; its ID changes',
	resource: 'message',
	operation: 'move',
	action: 'Move a message',
	aliases: ['MoveMail'],
	inBatches: true,
	recordInput: 'itemId',
	outputs: OUTPUTS,
	inputs: [itemId(['MessageId', 'Id']), destination(ALIASES)],
};

export const copyItem: Procedure = {
	name: 'copyItem',
	label: 'Copy',
	description: 'Copies a record to another folder',
	resource: 'message',
	operation: 'copy',
	action: 'Copy a message',
	inBatches: true,
	recordInput: 'itemId',
	outputs: OUTPUTS,
	inputs: [itemId(['MessageId', 'Id']), destination(ALIASES)],
};

const folderToMove = {
	...destination([]),
	id: 'source',
	label: 'Folder',
};

export const moveFolder: Procedure = {
	name: 'moveFolder',
	label: 'Move Folder',
	description: 'Moves a folder with everything in it below another one',
	outputs: OUTPUTS,
	inputs: [folderToMove, destination(ALIASES)],
};

export const copyFolder: Procedure = {
	name: 'copyFolder',
	label: 'Copy Folder',
	description: 'Copies a folder with everything in it below another one',
	outputs: OUTPUTS,
	inputs: [folderToMove, destination(ALIASES)],
};
