import { codecOf, sourcesOf } from '../../../../../core/backends/ews/codecs';
import type { EncodeContext } from '../../../../../core/backends/ews/codecs/codec';
import { AnswerReader } from '../../../../../core/backends/ews/decode/answer';
import { compileRowPlan } from '../../../../../core/backends/ews/decode/rowPlan';
import { Scanner } from '../../../../../core/backends/ews/decode/scanner';
import { compose } from '../../../../../core/backends/ews/xml/compose';
import type { Column, ColumnType, Row } from '../../../../../core/schema/column';
import type { Table } from '../../../../../core/schema/table';
import { contact } from '../../../../../core/tables/mailbox/contact';
import { event } from '../../../../../core/tables/mailbox/event';
import { message } from '../../../../../core/tables/mailbox/message';
import { task } from '../../../../../core/tables/mailbox/task';
import { answer, success } from '../operations/fakeServer';

const columnOf = (table: Table, id: string): Column => {
	const column = table.columns.find((candidate) => candidate.id === id);
	if (!column) throw new Error(`No column ${id}`);
	return column;
};

const CONTEXT: EncodeContext = { values: new Map(), version: 'Exchange2016' };

/** What our writer makes of values. */
function written(table: Table, values: Row, context: Partial<EncodeContext> = {}): string {
	const parts = Object.entries(values).flatMap(([id, value]) => {
		const column = columnOf(table, id);
		const codec = codecOf(column);
		const full = { ...CONTEXT, values: new Map(Object.entries(values)), ...context };
		if (codec.kind === 'tree') return codec.encode?.(value, column, full) ?? [];
		const text = codec.encode(value, column);
		return sourcesOf(column).map((source) => ({
			...source,
			text,
			attributes: codec.attributes?.(text),
		}));
	});
	return compose(table.ews?.element ?? '', parts).toString();
}

/** A row of item XML. */
function read(table: Table, inner: string, ids: readonly string[], cut?: number): Row {
	const columns = ids.map((id) => columnOf(table, id));
	const name = table.ews?.element ?? '';
	const item = inner.startsWith(`<t:${name}`) ? inner : `<t:${name}>${inner}</t:${name}>`;
	const bytes = Buffer.from(answer('GetItem', [success('GetItem', `<m:Items>${item}</m:Items>`)]));
	const reader = new AnswerReader({ plan: compileRowPlan(columns), element: name });
	const scanner = new Scanner(reader);
	scanner.push(bytes.subarray(0, cut ?? bytes.length));
	if (cut !== undefined) scanner.push(bytes.subarray(cut));
	scanner.end();
	return reader.messages[0]?.rows[0] ?? {};
}

const NASTY = '  & < > " \' \r\n\t\u{1F600} \u05D0\u05D1 ]]> ';

