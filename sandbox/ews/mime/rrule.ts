import { DateTime } from 'luxon';
import type { Structure } from '../../store';

const MONTHS = `January February March April May June July August September October November December`;
const INDEX: Readonly<Record<string, number>> = {
	First: 1,
	Second: 2,
	Third: 3,
	Fourth: 4,
	Last: -1,
};
const GROUPS: Readonly<Record<string, string>> = {
	Day: 'SU,MO,TU,WE,TH,FR,SA',
	Weekday: 'MO,TU,WE,TH,FR',
	WeekendDay: 'SU,SA',
};

const PATTERNS: Readonly<Record<string, (read: (name: string) => string) => string[]>> = {
	DailyRecurrence: (read) => ['FREQ=DAILY', `INTERVAL=${read('Interval')}`],
	WeeklyRecurrence: (read) => [
		'FREQ=WEEKLY',
		`INTERVAL=${read('Interval')}`,
		`BYDAY=${days(read('DaysOfWeek'))}`,
		`WKST=${days(read('FirstDayOfWeek') || 'Sunday')}`,
	],
	AbsoluteMonthlyRecurrence: (read) => [
		'FREQ=MONTHLY',
		`INTERVAL=${read('Interval')}`,
		`BYMONTHDAY=${read('DayOfMonth')}`,
	],
	RelativeMonthlyRecurrence: (read) => [
		'FREQ=MONTHLY',
		`INTERVAL=${read('Interval')}`,
		...nth(read),
	],
	AbsoluteYearlyRecurrence: (read) => [
		'FREQ=YEARLY',
		`BYMONTHDAY=${read('DayOfMonth')}`,
		`BYMONTH=${month(read)}`,
	],
	RelativeYearlyRecurrence: (read) => ['FREQ=YEARLY', ...nth(read), `BYMONTH=${month(read)}`],
};

const days = (names: string): string =>
	names
		.split(/\s+/)
		.filter(Boolean)
		.map((name) => GROUPS[name] ?? name.slice(0, 2).toUpperCase())
		.join(',');
const nth = (read: (name: string) => string): string[] => [
	`BYDAY=${days(read('DaysOfWeek'))}`,
	`BYSETPOS=${INDEX[read('DayOfWeekIndex')] ?? 1}`,
];
const month = (read: (name: string) => string): number =>
	MONTHS.split(' ').indexOf(read('Month')) + 1;

/** A recurrence as RFC 5545 3.3.10 writes it; the last day counts as it ends in the zone. */
export function rRule(recurrence: Structure, zone: string): string | undefined {
	const children = recurrence.children ?? [];
	const pattern = children.find(({ name }) => PATTERNS[name] !== undefined);
	if (pattern === undefined) return undefined;
	const read = (of: Structure) => (name: string) =>
		of.children?.find((one) => one.name === name)?.text ?? '';
	const rule = PATTERNS[pattern.name]?.(read(pattern)) ?? [];
	const numbered = children.find(({ name }) => name === 'NumberedRecurrence');
	if (numbered) rule.push(`COUNT=${read(numbered)('NumberOfOccurrences')}`);
	const dated = children.find(({ name }) => name === 'EndDateRecurrence');
	if (dated) {
		const last = DateTime.fromISO(read(dated)('EndDate').slice(0, 10), { zone }).endOf('day');
		rule.push(`UNTIL=${last.toUTC().toFormat("yyyyMMdd'T'HHmmss'Z'")}`);
	}
	return `RRULE:${rule.join(';')}`;
}
