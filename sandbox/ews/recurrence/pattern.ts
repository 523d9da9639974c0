import { DateTime } from 'luxon';
import type { Structure } from '../../store';
import { EwsError } from '../errors';
import { childOf, textOf } from '../fields/structure';

/** Days on which a recurrence falls, as midnights in its zone (MS-OXWSCDATA, RecurrenceType). */

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
];
const INDEXES = ['First', 'Second', 'Third', 'Fourth', 'Last'];

/** Nobody's series is longer: Outlook and Exchange stop at 999. */
export const MAX_OCCURRENCES = 999;
const HORIZON_YEARS = 60;

function invalid(): EwsError {
	return new EwsError('ErrorCalendarInvalidRecurrence', 'The recurrence is invalid.');
}

function number(pattern: Structure, name: string, low: number, high: number): number {
	const value = Number(textOf(pattern, name) ?? '1');
	if (!Number.isInteger(value) || value < low || value > high) throw invalid();
	return value;
}

/** luxon weekdays (Monday 1 … Sunday 7) that names such as "Weekday" stand for. */
function weekdays(names: string): number[] {
	return names
		.trim()
		.split(/\s+/)
		.flatMap((name) => {
			if (name === 'Day') return [1, 2, 3, 4, 5, 6, 7];
			if (name === 'Weekday') return [1, 2, 3, 4, 5];
			if (name === 'WeekendDay') return [6, 7];
			const index = DAYS.indexOf(name);
			if (index < 0) throw invalid();
			return [index + 1];
		});
}

/** The first, second … or last day of a month that is one of these weekdays. */
function relativeDay(month: DateTime, names: string, index: string): DateTime {
	const wanted = new Set(weekdays(names));
	const days: DateTime[] = [];
	for (let day = 1; day <= (month.daysInMonth ?? 28); day += 1) {
		const date = month.set({ day });
		if (wanted.has(date.weekday)) days.push(date);
	}
	const position = INDEXES.indexOf(index);
	if (position < 0) throw invalid();
	return (position === 4 ? days[days.length - 1] : days[position]) as DateTime;
}

function absoluteDay(month: DateTime, day: number): DateTime {
	// A day that a month does not have is its last one.
	return month.set({ day: Math.min(day, month.daysInMonth ?? 28) });
}

type Days = (pattern: Structure, first: DateTime) => Generator<DateTime>;

function* daily(pattern: Structure, first: DateTime): Generator<DateTime> {
	const interval = number(pattern, 'Interval', 1, 999);
	for (let n = 0; ; n += 1) yield first.plus({ days: n * interval });
}

function* weekly(pattern: Structure, first: DateTime): Generator<DateTime> {
	const interval = number(pattern, 'Interval', 1, 99);
	if (/\b(Day|Weekday|WeekendDay)\b/.test(textOf(pattern, 'DaysOfWeek') ?? '')) {
		throw new EwsError(
			'ErrorCalendarInvalidDayForWeeklyRecurrence',
			'Day, Weekday and WeekendDay are no days of a weekly recurrence.',
		);
	}
	const wanted = weekdays(textOf(pattern, 'DaysOfWeek') ?? '');
	const startOfWeek = DAYS.indexOf(textOf(pattern, 'FirstDayOfWeek') ?? 'Sunday') + 1;
	const back = (first.weekday - startOfWeek + 7) % 7;
	const week = first.minus({ days: back });
	const offsets = [...new Set(wanted.map((day) => (day - startOfWeek + 7) % 7))].sort(
		(a, b) => a - b,
	);
	for (let n = 0; ; n += 1) {
		for (const offset of offsets) yield week.plus({ days: n * interval * 7 + offset });
	}
}

function monthly(pick: (pattern: Structure, month: DateTime) => DateTime): Days {
	return function* (pattern, first) {
		const interval = number(pattern, 'Interval', 1, 99);
		const month = first.startOf('month');
		for (let n = 0; ; n += 1) yield pick(pattern, month.plus({ months: n * interval }));
	};
}

function yearly(pick: (pattern: Structure, month: DateTime) => DateTime): Days {
	return function* (pattern, first) {
		const month = MONTHS.indexOf(textOf(pattern, 'Month') ?? '') + 1;
		if (month === 0) throw invalid();
		const start = first.startOf('year').set({ month });
		for (let n = 0; ; n += 1) yield pick(pattern, start.plus({ years: n }));
	};
}

const absolute = (pattern: Structure, month: DateTime) =>
	absoluteDay(month, number(pattern, 'DayOfMonth', 1, 31));
const relative = (pattern: Structure, month: DateTime) =>
	relativeDay(month, textOf(pattern, 'DaysOfWeek') ?? '', textOf(pattern, 'DayOfWeekIndex') ?? '');

const PATTERNS: Readonly<Record<string, Days>> = {
	DailyRecurrence: daily,
	WeeklyRecurrence: weekly,
	AbsoluteMonthlyRecurrence: monthly(absolute),
	RelativeMonthlyRecurrence: monthly(relative),
	AbsoluteYearlyRecurrence: yearly(absolute),
	RelativeYearlyRecurrence: yearly(relative),
};

/** Days of a series from its first one, at most 999. @throws EwsError for a pattern that cannot be */
export function days(recurrence: Structure, zone: string): DateTime[] {
	const pattern = recurrence.children?.find((one) => PATTERNS[one.name] !== undefined);
	const range = recurrence.children?.find((one) =>
		/^(NoEnd|EndDate|Numbered)Recurrence$/.test(one.name),
	);
	const make = pattern && PATTERNS[pattern.name];
	if (pattern === undefined || range === undefined || make === undefined) throw invalid();
	const first = DateTime.fromISO((textOf(range, 'StartDate') ?? '').slice(0, 10), { zone });
	if (!first.isValid) throw invalid();
	const endText = textOf(range, 'EndDate');
	const end = endText === undefined ? undefined : DateTime.fromISO(endText.slice(0, 10), { zone });
	if (end !== undefined && end < first) throw invalid();
	const count =
		childOf(range, 'NumberOfOccurrences') === undefined
			? MAX_OCCURRENCES
			: number(range, 'NumberOfOccurrences', 1, MAX_OCCURRENCES);
	const horizon = first.plus({ years: HORIZON_YEARS });
	const found: DateTime[] = [];
	for (const day of make(pattern, first)) {
		if (day < first) continue;
		if (found.length >= count || (end !== undefined && day > end) || day > horizon) break;
		found.push(day);
	}
	return found;
}
