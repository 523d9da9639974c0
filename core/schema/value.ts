import { InputError } from '../errors';
import { checkCharacters } from './characters';
import type { Column, ColumnType } from './column';
import { readAttendee, readRecipient, splitRecipients } from './recipients';
import { inZone, instantOf, readDateTime, withOffset } from './zones';

export interface ConvertRules {
	/** IANA or Windows zone in which times without offset are read. */
	readonly timeZone: string;
}

/** What conversion needs of a column; an input of a procedure has the same. */
export type Target = Pick<Column, 'id' | 'label' | 'type' | 'choices'> &
	Partial<Pick<Column, 'dayWhenAllDay' | 'ews' | 'graph'>>;

type Converter = (target: Target, value: unknown, rules: ConvertRules) => unknown;

/**
 * The value as rows carry it, from what a person typed or a program mapped; the one rule for both.
 * `null` and `undefined` give `null`.
 * @throws InputError naming the column and what was expected.
 */
export function convert(column: Target, value: unknown, rules: ConvertRules): unknown {
	if (value === null || value === undefined) return null;
	return CONVERTERS[column.type](column, value, rules);
}

const EXPECTED: Readonly<Record<ColumnType, string>> = {
	text: 'text',
	choice: 'one of its choices',
	id: 'an id as text',
	integer: 'a whole number',
	int64: 'a whole number of at most 64 bits',
	decimal: 'a number',
	boolean: 'true or false',
	dateTime: 'a date and time such as 2026-11-21T14:30:00 or 2026-11-21T14:30:00+01:00',
	date: 'a date such as 2026-11-21',
	binary: 'Base64 text',
	textList: 'a list of texts: an array, a JSON array, or text with commas',
	recipient: 'an address such as user@contoso.example or Name <user@contoso.example>',
	recipientList: 'addresses separated by commas or semicolons, or an array of them',
	attendeeList: 'addresses, or an array of {name, address, type: required | optional | resource}',
	recurrence: 'an object with pattern and range, as in Microsoft Graph',
	flag: 'notFlagged, flagged or complete, or an object {status, start, due, completed}',
	object: 'an object or a list, or its JSON',
};

/** What a value is, for a message; shows the start of short plain values. */
function describe(value: unknown): string {
	if (typeof value === 'string') {
		return value.length > 40 ? `'${value.slice(0, 40)}…'` : `'${value}'`;
	}
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (Array.isArray(value)) return 'a list';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

function refuse(target: Target, value: unknown, expected = EXPECTED[target.type]): never {
	throw new InputError(`'${target.label}' must be ${expected}, not ${describe(value)}`, {
		field: target.id,
		advice: 'Change the value, or leave the column out.',
	});
}

function toText(target: Target, value: unknown): string {
	if (typeof value === 'number' ? Number.isFinite(value) : typeof value === 'bigint') {
		return String(value);
	}
	if (typeof value !== 'string') return refuse(target, value);
	checkCharacters(target, value);
	return value;
}

function toId(target: Target, value: unknown): string {
	if (typeof value !== 'string' || value.trim() === '') return refuse(target, value);
	checkCharacters(target, value);
	return value.trim();
}

function toChoice(target: Target, value: unknown): string {
	const choices = target.choices ?? [];
	if (typeof value === 'string') {
		const wanted = value.trim().toLowerCase();
		for (const choice of choices) {
			const spellings = [choice, target.ews?.values?.[choice], target.graph?.values?.[choice]];
			if (spellings.some((spelling) => spelling?.toLowerCase() === wanted)) return choice;
		}
	}
	return refuse(target, value, `one of ${choices.join(', ')}`);
}

function toWhole(target: Target, value: unknown, low: bigint, high: bigint): bigint {
	let whole: bigint | undefined;
	if (typeof value === 'bigint') whole = value;
	else if (typeof value === 'number' && Number.isSafeInteger(value)) whole = BigInt(value);
	else if (typeof value === 'string' && /^\s*[+-]?\d{1,20}\s*$/.test(value)) {
		whole = BigInt(value.trim().replace(/^\+/, ''));
	}
	if (whole === undefined) return refuse(target, value);
	if (whole < low || whole > high) {
		return refuse(target, value, `a whole number from ${low} to ${high}`);
	}
	return whole;
}

function toDecimal(target: Target, value: unknown): number {
	const number =
		typeof value === 'string' && /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(value)
			? Number(value)
			: value;
	if (typeof number !== 'number' || !Number.isFinite(number)) return refuse(target, value);
	return number;
}

const BOOLEANS: Readonly<Record<string, boolean>> = {
	true: true,
	false: false,
	'1': true,
	'0': false,
};

function toBoolean(target: Target, value: unknown): boolean {
	if (typeof value === 'boolean') return value;
	const known =
		typeof value === 'string' || typeof value === 'number'
			? BOOLEANS[String(value).trim().toLowerCase()]
			: undefined;
	return known ?? refuse(target, value);
}

/** Date and DateTime objects, as expressions give them, by their ISO text. */
function isoText(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (value instanceof Date) {
		return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
	}
	if (typeof value === 'object' && value !== null && 'toISO' in value) {
		const iso: unknown = typeof value.toISO === 'function' ? value.toISO() : undefined;
		if (typeof iso === 'string') return iso;
	}
	return undefined;
}

/**
 * An instant keeps the offset it was written with; without one it is a wall clock of the zone, and
 * gets the zone's offset. A plain day is its midnight, or stays a day for a bound of an event.
 */
function toDateTime(target: Target, value: unknown, { timeZone }: ConvertRules): string {
	const clock = readDateTime(isoText(value) ?? '');
	if (!clock) return refuse(target, value);
	if (target.dayWhenAllDay && !clock.hasTime) return clock.date;
	const instant = instantOf(clock, timeZone);
	return clock.offset === undefined ? inZone(instant, timeZone) : withOffset(instant, clock.offset);
}

/** The day as it is written; no zone ever shifts it. A Date object is an instant: its day in the zone. */
function toDate(target: Target, value: unknown, { timeZone }: ConvertRules): string {
	const clock = readDateTime(isoText(value) ?? '');
	if (!clock) return refuse(target, value);
	if (value instanceof Date) return inZone(value.getTime(), timeZone).slice(0, 10);
	return clock.date;
}

function toBinary(target: Target, value: unknown): string {
	if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
	if (typeof value !== 'string') return refuse(target, value);
	const text = value.replace(/[\t\n\r ]/g, '');
	if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return refuse(target, value);
	return text;
}

function parseJson(target: Target, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return refuse(target, text, `${EXPECTED[target.type]}; this is no valid JSON`);
	}
}

