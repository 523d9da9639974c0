import type { Procedure } from '../schema/procedure';
import { copies, itemId } from './inputs';

/** Sends a message that is already in the mailbox. */
export const sendDraft: Procedure = {
	name: 'sendDraft',
	label: 'Send Draft',
	description: 'Sends a draft that is already in the mailbox',
	resource: 'message',
	operation: 'sendDraft',
	action: 'Send a draft',
	aliases: ['SendItem'],
	risky: true,
	recordInput: 'itemId',
	outputs: [
		{
			id: 'outcome',
			description: 'sent, or unknown when the answer was lost and could not be settled',
		},
	],
	inputs: [itemId(['Id', 'MessageId']), ...copies],
};