describe('values written and read again', () => {
	const pattern = (type: string, rest: object = {}, range: object = { type: 'noEnd' }) => ({
		pattern: { type, interval: 1, ...rest },
		range: { startDate: '2026-05-17', ...range },
	});
	test.each<[Table, string, unknown]>([
		[contact, 'displayName', NASTY],
		[contact, 'displayName', ''],
		[contact, 'emailAddress1', 'a@contoso.example'],
		[contact, 'emailAddress2Name', NASTY],
		[contact, 'businessAddressStreet', `${'x'.repeat(300)}\r\n${NASTY}`],
		[contact, 'homePhone2', '+49 30 1'],
		[contact, 'birthday', '1980-05-17'],
		[contact, 'weddingAnniversary', '1600-02-29'],
		[contact, 'sensitivity', 'confidential'],
		[contact, 'fileAsMapping', 'lastCommaFirst'],
		[contact, 'categories', ['Customer', NASTY]],
		[contact, 'children', [NASTY]],
		[contact, 'title', NASTY],
		[contact, 'yomiGivenName', NASTY],
		[contact, 'personalNotes', `Line 1\r\nLine 2${NASTY}`],
		[task, 'dueDate', '2026-03-29'],
		[task, 'percentComplete', 12.5],
		[task, 'totalWork', 2147483647],
		[task, 'recurrence', pattern('dailyRegeneration', { interval: 3 })],
		[task, 'recurrence', pattern('weeklyRegeneration')],
		[task, 'recurrence', pattern('monthlyRegeneration')],
		[task, 'recurrence', pattern('yearlyRegeneration')],
		[
			event,
			'recurrence',
			pattern('daily', { interval: 2 }, { type: 'endDate', endDate: '2026-06-01' }),
		],
		[
			event,
			'recurrence',
			pattern(
				'weekly',
				{ daysOfWeek: ['sunday', 'friday'], firstDayOfWeek: 'monday' },
				{ type: 'numbered', numberOfOccurrences: 9 },
			),
		],
		[event, 'recurrence', pattern('absoluteMonthly', { dayOfMonth: 31 })],
		[event, 'recurrence', pattern('relativeMonthly', { daysOfWeek: ['tuesday'], index: 'last' })],
		[
			event,
			'recurrence',
			pattern('relativeMonthly', {
				daysOfWeek: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
				index: 'first',
			}),
		],
		[event, 'recurrence', pattern('absoluteYearly', { dayOfMonth: 29, month: 2 })],
		[
			event,
			'recurrence',
			pattern('relativeYearly', { daysOfWeek: ['sunday', 'saturday'], index: 'third', month: 12 }),
		],
		[event, 'showAs', 'oof'],
		[
			message,
			'toRecipients',
			[
				{ name: NASTY, address: 'a@contoso.example' },
				{ name: null, address: 'b@contoso.example' },
			],
		],
		[
			message,
			'flag',
			{ status: 'complete', start: null, due: null, completed: '2026-05-17T00:00:00Z' },
		],
	])('%#: a column keeps its value', (table, id, value) => {
		const xml = written(table, { [id]: value });
		expect(read(table, xml, [id])[id]).toEqual(value);
	});

	test('attendees are grouped by type and come back with it', () => {
		const xml = written(event, {
			attendees: [
				{ name: 'Room', address: 'r@contoso.example', type: 'resource' },
				{ name: 'Contact 1', address: '1@contoso.example', type: 'required' },
				{ name: 'Contact 2', address: '2@contoso.example', type: 'required' },
			],
		});
		expect(xml.match(/<t:RequiredAttendees>/g)).toHaveLength(1);
		expect(read(event, xml, ['attendees']).attendees).toEqual([
			{
				name: 'Contact 1',
				address: '1@contoso.example',
				type: 'required',
				response: null,
				responseTime: null,
			},
			{
				name: 'Contact 2',
				address: '2@contoso.example',
				type: 'required',
				response: null,
				responseTime: null,
			},
			{
				name: 'Room',
				address: 'r@contoso.example',
				type: 'resource',
				response: null,
				responseTime: null,
			},
		]);
	});
});