/** Entries of a list from an array, a JSON array, or text that `split` cuts. */
function entries(target: Target, value: unknown, split: (text: string) => string[]): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value === 'object' && value !== null) return [value];
	if (typeof value !== 'string') return refuse(target, value);
	const text = value.trim();
	if (!text.startsWith('[')) return split(text);
	const parsed = parseJson(target, text);
	return Array.isArray(parsed) ? parsed : refuse(target, value);
}

const atCommas = (text: string) =>
	text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');

function toTextList(target: Target, value: unknown): string[] {
	return entries(target, value, atCommas).map((entry) => {
		if (typeof entry !== 'string' && typeof entry !== 'number') return refuse(target, value);
		return toText(target, entry);
	});
}

function recipients<T>(
	target: Target,
	value: unknown,
	read: (entry: unknown) => T | undefined,
): T[] {
	return entries(target, value, splitRecipients).map((entry) => oneRecipient(target, entry, read));
}

function oneRecipient<T>(
	target: Target,
	value: unknown,
	read: (entry: unknown) => T | undefined,
): T {
	const entry =
		typeof value === 'string' && value.trim().startsWith('{') ? parseJson(target, value) : value;
	const recipient = read(entry);
	if (recipient === undefined) return refuse(target, value);
	checkDeep(target, recipient);
	return recipient;
}

/** Nesting that no value of Exchange reaches. */
const DEEPEST = 20;

function checkDeep(target: Target, value: unknown, depth = 0): void {
	if (depth > DEEPEST) refuse(target, value, `an object of at most ${DEEPEST} levels`);
	if (typeof value === 'string') checkCharacters(target, value);
	else if (typeof value === 'object' && value !== null) {
		for (const entry of Object.values(value)) checkDeep(target, entry, depth + 1);
	}
}

function toObject(target: Target, value: unknown): object {
	const parsed = typeof value === 'string' ? parseJson(target, value) : value;
	if (typeof parsed !== 'object' || parsed === null) return refuse(target, value);
	checkDeep(target, parsed);
	return parsed;
}

function toRecurrence(target: Target, value: unknown): object {
	const parsed = toObject(target, value) as { pattern?: unknown; range?: unknown };
	const isObject = (part: unknown) => typeof part === 'object' && part !== null;
	if (!isObject(parsed.pattern) || !isObject(parsed.range)) return refuse(target, value);
	return parsed;
}

const FLAG_STATUS = ['notFlagged', 'flagged', 'complete'] as const;

function toFlag(target: Target, value: unknown, rules: ConvertRules): object {
	const parsed =
		typeof value === 'string' && !value.trim().startsWith('{')
			? { status: value }
			: (toObject(target, value) as Record<string, unknown>);
	const wanted = parsed.status ?? parsed.flagStatus;
	const status = FLAG_STATUS.find(
		(known) => typeof wanted === 'string' && known.toLowerCase() === wanted.trim().toLowerCase(),
	);
	if (!status) return refuse(target, value);
	const time = (part: unknown) =>
		part === null || part === undefined || part === ''
			? null
			: toDateTime({ ...target, type: 'dateTime', dayWhenAllDay: false }, part, rules);
	return {
		status,
		start: time(parsed.start),
		due: time(parsed.due),
		completed: time(parsed.completed),
	};
}

const INT32 = 2n ** 31n;
const INT64 = 2n ** 63n;

const CONVERTERS: Readonly<Record<ColumnType, Converter>> = {
	text: toText,
	choice: toChoice,
	id: toId,
	integer: (target, value) => Number(toWhole(target, value, -INT32, INT32 - 1n)),
	int64: (target, value) => toWhole(target, value, -INT64, INT64 - 1n).toString(),
	decimal: toDecimal,
	boolean: toBoolean,
	dateTime: toDateTime,
	date: toDate,
	binary: toBinary,
	textList: toTextList,
	recipient: (target, value) => oneRecipient(target, value, readRecipient),
	recipientList: (target, value) => recipients(target, value, readRecipient),
	attendeeList: (target, value) => recipients(target, value, readAttendee),
	recurrence: toRecurrence,
	flag: toFlag,
	object: toObject,
};
