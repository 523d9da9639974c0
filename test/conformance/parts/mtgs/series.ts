import { scenario, type Scenario } from '../../scenario';
import type { Trial } from '../../trial';
import { all, at, text } from '../../xml';
import {
	APPOINTMENT,
	byAttendee,
	byOrganizer,
	create,
	daily,
	deleteXml,
	find,
	findAll,
	get,
	idOf,
	idXml,
	idsOf,
	meeting,
	must,
	occurrenceXml,
	R,
	REQUEST,
	respond,
	ROOM,
	setLocation,
	shows,
	updateXml,
	type Wanted,
} from './meeting';

/** A pattern and a range; requirements about its parts are those of MS-OXWSCDATA. */
interface Case {
	readonly name: string;
	readonly pattern: string;
	readonly range: string;
	readonly about?: Readonly<Record<string, readonly [path: string[], value: string]>>;
}

const FROM = '<t:StartDate>2027-03-01</t:StartDate>';
const NUMBERED = `<t:NumberedRecurrence>${FROM}<t:NumberOfOccurrences>4</t:NumberOfOccurrences></t:NumberedRecurrence>`;
const NO_END = `<t:NoEndRecurrence>${FROM}</t:NoEndRecurrence>`;
const until = (date: string) =>
	`<t:EndDateRecurrence>${FROM}<t:EndDate>${date}</t:EndDate></t:EndDateRecurrence>`;

const CASES: readonly Case[] = [
	{
		name: 'MSOXWSMTGS_S01_TC10_ModifyOccurrenceWithDailyPatternAndNumberedRange',
		pattern: '<t:DailyRecurrence><t:Interval>2</t:Interval></t:DailyRecurrence>',
		range: NUMBERED,
	},
	{
		name: 'MSOXWSMTGS_S01_TC11_ModifyOccurrenceWithWeeklyPatternAndEndDateRange',
		pattern:
			'<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Tuesday</t:DaysOfWeek></t:WeeklyRecurrence>',
		range: until('2027-11-01'),
	},
	{
		name: 'MSOXWSMTGS_S01_TC12_ModifyOccurrenceWithAbsoluteMonthlyPatternAndNoEndRange',
		pattern:
			'<t:AbsoluteMonthlyRecurrence><t:Interval>1</t:Interval><t:DayOfMonth>5</t:DayOfMonth></t:AbsoluteMonthlyRecurrence>',
		range: NO_END,
		about: { 'MS-OXWSCDATA_R997': [['AbsoluteMonthlyRecurrence', 'DayOfMonth'], '5'] },
	},
	{
		name: 'MSOXWSMTGS_S01_TC13_ModifyOccurrenceWithRelativeMonthlyPatternAndNumberedRange',
		pattern:
			'<t:RelativeMonthlyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Thursday</t:DaysOfWeek><t:DayOfWeekIndex>First</t:DayOfWeekIndex></t:RelativeMonthlyRecurrence>',
		range: NUMBERED,
	},
	{
		name: 'MSOXWSMTGS_S01_TC14_ModifyOccurrenceWithAbsoluteYearlyPatternAndEndDateRange',
		pattern:
			'<t:AbsoluteYearlyRecurrence><t:DayOfMonth>5</t:DayOfMonth><t:Month>February</t:Month></t:AbsoluteYearlyRecurrence>',
		range: until('2035-03-01'),
		about: {
			'MS-OXWSCDATA_R1003': [['AbsoluteYearlyRecurrence', 'Month'], 'February'],
			'MS-OXWSCDATA_R1001': [['AbsoluteYearlyRecurrence', 'DayOfMonth'], '5'],
		},
	},
	{
		name: 'MSOXWSMTGS_S01_TC15_ModifyOccurrenceWithRelativeYearlyPatternAndNoEndRange',
		pattern:
			'<t:RelativeYearlyRecurrence><t:DaysOfWeek>Wednesday</t:DaysOfWeek><t:DayOfWeekIndex>First</t:DayOfWeekIndex><t:Month>January</t:Month></t:RelativeYearlyRecurrence>',
		range: NO_END,
		about: {
			'MS-OXWSCDATA_R1263': [['RelativeYearlyRecurrence', 'DayOfWeekIndex'], 'First'],
			'MS-OXWSCDATA_R1261': [['RelativeYearlyRecurrence', 'DaysOfWeek'], 'Wednesday'],
			'MS-OXWSCDATA_R1265': [['RelativeYearlyRecurrence', 'Month'], 'January'],
		},
	},
];

