import type { Operator } from '../../../query/condition';

/** Operators that are each other's exact opposite, absent values included. */
const OPPOSITE: Readonly<Partial<Record<Operator, Operator>>> = {
	equals: 'notEquals',
	notEquals: 'equals',
	contains: 'notContains',
	notContains: 'contains',
	startsWith: 'notStartsWith',
	notStartsWith: 'startsWith',
	in: 'notIn',
	notIn: 'in',
	isEmpty: 'isNotEmpty',
	isNotEmpty: 'isEmpty',
};

/** Order operators: the opposite holds for absent values too. */
const OPPOSITE_ORDER: Readonly<Partial<Record<Operator, Operator>>> = {
	greaterThan: 'lessThanOrEqual',
	greaterThanOrEqual: 'lessThan',
	lessThan: 'greaterThanOrEqual',
	lessThanOrEqual: 'greaterThan',
};

export interface Opposite {
	readonly operator: Operator;
	/** Rows without the value belong to the opposite as well. */
	readonly orAbsent: boolean;
}

/** What an operator turns into under NOT; undefined where no operator says it. */
export function opposite(operator: Operator): Opposite | undefined {
	const exact = OPPOSITE[operator];
	if (exact) return { operator: exact, orAbsent: false };
	const order = OPPOSITE_ORDER[operator];
	return order && { operator: order, orAbsent: true };
}
