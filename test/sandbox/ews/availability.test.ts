import {
	all,
	call,
	find,
	idOf,
	OWNER,
	sandbox,
	texts,
	validateAll,
	type CallOptions,
} from './support';
import type { Store } from '../../../sandbox/store';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const OTHER = 'other@contoso.example';
const V: CallOptions = { version: 'Exchange2013_SP1' };
/** Clocks of western Europe. */
const BERLIN =
	'<t:TimeZone><t:Bias>-60</t:Bias><t:StandardTime><t:Bias>0</t:Bias><t:Time>03:00:00</t:Time><t:DayOrder>5</t:DayOrder><t:Month>10</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek></t:StandardTime><t:DaylightTime><t:Bias>-60</t:Bias><t:Time>02:00:00</t:Time><t:DayOrder>5</t:DayOrder><t:Month>3</t:Month><t:DayOfWeek>Sunday</t:DayOfWeek></t:DaylightTime></t:TimeZone>';

const mailbox = (address: string, type = 'Required') =>
	`<t:MailboxData><t:Email><t:Address>${address}</t:Address></t:Email><t:AttendeeType>${type}</t:AttendeeType><t:ExcludeConflicts>false</t:ExcludeConflicts></t:MailboxData>`;
const window = (name: string, start: string, end: string) =>
	`<t:${name}><t:StartTime>${start}</t:StartTime><t:EndTime>${end}</t:EndTime></t:${name}>`;

function availability(
	store: Store,
	{
		zone = BERLIN,
		people = mailbox(OTHER),
		start = '2026-07-01T00:00:00',
		end = '2026-07-02T00:00:00',
		interval = 60,
		view = 'DetailedMerged',
		suggestions = '',
	}: Partial<Record<'zone' | 'people' | 'start' | 'end' | 'view' | 'suggestions', string>> & {
		interval?: number;
	},
	options: CallOptions = V,
) {
	return call(
		store,
		`<m:GetUserAvailabilityRequest>${zone}<m:MailboxDataArray>${people}</m:MailboxDataArray><t:FreeBusyViewOptions>${window('TimeWindow', start, end)}<t:MergedFreeBusyIntervalInMinutes>${interval}</t:MergedFreeBusyIntervalInMinutes><t:RequestedView>${view}</t:RequestedView></t:FreeBusyViewOptions>${suggestions}</m:GetUserAvailabilityRequest>`,
		options,
	);
}

function busy(
	store: Store,
	who: string,
	from: string,
	to: string,
	more: Record<string, unknown> = {},
) {
	store.addItem(store.folder(who, 'calendar'), {
		kind: 'CalendarItem',
		properties: {
			'item:Subject': 'Plan',
			'calendar:Start': Date.parse(from),
			'calendar:End': Date.parse(to),
			'calendar:LegacyFreeBusyStatus': 'Busy',
			...more,
		} as never,
	});
}

test('free and busy times, in the clock of the request', () => {
	const store = sandbox();
	busy(store, OTHER, '2026-07-01T07:30:00Z', '2026-07-01T09:00:00Z');
	busy(store, OTHER, '2026-07-01T08:00:00Z', '2026-07-01T10:00:00Z', {
		'calendar:LegacyFreeBusyStatus': 'OOF',
	});
	const answer = availability(store, {});
	expect(answer.codes).toEqual(['NoError']);
	expect(texts(answer, 'MergedFreeBusy')).toEqual(['000000000233000000000000']);
	expect(texts(answer, 'FreeBusyViewType')).toEqual(['FreeBusyMerged']);
	const [event] = all(answer, 'CalendarEvent');
	expect(texts(event!, 'StartTime')).toEqual(['2026-07-01T09:30:00']);
	expect(all(answer, 'CalendarEventDetails')).toEqual([]);
	expect(texts(answer, 'StartTimeInMinutes')).toEqual(['480']);
	// In winter the same clock is an hour nearer to Greenwich.
	busy(store, OTHER, '2026-01-15T08:00:00Z', '2026-01-15T09:00:00Z');
	const winter = availability(store, { start: '2026-01-15T00:00:00', end: '2026-01-16T00:00:00' });
	expect(texts(winter, 'MergedFreeBusy')).toEqual(['000000000200000000000000']);
});

test('details are for readers of the calendar; what is private stays so', () => {
	const store = sandbox();
	store.grant(store.folder(OTHER, 'calendar'), OWNER, 'Reviewer');
	busy(store, OTHER, '2026-07-01T08:00:00Z', '2026-07-01T09:00:00Z');
	busy(store, OTHER, '2026-07-01T10:00:00Z', '2026-07-01T11:00:00Z', {
		'item:Sensitivity': 'Private',
	});
	const answer = availability(store, {});
	expect(texts(answer, 'FreeBusyViewType')).toEqual(['DetailedMerged']);
	expect(texts(answer, 'Subject')).toEqual(['Plan']);
	expect(texts(answer, 'IsPrivate')).toEqual(['false', 'true']);
	expect(texts(availability(store, { view: 'MergedOnly' }), 'CalendarEvent')).toEqual([]);
});

