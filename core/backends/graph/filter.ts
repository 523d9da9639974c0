import {
	type Comparison,
	type Condition,
	isComparison,
	type Operator,
} from '../../query/condition';
import type { Column } from '../../schema/column';
import { instantLiteral, literal } from './odata';
import { parsePath } from './path';

/** Longest list that is sent; a longer one is evaluated row by row. */
const LIST_CAP = 15;

/**
 * The `$filter` that every row passing the condition passes too; more may pass. `undefined` where
 * Graph cannot narrow the read. Graph's negations are not sent: whether they include absent values
 * differs by property. https://learn.microsoft.com/graph/api/user-list-contacts
 */
export function compileFilter(
	condition: Condition,
	columns: ReadonlyMap<string, Column>,
): string | undefined {
	if (isComparison(condition)) return compare(condition, columns.get(condition.column));
	if ('not' in condition) return undefined;
	if ('and' in condition) {
		const parts = condition.and
			.map((part) => grouped(part, columns))
			.filter((part) => part !== undefined);
		return parts.length === 0 ? undefined : parts.join(' and ');
	}
	const parts = condition.or.map((part) => grouped(part, columns));
	if (parts.length === 0 || parts.length > LIST_CAP) return undefined;
	return parts.every((part) => part !== undefined) ? parts.join(' or ') : undefined;
}

function grouped(part: Condition, columns: ReadonlyMap<string, Column>): string | undefined {
	const filter = compileFilter(part, columns);
	return filter === undefined || !/ (?:and|or) /.test(filter) ? filter : `(${filter})`;
}

function compare({ operator, value }: Comparison, column: Column | undefined): string | undefined {
	const path = column?.graph?.filter ? column.graph.path : undefined;
	if (!column || path === undefined) return undefined;
	const values = operator === 'in' ? value : [value];
	if (operator === 'in') {
		if (!Array.isArray(values) || values.length === 0 || values.length > LIST_CAP) return undefined;
		const parts = values.map((entry: unknown) => single(column, path, 'equals', entry));
		return parts.every((part) => part !== undefined) ? parts.join(' or ') : undefined;
	}
	return single(column, path, operator, value);
}

function single(
	column: Column,
	path: string,
	operator: Operator,
	value: unknown,
): string | undefined {
	if (column.type === 'dateTime') return instant(path, operator, value);
	if (column.type !== 'text' || typeof value !== 'string' || value === '') return undefined;
	const { root, slot, below } = parsePath(path);
	if (slot !== undefined) {
		// Graph filters a list by any of its entries; the residual looks at the slot.
		return operator === 'equals'
			? `${root}/any(a:a/${below.join('/')} eq ${literal(value)})`
			: undefined;
	}
	if (operator === 'equals') return `${path} eq ${literal(value)}`;
	return operator === 'startsWith' ? `startswith(${path},${literal(value)})` : undefined;
}

const SECOND = 1000;

/** Rows show whole seconds of what the server keeps finer: upper bounds are a second wider. */
function instant(path: string, operator: Operator, value: unknown): string | undefined {
	const at = (entry: unknown) => (typeof entry === 'string' ? Date.parse(entry) : NaN);
	const low = (from: number) => `${path} ge ${instantLiteral(from)}`;
	const high = (to: number) => `${path} le ${instantLiteral(to + SECOND)}`;
	if (operator === 'between') {
		const [from, to] = Array.isArray(value) ? value.map(at) : [];
		if (from === undefined || to === undefined || Number.isNaN(from + to)) return undefined;
		return `${low(from)} and ${high(to)}`;
	}
	const time = at(value);
	if (Number.isNaN(time)) return undefined;
	if (operator === 'equals') return `${low(time)} and ${high(time)}`;
	if (operator === 'greaterThan' || operator === 'greaterThanOrEqual') return low(time);
	return operator === 'lessThan' || operator === 'lessThanOrEqual' ? high(time) : undefined;
}
