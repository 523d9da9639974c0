import type { Procedure } from '../schema/procedure';

export const expandGroup: Procedure = {
	name: 'expandGroup',
	label: 'Expand',
	description: 'Lists the members of a distribution list, those of lists inside it included',
	resource: 'distributionList',
	operation: 'expand',
	action: 'Expand a distribution list',
	aliases: ['ExpandDL', 'ExpandDistributionList'],
	reads: true,
	recordInput: 'list',
	outputs: [
		{ id: 'name', description: 'Display name of the member' },
		{ id: 'address', description: 'SMTP address' },
		{ id: 'mailboxType', description: 'mailbox, publicDL, privateDL, contact, oneOff …' },
		{ id: 'itemId', description: 'ID of the contact, when it is one of the mailbox' },
		{ id: 'depth', description: '1 for a member of the list itself, 2 for one of a list inside …' },
		{ id: 'via', description: 'Lists that lead to the member, outermost first' },
	],
	inputs: [
		{
			id: 'list',
			label: 'List',
			type: 'text',
			required: true,
			description: 'Address of a group, or ID of a personal distribution list',
			aliases: ['Mailbox', 'EmailAddress', 'ItemId', 'Id'],
		},
		{
			id: 'recursive',
			label: 'Expand Lists Inside',
			type: 'boolean',
			default: true,
			description: 'Whether lists inside the list are expanded too, to any depth',
		},
		{
			id: 'includeLists',
			label: 'Include Lists',
			type: 'boolean',
			default: false,
			description: 'Whether a list that is expanded also comes back as a member',
		},
	],
};
