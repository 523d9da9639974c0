import { scenario } from '../../scenario';
import { all, at, text } from '../../xml';
import {
	addresses,
	APPOINTMENT,
	ATTENDEE,
	byAttendee,
	byOrganizer,
	CANCELED,
	create,
	daily,
	deleteXml,
	END,
	eventXml,
	find,
	get,
	getXml,
	idOf,
	idsOf,
	idXml,
	itemsXml,
	meeting,
	must,
	occurrenceXml,
	ORGANIZER,
	R,
	REQUEST,
	respond,
	respondXml,
	RESPONSE,
	ROOM,
	shows,
	START,
	WITH_ALL,
	type Wanted,
} from './meeting';

const PLACE =
	'<t:DisplayName>Hall</t:DisplayName><t:Annotation>Second door</t:Annotation><t:PostalAddress><t:LocationSource>PhonebookServices</t:LocationSource></t:PostalAddress>';

const APPOINTMENT_SHOWS: Wanted = [
	['IsMeeting', 'false', 729],
	['EnhancedLocation/DisplayName', 'Hall', 542, 696, 697],
	['EnhancedLocation/Annotation', 'Second door', 543],
	['EnhancedLocation/PostalAddress/LocationSource', 'PhonebookServices', 544],
	['ItemClass', APPOINTMENT, 593],
	['IsAllDayEvent', 'true', 720],
	['AllowNewTimeProposal', 'false', 745],
	['ConferenceType', '0', 516],
	['AppointmentState', '0', 514],
	['MeetingRequestWasSent', 'false', 735],
	['LegacyFreeBusyStatus', 'OOF', 16503],
];

