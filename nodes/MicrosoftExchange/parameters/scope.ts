import type { INodeProperties } from 'n8n-workflow';
import { ofKind, showWhere } from './show';

/** Records that live in folders, or are folders. */
const inFolders = ofKind('item', 'folder');

const folder: INodeProperties = {
	displayName: 'Folder',
	name: 'folder',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Choose a folder...',
			typeOptions: { searchListMethod: 'searchFolders', searchable: true },
		},
		{
			displayName: 'By Path',
			name: 'path',
			type: 'string',
			placeholder: 'e.g. Inbox/Customers',
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. AAMkADQ...',
		},
	],
};

/** Where the node works: mailbox, access, folders. */
export const scopeParameters = (): INodeProperties[] => [
	{
		displayName: 'Mailbox',
		name: 'mailbox',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description:
			"The mailbox to work in. Leave empty for the default mailbox of the credential, or the user's own.",
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Own mailbox, or choose another...',
				typeOptions: {
					searchListMethod: 'searchMailboxes',
					searchable: true,
					searchFilterRequired: true,
				},
			},
			{
				displayName: 'By Email',
				name: 'email',
				type: 'string',
				placeholder: 'name@email.com',
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. the user principal name or SID',
			},
		],
	},
	{
		displayName: 'Access',
		name: 'access',
		type: 'options',
		options: [
			{
				name: 'As in the Connection',
				value: 'connection',
				description: 'What the credential says',
			},
			{
				name: 'Delegate or Full Access',
				value: 'delegate',
				description: 'With the rights that the user has in the other mailbox',
			},
			{
				name: 'Impersonation',
				value: 'impersonate',
				description: 'As the owner of the mailbox; needs the role ApplicationImpersonation',
			},
		],
		default: 'connection',
		description: 'How another mailbox is opened',
	},
	{
		...folder,
		description:
			'The folder to work in. Leave empty for the folder that such records live in, such as Contacts. For folders themselves it is the parent folder.',
		displayOptions: showWhere(inFolders, ['create', 'query', 'upsert']),
	},
	{
		displayName: 'Additional Folders',
		name: 'additionalFolders',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Folder',
		default: {},
		description: 'More folders to read from',
		displayOptions: showWhere(inFolders, ['query']),
		options: [
			{
				displayName: 'Folder',
				name: 'values',
				values: [folder],
			},
		],
	},
];
