import type { Procedure } from '../schema/procedure';

/** Creates a draft, then sends it, so that a lost answer can be settled and no mail goes out twice. */
export const sendMail: Procedure = {
	name: 'sendMail',
	label: 'Send Mail',
	description: 'Sends a message and keeps a copy in Sent Items',
	resource: 'message',
	operation: 'send',
	action: 'Send a message',
	aliases: ['SendMail'],
	risky: true,
	inputs: [
		{
			id: 'toRecipients',
			label: 'To Recipients',
			type: 'recipientList',
			required: true,
			description: 'Addresses, separated by commas or semicolons',
		},
		{ id: 'subject', label: 'Subject', type: 'text', required: true },
		{ id: 'body', label: 'Body', type: 'text', required: true, aliases: ['Content'] },
		{
			id: 'bodyType',
			label: 'Body Type',
			type: 'choice',
			choices: ['text', 'html'],
			default: 'text',
			aliases: ['ContentType'],
		},
		{
			id: 'ccRecipients',
			label: 'CC Recipients',
			type: 'recipientList',
			description: 'Addresses, separated by commas or semicolons',
		},
		{
			id: 'bccRecipients',
			label: 'BCC Recipients',
			type: 'recipientList',
			description: 'Addresses, separated by commas or semicolons',
		},
		{
			id: 'from',
			label: 'From',
			type: 'recipient',
			description:
				'Sends in the name of this address; the account needs the right Send As or Send on Behalf',
			aliases: ['FromEmail'],
		},
		{
			id: 'importance',
			label: 'Importance',
			type: 'choice',
			choices: ['low', 'normal', 'high'],
			default: 'normal',
		},
		{
			id: 'saveToSentItems',
			label: 'Save to Sent Items',
			type: 'boolean',
			default: true,
			description: 'Whether a copy is kept in Sent Items',
		},
	],
};
