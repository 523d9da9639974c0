import { DateTime } from 'luxon';

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

interface Transition {
	readonly at: DateTime;
	/** Minutes east of Greenwich before it. */
	readonly from: number;
	readonly to: number;
}

/** Changes of the offset within a year, in order. */
function transitions(zone: string, year: number): Transition[] {
	const found: Transition[] = [];
	let hour = DateTime.fromObject({ year }, { zone });
	for (; hour.year === year; hour = hour.plus({ days: 1 })) {
		const next = hour.plus({ days: 1 });
		if (next.offset === hour.offset) continue;
		// The half that holds the change, until it is a minute.
		let low = hour.toMillis();
		let high = next.toMillis();
		while (high - low > 60_000) {
			const middle = Math.floor((low + high) / 120_000) * 60_000;
			if (DateTime.fromMillis(middle, { zone }).offset === hour.offset) low = middle;
			else high = middle;
		}
		found.push({ at: DateTime.fromMillis(high, { zone }), from: hour.offset, to: next.offset });
	}
	return found;
}

/** RFC 5545 3.6.5: the rules of a zone as they hold in a year, under the name that Exchange gives it. */
export function vTimeZone(id: string, zone: string, year: number): string[] {
	const changes = transitions(zone, year);
	const base = DateTime.fromObject({ year }, { zone }).offset;
	const parts =
		changes.length === 0
			? part('STANDARD', '16010101T000000', base, base)
			: changes.flatMap(({ at, from, to }) => {
					const wall = at.setZone('UTC').plus({ minutes: from });
					const start = `16010101T${wall.toFormat('HHmmss')}`;
					return part(to > from ? 'DAYLIGHT' : 'STANDARD', start, from, to, rule(wall));
				});
	return ['BEGIN:VTIMEZONE', `TZID:${id}`, ...parts, 'END:VTIMEZONE'];
}

function part(kind: string, start: string, from: number, to: number, recurs?: string): string[] {
	return [
		`BEGIN:${kind}`,
		`DTSTART:${start}`,
		`TZOFFSETFROM:${offset(from)}`,
		`TZOFFSETTO:${offset(to)}`,
		...(recurs === undefined ? [] : [recurs]),
		`END:${kind}`,
	];
}

/** Every year on the same weekday of the month; what falls into its last week is counted from the end. */
function rule(wall: DateTime): string {
	const last = wall.day + 7 > (wall.daysInMonth ?? 31);
	const week = last ? -1 : Math.ceil(wall.day / 7);
	return `RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=${week}${DAYS[wall.weekday - 1] ?? ''};BYMONTH=${wall.month}`;
}

function offset(minutes: number): string {
	const size = Math.abs(minutes);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
}