export const appointment = scenario(
	'MSOXWSMTGS_S01_TC01_CreateGetDeleteSingleCalendarItem',
	[...R(488, 619), ...idsOf(APPOINTMENT_SHOWS)],
	async (trial) => {
		const uid = 'appointment';
		const made = await trial.ok(
			itemsXml(
				eventXml({
					UID: uid,
					Subject: 'Appointment',
					ConferenceType: '0',
					AllowNewTimeProposal: 'false',
					IsAllDayEvent: 'true',
					LegacyFreeBusyStatus: 'OOF',
					EnhancedLocation: PLACE,
				}),
			),
			byOrganizer,
		);
		trial.check(R(488), made.isSuccess, 'CreateItem did not succeed');
		const event = await must(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
		shows(trial, event, APPOINTMENT_SHOWS, 'the appointment');
		const gone = await trial.call(deleteXml('SendToNone', idXml(idOf(event))), byOrganizer);
		const left = await find(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
		trial.check(R(619), gone.isSuccess && left === undefined, 'the appointment is not gone');
	},
);

const PROPOSED =
	'<t:ProposedStart>2027-03-02T10:00:00Z</t:ProposedStart><t:ProposedEnd>2027-03-02T11:00:00Z</t:ProposedEnd>';

const ACCEPT_REQUEST: Wanted = [
	['When', undefined, 299],
	['Resources', undefined, 319],
	['ItemClass', REQUEST, 488],
	['IntendedFreeBusyStatus', 'Tentative', 28504],
];
const ACCEPT_EVENT: Wanted = [
	['LegacyFreeBusyStatus', 'Tentative', 16504],
	['When', undefined, 1047],
	['MyResponseType', 'NoResponseReceived', 84],
];

export const accept = scenario(
	'MSOXWSMTGS_S01_TC02_CreateAndAcceptMeeting',
	[
		...R(79, 317, 1282, 1292, 1107, 1355, 489, 139, 1334, 1336, 1284, 749),
		...idsOf(ACCEPT_REQUEST, ACCEPT_EVENT),
	],
	async (trial) => {
		const uid = 'accept';
		const { id } = await create(
			trial,
			meeting(uid, {
				When: 'Monday morning',
				IsResponseRequested: 'true',
				OptionalAttendees: [ROOM],
				AllowNewTimeProposal: 'true',
				LegacyFreeBusyStatus: 'Tentative',
			}),
			'SendToAllAndSaveCopy',
		);
		const mine = await must(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
		const before = text(all(mine, 'Attendee')[0], 'ResponseType');
		trial.equal(R(79), before, 'Unknown', 'the answer before there is one');
		const saved = await must(trial, byOrganizer, 'sentitems', REQUEST, uid);
		trial.equal(R(317), addresses(saved, 'OptionalAttendees'), [ROOM], 'who may come');
		const request = await must(trial, byAttendee, 'inbox', REQUEST, uid);
		shows(trial, request, ACCEPT_REQUEST, 'the request');
		trial.check(R(1282), text(request, 'ResponseType') !== undefined, 'no ResponseType');
		const proposes = at(request, 'ResponseObjects', 'ProposeNewTime') !== undefined;
		trial.check(R(1292, 1107, 1355), proposes, 'no new time can be proposed');
		const theirs = await must(trial, byAttendee, 'calendar', APPOINTMENT, uid);
		shows(trial, theirs, ACCEPT_EVENT, "the attendee's event");
		const accepted = await respond(trial, 'AcceptItem', idOf(request), byAttendee, PROPOSED);
		trial.check(R(1284), accepted.isSuccess, 'the answer with proposed times failed');
		const response = await must(trial, byOrganizer, 'inbox', RESPONSE, uid);
		trial.equal(R(489), text(response, 'ItemClass'), `${RESPONSE}.Pos`, 'the item class');
		const noted = all(await must(trial, byOrganizer, 'calendar', APPOINTMENT, uid), 'Attendee')[0];
		trial.equal(R(139), text(noted, 'ResponseType'), 'Accept', 'the noted answer');
		trial.equal(R(1334), text(noted, 'ProposedStart'), '2027-03-02T10:00:00Z', 'the new start');
		trial.equal(R(1336), text(noted, 'ProposedEnd'), '2027-03-02T11:00:00Z', 'the new end');
		trial.equal(R(749), text(saved, 'IsDelegated'), 'false', 'IsDelegated');
		await trial.ok(deleteXml('SendOnlyToAll', idXml(id)), byOrganizer);
		const canceled = await must(trial, byAttendee, 'inbox', CANCELED, uid);
		await respond(trial, 'RemoveItem', idOf(canceled));
		const copy = await find(trial, byOrganizer, 'sentitems', CANCELED, uid);
		if (copy !== undefined) throw new Error('The cancellation was saved unasked');
	},
	{ witnesses: ['answer-is-tracked'] },
);

export const declineSeries = scenario(
	'MSOXWSMTGS_S01_TC03_CreateRecurringMeetingAndDecline',
	R(213, 215, 341, 343),
	async (trial) => {
		const uid = 'series';
		const { id } = await create(
			trial,
			meeting(uid, { ...WITH_ALL, Recurrence: daily() }),
			'SendOnlyToAll',
		);
		const master = await get(trial, idXml(id));
		const first = await get(trial, occurrenceXml(id, 1));
		const last = await get(trial, occurrenceXml(id, 5));
		trial.equal(R(213), idOf(master, 'FirstOccurrence', 'ItemId'), idOf(first), 'the first');
		trial.equal(R(215), idOf(master, 'LastOccurrence', 'ItemId'), idOf(last), 'the last');
		await trial.ok(deleteXml('SendOnlyToAll', occurrenceXml(id, 3)), byOrganizer);
		const request = await must(trial, byAttendee, 'inbox', REQUEST, uid);
		const times = (node: typeof first, ...path: string[]) =>
			['Start', 'End'].map((name) => text(node, ...path, name));
		trial.equal(
			R(341),
			times(request, 'FirstOccurrence'),
			times(first),
			'the first in the request',
		);
		trial.equal(R(343), times(request, 'LastOccurrence'), times(last), 'the last in the request');
		await respond(trial, 'DeclineItem', idOf(request));
		const response = await must(trial, byOrganizer, 'inbox', RESPONSE, uid);
		const event = idOf(response, 'AssociatedCalendarItemId');
		await respond(trial, 'CancelCalendarItem', event, byOrganizer);
		await must(trial, byAttendee, 'inbox', CANCELED, uid);
	},
);

export const tentative = scenario(
	'MSOXWSMTGS_S01_TC04_CreateMeetingAndTentativelyAccept',
	R(630, 323, 327, 321, 325, 193, 195, 197, 199, 81),
	async (trial) => {
		const uid = 'tentative';
		await create(
			trial,
			{ Subject: 'Conflict', Start: START, End: '2027-03-01T11:30:00Z' },
			'SendToNone',
			byAttendee,
		);
		await create(
			trial,
			{ Subject: 'Adjacent', Start: END, End: '2027-03-01T13:00:00Z' },
			'SendToNone',
			byAttendee,
		);
		await create(trial, meeting(uid, WITH_ALL), 'SendOnlyToAll');
		const request = await must(trial, byAttendee, 'inbox', REQUEST, uid);
		const read = await trial.call(getXml(idXml(idOf(request))), byAttendee);
		trial.check(R(630), read.isSuccess, 'the request cannot be read');
		const subjects = (node: typeof request, list: string) =>
			all(at(node, list), 'Subject').map((one) => one.text);
		const nearby: Wanted = [
			['AdjacentMeetingCount', '1', 323],
			['ConflictingMeetingCount', '1', 321],
		];
		shows(trial, request, nearby, 'the request');
		trial.equal(R(327), subjects(request, 'AdjacentMeetings'), ['Adjacent'], 'adjacent meetings');
		trial.equal(R(325), subjects(request, 'ConflictingMeetings'), ['Conflict'], 'conflicts');
		await respond(trial, 'TentativelyAcceptItem', idOf(request));
		const event = await must(trial, byAttendee, 'calendar', APPOINTMENT, uid);
		const own: Wanted = [
			['AdjacentMeetingCount', '1', 195],
			['ConflictingMeetingCount', '1', 193],
		];
		shows(trial, event, own, 'the event');
		trial.equal(R(199), subjects(event, 'AdjacentMeetings'), ['Adjacent'], 'adjacent meetings');
		trial.equal(R(197), subjects(event, 'ConflictingMeetings'), ['Conflict'], 'conflicts');
		const response = await must(trial, byOrganizer, 'inbox', RESPONSE, uid);
		trial.equal(R(81), text(response, 'ResponseType'), 'Tentative', 'the answer');
	},
	{ witnesses: ['neighbours-are-found'] },
);

const SINGLE_EVENT: Wanted = [
	['UID', 'single', 151],
	['Start', START, 157],
	['End', END, 159],
	['IsAllDayEvent', 'false', 721],
	['LegacyFreeBusyStatus', 'Busy', 16500],
	['Location', 'Room 1', 167],
	['When', 'Monday morning', 169],
	['IsMeeting', 'true', 728],
	['IsCancelled', 'false', 731],
	['IsRecurring', 'false', 733],
	['MeetingRequestWasSent', 'true', 734],
	['IsResponseRequested', 'true', 736],
	['MyResponseType', 'Organizer', 512, 80],
	['CalendarItemType', 'Single', 181],
	['Organizer/Mailbox/EmailAddress', ORGANIZER, 185],
	['AppointmentState', '1', 209, 738],
	['ConferenceType', '2', 227, 743],
	['MeetingWorkspaceUrl', 'http://meet.example/', 233],
	['NetShowUrl', 'http://show.example/', 235],
	['StartWallClock', START, 699],
	['EndWallClock', END, 700],
	['IsOrganizer', 'true', 80048],
];
const SINGLE_REQUEST: Wanted = [
	['IsMeeting', 'true', 756, 7561],
	['IsCancelled', 'false', 759],
	['IsRecurring', 'false', 761],
	['MeetingRequestWasSent', 'true', 762, 763],
	['CalendarItemType', 'Single', 309, 53],
	['Organizer/Mailbox/EmailAddress', ORGANIZER, 313],
	['AppointmentState', '3', 337, 555],
	['MeetingRequestType', 'NewMeetingRequest', 283, 72],
	['IntendedFreeBusyStatus', 'Busy', 28500],
	['Start', START, 500],
	['End', END, 287],
	['Location', 'Room 1', 297],
	['IsAllDayEvent', 'false', 755],
	['IsResponseRequested', 'true', 736],
	['MeetingWorkspaceUrl', 'http://meet.example/', 361],
	['StartWallClock', START, 708],
	['EndWallClock', END, 709],
];
const SINGLE_RESPONSE: Wanted = [
	['ResponseType', 'Accept', 82],
	['Start', START, 906],
	['End', END, 907],
	['Location', 'Room 1', 908],
	['CalendarItemType', 'Single', 910],
];

export const single = scenario(
	'MSOXWSMTGS_S01_TC08_CreateAndAcceptSingleMeeting',
	[...R(187, 189, 191, 315, 205, 141), ...idsOf(SINGLE_EVENT, SINGLE_REQUEST, SINGLE_RESPONSE)],
	async (trial) => {
		const uid = 'single';
		const { id } = await create(
			trial,
			meeting(uid, {
				...WITH_ALL,
				LegacyFreeBusyStatus: 'Busy',
				When: 'Monday morning',
				IsAllDayEvent: 'false',
				IsResponseRequested: 'true',
				ConferenceType: '2',
				AllowNewTimeProposal: 'true',
				MeetingWorkspaceUrl: 'http://meet.example/',
				NetShowUrl: 'http://show.example/',
			}),
			'SendOnlyToAll',
		);
		const event = await get(trial, idXml(id));
		shows(trial, event, SINGLE_EVENT, 'the event');
		trial.equal(R(187), addresses(event, 'RequiredAttendees'), [ATTENDEE], 'who has to come');
		trial.equal(R(189), addresses(event, 'OptionalAttendees'), [ORGANIZER], 'who may come');
		trial.equal(R(191), addresses(event, 'Resources'), [ROOM], 'the resources');
		const request = await must(trial, byAttendee, 'inbox', REQUEST, uid);
		shows(trial, request, SINGLE_REQUEST, 'the request');
		trial.equal(
			R(315),
			addresses(request, 'RequiredAttendees'),
			[ORGANIZER, ATTENDEE],
			'who has to come, as attendees see it',
		);
		await respond(trial, 'AcceptItem', idOf(request));
		const theirs = await must(trial, byAttendee, 'calendar', APPOINTMENT, uid);
		trial.check(R(205), text(theirs, 'AppointmentReplyTime') !== undefined, 'no reply time');
		trial.equal(R(191), addresses(theirs, 'Resources'), [], 'the resources that attendees see');
		const response = await must(trial, byOrganizer, 'inbox', RESPONSE, uid);
		shows(trial, response, SINGLE_RESPONSE, 'the response');
		const noted = await must(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
		const time = text(all(noted, 'Attendee')[0], 'LastResponseTime');
		trial.check(R(141), time !== undefined, 'no time of the last response');
	},
	{ witnesses: ['organizer-is-required', 'answer-is-tracked'] },
);

const CANCELED_REQUEST: Wanted = [
	['EnhancedLocation/DisplayName', 'Hall', 707],
	['IntendedFreeBusyStatus', 'Free', 28501],
	['Duration', 'PT2H', 329],
	['AppointmentSequenceNumber', '0', 335],
];
const CANCELED_RESPONSE: Wanted = [
	['EnhancedLocation/DisplayName', 'Hall', 80011],
	['ResponseType', 'Decline', 83],
];
const CANCELLATION: Wanted = [
	['ItemClass', CANCELED, 490],
	['EnhancedLocation/DisplayName', 'Hall', 80003],
	['Start', START, 900],
	['End', END, 901],
	['Location', 'Room 1', 902],
	['CalendarItemType', 'Single', 904],
];

export const cancel = scenario(
	'MSOXWSMTGS_S01_TC09_CreateAndCancelMeeting',
	[
		...R(16501, 137, 491, 492, 740, 1052),
		...idsOf(CANCELED_REQUEST, CANCELED_RESPONSE, CANCELLATION),
	],
	async (trial) => {
		const uid = 'cancel';
		await create(
			trial,
			meeting(uid, {
				...WITH_ALL,
				AllowNewTimeProposal: 'false',
				LegacyFreeBusyStatus: 'Free',
				EnhancedLocation: PLACE,
			}),
			'SendOnlyToAll',
		);
		const theirs = await must(trial, byAttendee, 'calendar', APPOINTMENT, uid);
		trial.equal(R(16501), text(theirs, 'LegacyFreeBusyStatus'), 'Free', 'the status');
		const request = await must(trial, byAttendee, 'inbox', REQUEST, uid);
		shows(trial, request, CANCELED_REQUEST, 'the request');
		const reached = addresses(request, 'RequiredAttendees').includes(ATTENDEE);
		trial.check(R(137), reached, 'the attendee is not resolved');
		const forbidden = await trial.call(respondXml('CancelCalendarItem', idOf(theirs)), byAttendee);
		if (forbidden.codes[0] !== 'ErrorCalendarIsNotOrganizer') {
			throw new Error(`An attendee cancels the meeting: ${forbidden.codes.join(', ')}`);
		}
		await respond(trial, 'DeclineItem', idOf(request));
		const left = await find(trial, byAttendee, 'calendar', APPOINTMENT, uid);
		const response = await must(trial, byOrganizer, 'inbox', RESPONSE, uid);
		shows(trial, response, CANCELED_RESPONSE, 'the response');
		const event = idOf(response, 'AssociatedCalendarItemId');
		const cancelled = await respond(trial, 'CancelCalendarItem', event, byOrganizer);
		trial.check(R(491), cancelled.isSuccess, 'the meeting was not cancelled');
		const deleted = await find(trial, byOrganizer, 'deleteditems', APPOINTMENT, uid);
		trial.equal(
			R(740, 1052),
			text(deleted, 'AppointmentState'),
			'5',
			'the state of what is cancelled',
		);
		const canceled = await must(trial, byAttendee, 'inbox', CANCELED, uid);
		shows(trial, canceled, CANCELLATION, 'the cancellation');
		const removed = await respond(trial, 'RemoveItem', idOf(canceled));
		const again = await find(trial, byAttendee, 'inbox', CANCELED, uid);
		const gone = removed.isSuccess && left === undefined && again === undefined;
		trial.check(R(492), gone, 'meeting and cancellation are not removed');
	},
	{ witnesses: ['declined-leaves-calendar', 'only-organizer-cancels'] },
);
