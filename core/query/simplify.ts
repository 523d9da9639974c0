import { type Condition, isComparison, type Operator } from './condition';

const OPPOSITE: Partial<Record<Operator, Operator>> = {
	equals: 'notEquals',
	contains: 'notContains',
	startsWith: 'notStartsWith',
	in: 'notIn',
	isEmpty: 'isNotEmpty',
};
const NEGATED = new Map<Operator, Operator>(
	Object.entries(OPPOSITE).flatMap(([a, b]) => [
		[a as Operator, b],
		[b, a as Operator],
	]),
);

/**
 * The same condition with less structure: nested AND in AND and OR in OR become one level, groups of
 * one disappear, NOT moves inward where an operator has its opposite. An `in` of one value becomes
 * `equals`. The result is true for exactly the same rows.
 */
export function simplify(condition: Condition): Condition {
	if (isComparison(condition)) return single(condition);
	if ('not' in condition) return negate(simplify(condition.not));
	if ('and' in condition) {
		const parts = condition.and
			.map(simplify)
			.flatMap((part) => (!isComparison(part) && 'and' in part ? part.and : [part]));
		return parts.length === 1 && parts[0] ? parts[0] : { and: parts };
	}
	const parts = condition.or
		.map(simplify)
		.flatMap((part) => (!isComparison(part) && 'or' in part ? part.or : [part]));
	return parts.length === 1 && parts[0] ? parts[0] : { or: parts };
}

function single(condition: Condition): Condition {
	if (!isComparison(condition) || !Array.isArray(condition.value)) return condition;
	if (condition.value.length !== 1) return condition;
	const value: unknown = condition.value[0];
	if (condition.operator === 'in') return { ...condition, operator: 'equals', value };
	if (condition.operator === 'notIn') return { ...condition, operator: 'notEquals', value };
	return condition;
}

function negate(condition: Condition): Condition {
	if (isComparison(condition)) {
		const operator = NEGATED.get(condition.operator);
		return operator ? { ...condition, operator } : { not: condition };
	}
	if ('not' in condition) return condition.not;
	return { not: condition };
}
