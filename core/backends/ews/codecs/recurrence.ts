import type { Column } from '../../../schema/column';
import type { XmlTree } from '../decode/tree';
import { childText } from '../decode/tree';
import type { Xml } from '../xml/element';
import { element } from '../xml/element';
import type { TreeCodec } from './codec';
import { refuse } from './refuse';
import { isDay } from './time';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
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
/** Names that stand for several days, in the order of DAYS. */
const DAY_GROUPS: Readonly<Record<string, readonly string[]>> = {
	Day: DAYS,
	Weekday: DAYS.slice(1, 6),
	WeekendDay: ['Sunday', 'Saturday'],
};

/** Parts of a pattern, in the order of the schema. */
type PatternPart = 'interval' | 'days' | 'dayGroup' | 'firstDay' | 'index' | 'dayOfMonth' | 'month';

interface Pattern {
	/** Graph's recurrencePatternType; the four regenerations are an extension that only tasks have. */
	readonly type: string;
	readonly element: string;
	readonly parts: readonly PatternPart[];
}

const PATTERNS: readonly Pattern[] = [
	{
		type: 'relativeYearly',
		element: 'RelativeYearlyRecurrence',
		parts: ['dayGroup', 'index', 'month'],
	},
	{ type: 'absoluteYearly', element: 'AbsoluteYearlyRecurrence', parts: ['dayOfMonth', 'month'] },
	{
		type: 'relativeMonthly',
		element: 'RelativeMonthlyRecurrence',
		parts: ['interval', 'dayGroup', 'index'],
	},
	{
		type: 'absoluteMonthly',
		element: 'AbsoluteMonthlyRecurrence',
		parts: ['interval', 'dayOfMonth'],
	},
	{ type: 'weekly', element: 'WeeklyRecurrence', parts: ['interval', 'days', 'firstDay'] },
	{ type: 'daily', element: 'DailyRecurrence', parts: ['interval'] },
	{ type: 'dailyRegeneration', element: 'DailyRegeneration', parts: ['interval'] },
	{ type: 'weeklyRegeneration', element: 'WeeklyRegeneration', parts: ['interval'] },
	{ type: 'monthlyRegeneration', element: 'MonthlyRegeneration', parts: ['interval'] },
	{ type: 'yearlyRegeneration', element: 'YearlyRegeneration', parts: ['interval'] },
];

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
const day = (text: string | undefined): string => (text ?? '').slice(0, 10);

function decodeDays(text: string): string[] {
	return text
		.split(/\s+/)
		.filter((name) => name !== '')
		.flatMap((name) => DAY_GROUPS[name] ?? [name])
		.map(lower);
}

const DECODERS: Readonly<Record<PatternPart, (tree: XmlTree) => Record<string, unknown>>> = {
	interval: (tree) => ({ interval: Number(childText(tree, 'Interval') ?? 1) }),
	days: (tree) => ({ daysOfWeek: decodeDays(childText(tree, 'DaysOfWeek') ?? '') }),
	dayGroup: (tree) => ({ daysOfWeek: decodeDays(childText(tree, 'DaysOfWeek') ?? '') }),
	firstDay: (tree) => ({ firstDayOfWeek: lower(childText(tree, 'FirstDayOfWeek') ?? 'Sunday') }),
	index: (tree) => ({ index: lower(childText(tree, 'DayOfWeekIndex') ?? 'First') }),
	dayOfMonth: (tree) => ({ dayOfMonth: Number(childText(tree, 'DayOfMonth') ?? 1) }),
	month: (tree) => ({ month: MONTHS.indexOf(childText(tree, 'Month') ?? '') + 1 }),
};

function decodeRange(tree: XmlTree): Record<string, unknown> | undefined {
	const startDate = day(childText(tree, 'StartDate'));
	if (tree.name === 'NoEndRecurrence') return { type: 'noEnd', startDate };
	if (tree.name === 'EndDateRecurrence') {
		return { type: 'endDate', startDate, endDate: day(childText(tree, 'EndDate')) };
	}
	if (tree.name === 'NumberedRecurrence') {
		const numberOfOccurrences = Number(childText(tree, 'NumberOfOccurrences') ?? 0);
		return { type: 'numbered', startDate, numberOfOccurrences };
	}
	return undefined;
}

type Values = Readonly<Record<string, unknown>>;
type Refuse = (value: unknown, expected: string) => Error;

function whole(value: unknown, from: number, to: number, what: string, fail: Refuse): string {
	const number = typeof value === 'string' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isInteger(number) || number < from || number > to) {
		throw fail(value, `${what} from ${from} to ${to}`);
	}
	return String(number);
}

function named(value: unknown, names: readonly string[], what: string, fail: Refuse): string {
	const found = names.find((name) => name.toLowerCase() === String(value).toLowerCase());
	if (found === undefined) throw fail(value, `${what}: ${names.map(lower).join(', ')}`);
	return found;
}

