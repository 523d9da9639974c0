/** Conditions as plain data. One truth table for all backends: see evaluate.ts. */

/**
 * Comparison operators. Text equality and containment ignore case; order is ordinal; an absent value
 * equals nothing but `isEmpty`, and is part of every negative operator.
 */
export const OPERATORS = [
	'equals',
	'notEquals',
	'greaterThan',
	'greaterThanOrEqual',
	'lessThan',
	'lessThanOrEqual',
	'between',
	'contains',
	'notContains',
	'startsWith',
	'notStartsWith',
	'endsWith',
	'containsPhrase',
	'containsWordPrefix',
	'in',
	'notIn',
	'isEmpty',
	'isNotEmpty',
	/** All bits of the value are 0 in the column (EWS: Excludes). */
	'excludesBits',
] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Comparison {
	readonly column: string;
	readonly operator: Operator;
	/** `in`, `notIn`: an array; `between`: [low, high], both inclusive; `isEmpty`, `isNotEmpty`: absent. */
	readonly value?: unknown;
}

export type Condition =
	| Comparison
	| { readonly and: readonly Condition[] }
	| { readonly or: readonly Condition[] }
	| { readonly not: Condition };

export function isComparison(condition: Condition): condition is Comparison {
	return 'column' in condition;
}
