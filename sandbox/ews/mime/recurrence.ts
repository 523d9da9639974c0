import type { DateTime } from 'luxon';
import type { Node } from '../xml/node';
import type { Make } from './expand';

const DAYS: Readonly<Record<string, string>> = {
	SU: 'Sunday',
	MO: 'Monday',
	TU: 'Tuesday',
	WE: 'Wednesday',
	TH: 'Thursday',
	FR: 'Friday',
	SA: 'Saturday',
};
const GROUPS: Readonly<Record<string, string>> = {
	'FR,MO,SA,SU,TH,TU,WE': 'Day',
	'FR,MO,TH,TU,WE': 'Weekday',
	'SA,SU': 'WeekendDay',
};
const INDEX: Readonly<Record<string, string>> = {
	'1': 'First',
	'2': 'Second',
	'3': 'Third',
	'4': 'Fourth',
	'5': 'Last',
	'-1': 'Last',
};

/** An RRULE (RFC 5545 3.3.10) as the Recurrence element; what it leaves out follows from the first start. */
export function recurrenceOf(rule: string, start: DateTime, make: Make): Node {
	const parts = new Map(rule.split(';').map((part) => part.split('=', 2) as [string, string]));
	const text = (name: string, value: string | number) => make(name, String(value));
	const interval = text('Interval', parts.get('INTERVAL') ?? 1);
	const byDay = parts.get('BYDAY');
	const day = text('DayOfMonth', parts.get('BYMONTHDAY') ?? start.day);
	const month = text(
		'Month',
		start.set({ month: Number(parts.get('BYMONTH') ?? start.month) }).setLocale('en').monthLong ??
			'',
	);
	const patterns: Readonly<Record<string, () => Node>> = {
		DAILY: () => make('DailyRecurrence', [interval]),
		WEEKLY: () =>
			make('WeeklyRecurrence', [
				interval,
				text('DaysOfWeek', weekdays(byDay ?? dayOf(start))),
				...(parts.has('WKST') ? [text('FirstDayOfWeek', weekdays(parts.get('WKST') ?? 'SU'))] : []),
			]),
		MONTHLY: () =>
			byDay === undefined
				? make('AbsoluteMonthlyRecurrence', [interval, day])
				: make('RelativeMonthlyRecurrence', [interval, ...nth(byDay, parts.get('BYSETPOS'), text)]),
		YEARLY: () =>
			byDay === undefined
				? make('AbsoluteYearlyRecurrence', [day, month])
				: make('RelativeYearlyRecurrence', [...nth(byDay, parts.get('BYSETPOS'), text), month]),
	};
	const pattern = (patterns[parts.get('FREQ') ?? ''] ?? patterns['DAILY'])?.() as Node;
	const from = text('StartDate', start.toISODate() ?? '');
	const count = parts.get('COUNT');
	const until = parts.get('UNTIL');
	if (count !== undefined) {
		const range = make('NumberedRecurrence', [from, text('NumberOfOccurrences', count)]);
		return make('Recurrence', [pattern, range]);
	}
	if (until === undefined) return make('Recurrence', [pattern, make('NoEndRecurrence', [from])]);
	const last = until.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3');
	return make('Recurrence', [pattern, make('EndDateRecurrence', [from, text('EndDate', last)])]);
}

const dayOf = (start: DateTime): string =>
	(start.setLocale('en').weekdayLong ?? '').slice(0, 2).toUpperCase();

const weekdays = (days: string): string =>
	days
		.split(',')
		.map((name) => DAYS[name.slice(-2)] ?? '')
		.join(' ');

function nth(
	byDay: string,
	position: string | undefined,
	text: (name: string, value: string) => Node,
): Node[] {
	const days = byDay.split(',').map((one) => one.slice(-2));
	const index = position ?? /^-?\d+/.exec(byDay)?.[0] ?? '1';
	const group = GROUPS[[...days].sort().join(',')];
	return [
		text('DaysOfWeek', group ?? DAYS[days[0] ?? ''] ?? 'Day'),
		text('DayOfWeekIndex', INDEX[index] ?? 'First'),
	];
}