/** Names of days, or of groups of days, one by one or in one text. */
function namedDays(value: unknown, fail: Refuse): string[] {
	const given: unknown[] = Array.isArray(value) ? value : [value];
	const names = given.flatMap((entry) =>
		typeof entry === 'string' ? entry.split(/[\s,]+/).filter((name) => name !== '') : [],
	);
	const known = [...DAYS, ...Object.keys(DAY_GROUPS)];
	const chosen = new Set(
		names.flatMap((name) => {
			const found = named(name, known, 'days of the week', fail);
			return DAY_GROUPS[found] ?? [found];
		}),
	);
	if (chosen.size === 0) throw fail(value, 'at least one day of the week');
	return DAYS.filter((name) => chosen.has(name));
}

/** A relative pattern has one day, or a group of days that has a name. */
function dayGroup(value: unknown, fail: Refuse): string {
	const days = namedDays(value, fail);
	if (days.length === 1) return days[0] as string;
	const group = Object.entries(DAY_GROUPS).find(([, members]) => members.join() === days.join());
	if (!group) throw fail(value, 'one day, all days, Monday to Friday, or Saturday and Sunday');
	return group[0];
}

const ENCODERS: Readonly<Record<PatternPart, (pattern: Values, fail: Refuse) => Xml | undefined>> =
	{
		interval: ({ interval = 1 }, fail) =>
			element('t:Interval', null, whole(interval, 1, 999, 'an interval', fail)),
		days: ({ daysOfWeek }, fail) =>
			element('t:DaysOfWeek', null, namedDays(daysOfWeek, fail).join(' ')),
		dayGroup: ({ daysOfWeek }, fail) => element('t:DaysOfWeek', null, dayGroup(daysOfWeek, fail)),
		firstDay: ({ firstDayOfWeek }, fail) =>
			firstDayOfWeek === undefined || firstDayOfWeek === null
				? undefined
				: element('t:FirstDayOfWeek', null, named(firstDayOfWeek, DAYS, 'a first day', fail)),
		index: ({ index = 'first' }, fail) =>
			element('t:DayOfWeekIndex', null, named(index, INDEXES, 'an index', fail)),
		dayOfMonth: ({ dayOfMonth }, fail) =>
			element('t:DayOfMonth', null, whole(dayOfMonth, 1, 31, 'a day of the month', fail)),
		month: ({ month }, fail) =>
			element('t:Month', null, MONTHS[Number(whole(month, 1, 12, 'a month', fail)) - 1] as string),
	};

function encodePattern(pattern: Values, fail: Refuse): Xml {
	const known = PATTERNS.find(({ type }) => type === pattern.type);
	if (!known)
		throw fail(pattern.type, `a pattern type: ${PATTERNS.map(({ type }) => type).join(', ')}`);
	if (!known.parts.includes('interval') && Number(pattern.interval ?? 1) !== 1) {
		throw fail(pattern.interval, 'the interval 1 in yearly patterns, which is all that EWS has');
	}
	return element(
		`t:${known.element}`,
		null,
		known.parts.map((part) => ENCODERS[part](pattern, fail)),
	);
}

function encodeRange(range: Values, fail: Refuse): Xml {
	const days = (name: string, value: unknown): Xml => {
		if (!isDay(value)) throw fail(value, `a day such as 2026-05-17 for '${lower(name)}'`);
		return element(`t:${name}`, null, value);
	};
	const start = days('StartDate', range.startDate);
	if (range.type === 'noEnd') return element('t:NoEndRecurrence', null, start);
	if (range.type === 'endDate') {
		return element('t:EndDateRecurrence', null, start, days('EndDate', range.endDate));
	}
	if (range.type === 'numbered') {
		return element(
			't:NumberedRecurrence',
			null,
			start,
			element(
				't:NumberOfOccurrences',
				null,
				whole(range.numberOfOccurrences, 1, 999, 'a number of occurrences', fail),
			),
		);
	}
	throw fail(range.type, 'a range type: endDate, noEnd, numbered');
}

/**
 * Graph's patternedRecurrence: {pattern, range}. Beyond Graph, `pattern.type` may be dailyRegeneration,
 * weeklyRegeneration, monthlyRegeneration or yearlyRegeneration, with `interval`: the next task is made
 * that long after this one is completed.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/recurrence-recurrencetype
 * https://learn.microsoft.com/graph/api/resources/patternedrecurrence
 */
export const recurrence: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) => {
		if (!tree) return null;
		let pattern: Record<string, unknown> | null = null;
		let range: Record<string, unknown> | null = null;
		for (const part of tree.children) {
			const known = PATTERNS.find((candidate) => candidate.element === part.name);
			if (known) {
				pattern = { type: known.type, interval: 1 };
				for (const name of known.parts) Object.assign(pattern, DECODERS[name](part));
			}
			range ??= decodeRange(part) ?? null;
		}
		return { pattern, range };
	},
	encode: (value: unknown, column: Column) => {
		const fail: Refuse = (part, expected) => refuse(column, part, expected);
		const { pattern, range } = (value ?? {}) as { pattern?: Values; range?: Values };
		if (typeof pattern !== 'object' || typeof range !== 'object' || !pattern || !range) {
			throw fail(value, 'a recurrence with pattern and range');
		}
		const { field, at } = column.ews ?? {};
		if (!field) return [];
		return [{ field, at, content: [encodePattern(pattern, fail), encodeRange(range, fail)] }];
	},
};
