import type { INodeProperties } from 'n8n-workflow';
import { showFor } from './show';

/** How changes are found, and since when. */
export const changesParameters = (): INodeProperties[] => [
	{
		displayName: 'Method',
		name: 'method',
		type: 'options',
		options: [
			{
				name: 'DirSync',
				value: 'dirSync',
				description: 'The server keeps track; needs the right to replicate directory changes',
			},
			{
				name: 'USN Changed',
				value: 'usnChanged',
				description: 'By the change numbers of one domain controller; needs no right but to read',
			},
		],
		default: 'dirSync',
		description: 'How to find out what changed',
		displayOptions: showFor('getChanges'),
	},
	{
		displayName: 'Cursor',
		name: 'cursor',
		type: 'string',
		default: '',
		description:
			'The cursor that the last item of the run before gave. Empty: everything is read, and the cursor to begin with is returned.',
		displayOptions: showFor('getChanges'),
	},
	{
		displayName: 'Include Deleted',
		name: 'includeDeleted',
		type: 'boolean',
		default: true,
		description: 'Whether to return what was deleted too',
		displayOptions: showFor('getChanges'),
	},
];