test('one person nobody knows does not hide the others; a group is merged', () => {
	const store = sandbox();
	busy(store, OTHER, '2026-07-01T08:00:00Z', '2026-07-01T09:00:00Z');
	busy(store, OWNER, '2026-07-01T10:00:00Z', '2026-07-01T11:00:00Z');
	store.addGroup({ primarySmtp: 'team@contoso.example', members: [OWNER, OTHER] });
	const people = mailbox('nobody@contoso.example') + mailbox('team@contoso.example');
	const answer = availability(store, { people });
	expect(answer.codes).toEqual(['ErrorMailRecipientNotFound', 'NoError']);
	expect(texts(answer, 'MergedFreeBusy')).toEqual(['000000000020200000000000']);
});

test.each([
	['ErrorInvalidTimeInterval', { end: '2026-06-30T00:00:00' }],
	['ErrorTimeIntervalTooBig', { end: '2026-10-01T00:00:00' }],
	['ErrorInvalidMergedFreeBusyInterval', { interval: 4 }],
	['ErrorInvalidFreeBusyViewType', { view: 'None' }],
	['ErrorTimeZone', { zone: '' }],
	['ErrorMailboxDataArrayEmpty', { people: '' }],
])('%s', (code, input) => {
	expect(availability(sandbox(), input).codes).toEqual([code]);
});

test('the zone may come with the header', () => {
	const store = sandbox();
	busy(store, OTHER, '2026-07-01T08:00:00Z', '2026-07-01T09:00:00Z');
	const answer = availability(
		store,
		{ zone: '' },
		{
			...V,
			header:
				'<t:TimeZoneContext><t:TimeZoneDefinition Id="W. Europe Standard Time"/></t:TimeZoneContext>',
		},
	);
	expect(texts(answer, 'MergedFreeBusy')).toEqual(['000000000020000000000000']);
});

test('times that suit everybody come first', () => {
	const store = sandbox();
	store.mailbox(OTHER).services.workingHours = {
		zone: 'Europe/Berlin',
		days: ['Wednesday'],
		from: 540,
		to: 660,
	};
	busy(store, OTHER, '2026-07-01T07:00:00Z', '2026-07-01T08:00:00Z');
	const suggestions = `<t:SuggestionsViewOptions><t:MaximumResultsByDay>3</t:MaximumResultsByDay><t:MeetingDurationInMinutes>60</t:MeetingDurationInMinutes><t:MinimumSuggestionQuality>Poor</t:MinimumSuggestionQuality>${window('DetailedSuggestionsWindow', '2026-07-01T00:00:00', '2026-07-02T00:00:00')}</t:SuggestionsViewOptions>`;
	const answer = availability(store, {
		suggestions,
		people: mailbox(OTHER) + mailbox('x@contoso.example'),
	});
	expect(texts(answer, 'MeetingTime')).toEqual([
		'2026-07-01T10:00:00',
		'2026-07-01T09:00:00',
		'2026-07-01T09:30:00',
	]);
	expect(texts(answer, 'SuggestionQuality')).toEqual(['Excellent', 'Poor', 'Poor']);
	expect(texts(answer, 'DayQuality')).toEqual(['Excellent']);
	expect(all(answer, 'UnknownAttendeeConflictData')).toHaveLength(3);
});

const setOof = (store: Store, inner: string, options: CallOptions = V, who = OWNER) =>
	call(
		store,
		`<m:SetUserOofSettingsRequest><t:Mailbox><t:Address>${who}</t:Address></t:Mailbox><t:UserOofSettings>${inner}</t:UserOofSettings></m:SetUserOofSettingsRequest>`,
		options,
	);
const getOof = (store: Store, who = OWNER) =>
	call(
		store,
		`<m:GetUserOofSettingsRequest><t:Mailbox><t:Address>${who}</t:Address></t:Mailbox></m:GetUserOofSettingsRequest>`,
		V,
	);
const away = (state: string, duration = '') =>
	`<t:OofState>${state}</t:OofState><t:ExternalAudience>Known</t:ExternalAudience>${duration}<t:InternalReply><t:Message>Away &amp; gone</t:Message></t:InternalReply><t:ExternalReply><t:Message>Away</t:Message></t:ExternalReply>`;

test('out of office is kept, and answers everybody once while it lasts', () => {
	const store = sandbox();
	expect(texts(getOof(store), 'OofState')).toEqual(['Disabled']);
	const duration = window('Duration', '2026-01-15T00:00:00Z', '2026-01-20T00:00:00Z');
	expect(setOof(store, away('Scheduled', duration)).codes).toEqual(['NoError']);
	const kept = getOof(store);
	expect(texts(kept, 'OofState')).toEqual(['Scheduled']);
	expect(texts(kept, 'EndTime')).toEqual(['2026-01-20T00:00:00Z']);
	expect(texts(kept, 'Message')).toEqual(['Away & gone', 'Away']);
	const write = () =>
		call(
			store,
			`<m:CreateItem MessageDisposition="SendOnly"><m:Items><t:Message><t:Subject>Hello</t:Subject><t:ToRecipients><t:Mailbox><t:EmailAddress>${OWNER}</t:EmailAddress></t:Mailbox></t:ToRecipients></t:Message></m:Items></m:CreateItem>`,
			{ ...V, user: OTHER },
		);
	write();
	write();
	const inbox = find(
		store,
		{
			folder: '<t:DistinguishedFolderId Id="inbox"/>',
			shape: '<t:BaseShape>Default</t:BaseShape>',
		},
		{ ...V, user: OTHER },
	);
	expect(texts(inbox, 'Subject')).toEqual(['Automatic reply: Hello']);
});

