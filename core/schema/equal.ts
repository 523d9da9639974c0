import type { Column, ColumnType } from './column';
import { readDateTime } from './zones';

/**
 * Whether a stored value is the one that would be written, so that an upsert leaves it alone. Exact,
 * also in case and spaces, with what a server itself changes allowed for: line ends of text, the form
 * of an instant, the order of categories, the case of addresses.
 */
export function sameValue(column: Pick<Column, 'type'>, a: unknown, b: unknown): boolean {
	const left = a ?? null;
	const right = b ?? null;
	if (left === null || right === null) return isNothing(left) && isNothing(right);
	const form = FORMS[column.type] ?? String;
	return form(left) === form(right) || (column.type === 'dateTime' && sameDay(left, right));
}

/** An empty list is stored as no list at all, an empty text by some servers as no text. */
function isNothing(value: unknown): boolean {
	return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

type Plain = Readonly<Record<string, unknown>>;

type Form = (value: unknown) => string;

/** One text per value: equal texts mean the same value. Types not named compare by their text. */
const FORMS: Partial<Record<ColumnType, Form>> = {
	// Exchange stores CRLF, XML parsers read it back as LF.
	text: (value) => String(value).replace(/\r\n?/g, '\n'),
	dateTime: instant,
	textList: (value) =>
		Array.isArray(value) ? JSON.stringify(value.map(String).sort()) : stable(value),
	recipient,
	recipientList: recipients,
	attendeeList: recipients,
	flag,
	recurrence: stable,
	object: stable,
};

const DAY = 86_400_000;

/** A bound of an all-day event is a day; midnight written with an offset means that same day. */
function sameDay(a: unknown, b: unknown): boolean {
	const left = readDateTime(String(a));
	const right = readDateTime(String(b));
	if (!left || !right || left.hasTime === right.hasTime) return false;
	return left.date === right.date && left.wall % DAY === 0 && right.wall % DAY === 0;
}

/** A day stays a day; an instant is its time, whatever its offset. */
function instant(value: unknown): string {
	const clock = readDateTime(String(value));
	if (!clock) return String(value);
	if (!clock.hasTime) return clock.date;
	return String(clock.wall - (clock.offset ?? 0) * 60_000);
}

function recipient(value: unknown): string {
	const { name, address, type, itemId } = (value ?? {}) as Plain;
	// A distribution list of the mailbox has an id and no address; an id is case-exact.
	const folded = address || !itemId ? String(address ?? '').toLowerCase() : String(itemId);
	// Exchange shows the address as the name where none was given.
	const shown = String(name ?? '').toLowerCase() === folded ? null : (name ?? null);
	return JSON.stringify([shown, folded, type ?? null]);
}

function recipients(value: unknown): string {
	return Array.isArray(value) ? value.map(recipient).sort().join('\n') : stable(value);
}

function flag(value: unknown): string {
	const { status, start, due, completed } = value as Plain;
	const times = [start, due, completed].map((time) => (time ? instant(time) : null));
	return JSON.stringify([status, ...times]);
}

/** JSON with sorted keys and without nothings, so that neither order nor `null` makes a difference. */
function stable(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) => {
		if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
		return Object.fromEntries(
			Object.entries(part)
				.filter(([, entry]) => entry !== null && entry !== undefined)
				.sort(([x], [y]) => (x < y ? -1 : x > y ? 1 : 0)),
		);
	});
}
