import type { Procedure } from '../schema/procedure';

export const getUserPhoto: Procedure = {
	name: 'getUserPhoto',
	label: 'Get User Photo',
	description: 'Downloads the picture of a person',
	resource: 'mailbox',
	operation: 'getUserPhoto',
	action: 'Get the photo of a user',
	reads: true,
	binaryOutput: true,
	since: 'Exchange2013',
	outputs: [
		{ id: 'address', description: 'Person' },
		{ id: 'contentType', description: 'MIME type of the picture' },
	],
	inputs: [
		{
			id: 'address',
			label: 'Address',
			type: 'text',
			description: 'SMTP address of the person; default the address of the mailbox',
			aliases: ['Email', 'EmailAddress', 'Mailbox'],
		},
		{
			id: 'size',
			label: 'Size',
			type: 'choice',
			choices: ['48', '64', '96', '120', '240', '360', '432', '504', '648'],
			default: '240',
			description: 'Width and height in pixels; a smaller picture comes when there is no such one',
			aliases: ['SizeRequested'],
		},
	],
};
