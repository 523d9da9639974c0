import type { Procedure } from '../schema/procedure';

export const emptyFolder: Procedure = {
	name: 'emptyFolder',
	label: 'Empty Folder',
	description: 'Deletes everything in a folder',
	resource: 'folder',
	operation: 'empty',
	action: 'Empty a folder',
	since: 'Exchange2010_SP1',
	risky: true,
	recordInput: 'folder',
	outputs: [{ id: 'outcome', description: 'emptied, or unknown when the answer was lost' }],
	inputs: [
		{
			id: 'folder',
			label: 'Folder',
			type: 'folder',
			required: true,
			description: 'A path such as Inbox/Customers, an ID, or a name such as Deleted Items',
			aliases: ['FolderId', 'Id'],
		},
		{
			id: 'deleteType',
			label: 'Delete Type',
			type: 'choice',
			choices: ['moveToDeletedItems', 'softDelete', 'hardDelete'],
			default: 'moveToDeletedItems',
			description: 'Where the content goes; Hard Delete cannot be undone',
		},
		{
			id: 'deleteSubfolders',
			label: 'Delete Subfolders',
			type: 'boolean',
			default: false,
			description: 'Whether the folders below it go as well',
		},
	],
};
