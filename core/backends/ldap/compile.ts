import { InputError } from '../../errors';
import {
	type Comparison,
	type Condition,
	isComparison,
	type Operator,
} from '../../query/condition';
import { simplify } from '../../query/simplify';
import type { Column, LdapBinding } from '../../schema/column';
import { parseDn } from '../../schema/dn';
import { CODECS } from './codecs';
import { NEVER, writeFileTime, writeGeneralizedTime, writeUtcTime } from './codecs/times';
import { COMPUTATIONS } from './computed';
import { and, BIT_OR, equal, type Filter, matching, not, or, present } from './filter';

/** What the server filters, and what every row must still pass. */
export interface Compiled {
	/** Absent: the server lets everything through. */
	readonly filter?: Filter;
	readonly residual?: Condition;
}

/** What a filter lets through: at least all that the condition does; `exact`: nothing else. */
interface Part {
	readonly filter?: Filter;
	readonly exact: boolean;
}

/** Values of one list that go into a filter; longer ones are compared here. */
const MOST_VALUES = 1000;
const ANYTHING: Part = { exact: false };

/**
 * A condition, normalized, as a filter. Active Directory compares text without case, accents and width,
 * which lets through more than the truth table does; so what is positive is sent and checked again for
 * each row, and what is negative about text is checked here alone.
 */
export function compile(condition: Condition, columns: ReadonlyMap<string, Column>): Compiled {
	const simple = simplify(condition);
	const conjuncts = !isComparison(simple) && 'and' in simple ? simple.and : [simple];
	const filters: Filter[] = [];
	const residual: Condition[] = [];
	for (const conjunct of conjuncts) {
		const part = translate(conjunct, columns);
		if (part.filter) filters.push(part.filter);
		if (!part.exact) residual.push(conjunct);
	}
	return {
		...(filters.length > 0 ? { filter: and(filters) } : {}),
		...(residual[0] ? { residual: residual.length === 1 ? residual[0] : { and: residual } } : {}),
	};
}

function translate(condition: Condition, columns: ReadonlyMap<string, Column>): Part {
	if (isComparison(condition)) return comparison(condition, columns);
	if ('not' in condition) {
		const inner = translate(condition.not, columns);
		return inner.exact && inner.filter ? { filter: not(inner.filter), exact: true } : ANYTHING;
	}
	if ('and' in condition) {
		const parts = condition.and.map((part) => translate(part, columns));
		const filters = parts.flatMap((part) => part.filter ?? []);
		const exact = parts.every((part) => part.exact);
		return filters.length > 0 ? { filter: and(filters), exact } : { exact };
	}
	const parts = condition.or.map((part) => translate(part, columns));
	const filters = parts.flatMap((part) => part.filter ?? []);
	// One part that the server cannot narrow opens the whole.
	if (filters.length < parts.length) return ANYTHING;
	return { filter: or(filters), exact: parts.every((part) => part.exact) };
}

const NEGATIVE: Partial<Record<Operator, Operator>> = {
	notEquals: 'equals',
	notIn: 'in',
	notContains: 'contains',
	notStartsWith: 'startsWith',
	isEmpty: 'isNotEmpty',
};

function comparison(given: Comparison, columns: ReadonlyMap<string, Column>): Part {
	const column = columns.get(given.column);
	const binding = column?.ldap;
	if (!column || !binding || binding.filter === false) return ANYTHING;
	const positive = NEGATIVE[given.operator];
	if (positive) {
		const inner = comparison({ ...given, operator: positive }, columns);
		return inner.exact && inner.filter ? { filter: not(inner.filter), exact: true } : ANYTHING;
	}
	if (given.operator === 'in') {
		const values = Array.isArray(given.value) ? given.value : [given.value];
		if (values.length > MOST_VALUES) return { ...presence(binding), exact: false };
		const parts = values.map((value) =>
			comparison({ ...given, operator: 'equals', value }, columns),
		);
		const filters = parts.flatMap((part) => part.filter ?? []);
		if (filters.length < parts.length) return ANYTHING;
		return { filter: or(filters), exact: parts.every((part) => part.exact) };
	}
	if (given.operator === 'isNotEmpty') return presence(binding);
	if (binding.computed) return ofComputed(binding.computed.name, given, binding);
	const { attribute } = binding;
	if (!attribute) return ANYTHING;
	const family = FAMILIES[binding.codec] ?? onText;
	const part = family(attribute, given.operator, given.value, binding, column);
	return part ?? { ...presence(binding), exact: false };
}

function presence(binding: LdapBinding): Part {
	const { attribute, computed, codec } = binding;
	if (computed) return COMPUTATIONS[computed.name]?.present?.() ?? ANYTHING;
	if (!attribute) return ANYTHING;
	if (codec !== 'fileTime') return { filter: present(attribute), exact: true };
	const never = NEVER.map((value) => not(equal(attribute, value)));
	return { filter: and([present(attribute), ...never]), exact: true };
}

function ofComputed(name: string, { operator, value }: Comparison, binding: LdapBinding): Part {
	const computation = COMPUTATIONS[name];
	if (operator === 'equals') {
		return computation?.equals?.(value) ?? { ...presence(binding), exact: false };
	}
	const pieces = (computation?.text ?? []).flatMap(
		({ attribute, prefix }) => substring(attribute, operator, value, prefix) ?? [],
	);
	if (pieces.length === 0 || pieces.length < (computation?.text?.length ?? 0)) {
		return { ...presence(binding), exact: false };
	}
	return { filter: or(pieces), exact: false };
}

type Family = (
	attribute: string,
	operator: Operator,
	value: unknown,
	binding: LdapBinding,
	column: Column,
) => Part | undefined;

