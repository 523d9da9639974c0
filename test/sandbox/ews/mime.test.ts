import type { Store } from '../../../sandbox/store';
import { contentLines, plainValue } from '../../../sandbox/ews/mime/contentLine';
import { fold } from '../../../sandbox/ews/mime/content';
import { headerText } from '../../../sandbox/ews/mime/header';
import { vTimeZone } from '../../../sandbox/ews/mime/vtimezone';
import { all, call, idOf, sandbox, texts, validateAll } from './support';

afterAll(() => {
	expect(validateAll()).toBe('');
});

const V = { version: 'Exchange2013' };
const RANGES: Readonly<Record<string, string>> = {
	numbered:
		'<t:NumberedRecurrence><t:StartDate>2026-03-23</t:StartDate><t:NumberOfOccurrences>5</t:NumberOfOccurrences></t:NumberedRecurrence>',
	dated:
		'<t:EndDateRecurrence><t:StartDate>2026-03-23</t:StartDate><t:EndDate>2027-03-23</t:EndDate></t:EndDateRecurrence>',
	endless: '<t:NoEndRecurrence><t:StartDate>2026-03-23</t:StartDate></t:NoEndRecurrence>',
};
const PATTERNS: ReadonlyArray<readonly [string, string]> = [
	['DailyRecurrence', '<t:Interval>3</t:Interval>'],
	[
		'WeeklyRecurrence',
		'<t:Interval>2</t:Interval><t:DaysOfWeek>Monday Thursday</t:DaysOfWeek><t:FirstDayOfWeek>Monday</t:FirstDayOfWeek>',
	],
	['AbsoluteMonthlyRecurrence', '<t:Interval>1</t:Interval><t:DayOfMonth>23</t:DayOfMonth>'],
	[
		'RelativeMonthlyRecurrence',
		'<t:Interval>1</t:Interval><t:DaysOfWeek>Weekday</t:DaysOfWeek><t:DayOfWeekIndex>Last</t:DayOfWeekIndex>',
	],
	['AbsoluteYearlyRecurrence', '<t:DayOfMonth>23</t:DayOfMonth><t:Month>March</t:Month>'],
	[
		'RelativeYearlyRecurrence',
		'<t:DaysOfWeek>Monday</t:DaysOfWeek><t:DayOfWeekIndex>Fourth</t:DayOfWeekIndex><t:Month>March</t:Month>',
	],
];

const create = (store: Store, inner: string) =>
	call(
		store,
		`<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items><t:CalendarItem>${inner}</t:CalendarItem></m:Items></m:CreateItem>`,
		V,
	);
const read = (store: Store, id: string, properties: string) =>
	call(
		store,
		`<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${properties}</t:AdditionalProperties></m:ItemShape><m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds></m:GetItem>`,
		V,
	);
const FIELDS =
	`Start End Recurrence Location IsAllDayEvent LegacyFreeBusyStatus UID StartTimeZone RequiredAttendees`
		.split(' ')
		.map((name) => `<t:FieldURI FieldURI="calendar:${name}"/>`)
		.join('');
const BODY = '<t:FieldURI FieldURI="item:Subject"/><t:FieldURI FieldURI="item:Body"/>';
const mimeOf = (store: Store, id: string): string =>
	texts(read(store, id, '<t:FieldURI FieldURI="item:MimeContent"/>'), 'MimeContent')[0] ?? '';

/** What an event says, without its ids. */
const said = (store: Store, id: string): string =>
	read(store, id, BODY + FIELDS)
		.xml.replace(/^.*<t:CalendarItem>/s, '')
		.replace(/<t:ItemId [^>]*>/g, '');

