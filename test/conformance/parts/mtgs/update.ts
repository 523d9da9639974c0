import { scenario } from '../../scenario';
import { at, text } from '../../xml';
import {
	APPOINTMENT,
	byAttendee,
	byOrganizer,
	create,
	daily,
	get,
	idOf,
	idsOf,
	idXml,
	meeting,
	must,
	occurrenceXml,
	R,
	REQUEST,
	respond,
	RESPONSE,
	setLocation,
	shows,
	WITH_ALL,
	type Wanted,
} from './meeting';

const MOVED: Wanted = [['Location', 'Room 2', 650]];
const THEIRS: Wanted = [['IsOrganizer', 'false', 80049]];
const CANCELLED: Wanted = [
	['AppointmentState', '7', 741],
	['IsCancelled', 'true', 730],
];

export const updateSingle = scenario(
	'MSOXWSMTGS_S02_TC01_UpdateSingleCalendarItem',
	[...R(713, 714, 718, 719, 710, 711), ...idsOf(MOVED, THEIRS, CANCELLED)],
	async (trial) => {
		const uid = 'elsewhere';
		const { id } = await create(
			trial,
			meeting(uid, { ...WITH_ALL, LegacyFreeBusyStatus: 'WorkingElsewhere' }),
		);
		const event = await must(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
		if (text(event, 'LegacyFreeBusyStatus') !== 'WorkingElsewhere')
			throw new Error('Another status');
		trial.check(R(713), at(event, 'StartTimeZone') !== undefined, 'no StartTimeZone');
		trial.check(R(714), at(event, 'EndTimeZone') !== undefined, 'no EndTimeZone');
		const updated = await trial.ok(setLocation(id, 'SendOnlyToAll'), byOrganizer);
		shows(trial, await get(trial, idXml(id)), MOVED, 'the event');
		const request = await must(trial, byAttendee, 'inbox', REQUEST, uid);
		shows(trial, request, THEIRS, 'the request');
		const elements: ReadonlyArray<readonly [name: string, requirement: number]> = [
			['StartTimeZone', 718],
			['EndTimeZone', 719],
			['StartTimeZoneId', 710],
			['EndTimeZoneId', 711],
		];
		for (const [name, requirement] of elements) {
			trial.check(R(requirement), at(request, name) !== undefined, `no ${name}`);
		}
		await respond(trial, 'CancelCalendarItem', updated.id().id, byOrganizer);
		const left = await must(trial, byAttendee, 'calendar', APPOINTMENT, uid);
		shows(trial, left, CANCELLED, 'what the attendee keeps');
	},
	{ witnesses: ['cancelled-shows'] },
);

const NO_DATA_EVENT: Wanted = [['LegacyFreeBusyStatus', 'NoData', 16502]];
const NO_DATA_REQUEST: Wanted = [['IntendedFreeBusyStatus', 'NoData', 28502]];

export const updateMeeting = scenario(
	'MSOXWSMTGS_S02_TC02_UpdateSingleMeeting',
	idsOf(NO_DATA_EVENT, NO_DATA_REQUEST),
	async (trial) => {
		const uid = 'nodata';
		const { id } = await create(
			trial,
			meeting(uid, { ...WITH_ALL, LegacyFreeBusyStatus: 'NoData' }),
		);
		const event = await must(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
		shows(trial, event, NO_DATA_EVENT, 'the event');
		await trial.ok(setLocation(id, 'SendOnlyToAll'), byOrganizer);
		const request = await must(trial, byAttendee, 'inbox', REQUEST, uid);
		if (text(request, 'Location') !== 'Room 2') throw new Error('The request has the old location');
		shows(trial, request, NO_DATA_REQUEST, 'the request');
	},
);

export const updateSeries = scenario(
	'MSOXWSMTGS_S02_TC03_UpdateRecurringCalendar',
	R(494, 277, 80049, 909),
	async (trial) => {
		const uid = 'recurring';
		const made = await create(
			trial,
			meeting(uid, { ...WITH_ALL, Recurrence: daily() }),
			'SendOnlyToAll',
		);
		trial.check(R(494), made.id !== '', 'the meeting was not created');
		const mine = await get(trial, occurrenceXml(made.id, 1));
		await trial.ok(setLocation(idOf(mine), 'SendOnlyToAll'), byOrganizer);
		const series = await must(trial, byAttendee, 'calendar', APPOINTMENT, uid);
		const theirs = await get(trial, occurrenceXml(idOf(series), 1), byAttendee);
		if (text(theirs, 'Location') !== 'Room 2')
			throw new Error('The attendee sees the old location');
		const news = await must(trial, byAttendee, 'inbox', REQUEST, uid);
		const original = text(mine, 'Start');
		trial.equal(R(277), text(news, 'RecurrenceId'), original, 'the id of the occurrence');
		await respond(trial, 'DeclineItem', idOf(theirs));
		const response = await must(trial, byOrganizer, 'inbox', RESPONSE, uid);
		trial.equal(R(80049), text(response, 'IsOrganizer'), 'true', 'IsOrganizer');
		trial.check(R(909), at(response, 'Recurrence') !== undefined, 'no Recurrence');
	},
);

const typeOf = (name: string, requirements: readonly number[], type: string, answers: boolean) =>
	scenario(
		name,
		R(...requirements),
		async (trial) => {
			const uid = 'type';
			const { id } = await create(
				trial,
				meeting(uid, { ...WITH_ALL, IsResponseRequested: 'true' }),
				'SendOnlyToAll',
			);
			const first = await must(trial, byAttendee, 'inbox', REQUEST, uid);
			if (answers) await respond(trial, 'AcceptItem', idOf(first));
			await trial.ok(setLocation(id, 'SendOnlyToAll'), byOrganizer);
			const news = await must(trial, byAttendee, 'inbox', REQUEST, uid);
			if (text(news, 'Location') !== 'Room 2') throw new Error('The request has the old location');
			trial.equal(R(...requirements), text(news, 'MeetingRequestType'), type, 'the type');
		},
		{ witnesses: answers ? ['answered-get-information'] : [] },
	);

export const fullUpdate = typeOf(
	'MSOXWSMTGS_S02_TC09_MeetingRequestTypeFullUpdate',
	[484, 485],
	'FullUpdate',
	false,
);

export const informationalUpdate = typeOf(
	'MSOXWSMTGS_S02_TC10_MeetingRequestTypeInformationalUpdate',
	[71, 587],
	'InformationalUpdate',
	true,
);
