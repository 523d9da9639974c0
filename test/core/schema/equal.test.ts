import type { ColumnType } from '../../../core/schema/column';
import { sameValue } from '../../../core/schema/equal';

it.each<[ColumnType, unknown, unknown, boolean]>([
	['text', 'a', 'a', true],
	['text', 'a', 'A', false],
	['text', 'a', 'a ', false],
	['text', 'a\r\nb', 'a\nb', true],
	['text', 'a\rb', 'a\nb', true],
	['text', null, undefined, true],
	['text', null, '', true],
	['text', 'a', null, false],
	['choice', 'high', 'high', true],
	['boolean', false, null, false],
	['boolean', false, false, true],
	['integer', 0, null, false],
	['int64', '5', '5', true],
	['date', '2026-11-21', '2026-11-22', false],
	['dateTime', '2026-11-21T10:00:00Z', '2026-11-21T11:00:00+01:00', true],
	['dateTime', '2026-11-21T10:00:00Z', '2026-11-21T10:00:01Z', false],
	['dateTime', '2026-11-21', '2026-11-21T00:00:00+01:00', true],
	['dateTime', '2026-11-21', '2026-11-21T08:00:00+01:00', false],
	['dateTime', '2026-11-21', '2026-11-22', false],
	['textList', ['a', 'b'], ['b', 'a'], true],
	['textList', ['a'], ['a', 'b'], false],
	['textList', [], null, true],
	['recipient', { name: 'A', address: 'A@b.example' }, { address: 'a@b.example', name: 'A' }, true],
	[
		'recipient',
		{ name: null, address: 'a@b.example' },
		{ name: 'a@b.example', address: 'a@b.example' },
		true,
	],
	[
		'recipient',
		{ name: 'A', address: 'a@b.example' },
		{ name: 'B', address: 'a@b.example' },
		false,
	],
	[
		'recipientList',
		[
			{ name: null, address: 'a@b.example' },
			{ name: null, address: 'c@b.example' },
		],
		[
			{ name: null, address: 'c@b.example' },
			{ name: null, address: 'a@b.example' },
		],
		true,
	],
	[
		'attendeeList',
		[{ name: null, address: 'a@b.example', type: 'required', response: 'none' }],
		[{ name: null, address: 'a@b.example', type: 'required', response: 'accepted' }],
		true,
	],
	[
		'attendeeList',
		[{ name: null, address: 'a@b.example', type: 'required' }],
		[{ name: null, address: 'a@b.example', type: 'optional' }],
		false,
	],
	[
		'flag',
		{ status: 'flagged', due: '2026-11-21T10:00:00Z' },
		{ status: 'flagged', start: null, due: '2026-11-21T11:00:00+01:00', completed: null },
		true,
	],
	['flag', { status: 'flagged' }, { status: 'complete' }, false],
	['recurrence', { pattern: { a: 1, b: null }, range: {} }, { range: {}, pattern: { a: 1 } }, true],
	['object', { a: [1, 2] }, { a: [2, 1] }, false],
])('sameValue %s %j %j', (type, a, b, same) => {
	expect(sameValue({ type }, a, b)).toBe(same);
	expect(sameValue({ type }, b, a)).toBe(same);
});
