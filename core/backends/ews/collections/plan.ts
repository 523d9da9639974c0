import { InputError } from '../../../errors';
import { type Condition, isComparison } from '../../../query/condition';
import type { Query } from '../../../query/query';
import type { Table } from '../../../schema/table';
import type { Plan } from '../../backend';
import type { CollectionRead } from './collection';
import { collectionOf } from './registry';

/** Pure: what a collection is asked for; filter and sort remain for the rows. */
export function planCollection(table: Table, query: Query): Plan<CollectionRead> {
	const { scope, where, orderBy, limit, pageSize } = query;
	const wanted = new Set(['id', ...(query.select ?? table.columns.map(({ id }) => id))]);
	for (const id of namesOf(where)) wanted.add(id);
	for (const order of orderBy ?? []) wanted.add(order.column);
	const filtered = where !== undefined || Boolean(orderBy?.length);
	const columns = [...wanted];
	return {
		table,
		query,
		columns,
		...(where && { residual: where }),
		...(orderBy?.length && { residualSort: orderBy }),
		request: {
			scope,
			columns,
			keys: keysOf(table, where),
			...(where && { where }),
			...(limit !== undefined && !filtered && { limit }),
			...(pageSize !== undefined && { pageSize }),
		},
	};
}

function namesOf(condition: Condition | undefined): string[] {
	if (!condition) return [];
	if (isComparison(condition)) return [condition.column];
	if ('not' in condition) return namesOf(condition.not);
	return ('and' in condition ? condition.and : condition.or).flatMap(namesOf);
}

/** @throws InputError naming the key that the conditions do not fix */
function keysOf(table: Table, where: Condition | undefined): CollectionRead['keys'] {
	const fixed = fixedValues(where);
	const keys: Record<string, readonly string[]> = {};
	for (const key of collectionOf(table).keys ?? []) {
		const values = fixed.get(key);
		if (!values) {
			const label = table.columns.find(({ id }) => id === key)?.label ?? key;
			throw new InputError(`A query of ${table.plural} needs a condition on '${label}'`, {
				field: key,
				advice: `Add the condition '${label}' with the operator Equals or Is One Of.`,
			});
		}
		keys[key] = values;
	}
	return keys;
}

/** Values that the outermost AND allows, by column. */
function fixedValues(where: Condition | undefined): Map<string, readonly string[]> {
	const fixed = new Map<string, readonly string[]>();
	const parts = !where ? [] : 'and' in where ? where.and : [where];
	for (const part of parts) {
		if ('and' in part) {
			for (const [key, values] of fixedValues(part)) fixed.set(key, values);
		} else if (isComparison(part)) {
			if (part.operator === 'equals') fixed.set(part.column, [String(part.value)]);
			if (part.operator === 'in' && Array.isArray(part.value)) {
				fixed.set(part.column, [...new Set(part.value.map(String))]);
			}
		}
	}
	return fixed;
}
