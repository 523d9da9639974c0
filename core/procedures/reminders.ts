import type { Procedure } from '../schema/procedure';
import { itemId } from './inputs';

const OUTPUTS = [
	{ id: 'outcome', description: 'updated, or unknown when the answer was lost' },
	{ id: 'id', description: 'ID of the event or task' },
] as const;
const ALIASES = ['EventId', 'Id', 'ItemId'];

export const dismissReminder: Procedure = {
	name: 'dismissReminder',
	label: 'Dismiss Reminder',
	description: 'Ends the reminder of an event or task',
	resource: 'event',
	operation: 'dismissReminder',
	action: 'Dismiss a reminder',
	aliases: ['DismissEventReminder'],
	since: 'Exchange2013',
	inBatches: true,
	recordInput: 'itemId',
	outputs: OUTPUTS,
	inputs: [itemId(ALIASES)],
};

export const snoozeReminder: Procedure = {
	name: 'snoozeReminder',
	label: 'Snooze Reminder',
	description: 'Reminds again of an event or task at another time',
	resource: 'event',
	operation: 'snoozeReminder',
	action: 'Snooze a reminder',
	aliases: ['SnoozeEventReminder'],
	since: 'Exchange2013',
	inBatches: true,
	zoneInput: 'timeZone',
	recordInput: 'itemId',
	outputs: OUTPUTS,
	inputs: [
		itemId(ALIASES),
		{
			id: 'until',
			label: 'Until',
			type: 'dateTime',
			required: true,
			description: 'When to remind again',
			aliases: ['DateTime', 'NewReminderTime'],
		},
		{
			id: 'timeZone',
			label: 'Time Zone',
			type: 'text',
			description: 'IANA or Windows name: zone of a time without offset',
		},
	],
};
