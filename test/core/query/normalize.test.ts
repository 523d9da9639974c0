import type { Condition } from '../../../core/query/condition';
import { normalizeCondition } from '../../../core/query/normalize';
import { findTable } from '../../../core/tables/registry';

const { table: contact } = findTable('contact', 'ews');
const { table: event } = findTable('event', 'ews');
const rules = { timeZone: 'Europe/Berlin' };
const normal = (condition: Condition, table = contact) =>
	normalizeCondition(table, condition, 'ews', rules);

describe('normalizeCondition', () => {
	it.each<[Condition, Condition]>([
		[
			{ column: 'EmailAddress1', operator: 'equals', value: 'a@b' },
			{ column: 'emailAddress1', operator: 'equals', value: 'a@b' },
		],
		[
			{ column: 'businessaddress_city', operator: 'in', value: 'Brno, Praha' },
			{ column: 'businessAddressCity', operator: 'in', value: ['Brno', 'Praha'] },
		],
		[
			{ column: 'displayName', operator: 'in', value: '["Doe, J", "Roe"]' },
			{ column: 'displayName', operator: 'in', value: ['Doe, J', 'Roe'] },
		],
		[
			{ column: 'birthday', operator: 'between', value: '1980-01-01,1989-12-31' },
			{ column: 'birthday', operator: 'between', value: ['1980-01-01', '1989-12-31'] },
		],
		[
			{ column: 'createdDateTime', operator: 'greaterThan', value: '2026-07-01' },
			{ column: 'createdDateTime', operator: 'greaterThan', value: '2026-07-01T00:00:00+02:00' },
		],
		[
			{ column: 'hasAttachments', operator: 'equals', value: 'TRUE' },
			{ column: 'hasAttachments', operator: 'equals', value: true },
		],
		[
			{ column: 'importance', operator: 'equals', value: 'High' },
			{ column: 'importance', operator: 'equals', value: 'high' },
		],
		[
			{ column: 'surname', operator: 'isEmpty', value: 'ignored' },
			{ column: 'surname', operator: 'isEmpty' },
		],
		[
			{ not: { or: [{ column: 'Surname', operator: 'contains', value: 'x' }] } },
			{ not: { or: [{ column: 'surname', operator: 'contains', value: 'x' }] } },
		],
	])('%j', (given, expected) => {
		expect(normal(given)).toEqual(expected);
	});

	it('reads a day for a bound of an event as its midnight', () => {
		expect(
			normal({ column: 'Start', operator: 'greaterThan', value: '2026-12-01' }, event),
		).toEqual({
			column: 'startDateTime',
			operator: 'greaterThan',
			value: '2026-12-01T00:00:00+01:00',
		});
	});

	it.each<[string, Condition, string]>([
		['unknown column', { column: 'surnam', operator: 'isEmpty' }, "'surnam'"],
		[
			'operator of another type',
			{ column: 'birthday', operator: 'contains', value: '19' },
			"'Birthday' cannot be compared with 'Contains'",
		],
		[
			'no operator at all',
			{ column: 'surname', operator: 'like' as 'equals', value: 'x' },
			"'like' is not an operator",
		],
		['empty list', { column: 'surname', operator: 'in', value: [] }, 'empty list'],
		['empty text list', { column: 'surname', operator: 'notIn', value: ' , ' }, 'empty list'],
		['one bound', { column: 'birthday', operator: 'between', value: ['1980-01-01'] }, 'two values'],
		['no value', { column: 'surname', operator: 'equals' }, 'no value'],
		['empty part', { column: 'surname', operator: 'contains', value: '' }, 'empty text'],
		[
			'wrong type',
			{ column: 'birthday', operator: 'equals', value: 'yesterday' },
			"'Birthday' must be a date",
		],
		['a Graph column', { column: 'businessPhones', operator: 'isEmpty' }, 'Graph only'],
		[
			'too many values',
			{ column: 'surname', operator: 'in', value: Array.from({ length: 10_001 }, String) },
			'more than 10000',
		],
	])('refuses %s', (_, condition, message) => {
		expect(() => normal(condition)).toThrow(
			expect.objectContaining({ name: 'InputError', message: expect.stringContaining(message) }),
		);
	});

	it('refuses nesting without end', () => {
		let condition: Condition = { column: 'surname', operator: 'isEmpty' };
		for (let depth = 0; depth < 40; depth++) condition = { not: condition };
		expect(() => normal(condition)).toThrow('levels deep');
	});
});
