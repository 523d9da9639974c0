import type { Comparison, Operator } from '../../../query/condition';
import type { Column, ColumnType, EwsField } from '../../../schema/column';
import type { ComparisonElement, ContainmentMode, Restriction } from '../request';
import { absent, any, compare, contains, exists } from './build';
import { momentRestriction } from './moment';
import { opposite } from './operators';

/** Longest list that is sent; a longer one is evaluated here. */
export const LIST_CAP = 100;

type Leaf = (
	column: Column,
	field: EwsField,
	operator: Operator,
	value: unknown,
) => Restriction | undefined;

const COMPARE: Readonly<Partial<Record<Operator, ComparisonElement>>> = {
	equals: 'IsEqualTo',
	greaterThan: 'IsGreaterThan',
	greaterThanOrEqual: 'IsGreaterThanOrEqualTo',
	lessThan: 'IsLessThan',
	lessThanOrEqual: 'IsLessThanOrEqualTo',
};

/** `endsWith` has no element of its own: what ends with a text contains it. */
const CONTAIN: Readonly<Partial<Record<Operator, ContainmentMode>>> = {
	equals: 'FullString',
	contains: 'Substring',
	startsWith: 'Prefixed',
	endsWith: 'Substring',
	containsPhrase: 'ExactPhrase',
	containsWordPrefix: 'PrefixOnWords',
};
/** What a word is, servers agree on for letters and digits only; any other text is found as a part. */
const WORDS = /^[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*$/u;
const IN_WORDS: ReadonlySet<Operator> = new Set(['containsPhrase', 'containsWordPrefix']);
const NOT_CONTAIN: Readonly<Partial<Record<Operator, ContainmentMode>>> = {
	notEquals: 'FullString',
	notContains: 'Substring',
	notStartsWith: 'Prefixed',
};
const ORDER: ReadonlySet<Operator> = new Set([
	'greaterThan',
	'greaterThanOrEqual',
	'lessThan',
	'lessThanOrEqual',
	'between',
]);

const LEAVES: Readonly<Partial<Record<ColumnType, Leaf>>> = {
	text: textLeaf,
	choice: choiceLeaf,
	boolean: booleanLeaf,
	integer: numberLeaf,
	int64: numberLeaf,
	decimal: numberLeaf,
	// A bound of an all-day event is a day of some zone.
	dateTime: (column, field, operator, value) =>
		momentRestriction(column.dayWhenAllDay ? 'date' : 'dateTime', field, operator, value),
	date: (_column, field, operator, value) => momentRestriction('date', field, operator, value),
	textList: textListLeaf,
	binary: binaryLeaf,
};

/** Types whose stored form can be there and still show as empty, such as a text of no characters. */
const HOLLOW: ReadonlySet<ColumnType> = new Set(['text', 'textList', 'object', 'flag']);

/**
 * A restriction that every row passing the comparison passes too, or undefined where EWS has none.
 * `negated`: the comparison stands under NOT.
 */
export function leafRestriction(
	column: Column | undefined,
	comparison: Comparison,
	negated: boolean,
): Restriction | undefined {
	const field = column?.ews?.filter ? column.ews.field : undefined;
	if (!column || !field) return undefined;
	const turned = negated ? opposite(comparison.operator) : undefined;
	if (negated && !turned) return undefined;
	const operator = turned?.operator ?? comparison.operator;
	if (operator === 'isNotEmpty') return exists(field);
	if (operator === 'isEmpty') return HOLLOW.has(column.type) ? undefined : absent(field);
	const positive = LEAVES[column.type]?.(column, field, operator, comparison.value);
	if (!positive || !turned?.orAbsent) return positive;
	return any([absent(field), positive]);
}

function textLeaf(column: Column, field: EwsField, operator: Operator, value: unknown) {
	if (operator === 'in' || operator === 'notIn') {
		const texts = list(value);
		if (!texts) return undefined;
		const found = any(texts.map((text) => contains(field, 'FullString', text)));
		if (!found) return undefined;
		if (operator === 'in') return orDirectoryAddress(column, field, found);
		return any([absent(field), { not: found }]);
	}
	if (ORDER.has(operator)) return exists(field);
	if (typeof value !== 'string' || value === '') return undefined;
	const mode = IN_WORDS.has(operator) && !WORDS.test(value) ? 'Substring' : CONTAIN[operator];
	if (mode) return orDirectoryAddress(column, field, contains(field, mode, value));
	const except = NOT_CONTAIN[operator];
	if (!except) return undefined;
	return any([absent(field), { not: contains(field, except, value) }]);
}

/**
 * An address can be stored as an X.500 name, which rows show as SMTP, or as `SMTP:` and the address:
 * such records are let through and decided here.
 */
function orDirectoryAddress(column: Column, field: EwsField, found: Restriction) {
	const at = column.ews?.at ?? '';
	if (!at.startsWith('EmailAddresses/') || at.includes('@')) return found;
	return any([found, contains(field, 'Prefixed', '/'), contains(field, 'Prefixed', 'smtp:')]);
}

/** EWS shows a default for some values that are not stored, so records without one are let through. */
function choiceLeaf(column: Column, field: EwsField, operator: Operator, value: unknown) {
	const wire = (choice: unknown) =>
		typeof choice === 'string' && choice !== ''
			? (column.ews?.values?.[choice] ?? choice.charAt(0).toUpperCase() + choice.slice(1))
			: undefined;
	const wanted = operator === 'in' ? list(value)?.map(wire) : [wire(value)];
	if (!wanted?.every((choice) => choice !== undefined)) return undefined;
	if (operator === 'notEquals') {
		return any([absent(field), ...wanted.map((text) => compare(field, 'IsNotEqualTo', text))]);
	}
	if (operator !== 'equals' && operator !== 'in') return undefined;
	return any([absent(field), ...wanted.map((text) => compare(field, 'IsEqualTo', text))]);
}

function booleanLeaf(_column: Column, field: EwsField, operator: Operator, value: unknown) {
	if (typeof value !== 'boolean') return undefined;
	if (operator !== 'equals' && operator !== 'notEquals') return undefined;
	const wanted = operator === 'equals' ? value : !value;
	const found = compare(field, 'IsEqualTo', String(wanted));
	return operator === 'equals' && wanted ? found : any([absent(field), found]);
}

function numberLeaf(_column: Column, field: EwsField, operator: Operator, value: unknown) {
	// Who compares long integers as floating point numbers finds equal ones, and cannot order them.
	if (isTooLong(value) && operator !== 'equals' && operator !== 'in') return undefined;
	if (operator === 'between') {
		const [low, high] = numbers(value) ?? [];
		if (low === undefined || high === undefined) return undefined;
		return orAbsentZero(field, Number(low) <= 0 && Number(high) >= 0, {
			and: [
				compare(field, 'IsGreaterThanOrEqualTo', low),
				compare(field, 'IsLessThanOrEqualTo', high),
			],
		});
	}
	if (operator === 'in' || operator === 'notIn') {
		const wanted = numbers(value);
		const found = wanted && any(wanted.map((number) => compare(field, 'IsEqualTo', number)));
		if (!found) return undefined;
		if (operator === 'notIn') return any([absent(field), { not: found }]);
		return orAbsentZero(
			field,
			wanted.some((number) => Number(number) === 0),
			found,
		);
	}
	const [number] = numbers([value]) ?? [];
	if (number === undefined) return undefined;
	if (operator === 'notEquals') {
		return any([absent(field), compare(field, 'IsNotEqualTo', number)]);
	}
	if (operator === 'excludesBits') {
		return any([absent(field), { excludes: field, bitmask: Number(number) }]);
	}
	const element = COMPARE[operator];
	if (!element) return undefined;
	return orAbsentZero(
		field,
		holdsForZero(operator, Number(number)),
		compare(field, element, number),
	);
}

function isTooLong(value: unknown): boolean {
	const values: unknown[] = Array.isArray(value) ? value : [value];
	return values.some((entry) => !Number.isSafeInteger(Number(entry)) && typeof entry === 'string');
}

/** EWS shows 0 for some numbers that are not stored. */
function orAbsentZero(field: EwsField, zero: boolean, found: Restriction) {
	return zero ? any([absent(field), found]) : found;
}

function holdsForZero(operator: Operator, value: number): boolean {
	if (operator === 'equals') return value === 0;
	if (operator === 'greaterThan') return 0 > value;
	if (operator === 'greaterThanOrEqual') return 0 >= value;
	if (operator === 'lessThan') return 0 < value;
	return 0 <= value;
}

/** Exchange compares with each entry of a list; an entry that matches contains the text. */
function textListLeaf(_column: Column, field: EwsField, operator: Operator, value: unknown) {
	if (operator === 'in') {
		return any(list(value)?.map((text) => contains(field, 'Substring', text)) ?? []);
	}
	if (!CONTAIN[operator]) return undefined;
	const texts = Array.isArray(value) ? list(value) : list([value]);
	// A comparison with several entries holds for at least one of them.
	return any(texts?.map((text) => contains(field, 'Substring', text)) ?? []);
}

function binaryLeaf(_column: Column, field: EwsField, operator: Operator, value: unknown) {
	if (operator !== 'equals' && operator !== 'in') return undefined;
	const wanted = operator === 'in' ? list(value) : list([value]);
	return any(wanted?.map((text) => compare(field, 'IsEqualTo', text)) ?? []);
}

/** Texts of a list that can be sent whole; an empty text cannot be searched for. */
function list(value: unknown): string[] | undefined {
	if (!Array.isArray(value) || value.length > LIST_CAP) return undefined;
	return value.every((entry) => typeof entry === 'string' && entry !== '') ? value : undefined;
}

/** Numbers as EWS writes them; 64-bit integers come as text. */
function numbers(value: unknown): string[] | undefined {
	if (!Array.isArray(value) || value.length > LIST_CAP) return undefined;
	const texts = value.map((entry: unknown) => {
		if (typeof entry === 'number' && Number.isFinite(entry)) return String(entry);
		return typeof entry === 'string' && /^-?\d+$/.test(entry) ? entry : undefined;
	});
	return texts.every((text) => text !== undefined) ? texts : undefined;
}
