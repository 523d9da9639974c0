import { InputError } from '../errors';
import type { Column, Row } from '../schema/column';
import { type Comparison, type Condition, isComparison, type Operator } from './condition';
import { foldText } from './fold';
import { dayAware, isAbsent, type Operand, operandReader, partsOf } from './operand';

/**
 * The one truth table, whoever filters first:
 * - text equality and containment ignore case; order compares the folded text by code unit;
 * - an absent value (`null`, no text, an empty list) makes every positive operator false and every
 *   negative one true; only `isEmpty` asks for it;
 * - a negative operator is the negation of its positive one; lists hold when one entry does;
 * - choices are ordered as they are declared; instants compare as time; `between` takes both ends;
 * - `excludesBits` holds when all bits of the value are 0 in a value that is there.
 */
export type Predicate = (row: Row) => boolean;
type Test = (value: unknown) => boolean;

/**
 * A condition as one function. Conditions come normalized: canonical column ids, typed values.
 * @throws InputError for a column or operator that is not there, before any row.
 */
export function compileCondition(
	condition: Condition,
	columns: ReadonlyMap<string, Column>,
): Predicate {
	if (isComparison(condition)) return comparison(condition, columns);
	if ('not' in condition) {
		const inner = compileCondition(condition.not, columns);
		return (row) => !inner(row);
	}
	if ('and' in condition) {
		const inner = condition.and.map((entry) => compileCondition(entry, columns));
		return (row) => inner.every((test) => test(row));
	}
	const inner = condition.or.map((entry) => compileCondition(entry, columns));
	return (row) => inner.some((test) => test(row));
}

function comparison(
	{ column: id, operator, value }: Comparison,
	columns: ReadonlyMap<string, Column>,
): Predicate {
	const column = columns.get(id);
	if (!column) {
		throw new InputError(`There is no column '${id}' to compare`, { field: id });
	}
	const positive = POSITIVE_OF[operator];
	if (positive) {
		const test = present(column, MAKERS[positive](column, value));
		return (row) => !test(row[id]);
	}
	const test = present(column, MAKERS[operator as keyof typeof MAKERS](column, value));
	return (row) => test(row[id]);
}

const POSITIVE_OF: Partial<Record<Operator, keyof typeof MAKERS>> = {
	notEquals: 'equals',
	notContains: 'contains',
	notStartsWith: 'startsWith',
	notIn: 'in',
	isEmpty: 'isNotEmpty',
};

/** A positive operator on one present value, spread over the parts of lists and recipients. */
function present(column: Column, test: Test): Test {
	const parts = partsOf(column);
	if (!parts) return (value) => !isAbsent(value) && test(value);
	return (value) => !isAbsent(value) && parts(value).some((part) => !isAbsent(part) && test(part));
}

function reader(column: Column, comparedWith: unknown) {
	return column.dayWhenAllDay ? dayAware(comparedWith) : operandReader(column);
}

/** Order and equality on operands; a value that is none of the column's type compares with nothing. */
function compared(holds: (a: Operand, b: Operand) => boolean) {
	return (column: Column, value: unknown): Test => {
		const read = reader(column, value);
		const wanted = read(value);
		if (wanted === undefined) return () => false;
		return (actual) => {
			const operand = read(actual);
			return operand !== undefined && holds(operand, wanted);
		};
	};
}

const atLeast = compared((a, b) => a >= b);
const atMost = compared((a, b) => a <= b);

function between(column: Column, value: unknown): Test {
	const [low, high] = Array.isArray(value) ? value : [];
	const above = atLeast(column, low);
	const below = atMost(column, high);
	return (actual) => above(actual) && below(actual);
}

function oneOf(column: Column, value: unknown): Test {
	const values: unknown[] = Array.isArray(value) ? value : [value];
	if (column.dayWhenAllDay) {
		const tests = values.map((entry) => MAKERS.equals(column, entry));
		return (actual) => tests.some((test) => test(actual));
	}
	const read = operandReader(column);
	const wanted = new Set(values.map(read).filter((operand) => operand !== undefined));
	return (actual) => {
		const operand = read(actual);
		return operand !== undefined && wanted.has(operand);
	};
}

function textual(holds: (text: string, wanted: string) => boolean) {
	return (_column: Column, value: unknown): Test => {
		if (typeof value !== 'string') return () => false;
		const wanted = foldText(value);
		return (actual) => typeof actual === 'string' && holds(foldText(actual), wanted);
	};
}

const WORD = /[\p{L}\p{N}_]/u;

/** Whether `wanted` occurs where a word begins and, if asked for, ends where a word ends. */
function atWord(text: string, wanted: string, wholeWords: boolean): boolean {
	if (wanted === '') return false;
	for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
		const end = at + wanted.length;
		const begins = at === 0 || !WORD.test(text.charAt(at - 1)) || !WORD.test(wanted.charAt(0));
		const ends =
			!wholeWords ||
			end === text.length ||
			!WORD.test(text.charAt(end)) ||
			!WORD.test(wanted.charAt(wanted.length - 1));
		if (begins && ends) return true;
	}
	return false;
}

function excludesBits(_column: Column, value: unknown): Test {
	if (typeof value !== 'number') return () => false;
	return (actual) => typeof actual === 'number' && (actual & value) === 0;
}

const MAKERS = {
	equals: compared((a, b) => a === b),
	greaterThan: compared((a, b) => a > b),
	greaterThanOrEqual: atLeast,
	lessThan: compared((a, b) => a < b),
	lessThanOrEqual: atMost,
	between,
	contains: textual((text, wanted) => text.includes(wanted)),
	startsWith: textual((text, wanted) => text.startsWith(wanted)),
	endsWith: textual((text, wanted) => text.endsWith(wanted)),
	containsPhrase: textual((text, wanted) => atWord(text, wanted, true)),
	containsWordPrefix: textual((text, wanted) => atWord(text, wanted, false)),
	in: oneOf,
	isNotEmpty: (): Test => () => true,
	excludesBits,
} as const;
