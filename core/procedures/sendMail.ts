import type { Procedure } from '../schema/procedure';
import {
	attachmentList,
	attachments,
	copies,
	from,
	importance,
	recipients,
	sending,
} from './inputs';

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
	outputs: [
		{
			id: 'outcome',
			description: 'sent, or unknown when the answer was lost and could not be settled',
		},
		{ id: 'writeId', description: 'With unknown: the value to find the message by' },
	],
	inputs: [
		recipients('toRecipients', 'To Recipients', true),
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
		recipients('ccRecipients', 'CC Recipients'),
		recipients('bccRecipients', 'BCC Recipients'),
		from,
		{ ...importance, default: 'normal' },
		...attachments,
		attachmentList,
		...sending,
		...copies,
	],
};
