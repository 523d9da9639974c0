import { compileCondition } from '../../../core/query/evaluate';
import { OPERATORS, type Condition, type Operator } from '../../../core/query/condition';
import { simplify } from '../../../core/query/simplify';
import type { Column } from '../../../core/schema/column';
import { operatorsFor } from '../../../core/schema/operators';
import { TRUTH_CHOICES, TRUTH_TABLE } from './truth-table';

function column(type: Column['type'], id = 'value'): Column {
	return { id, label: 'Value', type, ...(type === 'choice' ? { choices: TRUTH_CHOICES } : {}) };
}
const columns = (...list: Column[]) => new Map(list.map((entry) => [entry.id, entry]));

describe('truth table', () => {
	it.each(
		TRUTH_TABLE.map((entry) => [
			`${entry.type}: ${JSON.stringify(entry.stored)} ${entry.operator} ${JSON.stringify(entry.value)}`,
			entry,
		]),
	)('%s', (_, entry) => {
		const { type, stored, operator, value, holds } = entry as (typeof TRUTH_TABLE)[number];
		const test = compileCondition({ column: 'value', operator, value }, columns(column(type)));
		expect(test({ value: stored })).toBe(holds);
	});

	it('has every operator of every type', () => {
		const seen = new Set(TRUTH_TABLE.map(({ type, operator }) => `${type} ${operator}`));
		const text = operatorsFor(column('text')).filter((o) => !seen.has(`text ${o}`));
		expect(text).toEqual([]);
		const operators = new Set<Operator>(TRUTH_TABLE.map(({ operator }) => operator));
		expect(OPERATORS.filter((operator) => !operators.has(operator))).toEqual([]);
	});

	it('fits the operators that the types allow', () => {
		for (const { type, operator } of TRUTH_TABLE) {
			expect(operatorsFor(column(type))).toContain(operator);
		}
	});

	it('takes a missing key as absent', () => {
		const test = compileCondition(
			{ column: 'value', operator: 'isEmpty' },
			columns(column('text')),
		);
		expect(test({})).toBe(true);
	});
});

describe('groups', () => {
	const two = columns(column('text', 'a'), column('integer', 'b'));
	const a: Condition = { column: 'a', operator: 'equals', value: 'x' };
	const b: Condition = { column: 'b', operator: 'greaterThan', value: 1 };
	const rows = [
		{ a: 'X', b: 2 },
		{ a: 'X', b: 1 },
		{ a: 'y', b: 2 },
		{ a: null, b: null },
	];
	const results = (condition: Condition) => rows.map(compileCondition(condition, two));

	it.each<[Condition, boolean[]]>([
		[{ and: [a, b] }, [true, false, false, false]],
		[{ or: [a, b] }, [true, true, true, false]],
		[{ not: { and: [a, b] } }, [false, true, true, true]],
		[{ not: { not: a } }, [true, true, false, false]],
		[{ and: [] }, [true, true, true, true]],
		[{ or: [] }, [false, false, false, false]],
		[{ and: [{ and: [a] }, { or: [{ or: [b] }] }] }, [true, false, false, false]],
		[{ not: { column: 'a', operator: 'isEmpty' } }, [true, true, true, false]],
		[{ column: 'a', operator: 'in', value: ['x'] }, [true, true, false, false]],
		[{ not: { column: 'b', operator: 'lessThan', value: 2 } }, [true, false, true, true]],
	])('%j', (condition, expected) => {
		expect(results(condition)).toEqual(expected);
		expect(results(simplify(condition))).toEqual(expected);
	});

	it('flattens', () => {
		expect(simplify({ and: [{ and: [a, { and: [b] }] }, a] })).toEqual({ and: [a, b, a] });
		expect(simplify({ not: { column: 'a', operator: 'contains', value: 'x' } })).toEqual({
			column: 'a',
			operator: 'notContains',
			value: 'x',
		});
		expect(simplify({ column: 'a', operator: 'notIn', value: ['x'] })).toEqual({
			column: 'a',
			operator: 'notEquals',
			value: 'x',
		});
	});

	it('refuses a column that is not there before any row', () => {
		expect(() => compileCondition({ column: 'c', operator: 'isEmpty' }, two)).toThrow("'c'");
	});
});

describe('bounds of all-day events', () => {
	const bound: Column = { ...column('dateTime'), dayWhenAllDay: true };
	const test = (operator: Operator, value: unknown, stored: unknown) =>
		compileCondition({ column: 'value', operator, value }, columns(bound))({ value: stored });

	it('counts a day from midnight at the offset of the compared value', () => {
		expect(test('equals', '2026-11-21T00:00:00+01:00', '2026-11-21')).toBe(true);
		expect(test('greaterThanOrEqual', '2026-11-21T00:00:00-08:00', '2026-11-21')).toBe(true);
		expect(test('lessThan', '2026-11-21T00:00:00+13:00', '2026-11-21')).toBe(false);
		expect(test('in', ['2026-11-21T00:00:00+01:00'], '2026-11-21')).toBe(true);
		expect(
			test('between', ['2026-11-21T00:00:00+01:00', '2026-11-22T00:00:00+01:00'], '2026-11-22'),
		).toBe(true);
	});

	it('compares instants as ever', () => {
		expect(test('equals', '2026-11-21T09:00:00+01:00', '2026-11-21T08:00:00Z')).toBe(true);
	});
});
