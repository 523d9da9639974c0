import type { Column, ColumnType } from './column';

/**
 * Comparison operators. Text equality and containment ignore case; order is ordinal; an absent value
 * equals nothing but `isEmpty`, and is part of every negative operator.
 */
export const OPERATORS = [
	'equals',
	'notEquals',
	'greaterThan',
	'greaterThanOrEqual',
	'lessThan',
	'lessThanOrEqual',
	'between',
	'contains',
	'notContains',
	'startsWith',
	'notStartsWith',
	'endsWith',
	'containsPhrase',
	'containsWordPrefix',
	'in',
	'notIn',
	'isEmpty',
	'isNotEmpty',
	/** All bits of the value are 0 in the column (EWS: Excludes). */
	'excludesBits',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** What a person sees in the operator list. */
export const OPERATOR_LABELS: Readonly<Record<Operator, string>> = {
	equals: 'Equals',
	notEquals: 'Does Not Equal',
	greaterThan: 'Greater Than',
	greaterThanOrEqual: 'Greater Than or Equal',
	lessThan: 'Less Than',
	lessThanOrEqual: 'Less Than or Equal',
	between: 'Between',
	contains: 'Contains',
	notContains: 'Does Not Contain',
	startsWith: 'Starts With',
	notStartsWith: 'Does Not Start With',
	endsWith: 'Ends With',
	containsPhrase: 'Contains Phrase',
	containsWordPrefix: 'Contains Word Beginning With',
	in: 'Is One Of',
	notIn: 'Is None Of',
	isEmpty: 'Is Empty',
	isNotEmpty: 'Is Not Empty',
	excludesBits: 'Excludes Bits',
};

const PRESENCE: readonly Operator[] = ['isEmpty', 'isNotEmpty'];
const EQUALITY: readonly Operator[] = ['equals', 'notEquals', 'in', 'notIn', ...PRESENCE];
const ORDER: readonly Operator[] = [
	'greaterThan',
	'greaterThanOrEqual',
	'lessThan',
	'lessThanOrEqual',
	'between',
];
const CONTAINMENT: readonly Operator[] = [
	'contains',
	'notContains',
	'startsWith',
	'notStartsWith',
	'endsWith',
	'containsPhrase',
	'containsWordPrefix',
];

/** Lists hold when one of their entries does; recipients compare by address and by name. */
const BY_TYPE: Readonly<Record<ColumnType, readonly Operator[]>> = {
	text: [...EQUALITY, ...CONTAINMENT, ...ORDER],
	choice: EQUALITY,
	id: EQUALITY,
	integer: [...EQUALITY, ...ORDER, 'excludesBits'],
	int64: [...EQUALITY, ...ORDER],
	decimal: [...EQUALITY, ...ORDER],
	boolean: ['equals', 'notEquals', ...PRESENCE],
	dateTime: [...EQUALITY, ...ORDER],
	date: [...EQUALITY, ...ORDER],
	binary: EQUALITY,
	textList: [...EQUALITY, ...CONTAINMENT],
	recipient: [...EQUALITY, ...CONTAINMENT],
	recipientList: [...EQUALITY, ...CONTAINMENT],
	attendeeList: [...EQUALITY, ...CONTAINMENT],
	recurrence: PRESENCE,
	flag: EQUALITY,
	object: PRESENCE,
};

const ordered = new Map<ColumnType, readonly Operator[]>();

/** Operators that fit the column's type, in the order of `OPERATORS`. */
export function operatorsFor(column: Pick<Column, 'type'>): readonly Operator[] {
	let operators = ordered.get(column.type);
	if (!operators) {
		const allowed = new Set(BY_TYPE[column.type]);
		operators = OPERATORS.filter((operator) => allowed.has(operator));
		ordered.set(column.type, operators);
	}
	return operators;
}