describe('An event written as iCalendar', () => {
	it.each(
		PATTERNS.flatMap(([name, parts]) => Object.keys(RANGES).map((range) => [name, range, parts])),
	)('says the same as its original: %s, %s', (name, range, parts) => {
		const store = sandbox();
		const { id } = idOf(
			create(
				store,
				`<t:Subject>Ünï, «semi»; back\\slash</t:Subject><t:Body BodyType="Text">One&#xD;\nTwo</t:Body><t:UID>series-1</t:UID><t:Start>2026-03-23T09:00:00</t:Start><t:End>2026-03-23T10:30:00</t:End><t:LegacyFreeBusyStatus>OOF</t:LegacyFreeBusyStatus><t:Location>Room 1, left</t:Location><t:RequiredAttendees><t:Attendee><t:Mailbox><t:Name>Other Two</t:Name><t:EmailAddress>other@contoso.example</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees><t:Recurrence><t:${name}>${parts}</t:${name}>${RANGES[range as keyof typeof RANGES]}</t:Recurrence><t:StartTimeZone Id="W. Europe Standard Time"/>`,
			),
		);
		const copy = create(
			store,
			`<t:MimeContent CharacterSet="UTF-8">${mimeOf(store, id)}</t:MimeContent>`,
		);
		expect(copy.codes).toEqual(['NoError']);
		const plain = (text: string) => text.replace(/&#xD;/g, '');
		expect(plain(said(store, idOf(copy).id))).toBe(plain(said(store, id)));
	});

	it('keeps whole days whole', () => {
		const store = sandbox();
		const text = [
			...['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'SUMMARY:Days'],
			...['DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261203'],
			...['TRANSP:TRANSPARENT', 'END:VEVENT', 'END:VCALENDAR'],
		].join('\r\n');
		const mime = Buffer.from(text).toString('base64');
		const made = create(store, `<t:MimeContent>${mime}</t:MimeContent>`);
		const answer = read(store, idOf(made).id, FIELDS);
		expect(texts(answer, 'IsAllDayEvent')).toEqual(['true']);
		expect([...texts(answer, 'Start'), ...texts(answer, 'End')]).toEqual([
			'2026-12-01T00:00:00Z',
			'2026-12-03T00:00:00Z',
		]);
		expect(texts(answer, 'LegacyFreeBusyStatus')).toEqual(['Free']);
	});
});

describe('Lines of content', () => {
	it('are folded at 75 bytes without cutting a character, and joined again', () => {
		const line = `SUMMARY:${'ä😀'.repeat(60)}`;
		const folded = fold([line]);
		expect(folded.split('\r\n').every((part) => Buffer.byteLength(part) <= 75)).toBe(true);
		expect(contentLines(folded)).toEqual([
			{ name: 'SUMMARY', parameters: {}, value: line.slice('SUMMARY:'.length) },
		]);
	});

	it('have parameters in quotes and values with colons', () => {
		expect(contentLines('attendee;CN="A: B, C";ROLE=X:mailto:a@example.org')).toEqual([
			{ name: 'ATTENDEE', parameters: { CN: 'A: B, C', ROLE: 'X' }, value: 'mailto:a@example.org' },
		]);
		expect(plainValue('a\\, b\\; c\\\\ d\\ne')).toBe('a, b; c\\ d\ne');
	});

	it('of a header carry any text in encoded words', () => {
		const text = 'Grüße — '.repeat(12);
		const words = headerText(text);
		expect(words.split('\r\n ').every((word) => word.length <= 75)).toBe(true);
		const back = words
			.split('\r\n ')
			.map((word) => Buffer.from(word.slice(10, -2), 'base64').toString())
			.join('');
		expect(back).toBe(text);
	});
});

describe('The rules of a zone', () => {
	it.each([
		['Europe/Berlin', ['+0100', '+0200', '-1SU;BYMONTH=3', '-1SU;BYMONTH=10']],
		['America/New_York', ['-0500', '-0400', '2SU;BYMONTH=3', '1SU;BYMONTH=11']],
		['Australia/Sydney', ['+1000', '+1100', '1SU;BYMONTH=4', '1SU;BYMONTH=10']],
	])('of %s', (zone, parts) => {
		const text = vTimeZone('X', zone, 2026).join('\n');
		for (const part of parts) expect(text).toContain(part);
		expect(text.match(/BEGIN:(STANDARD|DAYLIGHT)/g)).toHaveLength(2);
	});

	it('of one without summer time', () => {
		const text = vTimeZone('X', 'Asia/Kolkata', 2026).join('\n');
		expect(text.match(/TZOFFSETTO:\+0530/g)).toHaveLength(1);
	});
});

it('mail as MIME has its headers, body and files', () => {
	const store = sandbox();
	const made = call(
		store,
		`<m:CreateItem MessageDisposition="SaveOnly"><m:Items><t:Message><t:Subject>Grüße</t:Subject><t:Body BodyType="HTML">&lt;p&gt;Hi&lt;/p&gt;</t:Body><t:Attachments><t:FileAttachment><t:Name>a.bin</t:Name><t:Content>AAECAw==</t:Content></t:FileAttachment></t:Attachments><t:ToRecipients><t:Mailbox><t:EmailAddress>other@contoso.example</t:EmailAddress></t:Mailbox></t:ToRecipients></t:Message></m:Items></m:CreateItem>`,
		V,
	);
	const text = Buffer.from(mimeOf(store, idOf(made).id), 'base64').toString();
	expect(text).toContain(`Subject: ${headerText('Grüße')}\r\n`);
	expect(text).toMatch(/^To: .*<other@contoso\.example>\r$/m);
	expect(text).toContain('filename="a.bin"');
	expect(text).toContain(Buffer.from('<p>Hi</p>').toString('base64'));
	expect(all(made, 'ItemId')).toHaveLength(1);
});
