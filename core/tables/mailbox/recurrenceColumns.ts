import type { Column, PartOf } from '../../schema/column';
import { both, byId, graphPath } from './bindings';

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const MONTHS = [
	'january',
	'february',
	'march',
	'april',
	'may',
	'june',
	'july',
	'august',
	'september',
	'october',
	'november',
	'december',
];

/** Pattern -> element of EWS, which is what the older schema calls it; regenerations are of tasks alone. */
const PATTERNS = {
	daily: 'DailyRecurrence',
	weekly: 'WeeklyRecurrence',
	absoluteMonthly: 'AbsoluteMonthlyRecurrence',
	relativeMonthly: 'RelativeMonthlyRecurrence',
	absoluteYearly: 'AbsoluteYearlyRecurrence',
	relativeYearly: 'RelativeYearlyRecurrence',
} as const;
const REGENERATIONS = {
	dailyRegeneration: 'DailyRegeneration',
	weeklyRegeneration: 'WeeklyRegeneration',
	monthlyRegeneration: 'MonthlyRegeneration',
	yearlyRegeneration: 'YearlyRegeneration',
} as const;
const RANGES = {
	endDate: 'EndDateRecurrence',
	noEnd: 'NoEndRecurrence',
	numbered: 'NumberedRecurrence',
} as const;

/** Path in the object, label, name in the older EWS schema, and the rest of the declaration. */
type Declared = readonly [
	path: string,
	label: string,
	ews: string,
	rest: Pick<Column, 'type' | 'choices' | 'description'> & {
		readonly values?: Readonly<Record<string, string>>;
		readonly partOf?: Partial<PartOf>;
	},
];

const declared = (patterns: Readonly<Record<string, string>>): readonly Declared[] => [
	[
		'pattern/type',
		'Recurrence Type',
		'Type',
		{
			type: 'choice',
			choices: Object.keys(patterns),
			values: patterns,
			partOf: { decides: true },
			description: 'Clearing it ends the recurrence.',
		},
	],
	[
		'pattern/interval',
		'Recurrence Interval',
		'Interval',
		{ type: 'integer', description: 'Every so many days, weeks or months.' },
	],
	['pattern/daysOfWeek', 'Recurrence Days of Week', 'DaysOfWeek', { type: 'textList' }],
	[
		'pattern/index',
		'Recurrence Week of Month',
		'DayOfWeekIndex',
		{ type: 'choice', choices: ['first', 'second', 'third', 'fourth', 'last'] },
	],
	['pattern/dayOfMonth', 'Recurrence Day of Month', 'DayOfMonth', { type: 'integer' }],
	[
		'pattern/month',
		'Recurrence Month',
		'Month',
		{
			type: 'choice',
			choices: MONTHS,
			partOf: {
				values: Object.fromEntries(MONTHS.map((name, index) => [name, index + 1])),
			},
		},
	],
	[
		'pattern/firstDayOfWeek',
		'Recurrence First Day of Week',
		'FirstDayOfWeek',
		{ type: 'choice', choices: DAYS },
	],
	[
		'range/type',
		'Recurrence Range',
		'Duration',
		{ type: 'choice', choices: Object.keys(RANGES), values: RANGES },
	],
	['range/startDate', 'Recurrence Start Date', 'StartDate', { type: 'date' }],
	['range/endDate', 'Recurrence End Date', 'EndDate', { type: 'date' }],
	[
		'range/numberOfOccurrences',
		'Recurrence Number of Occurrences',
		'NumberOfOccurrences',
		{ type: 'integer' },
	],
];

const camel = (path: string) => path.replace(/\/(\w)/, (_, letter: string) => letter.toUpperCase());

/**
 * `recurrence` and its parts. Whoever writes parts changes the stored recurrence by them; a new one needs
 * the type, the range, its start date, and what the type asks for.
 */
export function recurrenceColumns(field: 'calendar:Recurrence' | 'task:Recurrence'): Column[] {
	const patterns = field === 'task:Recurrence' ? { ...PATTERNS, ...REGENERATIONS } : PATTERNS;
	const whole: Column = {
		id: 'recurrence',
		label: 'Recurrence',
		type: 'recurrence',
		description: "Pattern and range, in the form of Microsoft Graph's patternedRecurrence.",
		common: true,
		ews: byId(field, both),
		graph: graphPath('recurrence', both),
	};
	const parts = declared(patterns).map(([path, label, ews, rest]): Column => {
		const { values, partOf, ...column } = rest;
		const id = `recurrence${path.charAt(0).toUpperCase()}${camel(path).slice(1)}`;
		return {
			id,
			label,
			...column,
			partOf: { column: whole.id, path, ...partOf },
			aliases: {
				ews: [`Recurrence_${ews}`],
				graph: [`recurrence_${path.replace('/', '_')}`],
			},
			ews: byId(field, { ...both, codec: 'recurrence', ...(values ? { values } : {}) }),
			graph: graphPath(`recurrence/${path}`, both),
		};
	});
	return [whole, ...parts];
}
