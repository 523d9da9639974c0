import { DateTime } from 'luxon';
import type { ColumnType } from '../../../core/schema/column';
import { convert, type Target } from '../../../core/schema/value';

const BERLIN = { timeZone: 'Europe/Berlin' };
const target = (type: ColumnType, more: Partial<Target> = {}): Target => ({
	id: 'value',
	label: 'Value',
	type,
	...more,
});
const LEVELS = {
	choices: ['low', 'normal', 'oof'],
	ews: { read: 'list', values: { oof: 'OutOfOffice' } },
} as const;

describe('convert', () => {
	it.each<[ColumnType, unknown, unknown]>([
		['text', 'as is ', 'as is '],
		['text', '', ''],
		['text', ' \u{1F600} שלום <&> "\'', ' \u{1F600} שלום <&> "\''],
		['text', 'a\r\nb\tc', 'a\r\nb\tc'],
		['text', 4930123, '4930123'],
		['text', null, null],
		['text', undefined, null],
		['id', ' AAMk= ', 'AAMk='],
		['integer', 5, 5],
		['integer', ' -17 ', -17],
		['integer', '2147483647', 2147483647],
		['int64', '9007199254740993', '9007199254740993'],
		['int64', 5n, '5'],
		['int64', 12, '12'],
		['decimal', '0.5', 0.5],
		['decimal', 50, 50],
		['boolean', true, true],
		['boolean', 'True', true],
		['boolean', 'false', false],
		['boolean', 0, false],
		['boolean', '1', true],
		['dateTime', '2026-11-21T14:30:00', '2026-11-21T14:30:00+01:00'],
		['dateTime', '2026-07-21T14:30', '2026-07-21T14:30:00+02:00'],
		['dateTime', '2026-07-21 14:30:15.250', '2026-07-21T14:30:15.250+02:00'],
		['dateTime', '2026-07-21', '2026-07-21T00:00:00+02:00'],
		['dateTime', '2026-07-21T14:30:00Z', '2026-07-21T14:30:00Z'],
		['dateTime', '2026-07-21T14:30:00.000Z', '2026-07-21T14:30:00Z'],
		['dateTime', '2026-07-21T14:30:00-0530', '2026-07-21T14:30:00-05:30'],
		['dateTime', new Date('2026-07-21T14:30:00Z'), '2026-07-21T14:30:00Z'],
		[
			'dateTime',
			DateTime.fromISO('2026-07-21T14:30:00', { zone: 'Asia/Tokyo' }),
			'2026-07-21T14:30:00+09:00',
		],
		['date', '1980-02-29', '1980-02-29'],
		['date', '1980-02-28T23:59:59-11:00', '1980-02-28'],
		['date', '1980-02-28T00:00:00.000Z', '1980-02-28'],
		['date', new Date('2026-07-20T22:00:00Z'), '2026-07-21'],
		['date', DateTime.fromISO('2026-07-21T00:00:00', { zone: 'Asia/Tokyo' }), '2026-07-21'],
		['binary', 'q83v', 'q83v'],
		['binary', 'q8\r\n3v', 'q83v'],
		['binary', Buffer.from([0xab, 0xcd, 0xef]), 'q83v'],
		['textList', ['Red', 'Blue, dark'], ['Red', 'Blue, dark']],
		['textList', 'Red, Blue,', ['Red', 'Blue']],
		['textList', '["Red, dark"]', ['Red, dark']],
		['textList', '', []],
		['recipient', 'user1@contoso.example', { name: null, address: 'user1@contoso.example' }],
		[
			'recipient',
			'User One <user1@contoso.example>',
			{ name: 'User One', address: 'user1@contoso.example' },
		],
		[
			'recipient',
			'"One, User" <user1@contoso.example>',
			{ name: 'One, User', address: 'user1@contoso.example' },
		],
		[
			'recipient',
			{ address: 'user1@contoso.example' },
			{ name: null, address: 'user1@contoso.example' },
		],
		[
			'recipient',
			{ emailAddress: { name: 'User One', address: 'user1@contoso.example' } },
			{ name: 'User One', address: 'user1@contoso.example' },
		],
		[
			'recipientList',
			'"One, User" <user1@contoso.example>; user2@contoso.example',
			[
				{ name: 'One, User', address: 'user1@contoso.example' },
				{ name: null, address: 'user2@contoso.example' },
			],
		],
		[
			'recipientList',
			'[{"address":"user1@contoso.example"}]',
			[{ name: null, address: 'user1@contoso.example' }],
		],
		[
			'attendeeList',
			[{ address: 'room4@contoso.example', type: 'Resource' }, 'user1@contoso.example'],
			[
				{ name: null, address: 'room4@contoso.example', type: 'resource' },
				{ name: null, address: 'user1@contoso.example', type: 'required' },
			],
		],
		['flag', 'Flagged', { status: 'flagged', start: null, due: null, completed: null }],
		[
			'flag',
			{ status: 'flagged', due: '2026-11-21T08:00:00' },
			{ status: 'flagged', start: null, due: '2026-11-21T08:00:00+01:00', completed: null },
		],
		[
			'recurrence',
			'{"pattern":{"type":"daily"},"range":{"type":"noEnd"}}',
			{ pattern: { type: 'daily' }, range: { type: 'noEnd' } },
		],
		['object', '{"a":[1]}', { a: [1] }],
	])('%s: %p', (type, value, expected) => {
		expect(convert(target(type), value, BERLIN)).toEqual(expected);
	});

	it.each<[unknown, string]>([
		['LOW', 'low'],
		[' oof ', 'oof'],
		['OutOfOffice', 'oof'],
	])('choice: %p', (value, expected) => {
		expect(convert(target('choice', LEVELS), value, BERLIN)).toBe(expected);
	});

	it('keeps a day for the bound of an event, and an instant too', () => {
		const bound = target('dateTime', { dayWhenAllDay: true });
		expect(convert(bound, '2026-11-21', BERLIN)).toBe('2026-11-21');
		expect(convert(bound, '2026-11-21T10:00', BERLIN)).toBe('2026-11-21T10:00:00+01:00');
	});

	it.each<[ColumnType, unknown]>([
		['text', {}],
		['text', ['a']],
		['text', true],
		['text', NaN],
		['id', ''],
		['id', 5],
		['integer', 1.5],
		['integer', '1e3'],
		['integer', '2147483648'],
		['integer', true],
		['int64', '9223372036854775808'],
		['int64', 2 ** 60],
		['decimal', '1,5'],
		['decimal', Infinity],
		['boolean', 'yes'],
		['boolean', 2],
		['dateTime', 'tomorrow'],
		['dateTime', '2026-02-30T10:00:00'],
		['dateTime', '2026-11-21T25:00:00'],
		['dateTime', '2026-11-21T10:00:00+15:00'],
		['dateTime', 1763735400000],
		['dateTime', new Date(NaN)],
		['date', '21.11.2026'],
		['date', '2026-13-01'],
		['date', 20261121],
		['binary', 'not base64!'],
		['binary', 'abc'],
		['textList', 5],
		['textList', [{}]],
		['textList', '["a"'],
		['recipient', 'nobody'],
		['recipient', 'A <a@b> <c>d'],
		['recipient', ''],
		['recipient', { name: 'No Address' }],
		['recipientList', 'user1@contoso.example, nobody'],
		['attendeeList', [{ address: 'a@contoso.example', type: 'chair' }]],
		['flag', 'red'],
		['recurrence', { pattern: {} }],
		['recurrence', 'daily'],
		['object', 'text'],
		['object', 5],
		['choice', 'x'],
	])('%s refuses %p and names the column', (type, value) => {
		const column = type === 'choice' ? target('choice', LEVELS) : target(type);
		expect(() => convert(column, value, BERLIN)).toThrow(
			expect.objectContaining({
				name: 'InputError',
				field: 'value',
				message: expect.stringMatching(/^'Value' must be /),
			}),
		);
	});

	it.each([
		['a\u0000b', 'control character U+0000 at position 2'],
		['\u001f', 'control character U+001F at position 1'],
		['ab\ufffe', 'control character U+FFFE at position 3'],
		['x\ud83d', 'half of a surrogate pair U+D83D at position 2'],
		['\ude00x', 'half of a surrogate pair U+DE00 at position 1'],
	])('refuses %j, which XML cannot carry', (value, message) => {
		for (const [type, given] of [
			['text', value],
			['textList', ['fine', value]],
			['object', { deep: [value] }],
		] as const) {
			expect(() => convert(target(type), given, BERLIN)).toThrow(message);
		}
	});

	it('refuses objects without end', () => {
		let deep: object = {};
		for (let level = 0; level < 30; level++) deep = { deep };
		expect(() => convert(target('object'), deep, BERLIN)).toThrow('20 levels');
	});
});
