import { InputError } from '../../../errors';
import { type Comparison, type Condition, isComparison } from '../../../query/condition';
import { comparedNames } from '../../../query/names';
import type { Query } from '../../../query/query';
import type { Table } from '../../../schema/table';
import type { Plan } from '../../backend';
import type { CollectionRead } from './collection';
import { collectionOf } from './registry';

/** Pure: what a collection is asked for; filter and sort remain for the rows. */
export function planCollection(table: Table, query: Query): Plan<CollectionRead> {
	const { scope, where, orderBy, limit, pageSize } = query;
	const wanted = new Set(['id', ...(query.select ?? table.columns.map(({ id }) => id))]);
	for (const id of comparedNames(where)) wanted.add(id);
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

/** @throws InputError naming the key that the conditions do not fix */
function keysOf(table: Table, where: Condition | undefined): CollectionRead['keys'] {
	const fixed = fixedValues(where);
	const keys: Record<string, readonly string[]> = {};
	const missing = table.keys?.find((key) => !fixed.has(key));
	if (missing !== undefined) {
		const label = table.columns.find(({ id }) => id === missing)?.label ?? missing;
		throw new InputError(`A query of ${table.plural} needs a condition on '${label}'`, {
			field: missing,
			advice: `Add the condition '${label}' with the operator Equals or Is One Of.`,
		});
	}
	for (const key of collectionOf(table).keys ?? []) {
		const values = fixed.get(key);
		if (values) keys[key] = [...values];
	}
	return keys;
}

type Fixed = ReadonlyMap<string, ReadonlySet<string>>;

/** The values of each column of which every row that passes has one. */
function fixedValues(where: Condition | undefined): Fixed {
	if (!where) return new Map();
	if (isComparison(where)) return fixedBy(where);
	if ('and' in where) return new Map(where.and.flatMap((part) => [...fixedValues(part)]));
	if (!('or' in where)) return new Map();
	const arms = where.or.map(fixedValues);
	const [first = new Map<string, ReadonlySet<string>>(), ...others] = arms;
	const shared = [...first.keys()].filter((key) => others.every((arm) => arm.has(key)));
	return new Map(
		shared.map((key) => [key, new Set(arms.flatMap((arm) => [...(arm.get(key) ?? [])]))]),
	);
}

function fixedBy({ column, operator, value }: Comparison): Fixed {
	if (operator === 'equals' && typeof value === 'string') {
		return new Map([[column, new Set([value])]]);
	}
	if (operator === 'in' && Array.isArray(value)) {
		return new Map([[column, new Set(value.map(String))]]);
	}
	return new Map();
}