const ZONE = 'Greenwich Standard Time';
const header = `<t:TimeZoneContext><t:TimeZoneDefinition Id="${ZONE}"/></t:TimeZoneContext>`;

const MASTER: Wanted = [
	['AllowNewTimeProposal', 'true', 744],
	['CalendarItemType', 'RecurringMaster', 56],
	['IsRecurring', 'true', 732, 760],
	['IsResponseRequested', 'false', 737],
	['AppointmentState', '3', 739],
	['StartTimeZoneId', ZONE, 701],
	['EndTimeZoneId', ZONE, 702],
	['IntendedFreeBusyStatus', 'OOF', 703],
];
const COMMON = R(
	...[494, 742, 80048, 903, 28503, 807, 54, 18407, 391, 339, 390, 651, 377, 217, 381],
	...[383, 385, 387, 161, 55],
);

const earlier = (time: string | undefined) =>
	`${new Date(Date.parse(time ?? '') - 26 * 3600_000).toISOString().slice(0, 19)}Z`;

async function moveOccurrence(trial: Trial, id: string, start: string, end: string) {
	const located = await trial.ok(setLocation(id, 'SendOnlyToAll'), byOrganizer);
	const set = (uri: string, name: string, value: string, of: string) =>
		trial.ok(updateXml(idXml(of), 'SendOnlyToAll', uri, { [name]: value }), byOrganizer);
	const started = await set('calendar:Start', 'Start', start, located.id().id);
	return await set('calendar:End', 'End', end, started.id().id);
}