describe('values as servers send them', () => {
	test.each([
		['11:59 UTC', '1980-05-17T11:59:00Z', '1980-05-17'],
		['midnight UTC', '1980-05-17T00:00:00Z', '1980-05-17'],
		['midnight in Berlin', '1980-05-16T22:00:00Z', '1980-05-17'],
		['midnight in New York', '1980-05-17T04:00:00Z', '1980-05-17'],
		['midnight in Auckland', '1980-05-16T12:00:00Z', '1980-05-17'],
		['written with an offset', '1980-05-17T00:00:00+02:00', '1980-05-17'],
		['a plain day', '1980-05-17', '1980-05-17'],
		['the last day of a year', '1999-12-31T23:00:00Z', '2000-01-01'],
	])('a day stored as %s', (_name, sent, expected) => {
		expect(read(contact, `<t:Birthday>${sent}</t:Birthday>`, ['birthday']).birthday).toBe(expected);
	});

	test.each([
		['W. Europe Standard Time', '2026-05-16T22:00:00Z', '2026-05-17'],
		['Hawaiian Standard Time', '2026-05-17T10:00:00Z', '2026-05-17'],
		['Line Islands Standard Time', '2026-05-16T10:00:00Z', '2026-05-17'],
		['tzone://Microsoft/Custom', '2026-05-16T22:00:00Z', '2026-05-17'],
	])('an all-day event of %s', (zone, sent, expected) => {
		const xml = `<t:Start>${sent}</t:Start><t:IsAllDayEvent>true</t:IsAllDayEvent><t:StartTimeZone Id="${zone}" Name="x"/>`;
		const row = read(event, xml, ['startDateTime', 'isAllDay', 'startTimeZone']);
		expect(row).toMatchObject({ startDateTime: expected, isAllDay: true, startTimeZone: zone });
	});

	test('an event that is not all day keeps its instant', () => {
		const xml = '<t:End>2026-05-17T22:00:00Z</t:End><t:IsAllDayEvent>false</t:IsAllDayEvent>';
		expect(read(event, xml, ['endDateTime']).endDateTime).toBe('2026-05-17T22:00:00Z');
	});

	test('absent, empty and unknown are told apart', () => {
		expect(
			read(contact, '<t:Surname/><t:Sensitivity>Secret</t:Sensitivity>', [
				'givenName',
				'surname',
				'sensitivity',
				'categories',
			]),
		).toEqual({
			id: null,
			changeKey: null,
			givenName: null,
			surname: '',
			sensitivity: 'secret',
			categories: null,
		});
	});

	test('slots of lists, parts of names and X.500 recipients', () => {
		const xml =
			'<t:Children><t:String>A</t:String><t:String>B</t:String></t:Children><t:CompleteName><t:Title>Dr.</t:Title></t:CompleteName>';
		expect(
			read(contact, xml, ['children', 'children1', 'children2', 'children3', 'completeNameTitle']),
		).toMatchObject({
			children: ['A', 'B'],
			children1: 'A',
			children2: 'B',
			children3: null,
			completeNameTitle: 'Dr.',
		});
		const mail =
			'<t:From><t:Mailbox><t:Name>N</t:Name><t:EmailAddress>/o=x</t:EmailAddress><t:RoutingType>EX</t:RoutingType></t:Mailbox></t:From>';
		expect(read(message, mail, ['from']).from).toEqual({
			name: 'N',
			address: '/o=x',
			routingType: 'EX',
		});
	});

	test('extended properties are found however the server spells them', () => {
		const property = (uri: string, value: string): string =>
			`<t:ExtendedProperty><t:ExtendedFieldURI ${uri}/>${value}</t:ExtendedProperty>`;
		const xml = [
			property('PropertyTag="0x3a45" PropertyType="String"', '<t:Value>Dr.</t:Value>'),
			property('PropertyTag="0x3A46" PropertyType="String"', '<t:Value>other</t:Value>'),
			property(
				'PropertySetId="00062004-0000-0000-C000-000000000046" PropertyId="32812" PropertyType="String"',
				'<t:Value>yomi</t:Value>',
			),
		].join('');
		expect(read(contact, xml, ['title', 'yomiGivenName', 'yomiSurname'])).toMatchObject({
			title: 'Dr.',
			yomiGivenName: 'yomi',
			yomiSurname: null,
		});
	});

	test.each<[ColumnType, string, unknown]>([
		['int64', '9007199254740993', '9007199254740993'],
		['integer', '-5', -5],
		['decimal', '1.5E3', 1500],
		['boolean', 'true', true],
		['boolean', '0', false],
		['dateTime', '2026-05-17T09:00:00Z', '2026-05-17T09:00:00Z'],
		['binary', 'AAEC\r\nAw==', 'AAECAw=='],
		['text', '  x ', '  x '],
	])('an extended value of type %s', (type, sent, expected) => {
		const column: Column = {
			id: 'x',
			label: 'X',
			type,
			ews: {
				field: { set: 'PublicStrings', propertyName: 'a b', mapiType: 'String' },
				read: 'list',
			},
		};
		const table: Table = { ...contact, columns: [column] };
		const xml = `<t:ExtendedProperty><t:ExtendedFieldURI DistinguishedPropertySetId="PublicStrings" PropertyName="a b" PropertyType="String"/><t:Value>${sent}</t:Value></t:ExtendedProperty>`;
		expect(read(table, xml, ['x']).x).toEqual(expected);
	});

	test('a multi-valued extended property', () => {
		const column: Column = {
			id: 'x',
			label: 'X',
			type: 'textList',
			ews: { field: { tag: '0x101E', mapiType: 'StringArray' }, read: 'list', write: 'both' },
		};
		const table: Table = { ...contact, columns: [column] };
		expect(read(table, written(table, { x: ['a', NASTY] }), ['x']).x).toEqual(['a', NASTY]);
	});

	test('a row is the same whichever byte the answer is cut at', () => {
		const values = {
			displayName: NASTY,
			businessAddressCity: NASTY,
			categories: ['a'],
			title: NASTY,
		};
		const xml = written(contact, values);
		const ids = Object.keys(values);
		const length = Buffer.byteLength(
			answer('GetItem', [success('GetItem', `<m:Items>${xml}</m:Items>`)]),
		);
		for (let cut = 0; cut <= length; cut++)
			expect(read(contact, xml, ids, cut)).toMatchObject(values);
	});
});

