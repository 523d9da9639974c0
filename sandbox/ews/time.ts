import { DateTime, Duration } from 'luxon';
import { findIana, findWindows } from 'windows-iana';

/** xs:dateTime in UTC. */
export function printTime(milliseconds: number, precise = false): string {
	const text = new Date(milliseconds).toISOString();
	return precise ? text : `${text.slice(0, 19)}Z`;
}

/** xs:dateTime; without offset it is read in `zone`. NaN when it is none. */
export function readTime(text: string, zone: string): number {
	return DateTime.fromISO(text.trim(), { zone }).toMillis();
}

/** Windows or IANA name of a zone -> IANA; undefined when nobody knows it. */
export function ianaZone(id: string): string | undefined {
	if (/^(tzone:\/\/Microsoft\/)?(utc|z|gmt)$/i.test(id)) return 'UTC';
	const [first] = findIana(id);
	if (first !== undefined) return first;
	return DateTime.now().setZone(id).isValid ? id : undefined;
}

export function windowsZone(iana: string): string {
	if (iana === 'UTC') return 'UTC';
	return findWindows(iana)[0] ?? iana;
}

/** xs:duration of a span, as Exchange writes calendar:Duration. */
export function printDuration(milliseconds: number): string {
	return Duration.fromMillis(milliseconds).shiftTo('days', 'hours', 'minutes').toISO() ?? 'PT0S';
}
