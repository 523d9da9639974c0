import { InputError } from '../errors';
import type { Column } from '../schema/column';
import { OPERATOR_LABELS, operatorsFor } from '../schema/operators';
import { resolveColumn } from '../schema/resolve';
import type { Dialect, Table } from '../schema/table';
import { convert, type ConvertRules, type Target } from '../schema/value';
import {
	type Comparison,
	type Condition,
	isComparison,
	OPERATORS,
	type Operator,
} from './condition';

/** Nesting that no person writes; bounds what a compiled condition can cost. */
const DEEPEST = 30;
/** Comparisons and values of one condition, all lists included. */
const MOST = 10_000;

/**
 * The condition with canonical column ids and typed values, checked against the table.
 * @throws InputError naming the column: unknown column, operator that does not fit its type, value of
 * another type, empty list of values, too many or too deeply nested parts.
 */
export function normalizeCondition(
	table: Table,
	condition: Condition,
	dialect: Dialect,
	rules: ConvertRules,
): Condition {
	let left = MOST;
	const count = (parts: number) => {
		left -= parts;
		if (left < 0) {
			throw new InputError(`The conditions have more than ${MOST} parts`, {
				field: 'Conditions',
				advice: 'Split the values over several queries.',
			});
		}
	};
	const walk = (part: Condition, depth: number): Condition => {
		if (depth > DEEPEST) {
			throw new InputError(`The conditions are nested more than ${DEEPEST} levels deep`, {
				field: 'Conditions',
			});
		}
		count(1);
		if (isComparison(part)) {
			const normal = normalizeComparison(table, part, dialect, rules);
			if (Array.isArray(normal.value)) count(normal.value.length);
			return normal;
		}
		if ('not' in part) return { not: walk(part.not, depth + 1) };
		if ('and' in part) return { and: part.and.map((entry) => walk(entry, depth + 1)) };
		return { or: part.or.map((entry) => walk(entry, depth + 1)) };
	};
	return walk(condition, 0);
}

function normalizeComparison(
	table: Table,
	{ column: name, operator, value }: Comparison,
	dialect: Dialect,
	rules: ConvertRules,
): Comparison {
	const column = resolveColumn(table, name, dialect);
	checkOperator(column, operator);
	const shape = SHAPES[operator] ?? one;
	const normal = shape(column, value, rules, operator);
	return normal === undefined
		? { column: column.id, operator }
		: { column: column.id, operator, value: normal };
}

function checkOperator(column: Column, operator: Operator): void {
	const allowed = operatorsFor(column);
	if (allowed.includes(operator)) return;
	const known = (OPERATORS as readonly string[]).includes(operator);
	throw new InputError(
		known
			? `'${column.label}' cannot be compared with '${OPERATOR_LABELS[operator]}'`
			: `'${String(operator)}' is not an operator; it was given for '${column.label}'`,
		{
			field: column.id,
			advice: `Choose among: ${allowed.map((entry) => OPERATOR_LABELS[entry]).join(', ')}.`,
		},
	);
}

type Shape = (column: Column, value: unknown, rules: ConvertRules, operator: Operator) => unknown;

/** Types whose parts a condition compares as text: a list's entries, a recipient's address or name. */
const TEXT_PARTS = new Set(['textList', 'recipient', 'recipientList', 'attendeeList']);

/** What a compared value must be: of the column's type, or of the type of its parts. */
function operandOf(column: Column): Target {
	if (column.type === 'flag') {
		return { ...column, type: 'choice', choices: ['notFlagged', 'flagged', 'complete'] };
	}
	if (TEXT_PARTS.has(column.type)) return { ...column, type: 'text' };
	return { ...column, dayWhenAllDay: false };
}

const one: Shape = (column, value, rules, operator) => {
	if (value === null || value === undefined) {
		throw new InputError(`'${column.label}' has no value to compare with`, {
			field: column.id,
			advice: `Give '${OPERATOR_LABELS[operator]}' a value, or use Is Empty or Is Not Empty.`,
		});
	}
	const target = operandOf(column);
	if (target.type === 'text' && value === '' && operator !== 'equals' && operator !== 'notEquals') {
		throw new InputError(`'${column.label}' is compared with an empty text`, {
			field: column.id,
			advice: `Give '${OPERATOR_LABELS[operator]}' a value, or use Is Empty or Is Not Empty.`,
		});
	}
	return convert(target, value, rules);
};

/** The values of a list: an array, a JSON array, or text with commas. */
function listOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return value === null || value === undefined ? [] : [value];
	const text = value.trim();
	if (text.startsWith('[')) {
		try {
			const parsed: unknown = JSON.parse(text);
			if (Array.isArray(parsed)) return parsed;
		} catch {
			// No JSON: text that begins with a bracket.
		}
	}
	return text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

const list: Shape = (column, value, rules, operator) => {
	const values = listOf(value);
	if (values.length === 0) {
		throw new InputError(`'${column.label}' is compared with an empty list`, {
			field: column.id,
			advice: `Give '${OPERATOR_LABELS[operator]}' at least one value.`,
		});
	}
	return values.map((entry) => one(column, entry, rules, operator));
};

const range: Shape = (column, value, rules, operator) => {
	const values = listOf(value);
	if (values.length !== 2) {
		throw new InputError(`'${column.label}' needs two values for '${OPERATOR_LABELS[operator]}'`, {
			field: column.id,
			advice: 'Give the lowest and the highest value, separated by a comma.',
		});
	}
	return values.map((entry) => one(column, entry, rules, operator));
};

const SHAPES: Partial<Record<Operator, Shape>> = {
	in: list,
	notIn: list,
	between: range,
	isEmpty: () => undefined,
	isNotEmpty: () => undefined,
};
