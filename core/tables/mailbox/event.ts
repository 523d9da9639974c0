import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';
import { both, byId, graphPath, kept, listed, listedText } from './bindings';
import { eventTimes } from './eventTimes';
import * as item from './itemColumns';
import * as group from './itemGroups';
import { meetingDetails } from './meetingColumns';
import { person } from './recipientColumns';
import { recurrenceColumns } from './recurrenceColumns';
import { series } from './seriesColumns';

/** Meetings and appointments: https://learn.microsoft.com/exchange/client-developer/web-service-reference/calendaritem */
const meeting: Column[] = [
	{
		id: 'location',
		label: 'Location',
		type: 'text',
		common: true,
		aliases: { ews: ['Location'], graph: ['location_displayName'] },
		ews: listedText('calendar:Location', both),
		graph: graphPath('location/displayName', both),
	},
	{
		id: 'showAs',
		label: 'Show As',
		type: 'choice',
		common: true,
		choices: ['free', 'tentative', 'busy', 'oof', 'workingElsewhere', 'unknown'],
		aliases: { ews: ['LegacyFreeBusyStatus'] },
		ews: listed('calendar:LegacyFreeBusyStatus', {
			...kept,
			values: { oof: 'OOF', unknown: 'NoData' },
		}),
		graph: graphPath('showAs', both),
	},
	...person({
		id: 'organizer',
		element: 'Organizer',
		label: 'Organizer',
		uri: 'calendar',
		common: true,
	}),
	{
		id: 'attendees',
		label: 'Attendees',
		type: 'attendeeList',
		description: 'Each with type required, optional or resource, and the response.',
		common: true,
		// One column for three collections: the codec of attendeeList reads RequiredAttendees,
		// OptionalAttendees and Resources, asks for all three fields and writes all three.
		ews: byId('calendar:RequiredAttendees', both),
		graph: graphPath('attendees', both),
	},
	...recurrenceColumns('calendar:Recurrence'),
	{
		id: 'type',
		label: 'Type',
		type: 'choice',
		choices: ['singleInstance', 'occurrence', 'exception', 'seriesMaster'],
		aliases: { ews: ['CalendarItemType'] },
		ews: listed('calendar:CalendarItemType', {
			values: { singleInstance: 'Single', seriesMaster: 'RecurringMaster' },
			filter: false,
			sort: false,
		}),
		graph: graphPath('type'),
	},
	{
		id: 'seriesMasterId',
		label: 'Series Master ID',
		type: 'id',
		description: 'Master of the series that the occurrence belongs to.',
		// EWS has no such property: the master is asked for by its occurrence.
		ews: { read: 'item' },
		graph: graphPath('seriesMasterId'),
	},
	{
		id: 'iCalUId',
		label: 'UID in iCalendar',
		type: 'text',
		description: 'The same in the calendars of all who take part.',
		match: true,
		aliases: { ews: ['UID'] },
		ews: listedText('calendar:UID', { write: 'create', filter: false, sort: false }),
		graph: graphPath('iCalUId', { filter: true }),
	},
	{
		id: 'responseStatusResponse',
		label: 'My Response',
		type: 'choice',
		choices: ['none', 'organizer', 'tentativelyAccepted', 'accepted', 'declined', 'notResponded'],
		aliases: { ews: ['MyResponseType'], graph: ['responseStatus_response'] },
		ews: listed('calendar:MyResponseType', {
			values: {
				none: 'Unknown',
				tentativelyAccepted: 'Tentative',
				accepted: 'Accept',
				declined: 'Decline',
				notResponded: 'NoResponseReceived',
			},
			filter: false,
			sort: false,
		}),
		graph: graphPath('responseStatus/response'),
	},
	{
		id: 'isMeeting',
		label: 'Is Meeting',
		type: 'boolean',
		aliases: { ews: ['IsMeeting'] },
		ews: listed('calendar:IsMeeting', { filter: false, sort: false }),
	},
	{
		id: 'isCancelled',
		label: 'Is Cancelled',
		type: 'boolean',
		aliases: { ews: ['IsCancelled'] },
		ews: listed('calendar:IsCancelled', { filter: false, sort: false }),
		graph: graphPath('isCancelled'),
	},
	{
		id: 'isRecurring',
		label: 'Is Recurring',
		type: 'boolean',
		aliases: { ews: ['IsRecurring'] },
		ews: listed('calendar:IsRecurring', { filter: false, sort: false }),
	},
	{
		id: 'isOnlineMeeting',
		label: 'Is Online Meeting',
		type: 'boolean',
		aliases: { ews: ['IsOnlineMeeting'] },
		ews: listed('calendar:IsOnlineMeeting', { filter: false, sort: false }),
		graph: graphPath('isOnlineMeeting', both),
	},
	{
		id: 'responseRequested',
		label: 'Response Requested',
		type: 'boolean',
		aliases: { ews: ['IsResponseRequested'] },
		ews: listed('calendar:IsResponseRequested', { ...kept, filter: false, sort: false }),
		graph: graphPath('responseRequested', both),
	},
	{
		id: 'allowNewTimeProposals',
		label: 'Allow New Time Proposals',
		type: 'boolean',
		aliases: { ews: ['AllowNewTimeProposal'] },
		ews: listed('calendar:AllowNewTimeProposal', { ...kept, filter: false, sort: false }),
		graph: graphPath('allowNewTimeProposals', both),
	},
	{
		id: 'meetingRequestWasSent',
		label: 'Meeting Request Was Sent',
		type: 'boolean',
		aliases: { ews: ['MeetingRequestWasSent'] },
		ews: listed('calendar:MeetingRequestWasSent', { filter: false, sort: false }),
	},
	{
		id: 'duration',
		label: 'Duration',
		type: 'text',
		description: 'ISO 8601, such as PT1H30M.',
		aliases: { ews: ['Duration'] },
		ews: listedText('calendar:Duration', { filter: false, sort: false }),
	},
];

