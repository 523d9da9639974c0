/** Conditions as plain data. One truth table for all backends: see evaluate.ts. */
import type { Operator } from '../schema/operators';

export { OPERATORS, type Operator } from '../schema/operators';

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