const modified = ({ name, pattern, range, about = {} }: Case) =>
	scenario(
		name,
		[...COMMON, ...idsOf(MASTER), ...Object.keys(about)],
		async (trial) => {
			const uid = 'modified';
			const { id } = await create(
				trial,
				meeting(uid, {
					IsResponseRequested: 'false',
					ConferenceType: '1',
					AllowNewTimeProposal: 'true',
					LegacyFreeBusyStatus: 'OOF',
					Resources: [ROOM],
					Recurrence: pattern + range,
				}),
				'SendOnlyToAll',
				{ ...byOrganizer, header },
			);
			trial.check(R(494), id !== '', 'the meeting was not created');
			const own = await get(trial, idXml(id));
			trial.equal(R(742), text(own, 'ConferenceType'), '1', 'the type of conference');
			const request = await must(trial, byAttendee, 'inbox', REQUEST, uid);
			trial.equal(R(80048), text(request, 'IsOrganizer'), 'false', 'IsOrganizer');
			trial.check(R(903), at(request, 'Recurrence') !== undefined, 'no Recurrence');
			trial.equal(R(28503), text(request, 'IntendedFreeBusyStatus'), 'OOF', 'the intended status');
			const theirs = await must(trial, byAttendee, 'calendar', APPOINTMENT, uid);
			const first = await get(trial, occurrenceXml(idOf(theirs), 1), byAttendee);
			trial.equal(R(807), idOf(first), idOf(theirs, 'FirstOccurrence', 'ItemId'), 'the first');
			trial.equal(R(54), text(first, 'CalendarItemType'), 'Occurrence', 'the type');
			shows(trial, theirs, MASTER, "the attendee's series");
			const organizer = text(theirs, 'Organizer', 'Mailbox', 'EmailAddress') ?? '';
			trial.check(R(18407), organizer.length > 0, 'the organizer has no address');
			const recurrence = at(theirs, 'Recurrence')?.children ?? [];
			trial.equal(R(391, 339, 390), recurrence.length, 2, 'pattern and range');
			for (const [requirement, [path, value]] of Object.entries(about)) {
				trial.equal(requirement, text(at(theirs, 'Recurrence'), ...path), value, path.join('/'));
			}
			const before = await get(trial, occurrenceXml(id, 1));
			const [start, end] = ['Start', 'End'].map((one) => earlier(text(before, one)));
			const changed = await moveOccurrence(trial, idOf(before), start ?? '', end ?? '');
			trial.check(R(651), changed.isSuccess, 'the occurrence was not updated');
			const series = await must(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
			const occurrence = all(at(series, 'ModifiedOccurrences'), 'Occurrence')[0];
			const firstId = idOf(series, 'FirstOccurrence', 'ItemId');
			trial.equal(R(377, 217, 381), idOf(occurrence), firstId, 'the modified one');
			trial.equal(R(383), text(occurrence, 'Start'), start, 'the new start');
			trial.equal(R(385), text(occurrence, 'End'), end, 'the new end');
			const original = text(before, 'OriginalStart');
			trial.equal(R(387), text(occurrence, 'OriginalStart'), original, 'the original start');
			trial.equal(
				R(161),
				text(series, 'FirstOccurrence', 'OriginalStart'),
				text(before, 'Start'),
				'the original start of the first',
			);
			const told = await get(trial, occurrenceXml(idOf(theirs), 1), byAttendee);
			const seen = [text(told, 'CalendarItemType'), text(told, 'Location')];
			trial.equal(R(55), seen, ['Exception', 'Room 2'], 'what the attendee sees of it');
		},
		{ witnesses: ['occurrence-news-stay-apart'] },
	);

export const deletedOccurrence = scenario(
	'MSOXWSMTGS_S01_TC16_DeleteOccurrenceOfRecurringMeeting',
	R(219, 373, 620),
	async (trial) => {
		const uid = 'deleted';
		const { id } = await create(
			trial,
			meeting(uid, { Recurrence: daily() }),
			'SendToAllAndSaveCopy',
		);
		await must(trial, byAttendee, 'calendar', APPOINTMENT, uid);
		const first = await get(trial, occurrenceXml(id, 1));
		await trial.ok(deleteXml('SendToAllAndSaveCopy', idXml(idOf(first))), byOrganizer);
		const series = await must(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
		const list = all(at(series, 'DeletedOccurrences'), 'DeletedOccurrence');
		trial.equal(R(219), list.length, 1, 'the deleted occurrences');
		trial.equal(R(373), text(list[0], 'Start'), text(first, 'Start'), 'the start of it');
		await trial.ok(deleteXml('SendToAllAndSaveCopy', idXml(idOf(series))), byOrganizer);
		const left = await find(trial, byOrganizer, 'calendar', APPOINTMENT, uid);
		trial.check(R(620), left === undefined, 'the series is not gone');
	},
);

export const changedSeries = scenario(
	'MSOXWSMTGS_S01_TC17_UpdateAndDeleteoccurrenceOfRecurringMeeting',
	R(751, 1214, 345, 347, 750),
	async (trial) => {
		const uid = 'changed';
		const { id } = await create(trial, meeting(uid, { Recurrence: daily() }), 'SendOnlyToAll');
		await respond(trial, 'AcceptItem', idOf(await must(trial, byAttendee, 'inbox', REQUEST, uid)));
		const accepted = () => must(trial, byAttendee, 'deleteditems', REQUEST, uid);
		trial.equal(R(751), text(await accepted(), 'IsOutOfDate'), 'false', 'IsOutOfDate');
		const gone = await trial.call(deleteXml('SendOnlyToAll', occurrenceXml(id, 1)), byOrganizer);
		trial.check(R(1214), gone.isSuccess, 'the occurrence was not deleted');
		const set = (of: string, location: string) =>
			trial.ok(
				updateXml(of, 'SendToAllAndSaveCopy', 'calendar:Location', { Location: location }),
				byOrganizer,
			);
		await set(occurrenceXml(id, 2), 'Room 2');
		await set(idXml(id), 'Room 3');
		const requests = await findAll(trial, byAttendee, 'inbox', REQUEST, uid);
		const news = requests.find((one) => text(one, 'Location') === 'Room 3');
		const count = (list: string) => at(news, list)?.children.length;
		trial.equal(R(345), count('ModifiedOccurrences'), 1, 'the modified occurrences');
		trial.equal(R(347), count('DeletedOccurrences'), 1, 'the deleted occurrences');
		trial.equal(R(750), text(await accepted(), 'IsOutOfDate'), 'true', 'IsOutOfDate');
	},
	{ witnesses: ['old-requests-are-outdated'] },
);

export const series: readonly Scenario[] = [
	...CASES.map(modified),
	deletedOccurrence,
	changedSeries,
];
