import type { Condition, Operator } from '../../core/query/condition';
import type { Order } from '../../core/query/query';
import { core } from './core';
import { list, plain, text } from './values';

interface ConditionRow {
	column?: unknown;
	operator?: unknown;
	value?: unknown;
}

/** Operators that take no value, and those that take a list. */
const WITHOUT_VALUE: readonly string[] = ['isEmpty', 'isNotEmpty'];
const WITH_LIST: readonly string[] = ['in', 'notIn', 'between'];

/** The rows of the Conditions collection as one condition; undefined where there are none. */
export function conditionOf(collection: unknown, combine: unknown): Condition | undefined {
	const rows = (collection as { values?: ConditionRow[] } | undefined)?.values ?? [];
	const comparisons = rows.map(comparisonOf);
	if (comparisons.length < 2) return comparisons[0];
	return combine === 'or' ? { or: comparisons } : { and: comparisons };
}

function comparisonOf(row: ConditionRow, index: number): Condition {
	const column = named(row.column, `Condition ${index + 1}`);
	const operator = text(row.operator) || 'equals';
	if (WITHOUT_VALUE.includes(operator)) return { column, operator: operator as Operator };
	const value = WITH_LIST.includes(operator) ? list(row.value) : plain(row.value);
	if (operator === 'between' && (value as unknown[]).length !== 2) {
		throw new (core().InputError)(
			`The value of condition ${index + 1} on '${column}' has to be two values`,
			{ field: column, advice: 'Give the lowest and the highest value, separated by a comma.' },
		);
	}
	return { column, operator: operator as Operator, value };
}

/** The rows of the Sort collection. */
export function orderOf(collection: unknown): Order[] {
	const rows =
		(collection as { values?: Array<{ column?: unknown; direction?: unknown }> } | undefined)
			?.values ?? [];
	return rows.map((row, index) => ({
		column: named(row.column, `Sort ${index + 1}`),
		direction: row.direction === 'desc' ? 'desc' : 'asc',
	}));
}

function named(column: unknown, what: string): string {
	const name = text(column);
	if (name !== '') return name;
	throw new (core().InputError)(`${what} has no column`, {
		field: 'Column',
		advice: 'Choose a column, or remove the entry.',
	});
}
