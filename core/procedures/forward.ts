import type { Procedure } from '../schema/procedure';
import { ANSWER_OUTPUTS, answerInputs } from './answer';
import { recipients } from './inputs';

export const forward: Procedure = {
	name: 'forward',
	label: 'Forward',
	description: 'Sends a message on, with its attachments',
	resource: 'message',
	operation: 'forward',
	action: 'Forward a message',
	aliases: ['ForwardMail'],
	risky: true,
	recordInput: 'itemId',
	outputs: ANSWER_OUTPUTS,
	inputs: answerInputs(recipients('toRecipients', 'To Recipients', true)),
};
