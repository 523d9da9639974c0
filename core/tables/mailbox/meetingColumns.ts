/** What an event has besides its everyday columns. */
import type { Column } from '../../schema/column';
import { both, byId, graphPath, kept, listed, listedText } from './bindings';

const shown = { filter: false, sort: false } as const;
const since2013 = { since: 'Exchange2013' } as const;

/** Where EnhancedLocation keeps the parts of Graph's location, by the part's path in Graph. */
const LOCATION = [
	['locationEmailAddress', 'Location Email Address', undefined, 'locationEmailAddress'],
	['locationUri', 'Location URI', 'LocationUri', 'locationUri'],
	['address/street', 'Location Street', 'Street', 'address_street'],
	['address/city', 'Location City', 'City', 'address_city'],
	['address/state', 'Location State', 'State', 'address_state'],
	['address/countryOrRegion', 'Location Country', 'Country', 'address_countryOrRegion'],
	['address/postalCode', 'Location Postal Code', 'PostalCode', 'address_postalCode'],
	['coordinates/latitude', 'Location Latitude', 'Latitude', 'coordinates_latitude'],
	['coordinates/longitude', 'Location Longitude', 'Longitude', 'coordinates_longitude'],
] as const;

const location: readonly Column[] = LOCATION.map(([path, label, element, alias]) => {
	const joined = path.replace(/\/(\w)/g, (_, letter: string) => letter.toUpperCase());
	return {
		id: joined.startsWith('location')
			? joined
			: `location${joined.charAt(0).toUpperCase()}${joined.slice(1)}`,
		label,
		type: path.startsWith('coordinates') ? 'decimal' : 'text',
		aliases: { graph: [`location_${alias}`] },
		...(element
			? {
					ews: byId('calendar:EnhancedLocation', {
						at: `EnhancedLocation/PostalAddress/${element}`,
						...since2013,
					}),
				}
			: {}),
		graph: graphPath(`location/${path}`),
	};
});

/** Number of meetings, and the meetings themselves, at or beside the time of the event. */
const neighbours = (['conflicting', 'adjacent'] as const).map((kind): Column => {
	const title = kind === 'conflicting' ? 'Conflicting' : 'Adjacent';
	return {
		id: `${kind}MeetingCount`,
		label: `${title} Meeting Count`,
		type: 'integer',
		description:
			kind === 'conflicting'
				? 'Events at the same time.'
				: 'Events that end or begin where this one begins or ends.',
		aliases: { ews: [`${title}MeetingCount`] },
		ews: byId(`calendar:${title}MeetingCount`),
	};
});

export const meetingDetails: readonly Column[] = [
	{
		id: 'isOrganizer',
		label: 'Is Organizer',
		type: 'boolean',
		description: 'The owner of the mailbox organizes the event.',
		ews: byId('calendar:IsOrganizer', since2013),
		graph: graphPath('isOrganizer'),
	},
	{
		id: 'onlineMeetingJoinUrl',
		label: 'Online Meeting Join URL',
		type: 'text',
		aliases: { graph: ['onlineMeeting_joinUrl'] },
		ews: byId('calendar:JoinOnlineMeetingUrl', since2013),
		graph: graphPath('onlineMeeting/joinUrl'),
	},
	{
		id: 'onlineMeetingSettings',
		label: 'Online Meeting Settings',
		type: 'object',
		ews: byId('calendar:OnlineMeetingSettings', since2013),
	},
	...location,
	{
		id: 'when',
		label: 'When',
		type: 'text',
		description: 'The time of the event in words, as its organizer wrote it.',
		aliases: { ews: ['When'] },
		ews: listedText('calendar:When', shown),
	},
	{
		id: 'timeZone',
		label: 'Time Zone',
		type: 'text',
		description: 'Zone of the event as text.',
		aliases: { ews: ['TimeZone'] },
		ews: listedText('calendar:TimeZone', shown),
	},
	...(['Start', 'End'] as const).map((bound): Column => ({
		id: `${bound.toLowerCase()}TimeZoneName`,
		label: `${bound} Time Zone Name`,
		type: 'text',
		description: 'As people read it, such as (UTC+01:00) Amsterdam, Berlin, Rome.',
		aliases: { ews: [`${bound}TimeZone_Name`] },
		ews: listed(`calendar:${bound}TimeZone`, {
			at: `${bound}TimeZone@Name`,
			since: 'Exchange2010',
			...shown,
		}),
	})),
	...neighbours,
	{
		id: 'appointmentReplyTime',
		label: 'Appointment Reply Time',
		type: 'dateTime',
		description: 'When the owner of the mailbox answered the meeting request.',
		aliases: { ews: ['AppointmentReplyTime'], graph: ['responseStatus_time'] },
		ews: listed('calendar:AppointmentReplyTime', shown),
		graph: graphPath('responseStatus/time'),
	},
	{
		id: 'appointmentSequenceNumber',
		label: 'Appointment Sequence Number',
		type: 'integer',
		description: 'Version of the meeting: counts up when time or place change.',
		aliases: { ews: ['AppointmentSequenceNumber'] },
		ews: byId('calendar:AppointmentSequenceNumber'),
	},
	{
		id: 'appointmentState',
		label: 'Appointment State',
		type: 'integer',
		description: 'Sum of 1 for a meeting, 2 for a received one, 4 for a cancelled one.',
		aliases: { ews: ['AppointmentState'] },
		ews: listed('calendar:AppointmentState', shown),
	},
	{
		id: 'recurrenceId',
		label: 'Recurrence ID',
		type: 'dateTime',
		description: 'Which occurrence of the series in iCalendar.',
		ews: listed('calendar:RecurrenceId', shown),
	},
	{
		id: 'dateTimeStamp',
		label: 'Date Time Stamp',
		type: 'dateTime',
		description: 'When the iCalendar object was made.',
		ews: listed('calendar:DateTimeStamp', shown),
	},
	{
		id: 'conferenceType',
		label: 'Conference Type',
		type: 'integer',
		description: '0 NetMeeting, 1 NetShow, 2 chat.',
		aliases: { ews: ['ConferenceType'] },
		ews: listed('calendar:ConferenceType', { ...kept, ...shown }),
	},
	{
		id: 'meetingWorkspaceUrl',
		label: 'Meeting Workspace URL',
		type: 'text',
		aliases: { ews: ['MeetingWorkspaceUrl'] },
		ews: listedText('calendar:MeetingWorkspaceUrl', { ...both, ...shown }),
	},
	{
		id: 'netShowUrl',
		label: 'NetShow URL',
		type: 'text',
		aliases: { ews: ['NetShowUrl'] },
		ews: listedText('calendar:NetShowUrl', { ...both, ...shown }),
	},
];
