import type { Procedure } from '../schema/procedure';

const FORMATS = ['ewsId', 'ewsLegacyId', 'entryId', 'hexEntryId', 'storeId', 'owaId'];

export const convertIds: Procedure = {
	name: 'convertIds',
	label: 'Convert IDs',
	description: 'Writes IDs of records and folders in the form of another program',
	resource: 'mailbox',
	operation: 'convertIds',
	action: 'Convert identifiers of records',
	aliases: ['ConvertId'],
	reads: true,
	mailboxInput: 'mailbox',
	outputs: [
		{ id: 'sourceId', description: 'ID that was given' },
		{ id: 'id', description: 'ID in the new form; null where it cannot be converted' },
		{ id: 'error', description: 'Why it cannot be converted' },
	],
	inputs: [
		{
			id: 'ids',
			label: 'IDs',
			type: 'textList',
			required: true,
			description: 'One or more, separated by commas',
			aliases: ['SourceIds', 'Id'],
		},
		{
			id: 'from',
			label: 'From',
			type: 'choice',
			choices: FORMATS,
			default: 'ewsId',
			description: 'Form of the IDs: ewsId is that of this node, hexEntryId that of Outlook',
			aliases: ['Format', 'SourceFormat'],
		},
		{
			id: 'to',
			label: 'To',
			type: 'choice',
			choices: FORMATS,
			required: true,
			aliases: ['DestinationFormat'],
		},
		{
			id: 'mailbox',
			label: 'Address of Mailbox',
			type: 'text',
			description: 'Of the mailbox that the IDs are from, where it is not clear',
			aliases: ['EmailAddress'],
		},
		{
			id: 'isArchive',
			label: 'Is Archive',
			type: 'boolean',
			default: false,
			description: 'Whether the IDs are from the archive mailbox',
		},
	],
};
