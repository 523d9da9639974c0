import type { Table } from '../../schema/table';

/**
 * Attendees of events, one row each, as the three lists of an event hold them.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/attendee
 */
export const attendee: Table = {
	name: 'attendee',
	label: 'Attendee',
	plural: 'attendees',
	description: 'People, rooms and equipment that an event was offered to',
	operations: ['query', 'get', 'create', 'update', 'upsert', 'delete'],
	keys: ['eventId'],
	aliases: [
		{ name: 'Calendar_RequiredAttendees', schema: 'ews', preset: { type: 'required' } },
		{ name: 'Calendar_OptionalAttendees', schema: 'ews', preset: { type: 'optional' } },
	],
	ews: { kind: 'collection', element: 'Attendee' },
	columns: [
		{
			id: 'id',
			label: 'ID',
			type: 'id',
			description:
				'Made of the event, the type and the address; another type or address is another ID.',
			common: true,
			ews: { read: 'list' },
		},
		{
			id: 'eventId',
			label: 'Event ID',
			type: 'id',
			description: 'Event that the attendee belongs to. Every query needs a condition on it.',
			common: true,
			match: true,
			aliases: { ews: ['ItemId'] },
			ews: { read: 'list', write: 'create' },
		},
		{
			id: 'emailAddress',
			label: 'Email Address',
			type: 'text',
			common: true,
			match: true,
			aliases: { ews: ['EmailAddress'] },
			ews: { read: 'list', write: 'both', kept: true },
		},
		{
			id: 'name',
			label: 'Name',
			type: 'text',
			common: true,
			aliases: { ews: ['Name'] },
			ews: { read: 'list', write: 'both' },
		},
		{
			id: 'type',
			label: 'Type',
			type: 'choice',
			description: 'Rooms and equipment are resources. Required when it is left out.',
			common: true,
			choices: ['required', 'optional', 'resource'],
			ews: { read: 'list', write: 'both', kept: true },
		},
		{
			id: 'response',
			label: 'Response',
			type: 'choice',
			common: true,
			choices: ['none', 'organizer', 'tentativelyAccepted', 'accepted', 'declined', 'notResponded'],
			ews: { read: 'list' },
		},
		{
			id: 'responseTime',
			label: 'Response Time',
			type: 'dateTime',
			common: true,
			ews: { read: 'list' },
		},
		{
			id: 'changeKey',
			label: 'Change Key',
			type: 'id',
			description: 'Version of the event.',
			ews: { read: 'list' },
		},
	],
};
