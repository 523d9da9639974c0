import { DateTime } from 'luxon';
import { element, wrap } from '../xml/escape';
import { at, child, type Node } from '../xml/node';
import { clockChanges, standardOffset, type ClockChange } from './changes';

/** Reads clock times and prints them. */
export interface ClockZone {
	/** A time without offset is of this zone. NaN when it is none. */
	read(text: string): number;
	/** xs:dateTime without offset. */
	print(time: number): string;
	/** Midnight of the day that a time lies in. */
	dayOf(time: number): number;
}

interface Turn {
	readonly bias: number;
	readonly month: number;
	/** 1 to 4, 5 the last; day of the month when there is a year. */
	readonly order: number;
	readonly weekday: string;
	readonly year: number;
	readonly minutes: number;
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

function turnOf(node: Node): Turn {
	const number = (name: string) => Number(child(node, name)?.text ?? 0);
	const [hours = 0, minutes = 0] = (child(node, 'Time')?.text ?? '').split(':').map(Number);
	return {
		bias: number('Bias'),
		month: number('Month'),
		order: number('DayOrder'),
		weekday: child(node, 'DayOfWeek')?.text.trim() ?? 'Sunday',
		year: number('Year'),
		minutes: hours * 60 + minutes,
	};
}

/** When clocks turn in a year, as a clock time in milliseconds. */
function turning(turn: Turn, year: number): number {
	if (turn.year > 0) return Date.UTC(year, turn.month - 1, turn.order) + turn.minutes * MINUTE;
	const first = new Date(Date.UTC(year, turn.month - 1, 1));
	const ahead = (DAYS.indexOf(turn.weekday) - first.getUTCDay() + 7) % 7;
	const last = new Date(Date.UTC(year, turn.month, 0)).getUTCDate();
	let day = 1 + ahead + (turn.order - 1) * 7;
	while (day > last) day -= 7;
	return Date.UTC(year, turn.month - 1, day) + turn.minutes * MINUTE;
}

const printClock = (clock: number): string => new Date(clock).toISOString().slice(0, 19);

/** SerializableTimeZone (MS-OXWAVLS 2.2.4.19): biases count minutes west of Greenwich. */
export function serializableZone(node: Node): ClockZone {
	const bias = Number(child(node, 'Bias')?.text ?? 0);
	const standard = turnOf(at(node, 'StandardTime') as Node);
	const daylight = turnOf(at(node, 'DaylightTime') as Node);
	const changing = standard.month > 0 && daylight.month > 0;
	/** Minutes that clocks are behind Greenwich when they show `clock`. */
	const biasAt = (clock: number): number => {
		if (!changing) return bias + standard.bias;
		const year = new Date(clock).getUTCFullYear();
		const summer = turning(daylight, year);
		const winter = turning(standard, year);
		const isSummer =
			summer < winter ? clock >= summer && clock < winter : clock >= summer || clock < winter;
		return bias + (isSummer ? daylight.bias : standard.bias);
	};
	const clockOf = (time: number): number => {
		for (const turn of [daylight, standard]) {
			const clock = time - (bias + turn.bias) * MINUTE;
			if (biasAt(clock) === bias + turn.bias) return clock;
		}
		return time - (bias + standard.bias) * MINUTE;
	};
	return {
		read: (text) => {
			if (/(Z|[+-]\d\d:\d\d)\s*$/.test(text)) return Date.parse(text.trim());
			const clock = Date.parse(`${text.trim()}Z`);
			return clock + biasAt(clock) * MINUTE;
		},
		print: (time) => printClock(clockOf(time)),
		dayOf: (time) => {
			const clock = Math.floor(clockOf(time) / DAY) * DAY;
			return clock + biasAt(clock) * MINUTE;
		},
	};
}

/** An IANA zone, for requests that name theirs in the SOAP header. */
export function namedZone(zone: string): ClockZone {
	return {
		read: (text) => DateTime.fromISO(text.trim(), { zone }).toMillis(),
		print: (time) => DateTime.fromMillis(time, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss"),
		dayOf: (time) => DateTime.fromMillis(time, { zone }).startOf('day').toMillis(),
	};
}

function turnXml(name: string, bias: number, change: ClockChange | undefined): string {
	const two = (n: number) => String(n).padStart(2, '0');
	return wrap(
		name,
		element('Bias', String(bias)) +
			element('Time', `${two(change?.hour ?? 0)}:${two(change?.minute ?? 0)}:00`) +
			element(
				'DayOrder',
				String(change === undefined ? 0 : change.occurrence === -1 ? 5 : change.occurrence),
			) +
			element('Month', String(change?.month ?? 0)) +
			element('DayOfWeek', change?.weekday ?? 'Sunday'),
	);
}

/** An IANA zone as SerializableTimeZone, with the rules of one year. */
export function serializableXml(zone: string, year: number): string {
	const changes = clockChanges(zone, year);
	const winter = standardOffset(zone, year);
	const both = changes.length === 2;
	const summer = changes.find((one) => one.daylight);
	const saved = both && summer ? winter - summer.offset : 0;
	return wrap(
		'TimeZone',
		element('Bias', String(-winter || 0)) +
			turnXml('StandardTime', 0, both ? changes.find((one) => !one.daylight) : undefined) +
			turnXml('DaylightTime', saved, both ? summer : undefined),
	);
}