export const event: Table = {
	name: 'event',
	label: 'Event',
	plural: 'events',
	description: 'Appointments and meetings in the calendars of a mailbox',
	operations: ['query', 'get', 'create', 'update', 'upsert', 'delete'],
	aliases: [
		{ name: 'Calendar', schema: 'ews' },
		{ name: 'Events', schema: 'ews' },
		{ name: 'Events', schema: 'graph' },
	],
	ews: {
		kind: 'item',
		element: 'CalendarItem',
		defaultFolder: 'calendar',
		itemClass: 'IPM.Appointment',
		folderClass: 'IPF.Appointment',
	},
	graph: { collection: 'events', folders: 'calendars' },
	columns: [
		item.id,
		item.adapted(item.subject, {
			common: true,
			match: true,
			graph: graphPath('subject', { ...both, filter: true }),
		}),
		...eventTimes,
		...meeting,
		...series,
		...meetingDetails,
		item.adapted(item.body, { common: true }),
		item.bodyType,
		item.preview,
		item.adapted(item.categories, { common: true }),
		item.adapted(item.importance, { common: true, graph: graphPath('importance', both) }),
		item.adapted(item.sensitivity, { common: true, graph: graphPath('sensitivity', both) }),
		item.adapted(item.isReminderOn, { common: true, graph: graphPath('isReminderOn', both) }),
		item.adapted(item.reminderMinutesBeforeStart, {
			common: true,
			graph: graphPath('reminderMinutesBeforeStart', both),
		}),
		item.reminderDueBy,
		item.adapted(item.hasAttachments, { common: true, graph: graphPath('hasAttachments') }),
		...group.history,
		...group.identity.map((column) =>
			column.id === 'parentFolderId'
				? item.adapted(column, { aliases: { ews: ['ParentFolderId'], graph: ['calendarId'] } })
				: column,
		),
		...group.mail,
		...group.webForms,
		...group.conversation,
		...group.attachments,
		...group.service,
	],
};
