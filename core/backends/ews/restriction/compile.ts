import { type Condition, isComparison } from '../../../query/condition';
import type { Column } from '../../../schema/column';
import type { Restriction } from '../request';
import { all, any, size } from './build';
import { leafRestriction } from './leaf';

/** Nodes that one restriction may have; Exchange refuses more than 255. */
export const NODE_CAP = 240;

export interface CompiledCondition {
	/** What the server filters by: too much may pass it, never too little. */
	readonly restriction?: Restriction;
	/** What every row is checked against here, so that one truth table decides whatever the server does. */
	readonly residual?: Condition;
}

/**
 * Compiles a normalised condition (canonical column ids, typed values) into a restriction.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/restriction
 */
export function compileCondition(
	where: Condition | undefined,
	columns: ReadonlyMap<string, Column>,
	serverFilters = true,
): CompiledCondition {
	if (!where) return {};
	const restriction = serverFilters ? superset(where, columns, false) : undefined;
	return { residual: where, ...(restriction && { restriction }) };
}

/** NOT is carried down to the comparisons, where it has a meaning for absent values. */
function superset(
	condition: Condition,
	columns: ReadonlyMap<string, Column>,
	negated: boolean,
): Restriction | undefined {
	if (isComparison(condition)) {
		return leafRestriction(columns.get(condition.column), condition, negated);
	}
	if ('not' in condition) return superset(condition.not, columns, !negated);
	const arms = 'and' in condition ? condition.and : condition.or;
	const parts = arms.map((arm) => superset(arm, columns, negated));
	return 'and' in condition !== negated ? conjunction(parts) : disjunction(parts);
}

/** What cannot be sent, or would make the restriction too long, is left out: more rows pass. */
function conjunction(parts: ReadonlyArray<Restriction | undefined>): Restriction | undefined {
	const kept: Restriction[] = [];
	let nodes = 1;
	for (const part of parts) {
		if (!part || nodes + size(part) > NODE_CAP) continue;
		kept.push(part);
		nodes += size(part);
	}
	return all(kept);
}

/** One arm that cannot be sent lets every row through. */
function disjunction(parts: ReadonlyArray<Restriction | undefined>): Restriction | undefined {
	if (!parts.every((part) => part !== undefined)) return undefined;
	const found = any(parts);
	return found && size(found) <= NODE_CAP ? found : undefined;
}
