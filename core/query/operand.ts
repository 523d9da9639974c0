/**
 * What a column's type makes of a value when values are compared: an operand that JavaScript's own
 * `===` and `<` order rightly. Text and names fold, instants count milliseconds, choices go by their
 * order in the declaration, big integers are big integers; ids and binary are exact.
 */
import type { Column, ColumnType } from '../schema/column';
import { readDateTime } from '../schema/zones';
import { foldText } from './fold';

export type Operand = string | number | bigint | boolean;
type Read = (value: unknown) => Operand | undefined;

const asText: Read = (value) => (typeof value === 'string' ? foldText(value) : undefined);
const asExact: Read = (value) => (typeof value === 'string' ? value : undefined);
const asNumber: Read = (value) => (typeof value === 'number' ? value : undefined);
const asNothing: Read = () => undefined;

const asWhole: Read = (value) => {
	if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
	return typeof value === 'string' && /^-?\d{1,20}$/.test(value) ? BigInt(value) : undefined;
};

/** ISO text with offset is the form of every row, and what Date.parse is sure about. */
const asInstant: Read = (value) => {
	if (typeof value !== 'string') return undefined;
	const instant = Date.parse(value);
	return Number.isNaN(instant) ? undefined : instant;
};

const READERS: Readonly<Record<ColumnType, Read>> = {
	text: asText,
	choice: asText,
	id: asExact,
	integer: asNumber,
	int64: asWhole,
	decimal: asNumber,
	boolean: (value) => (typeof value === 'boolean' ? value : undefined),
	dateTime: asInstant,
	date: asExact,
	binary: asExact,
	textList: asText,
	recipient: asText,
	recipientList: asText,
	attendeeList: asText,
	recurrence: asNothing,
	flag: (value) =>
		asText(
			typeof value === 'object' && value !== null ? (value as { status?: unknown }).status : value,
		),
	object: asNothing,
};

/** Reads the operand of a value that stands for itself: not of a list or a recipient. */
export function operandReader(column: Pick<Column, 'type' | 'choices'>): Read {
	if (column.type !== 'choice' || !column.choices) return READERS[column.type];
	const ranks = new Map(column.choices.map((choice, rank) => [foldText(choice), rank]));
	return (value) => (typeof value === 'string' ? ranks.get(foldText(value)) : undefined);
}

/**
 * For a bound of an event that is a day: its midnight at the offset of the value that it is compared
 * with, which normalizing took from the zone of the call.
 */
export function dayAware(comparedWith: unknown): Read {
	const offset = (typeof comparedWith === 'string' ? readDateTime(comparedWith)?.offset : 0) ?? 0;
	return (value) => {
		if (typeof value !== 'string' || value.length !== 10) return asInstant(value);
		const midnight = asInstant(value);
		return typeof midnight === 'number' ? midnight - offset * 60_000 : undefined;
	};
}

type Person = { readonly name?: unknown; readonly address?: unknown };

const person = (value: unknown): unknown[] => {
	if (typeof value !== 'object' || value === null) return [value];
	const { name, address } = value as Person;
	return [address, name];
};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/** The values that a comparison may meet in one value; it holds when it holds for one of them. */
const PARTS: Partial<Record<ColumnType, (value: unknown) => unknown[]>> = {
	textList: list,
	recipient: person,
	recipientList: (value) => list(value).flatMap(person),
	attendeeList: (value) => list(value).flatMap(person),
};

export function partsOf(column: Pick<Column, 'type'>): ((value: unknown) => unknown[]) | undefined {
	return PARTS[column.type];
}

/** Absent: `null`, no text, an empty list. */
export function isAbsent(value: unknown): boolean {
	return (
		value === null ||
		value === undefined ||
		value === '' ||
		(Array.isArray(value) && value.length === 0)
	);
}
