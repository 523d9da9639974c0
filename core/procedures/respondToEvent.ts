import type { Procedure } from '../schema/procedure';
import { itemId } from './inputs';

export const respondToEvent: Procedure = {
	name: 'respondToEvent',
	label: 'Respond',
	description: 'Accepts, tentatively accepts or declines a meeting',
	resource: 'event',
	operation: 'respond',
	action: 'Respond to an event',
	risky: true,
	recordInput: 'itemId',
	outputs: [
		{ id: 'outcome', description: 'responded, or unknown when the answer was lost' },
		{ id: 'response', description: 'accept, tentative or decline' },
		{ id: 'responseSent', description: 'Whether the organizer was told' },
		{ id: 'id', description: 'ID of the event afterwards; null where Exchange gives none' },
	],
	inputs: [
		itemId(['EventId', 'Id', 'ItemId']),
		{
			id: 'response',
			label: 'Response',
			type: 'choice',
			choices: ['accept', 'tentative', 'decline'],
			required: true,
			aliases: ['ResponseType'],
		},
		{
			id: 'sendResponse',
			label: 'Send Response',
			type: 'boolean',
			default: true,
			description: 'Whether the organizer is told',
		},
		{
			id: 'comment',
			label: 'Comment',
			type: 'text',
			description: 'Text for the organizer',
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
		{
			id: 'proposedStart',
			label: 'Proposed Start',
			type: 'dateTime',
			description: 'Another time to propose, with tentative and decline; Exchange 2013 and newer',
		},
		{
			id: 'proposedEnd',
			label: 'Proposed End',
			type: 'dateTime',
			description: 'End of the other time; goes with Proposed Start',
		},
	],
};
