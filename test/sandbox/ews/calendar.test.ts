import {
	all,
	ALL_PROPERTIES,
	call,
	get,
	idOf,
	OWNER,
	sandbox,
	texts,
	validateAll,
} from './support';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const V = { version: 'Exchange2013' };
const CALENDAR = '<t:DistinguishedFolderId Id="calendar"/>';
const ZONE = '<t:StartTimeZone Id="W. Europe Standard Time"/>';

function create(store: Store, inner: string) {
	return call(
		store,
		`<m:CreateItem SendMeetingInvitations="SendToNone"><m:SavedItemFolderId>${CALENDAR}</m:SavedItemFolderId><m:Items><t:CalendarItem>${inner}</t:CalendarItem></m:Items></m:CreateItem>`,
		V,
	);
}

function series(store: Store, pattern: string, range: string, start = '2026-03-23T09:00:00') {
	const day = start.slice(0, 10);
	return create(
		store,
		`<t:Subject>Series</t:Subject><t:Start>${start}</t:Start><t:End>${day}T10:00:00</t:End><t:Recurrence>${pattern}${range}</t:Recurrence>${ZONE}`,
	);
}

function view(store: Store, start: string, end: string, more = '') {
	return call(
		store,
		`<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape><m:CalendarView${more} StartDate="${start}" EndDate="${end}"/><m:ParentFolderIds>${CALENDAR}</m:ParentFolderIds></m:FindItem>`,
		V,
	);
}

const numbered = (date: string, count: number) =>
	`<t:NumberedRecurrence><t:StartDate>${date}</t:StartDate><t:NumberOfOccurrences>${count}</t:NumberOfOccurrences></t:NumberedRecurrence>`;

test.each([
	[
		'weekly over a change of clocks',
		'<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Monday Wednesday</t:DaysOfWeek></t:WeeklyRecurrence>',
		[
			'2026-03-23T08:00:00Z',
			'2026-03-25T08:00:00Z',
			'2026-03-30T07:00:00Z',
			'2026-04-01T07:00:00Z',
		],
	],
	[
		'every third day',
		'<t:DailyRecurrence><t:Interval>3</t:Interval></t:DailyRecurrence>',
		[
			'2026-03-23T08:00:00Z',
			'2026-03-26T08:00:00Z',
			'2026-03-29T07:00:00Z',
			'2026-04-01T07:00:00Z',
		],
	],
	[
		'monthly on the 31st or the last day',
		'<t:AbsoluteMonthlyRecurrence><t:Interval>1</t:Interval><t:DayOfMonth>31</t:DayOfMonth></t:AbsoluteMonthlyRecurrence>',
		[
			'2026-03-31T07:00:00Z',
			'2026-04-30T07:00:00Z',
			'2026-05-31T07:00:00Z',
			'2026-06-30T07:00:00Z',
		],
	],
	[
		'last weekday of a month',
		'<t:RelativeMonthlyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Weekday</t:DaysOfWeek><t:DayOfWeekIndex>Last</t:DayOfWeekIndex></t:RelativeMonthlyRecurrence>',
		[
			'2026-03-31T07:00:00Z',
			'2026-04-30T07:00:00Z',
			'2026-05-29T07:00:00Z',
			'2026-06-30T07:00:00Z',
		],
	],
	[
		'yearly on the 29th of February or the last day',
		'<t:AbsoluteYearlyRecurrence><t:DayOfMonth>29</t:DayOfMonth><t:Month>February</t:Month></t:AbsoluteYearlyRecurrence>',
		['2027-02-28T08:00:00Z', '2028-02-29T08:00:00Z'],
	],
	[
		'second Tuesday of November',
		'<t:RelativeYearlyRecurrence><t:DaysOfWeek>Tuesday</t:DaysOfWeek><t:DayOfWeekIndex>Second</t:DayOfWeekIndex><t:Month>November</t:Month></t:RelativeYearlyRecurrence>',
		['2026-11-10T08:00:00Z', '2027-11-09T08:00:00Z'],
	],
])('recurrence: %s', (_name, pattern, expected) => {
	const store = sandbox();
	const made = series(store, pattern, numbered('2026-03-23', expected.length));
	expect(made.codes).toEqual(['NoError']);
	const starts = ['2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z'].flatMap((from) =>
		texts(view(store, from, `${Number(from.slice(0, 4)) + 2}-01-01T00:00:00Z`), 'Start'),
	);
	expect([...new Set(starts)].slice(0, expected.length)).toEqual(expected);
	expect(new Set(starts).size).toBe(expected.length);
});

