import type { ProcedureInput } from '../schema/procedure';
import { attachments, copies, from, importance, itemId, recipients, sending } from './inputs';

/** Inputs of Reply, Reply All and Forward. */
export const answerInputs = (...to: readonly ProcedureInput[]): readonly ProcedureInput[] => [
	itemId(['MessageId', 'Id']),
	...to,
	{
		id: 'comment',
		label: 'Comment',
		type: 'text',
		description: 'Stands above the original message',
		aliases: ['Body', 'Content'],
	},
	{
		id: 'commentType',
		label: 'Comment Type',
		type: 'choice',
		choices: ['text', 'html'],
		default: 'text',
		aliases: ['ContentType', 'BodyType'],
	},
	recipients('ccRecipients', 'CC Recipients'),
	recipients('bccRecipients', 'BCC Recipients'),
	{
		id: 'subject',
		label: 'Subject',
		type: 'text',
		description: 'Instead of the original subject with RE: or FW: before it',
	},
	from,
	importance,
	...attachments,
	...sending,
	...copies,
	{
		id: 'saveAsDraft',
		label: 'Save as Draft',
		type: 'boolean',
		default: false,
		description: 'Whether the message stays in Drafts and is not sent',
	},
];

export const ANSWER_OUTPUTS = [
	{
		id: 'outcome',
		description:
			'sent, saved with Save as Draft, or unknown when the answer was lost and could not be settled',
	},
	{ id: 'id', description: 'With saved: the ID of the draft' },
] as const;
