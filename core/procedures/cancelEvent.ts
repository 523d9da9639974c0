import type { Procedure } from '../schema/procedure';
import { itemId } from './inputs';

export const cancelEvent: Procedure = {
	name: 'cancelEvent',
	label: 'Cancel',
	description: 'Calls a meeting off and tells the attendees; the organizer alone can do it',
	resource: 'event',
	operation: 'cancel',
	action: 'Cancel an event',
	risky: true,
	recordInput: 'itemId',
	outputs: [
		{ id: 'outcome', description: 'cancelled, or unknown when the answer was lost' },
		{ id: 'previousId', description: 'ID that was given' },
	],
	inputs: [
		itemId(['EventId', 'Id', 'ItemId']),
		{
			id: 'comment',
			label: 'Comment',
			type: 'text',
			description: 'Text for the attendees',
			aliases: ['Body', 'Message'],
		},
		{
			id: 'commentType',
			label: 'Comment Type',
			type: 'choice',
			choices: ['text', 'html'],
			default: 'text',
			aliases: ['BodyType'],
		},
	],
};
