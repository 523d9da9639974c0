import { type Condition, isComparison } from './condition';
import type { Query } from './query';

/** Names of the columns that a condition compares, as they are written in it. */
export function comparedNames(condition: Condition | undefined): string[] {
	if (!condition) return [];
	if (isComparison(condition)) return [condition.column];
	if ('not' in condition) return comparedNames(condition.not);
	return ('and' in condition ? condition.and : condition.or).flatMap(comparedNames);
}

/** Names of all columns that a query mentions. */
export function columnNames({ select, where, orderBy }: Query): string[] {
	return [
		...(select ?? []),
		...comparedNames(where),
		...(orderBy ?? []).map(({ column }) => column),
	];
}