test('an occurrence is changed and one deleted; the master says so', () => {
	const store = sandbox();
	const made = series(
		store,
		'<t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence>',
		numbered('2026-03-02', 4),
		'2026-03-02T09:00:00',
	);
	const master = idOf(made);
	const shown = view(store, '2026-03-01T00:00:00Z', '2026-03-31T00:00:00Z');
	const ids = all(shown, 'ItemId').map((node) => node.attributes);
	expect(texts(shown, 'CalendarItemType')).toEqual(Array(4).fill('Occurrence'));
	const changed = call(
		store,
		`<m:UpdateItem ConflictResolution="AutoResolve" SendMeetingInvitationsOrCancellations="SendToNone"><m:ItemChanges><t:ItemChange><t:ItemId Id="${ids[1]?.['Id']}" ChangeKey="${ids[1]?.['ChangeKey']}"/><t:Updates><t:SetItemField><t:FieldURI FieldURI="item:Subject"/><t:CalendarItem><t:Subject>Other</t:Subject></t:CalendarItem></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
		V,
	);
	expect(changed.codes).toEqual(['NoError']);
	const remove = (attributes: string, id: string) =>
		call(
			store,
			`<m:DeleteItem DeleteType="HardDelete"${attributes}><m:ItemIds>${id}</m:ItemIds></m:DeleteItem>`,
			V,
		);
	const third = `<t:OccurrenceItemId RecurringMasterId="${master.id}" InstanceIndex="3"/>`;
	expect(remove('', third).codes).toEqual(['ErrorSendMeetingCancellationsRequired']);
	expect(remove(' SendMeetingCancellations="SendToNone"', third).codes).toEqual(['NoError']);
	const again = view(store, '2026-03-01T00:00:00Z', '2026-03-31T00:00:00Z');
	expect(texts(again, 'Subject')).toEqual(['Series', 'Other', 'Series']);
	expect(texts(again, 'CalendarItemType')).toEqual(['Occurrence', 'Exception', 'Occurrence']);
	const whole = get(store, master.id, ALL_PROPERTIES, V);
	expect(all(whole, 'ModifiedOccurrences')).toHaveLength(1);
	expect(all(whole, 'DeletedOccurrence')).toHaveLength(1);
	expect(texts(whole, 'CalendarItemType')).toEqual(['RecurringMaster']);
	expect(texts(whole, 'StartWallClock')).toEqual(['2026-03-02T09:00:00+01:00']);
});

test('limits of a calendar view', () => {
	const store = sandbox();
	const codes = (start: string, end: string, more = '') => view(store, start, end, more).codes;
	expect(codes('2026-01-01T00:00:00Z', '2028-06-01T00:00:00Z')).toEqual([
		'ErrorCalendarViewRangeTooBig',
	]);
	expect(codes('2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z')).toEqual([
		'ErrorCalendarEndDateIsEarlierThanStartDate',
	]);
	for (let i = 0; i < 1001; i += 1) {
		const start = Date.UTC(2026, 0, 1) + i * 60_000;
		store.addItem(store.folder(OWNER, 'calendar'), {
			kind: 'CalendarItem',
			properties: { 'calendar:Start': start, 'calendar:End': start + 60_000 },
		});
	}
	expect(codes('2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')).toEqual([
		'ErrorExceededFindCountLimit',
	]);
	const part = view(
		store,
		'2026-01-01T00:00:00Z',
		'2026-02-01T00:00:00Z',
		' MaxEntriesReturned="10"',
	);
	expect(all(part, 'CalendarItem')).toHaveLength(10);
	expect(all(part, 'RootFolder')[0]?.attributes['IncludesLastItemInRange']).toBe('false');
});

test('all-day events span whole days of their zone', () => {
	const store = sandbox();
	const made = create(
		store,
		`<t:Start>2026-03-28T10:00:00</t:Start><t:End>2026-03-29T11:00:00</t:End><t:IsAllDayEvent>true</t:IsAllDayEvent>${ZONE}`,
	);
	const whole = get(store, idOf(made).id, ALL_PROPERTIES, V);
	expect(texts(whole, 'Start')).toEqual(['2026-03-27T23:00:00Z']);
	expect(texts(whole, 'End')).toEqual(['2026-03-29T22:00:00Z']);
});

test('tasks keep status and percentage together', () => {
	const store = sandbox();
	const made = call(
		store,
		`<m:CreateItem><m:Items><t:Task><t:Subject>T</t:Subject><t:PercentComplete>100</t:PercentComplete></t:Task></m:Items></m:CreateItem>`,
		V,
	);
	const whole = get(store, idOf(made).id, ALL_PROPERTIES, V);
	expect(texts(whole, 'Status')).toEqual(['Completed']);
	expect(texts(whole, 'IsComplete')).toEqual(['true']);
	const remove = (more: string) =>
		call(
			store,
			`<m:DeleteItem DeleteType="HardDelete"${more}><m:ItemIds><t:ItemId Id="${idOf(made).id}"/></m:ItemIds></m:DeleteItem>`,
			V,
		).codes;
	expect(remove('')).toEqual(['ErrorAffectedTaskOccurrencesRequired']);
	expect(remove(' AffectedTaskOccurrences="AllOccurrences"')).toEqual(['NoError']);
});