describe('values that cannot be written', () => {
	test.each<[Table, string, unknown]>([
		[contact, 'birthday', '1980-02-30'],
		[contact, 'birthday', '17.05.1980'],
		[contact, 'sensitivity', 'secret'],
		[contact, 'categories', [1]],
		[contact, 'displayName', { a: 1 }],
		[contact, 'displayName', 'a\u0001b'],
		[contact, 'displayName', 'a\uD800b'],
		[contact, 'categories', ['\uFFFF']],
		[task, 'totalWork', 1.5],
		[event, 'startDateTime', '2026-05-17T09:00:00'],
		[event, 'attendees', [{ address: 'a@contoso.example', type: 'guest' }]],
		[event, 'attendees', [{ name: 'no address' }]],
		[event, 'recurrence', { pattern: { type: 'hourly' }, range: {} }],
		[
			event,
			'recurrence',
			{
				pattern: { type: 'absoluteYearly', interval: 2, dayOfMonth: 1, month: 1 },
				range: { type: 'noEnd', startDate: '2026-01-01' },
			},
		],
		[message, 'flag', { status: 'red' }],
	])('%#: a wrong value is an InputError', (table, id, value) => {
		expect(() => written(table, { [id]: value })).toThrow(
			expect.objectContaining({ name: 'InputError' }) as Error,
		);
	});
});

describe('all-day events', () => {
	test('are written as midnight of their zone, with the zone', () => {
		const xml = written(event, { startDateTime: '2026-05-17', startTimeZone: 'Europe/Berlin' });
		expect(xml).toContain('<t:Start>2026-05-16T22:00:00Z</t:Start>');
		expect(xml).toContain('<t:IsAllDayEvent>true</t:IsAllDayEvent>');
		expect(xml).toContain('Id="W. Europe Standard Time"');
	});

	test('a day for an event that is not all day is its midnight in the zone of the call', () => {
		const xml = written(
			event,
			{ startDateTime: '2026-05-17', isAllDay: false },
			{ timeZone: 'Asia/Tokyo' },
		);
		expect(xml).toContain('<t:Start>2026-05-16T15:00:00Z</t:Start>');
	});
});
