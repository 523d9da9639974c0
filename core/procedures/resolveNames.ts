import type { Procedure } from '../schema/procedure';

export const resolveNames: Procedure = {
	name: 'resolveNames',
	label: 'Resolve',
	description: 'Finds people, groups and contacts by a part of a name or address; at most 100',
	resource: 'person',
	operation: 'resolve',
	action: 'Resolve a name',
	aliases: ['ResolveName'],
	reads: true,
	outputs: [
		{ id: 'name', description: 'Display name' },
		{ id: 'address', description: 'SMTP address; null where the server gives none' },
		{ id: 'mailboxType', description: 'mailbox, publicDL, privateDL, contact, oneOff …' },
		{ id: 'itemId', description: 'ID of the contact, when it is one of the mailbox' },
		{ id: 'source', description: 'directory or contacts' },
		{ id: 'givenName', description: 'And surname, companyName, department, jobTitle and more' },
	],
	inputs: [
		{
			id: 'text',
			label: 'Name or Address',
			type: 'text',
			required: true,
			description: 'Beginning of a name, alias or address; smtp:address asks for exactly one',
			aliases: ['UnresolvedEntry', 'Name'],
		},
		{
			id: 'searchIn',
			label: 'Search In',
			type: 'choice',
			choices: [
				'activeDirectory',
				'activeDirectoryContacts',
				'contacts',
				'contactsActiveDirectory',
			],
			default: 'activeDirectoryContacts',
			aliases: ['SearchScope'],
		},
		{
			id: 'folder',
			label: 'Contacts Folder',
			type: 'folder',
			description: 'Contacts folder to search instead of the default one',
			aliases: ['ParentFolderId'],
		},
		{
			id: 'ambiguous',
			label: 'If Several Match',
			type: 'choice',
			choices: ['all', 'error'],
			default: 'all',
			description: 'Whether all of them come back, or none and an error that lists them',
		},
	],
};