const onText: Family = (attribute, operator, value, { caseExact }) => {
	// The truth table ignores case; a server that does not would leave rows out.
	if (caseExact || typeof value !== 'string' || value === '') return undefined;
	if (operator === 'equals') return { filter: equal(attribute, value), exact: false };
	const filter = substring(attribute, operator, value, '');
	return filter ? { filter, exact: false } : undefined;
};

/** A filter for `startsWith` and the like; undefined for other operators. */
function substring(
	attribute: string,
	operator: Operator,
	value: unknown,
	prefix: string,
): Filter | undefined {
	if (typeof value !== 'string' || value === '') return undefined;
	const text = Buffer.from(value);
	const initial = prefix ? { initial: Buffer.from(prefix) } : {};
	switch (operator) {
		case 'startsWith':
			return { kind: 'substring', attribute, initial: Buffer.from(`${prefix}${value}`), any: [] };
		case 'endsWith':
			return { kind: 'substring', attribute, ...initial, any: [], final: text };
		case 'contains':
		case 'containsPhrase':
		case 'containsWordPrefix':
			return { kind: 'substring', attribute, ...initial, any: [text] };
		default:
			return undefined;
	}
}

/** Equality alone, on bytes that the codec makes; the server compares them as they are. */
const onBytes: Family = (attribute, operator, value, { codec }, column) => {
	if (operator !== 'equals') return undefined;
	const bytes = CODECS[codec].encode(value);
	if (bytes) return { filter: equal(attribute, bytes), exact: true };
	throw new InputError(`'${column.label}' is compared with '${String(value).slice(0, 60)}'`, {
		field: column.id,
		advice: EXPECTED[codec] ?? 'Check the value.',
	});
};

const EXPECTED: Readonly<Record<string, string>> = {
	guid: 'Write a GUID, such as 6c3a8bf0-4473-4d5e-9f00-0123456789ab.',
	sid: 'Write a SID, such as S-1-5-21-1004336348-1177238915-682003330-512.',
};

const onDn: Family = (attribute, operator, value, _binding, column) => {
	if (operator !== 'equals' || typeof value !== 'string') return undefined;
	parseDn(value, column.label);
	return { filter: equal(attribute, value), exact: true };
};

const onBoolean: Family = (attribute, operator, value) =>
	operator === 'equals' && typeof value === 'boolean'
		? { filter: equal(attribute, value ? 'TRUE' : 'FALSE'), exact: true }
		: undefined;

const onWhole: Family = (attribute, operator, value) => {
	const exact = (filter: Filter): Part => ({ filter, exact: true });
	const side = (kind: 'atLeast' | 'atMost', whole: bigint): Filter => ({
		kind,
		attribute,
		value: Buffer.from(String(whole)),
	});
	if (operator === 'between') {
		const [low, high] = Array.isArray(value) ? value.map(whole) : [];
		if (low === undefined || high === undefined) return undefined;
		return exact(and([side('atLeast', low), side('atMost', high)]));
	}
	const number = whole(value);
	if (number === undefined) return undefined;
	switch (operator) {
		case 'equals':
			return exact(equal(attribute, String(number)));
		case 'greaterThan':
			return exact(side('atLeast', number + 1n));
		case 'greaterThanOrEqual':
			return exact(side('atLeast', number));
		case 'lessThan':
			return exact(side('atMost', number - 1n));
		case 'lessThanOrEqual':
			return exact(side('atMost', number));
		case 'excludesBits':
			return exact(and([present(attribute), not(matching(attribute, BIT_OR, String(number)))]));
		default:
			return undefined;
	}
};

function whole(value: unknown): bigint | undefined {
	if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
	return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
}

/** Bounds are widened to what the server stores; the rows decide. */
function onTime(low: (at: number) => string, high: (at: number) => string): Family {
	return (attribute, operator, value) => {
		const atLeast = (from: unknown): Filter[] => side('atLeast', from, low);
		const atMost = (to: unknown): Filter[] => side('atMost', to, high);
		const side = (kind: 'atLeast' | 'atMost', text: unknown, write: (at: number) => string) => {
			const at = typeof text === 'string' ? Date.parse(text) : NaN;
			return Number.isNaN(at) ? [] : [{ kind, attribute, value: Buffer.from(write(at)) }];
		};
		const bounds: Partial<Record<Operator, () => Filter[]>> = {
			equals: () => [...atLeast(value), ...atMost(value)],
			greaterThan: () => atLeast(value),
			greaterThanOrEqual: () => atLeast(value),
			lessThan: () => atMost(value),
			lessThanOrEqual: () => atMost(value),
			between: () => (Array.isArray(value) ? [...atLeast(value[0]), ...atMost(value[1])] : []),
		};
		const filters = bounds[operator]?.() ?? [];
		return filters.length > 0 ? { filter: and(filters), exact: false } : undefined;
	};
}

const SECOND = 1000;
const floor = (at: number) => Math.floor(at / SECOND) * SECOND;
const ceil = (at: number) => Math.ceil(at / SECOND) * SECOND;

const FAMILIES: Partial<Record<LdapBinding['codec'], Family>> = {
	dn: onDn,
	guid: onBytes,
	sid: onBytes,
	octets: onBytes,
	boolean: onBoolean,
	integer: onWhole,
	int64: onWhole,
	fileTime: onTime(
		(at) => writeFileTime(at),
		// Rows carry milliseconds; the server counts in ten-thousandths of one.
		(at) => String(BigInt(writeFileTime(at)) + 9_999n),
	),
	generalizedTime: onTime(
		(at) => writeGeneralizedTime(floor(at)),
		(at) => writeGeneralizedTime(ceil(at)),
	),
	utcTime: onTime(
		(at) => writeUtcTime(floor(at)),
		(at) => writeUtcTime(ceil(at)),
	),
};
