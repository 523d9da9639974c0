import type { ColumnType } from '../../../core/schema/column';
import type { Operator } from '../../../core/query/condition';

/**
 * Operator × value, as plain data: what holds for a stored value, whoever evaluates it. The same
 * table is for the evaluator and for servers, so it names no column, only a type.
 */
export interface TruthCase {
	readonly type: ColumnType;
	/** The value in the record; `null` is absent. */
	readonly stored: unknown;
	readonly operator: Operator;
	readonly value?: unknown;
	readonly holds: boolean;
}

type Line = readonly [stored: unknown, operator: Operator, value: unknown, holds: boolean];

const cases = (type: ColumnType, lines: readonly Line[]): TruthCase[] =>
	lines.map(([stored, operator, value, holds]) => ({ type, stored, operator, value, holds }));

/** Choices of the `choice` cases, in their order. */
export const TRUTH_CHOICES = ['low', 'normal', 'high'] as const;

export const TRUTH_TABLE: readonly TruthCase[] = [
	...cases('text', [
		['Contoso', 'equals', 'contoso', true],
		['Contoso', 'equals', 'CONTOSO', true],
		['Contoso ', 'equals', 'Contoso', false],
		['Größe', 'equals', 'GRÖSSE', false],
		['Größe', 'equals', 'GRÖßE', true],
		['Žluťoučký', 'equals', 'žLUŤOUČKÝ', true],
		[null, 'equals', 'contoso', false],
		[null, 'equals', '', false],
		['Contoso', 'notEquals', 'contoso', false],
		['Fabrikam', 'notEquals', 'contoso', true],
		[null, 'notEquals', 'contoso', true],
		['a <b> & "c"', 'equals', 'A <B> & "C"', true],
		['Contoso Ltd', 'contains', 'OSO L', true],
		['Contoso Ltd', 'contains', 'x', false],
		[null, 'contains', 'x', false],
		['100%', 'contains', '%', true],
		['100', 'contains', '%', false],
		['a_b', 'contains', '_', true],
		['Contoso', 'notContains', 'TOSO', false],
		['Contoso', 'notContains', 'x', true],
		[null, 'notContains', 'x', true],
		['Contoso', 'startsWith', 'con', true],
		['Contoso', 'startsWith', 'ont', false],
		[null, 'startsWith', 'c', false],
		['Contoso', 'notStartsWith', 'con', false],
		['Contoso', 'notStartsWith', 'ont', true],
		[null, 'notStartsWith', 'c', true],
		['Contoso', 'endsWith', 'OSO', true],
		['Contoso', 'endsWith', 'os', false],
		[null, 'endsWith', 'o', false],
		['the quick brown fox', 'containsPhrase', 'quick brown', true],
		['the quick brown fox', 'containsPhrase', 'uick brown', false],
		['the quick brown fox', 'containsPhrase', 'quick brow', false],
		['thequick quick', 'containsPhrase', 'quick', true],
		[null, 'containsPhrase', 'quick', false],
		['the quick brown fox', 'containsWordPrefix', 'bro', true],
		['the quick brown fox', 'containsWordPrefix', 'row', false],
		['mary-ann', 'containsWordPrefix', 'ann', true],
		[null, 'containsWordPrefix', 'a', false],
		['b', 'greaterThan', 'A', true],
		['B', 'greaterThan', 'a', true],
		['a', 'greaterThan', 'A', false],
		['a', 'greaterThanOrEqual', 'A', true],
		['a', 'lessThan', 'B', true],
		['a', 'lessThanOrEqual', 'A', true],
		['10', 'lessThan', '9', true],
		[null, 'lessThan', 'z', false],
		[null, 'greaterThan', '', false],
		['m', 'between', ['A', 'Z'], true],
		['a', 'between', ['A', 'Z'], true],
		['z', 'between', ['A', 'Z'], true],
		['m', 'between', ['n', 'z'], false],
		['m', 'between', ['z', 'a'], false],
		[null, 'between', ['a', 'z'], false],
		['Contoso', 'in', ['fabrikam', 'contoso'], true],
		['Contoso', 'in', ['fabrikam'], false],
		[null, 'in', ['contoso'], false],
		['Contoso', 'notIn', ['fabrikam', 'CONTOSO'], false],
		['Contoso', 'notIn', ['fabrikam'], true],
		[null, 'notIn', ['contoso'], true],
		['x', 'isEmpty', undefined, false],
		['', 'isEmpty', undefined, true],
		[' ', 'isEmpty', undefined, false],
		[null, 'isEmpty', undefined, true],
		['x', 'isNotEmpty', undefined, true],
		['', 'isNotEmpty', undefined, false],
		[null, 'isNotEmpty', undefined, false],
	]),
	...cases('choice', [
		['high', 'equals', 'high', true],
		['high', 'equals', 'low', false],
		['high', 'notEquals', 'low', true],
		[null, 'notEquals', 'low', true],
		['normal', 'in', ['low', 'normal'], true],
		['high', 'notIn', ['low', 'normal'], true],
		[null, 'isEmpty', undefined, true],
		['low', 'isEmpty', undefined, false],
	]),
	...cases('id', [
		['AAMk', 'equals', 'AAMk', true],
		['AAMk', 'equals', 'aamk', false],
		['AAMk', 'in', ['aamk', 'AAMk'], true],
	]),
	...cases('binary', [
		['q83v', 'equals', 'q83v', true],
		['q83v', 'equals', 'Q83V', false],
		[null, 'notEquals', 'q83v', true],
	]),
	...cases('boolean', [
		[true, 'equals', true, true],
		[false, 'equals', true, false],
		[false, 'equals', false, true],
		[null, 'equals', false, false],
		[null, 'notEquals', true, true],
		[false, 'isEmpty', undefined, false],
		[false, 'isNotEmpty', undefined, true],
	]),
	...cases('integer', [
		[10, 'equals', 10, true],
		[10, 'greaterThan', 9, true],
		[9, 'greaterThan', 9, false],
		[9, 'greaterThanOrEqual', 9, true],
		[-1, 'lessThan', 0, true],
		[0, 'lessThanOrEqual', 0, true],
		[5, 'between', [5, 7], true],
		[7, 'between', [5, 7], true],
		[8, 'between', [5, 7], false],
		[5, 'in', [1, 5], true],
		[5, 'notIn', [1, 5], false],
		[null, 'lessThan', 5, false],
		[null, 'notEquals', 5, true],
		[0, 'isEmpty', undefined, false],
		[0b1010, 'excludesBits', 0b0101, true],
		[0b1010, 'excludesBits', 0b0010, false],
		[0, 'excludesBits', 1, true],
		[null, 'excludesBits', 1, false],
	]),
	...cases('int64', [
		['9007199254740993', 'equals', '9007199254740993', true],
		['9007199254740993', 'equals', '9007199254740992', false],
		['10', 'greaterThan', '9', true],
		['-10', 'lessThan', '9', true],
		['9007199254740993', 'in', ['9007199254740993'], true],
	]),
	...cases('decimal', [
		[0.5, 'greaterThan', 0.25, true],
		[50, 'between', [0, 100], true],
		[null, 'greaterThanOrEqual', 0, false],
	]),
	...cases('dateTime', [
		['2026-03-01T10:00:00Z', 'equals', '2026-03-01T11:00:00+01:00', true],
		['2026-03-01T10:00:00.000Z', 'equals', '2026-03-01T10:00:00Z', true],
		['2026-03-01T10:00:00+02:00', 'lessThan', '2026-03-01T09:00:00Z', true],
		['2026-03-01T10:00:00Z', 'greaterThan', '2026-03-01T09:59:59Z', true],
		['2026-03-01T10:00:00Z', 'between', ['2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z'], true],
		['2026-03-01T10:00:00Z', 'in', ['2026-03-01T11:00:00+01:00'], true],
		[null, 'lessThan', '2026-03-01T10:00:00Z', false],
		[null, 'notEquals', '2026-03-01T10:00:00Z', true],
	]),
	...cases('date', [
		['1980-02-29', 'equals', '1980-02-29', true],
		['1980-02-29', 'lessThan', '1980-03-01', true],
		['1980-02-29', 'between', ['1980-02-29', '1980-02-29'], true],
		[null, 'greaterThan', '1980-02-29', false],
	]),
	...cases('textList', [
		[['Red', 'Blue'], 'contains', 'blu', true],
		[['Red', 'Blue'], 'equals', 'blue', true],
		[['Red', 'Blue'], 'equals', 'blu', false],
		[['Red', 'Blue'], 'notEquals', 'blue', false],
		[['Red', 'Blue'], 'notContains', 'green', true],
		[['Red', 'Blue'], 'in', ['green', 'RED'], true],
		[['Red'], 'notIn', ['green'], true],
		[[], 'isEmpty', undefined, true],
		[null, 'isEmpty', undefined, true],
		[['Red'], 'isNotEmpty', undefined, true],
		[null, 'notContains', 'x', true],
		[[], 'contains', 'x', false],
	]),
	...cases('recipient', [
		[
			{ name: 'User 17', address: 'user17@contoso.example' },
			'equals',
			'USER17@contoso.example',
			true,
		],
		[{ name: 'User 17', address: 'user17@contoso.example' }, 'contains', 'ser 1', true],
		[
			{ name: 'User 17', address: 'user17@contoso.example' },
			'endsWith',
			'@fabrikam.example',
			false,
		],
		[{ name: null, address: 'user17@contoso.example' }, 'startsWith', 'user', true],
		[null, 'notEquals', 'user17@contoso.example', true],
	]),
	...cases('recipientList', [
		[
			[
				{ name: 'User 1', address: 'user1@contoso.example' },
				{ name: 'User 2', address: 'user2@contoso.example' },
			],
			'equals',
			'user2@contoso.example',
			true,
		],
		[[{ name: 'User 1', address: 'user1@contoso.example' }], 'contains', 'fabrikam', false],
		[[], 'isEmpty', undefined, true],
	]),
	...cases('attendeeList', [
		[
			[{ name: 'Room 4', address: 'room4@contoso.example', type: 'resource' }],
			'contains',
			'room4@',
			true,
		],
		[
			[{ name: 'Room 4', address: 'room4@contoso.example', type: 'resource' }],
			'equals',
			'resource',
			false,
		],
	]),
	...cases('flag', [
		[{ status: 'flagged', start: null, due: null, completed: null }, 'equals', 'flagged', true],
		[{ status: 'complete' }, 'in', ['flagged', 'complete'], true],
		[null, 'notEquals', 'flagged', true],
	]),
	...cases('recurrence', [
		[null, 'isEmpty', undefined, true],
		[{ pattern: {}, range: {} }, 'isNotEmpty', undefined, true],
	]),
	...cases('object', [[{ a: 1 }, 'isEmpty', undefined, false]]),
];
