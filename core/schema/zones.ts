/**
 * Time zones by either name: IANA (`Europe/Berlin`) or Windows (`W. Europe Standard Time`). The rules
 * come from the ICU data of Node; the names from the CLDR map in windows-iana.
 */
import { findIana, findWindows } from 'windows-iana';
import { InputError } from '../errors';

const ianaNames = new Map<string, string>();

/**
 * The IANA name of a zone given by either name; `undefined` when nobody knows it. CLDR's first choice
 * for the territory 001 stands for a Windows zone.
 */
export function findIanaZone(zone: string): string | undefined {
	const name = zone.trim();
	const known = ianaNames.get(name);
	if (known !== undefined) return known;
	// Fixed offsets such as +02:00 are no zones of either kind, although Intl takes them.
	const candidates = /^[+-]/.test(name) ? [] : [findIana(name)[0], name];
	for (const candidate of candidates) {
		if (!candidate) continue;
		try {
			new Intl.DateTimeFormat('en', { timeZone: candidate });
			ianaNames.set(name, candidate);
			return candidate;
		} catch {
			// RangeError: not a name that ICU knows.
		}
	}
	return undefined;
}

/** @throws InputError for a name that is neither an IANA nor a Windows zone. */
export function toIanaZone(zone: string): string {
	const found = findIanaZone(zone);
	if (found !== undefined) return found;
	throw new InputError(`'${zone}' is not a time zone`, {
		field: 'Time Zone',
		advice:
			'Use an IANA name such as Europe/Berlin or a Windows name such as W. Europe Standard Time.',
	});
}

/** Windows name for TimeZoneDefinition and TimeZoneContext. Both kinds of name are taken. */
export function toWindowsZone(zone: string): string {
	if (findIana(zone.trim()).length > 0 && !zone.includes('/')) {
		const [windows] = findWindows(zone.trim());
		return windows ?? zone.trim();
	}
	const [windows] = findWindows(toIanaZone(zone));
	if (windows !== undefined) return windows;
	throw new InputError(`Time zone '${zone}' has no Windows name`, {
		field: 'Time Zone',
		advice: 'Choose a nearby city that Windows knows, such as Europe/Berlin.',
	});
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(iana: string): Intl.DateTimeFormat {
	let formatter = formatters.get(iana);
	if (!formatter) {
		formatter = new Intl.DateTimeFormat('en-US', {
			timeZone: iana,
			hourCycle: 'h23',
			era: 'short',
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
		});
		formatters.set(iana, formatter);
	}
	return formatter;
}

/** Minutes that the zone is ahead of UTC at an instant (milliseconds since 1970). */
export function offsetAt(instant: number, zone: string): number {
	const parts: Record<string, string> = {};
	for (const part of formatterOf(toIanaZone(zone)).formatToParts(instant)) {
		parts[part.type] = part.value;
	}
	const year = parts.era === 'BC' ? 1 - Number(parts.year) : Number(parts.year);
	const wall = utc(
		year,
		Number(parts.month),
		Number(parts.day),
		Number(parts.hour),
		Number(parts.minute),
		Number(parts.second),
	);
	return Math.round((wall - Math.floor(instant / 1000) * 1000) / 60_000);
}

/** Date.UTC without its guess that years 0 to 99 mean 1900 to 1999. */
function utc(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
	const date = new Date(0);
	date.setUTCFullYear(year, month - 1, day);
	date.setUTCHours(hour, minute, second);
	return date.getTime();
}

const DATE_TIME =
	/^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** A date and time as written: wall clock, and the offset where there is one. */
export interface ClockTime {
	/** YYYY-MM-DD */
	readonly date: string;
	/** Wall clock read as if it were UTC, in milliseconds. */
	readonly wall: number;
	readonly hasTime: boolean;
	/** Minutes ahead of UTC; absent when none is written. */
	readonly offset?: number;
}

/** Reads ISO 8601 text; `undefined` when it is no date of the calendar or no time of the day. */
export function readDateTime(text: string): ClockTime | undefined {
	const match = DATE_TIME.exec(text.trim());
	if (!match) return undefined;
	const [, year, month, day, hour, minute, second, fraction, zone] = match;
	const date = `${year}-${month}-${day}`;
	const midnight = utc(Number(year), Number(month), Number(day));
	const exists = new Date(midnight).toISOString().slice(0, 10) === date;
	const seconds = Number(hour ?? 0) * 3600 + Number(minute ?? 0) * 60 + Number(second ?? 0);
	const inDay = Number(hour ?? 0) < 24 && Number(minute ?? 0) < 60 && Number(second ?? 0) < 60;
	// 24:00 is the end of a day in ISO 8601 and in xs:dateTime.
	const endOfDay = Number(hour) === 24 && seconds === 86_400;
	if (!exists || (!inDay && !endOfDay) || (zone && hour === undefined)) return undefined;
	const offset = zone === undefined ? undefined : offsetOf(zone);
	if (offset !== undefined && Math.abs(offset) > 14 * 60) return undefined;
	return {
		date,
		wall: midnight + seconds * 1000 + Number(`0.${fraction ?? '0'}`) * 1000,
		hasTime: hour !== undefined,
		...(offset === undefined ? {} : { offset }),
	};
}

function offsetOf(zone: string): number {
	if (zone.toUpperCase() === 'Z') return 0;
	const digits = zone.replace(/\D/g, '').padEnd(4, '0');
	const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2, 4));
	return zone.startsWith('-') ? -minutes : minutes;
}

/**
 * The instant, in milliseconds since 1970, that ISO text means. Without offset it is a wall clock of
 * the zone. A wall clock that summer time skips is moved on by the length of the gap (02:30 becomes
 * 03:30); one that comes twice means the first time.
 * @throws InputError when the text is no date, or the zone is unknown.
 */
export function toInstant(text: string, zone: string): number {
	const clock = readDateTime(text);
	if (!clock) {
		throw new InputError(`'${text.slice(0, 40)}' is not a date and time`, {
			advice:
				'Write it as 2026-03-29T14:30:00, with an offset such as +02:00 or Z where it is known.',
		});
	}
	return instantOf(clock, zone);
}

const DAY = 86_400_000;

export function instantOf(clock: ClockTime, zone: string): number {
	const { wall } = clock;
	if (clock.offset !== undefined) return wall - clock.offset * 60_000;
	// No zone is farther than a day from UTC, and none changes twice within two days.
	const before = offsetAt(wall - DAY, zone);
	const after = offsetAt(wall + DAY, zone);
	const early = wall - Math.max(before, after) * 60_000;
	const late = wall - Math.min(before, after) * 60_000;
	const fits = (instant: number) => instant + offsetAt(instant, zone) * 60_000 === wall;
	if (fits(early)) return early;
	if (fits(late)) return late;
	return wall - before * 60_000;
}

/** ISO text of an instant with the zone's offset: `2026-03-29T14:30:00+02:00`; `Z` where it is 0. */
export function inZone(instant: number, zone: string): string {
	return withOffset(instant, offsetAt(instant, zone));
}

/** ISO text of an instant with a given offset in minutes; milliseconds only where there are some. */
export function withOffset(instant: number, offset: number): string {
	const wall = new Date(instant + offset * 60_000).toISOString();
	const text = wall.endsWith('.000Z') ? wall.slice(0, -5) : wall.slice(0, -1);
	if (offset === 0) return `${text}Z`;
	const minutes = Math.abs(offset);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${text}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
