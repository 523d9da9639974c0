import type { Procedure } from '../schema/procedure';
import { ANSWER_OUTPUTS, answerInputs } from './answer';
import { recipients } from './inputs';

const more = { ...recipients('toRecipients', 'Further Recipients') };

export const reply: Procedure = {
	name: 'reply',
	label: 'Reply',
	description: 'Answers the sender of a message',
	resource: 'message',
	operation: 'reply',
	action: 'Reply to a message',
	aliases: ['ReplyToMessage'],
	risky: true,
	recordInput: 'itemId',
	outputs: ANSWER_OUTPUTS,
	inputs: [
		...answerInputs(more),
		{
			id: 'toAll',
			label: 'To All',
			type: 'boolean',
			default: false,
			description: 'Whether all recipients of the original get the answer as well',
		},
	],
};

export const replyAll: Procedure = {
	name: 'replyAll',
	label: 'Reply All',
	description: 'Answers the sender and all recipients of a message',
	resource: 'message',
	operation: 'replyAll',
	action: 'Reply to all recipients of a message',
	risky: true,
	recordInput: 'itemId',
	outputs: ANSWER_OUTPUTS,
	inputs: answerInputs(more),
};