test('what out of office refuses', () => {
	const store = sandbox();
	expect(setOof(store, away('Scheduled')).codes).toEqual(['ErrorInvalidScheduledOofDuration']);
	const past = window('Duration', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z');
	expect(setOof(store, away('Scheduled', past)).codes).toEqual([
		'ErrorInvalidScheduledOofDuration',
	]);
	expect(setOof(store, away('Enabled'), V, OTHER).codes).toEqual(['ErrorAccessDenied']);
	expect(getOof(store, 'nobody@contoso.example').codes).toEqual(['ErrorMailRecipientNotFound']);
});

test('reminders appear, are put off and dismissed', () => {
	const store = sandbox();
	const event = (more: string) =>
		call(
			store,
			`<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items><t:CalendarItem><t:Subject>Plan</t:Subject><t:ReminderIsSet>true</t:ReminderIsSet><t:ReminderMinutesBeforeStart>30</t:ReminderMinutesBeforeStart><t:Start>2026-01-15T10:00:00Z</t:Start><t:End>2026-01-15T11:00:00Z</t:End>${more}</t:CalendarItem></m:Items></m:CreateItem>`,
			V,
		);
	const { id } = idOf(event(''));
	event(
		'<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NumberedRecurrence><t:StartDate>2026-01-14</t:StartDate><t:NumberOfOccurrences>4</t:NumberOfOccurrences></t:NumberedRecurrence></t:Recurrence>',
	);
	const reminders = (inner = '') => call(store, `<m:GetReminders>${inner}</m:GetReminders>`, V);
	const act = (action: string, of: string, more = '') =>
		call(
			store,
			`<m:PerformReminderAction><m:ReminderItemActions><t:ReminderItemAction><t:ActionType>${action}</t:ActionType><t:ItemId Id="${of}"/>${more}</t:ReminderItemAction></m:ReminderItemActions></m:PerformReminderAction>`,
			V,
		);
	const first = reminders();
	expect(texts(first, 'ReminderTime')).toEqual(['2026-01-15T09:30:00Z', '2026-01-15T09:30:00Z']);
	const series = all(first, 'Reminder').find(
		(one) => all(one, 'RecurringMasterItemId').length > 0,
	)!;
	const again = '<t:NewReminderTime>2026-01-15T09:50:00Z</t:NewReminderTime>';
	expect(act('Snooze', id, again).codes).toEqual(['NoError']);
	expect(act('Dismiss', all(series, 'ItemId')[0]!.attributes['Id']!).codes).toEqual(['NoError']);
	expect(texts(reminders(), 'ReminderTime')).toEqual([
		'2026-01-15T09:50:00Z',
		'2026-01-16T09:30:00Z',
	]);
	expect(texts(reminders('<m:EndTime>2026-01-15T12:00:00Z</m:EndTime>'), 'Subject')).toHaveLength(
		1,
	);
	act('Dismiss', id);
	expect(texts(reminders(), 'ReminderTime')).toEqual(['2026-01-16T09:30:00Z']);
	expect(act('Snooze', id).codes).toEqual(['ErrorMissingArgument']);
	expect(reminders('<m:MaxItems>201</m:MaxItems>').codes).toEqual(['ErrorSchemaValidation']);
	expect(call(store, '<m:GetReminders/>', { version: 'Exchange2010_SP2' }).codes).toEqual([
		'ErrorInvalidRequest',
	]);
});

test('every zone of Windows, whole or by name', () => {
	const store = sandbox();
	const zones = (attributes: string, inner = '') =>
		call(store, `<m:GetServerTimeZones${attributes}>${inner}</m:GetServerTimeZones>`, V);
	const names = zones(' ReturnFullTimeZoneData="false"');
	expect(all(names, 'TimeZoneDefinition').length).toBeGreaterThan(130);
	expect(all(names, 'Periods')).toEqual([]);
	const one = zones(
		'',
		'<m:Ids><t:Id>W. Europe Standard Time</t:Id><t:Id>No Such Time</t:Id></m:Ids>',
	);
	expect(all(one, 'TimeZoneDefinition')).toHaveLength(1);
	expect(all(one, 'Period').map((node) => node.attributes['Bias'])).toEqual(['-PT1H', '-PT2H']);
	expect(texts(one, 'TimeOffset')).toEqual(['PT2H', 'PT3H']);
	expect(texts(one, 'Occurrence')).toEqual(['-1', '-1']);
});
