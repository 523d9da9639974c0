import { scenario, type Scenario } from '../../scenario';
import { at } from '../../xml';
import { created, deleteXml, START, textOf } from './task';

/** A task that recurs as a pattern says, in a range. */
interface Case {
	readonly name: string;
	readonly requirements: string;
	/** Element of the pattern and what is in it, in order. */
	readonly pattern: string;
	readonly parts: Readonly<Record<string, string>>;
	readonly range: 'NumberedRecurrence' | 'EndDateRecurrence' | 'NoEndRecurrence';
	/** Requirements about single elements of the pattern. */
	readonly about?: Readonly<Record<string, string>>;
}

const RANGES: Readonly<Record<Case['range'], readonly [string, Readonly<Record<string, string>>]>> =
	{
		NumberedRecurrence: ['MS-OXWSCDATA_R1354', { StartDate: START, NumberOfOccurrences: '5' }],
		EndDateRecurrence: ['MS-OXWSCDATA_R1353', { StartDate: START, EndDate: '2027-12-24' }],
		NoEndRecurrence: ['MS-OXWSCDATA_R1352', { StartDate: START }],
	};

const INTERVAL = { Interval: 'MS-OXWSCDATA_R1179' };

const CASES: readonly Case[] = [
	{
		name: 'MSOXWSTASK_S01_TC01_VerifyDailyRegeneratingPatternType',
		requirements: 'MS-OXWSTASK_R70 MS-OXWSTASK_R241 MS-OXWSTASK_R127 MS-OXWSTASK_R112',
		pattern: 'DailyRegeneration',
		parts: { Interval: '3' },
		range: 'NumberedRecurrence',
		about: INTERVAL,
	},
	{
		name: 'MSOXWSTASK_S01_TC02_VerifyDailyRecurrencePatternType',
		requirements: 'MS-OXWSTASK_R240 MS-OXWSCDATA_R1109 MS-OXWSTASK_R125 MS-OXWSTASK_R112',
		pattern: 'DailyRecurrence',
		parts: { Interval: '2' },
		range: 'EndDateRecurrence',
		about: INTERVAL,
	},
	{
		name: 'MSOXWSTASK_S01_TC03_VerifyMonthlyRegeneratingPatternType',
		requirements: 'MS-OXWSTASK_R73 MS-OXWSTASK_R243 MS-OXWSTASK_R131 MS-OXWSTASK_R112',
		pattern: 'MonthlyRegeneration',
		parts: { Interval: '4' },
		range: 'NoEndRecurrence',
		about: INTERVAL,
	},
	{
		name: 'MSOXWSTASK_S01_TC04_VerifyWeeklyRegeneratingPatternType',
		requirements: 'MS-OXWSTASK_R78 MS-OXWSTASK_R242 MS-OXWSTASK_R129 MS-OXWSTASK_R112',
		pattern: 'WeeklyRegeneration',
		parts: { Interval: '2' },
		range: 'NumberedRecurrence',
		about: INTERVAL,
	},
	{
		name: 'MSOXWSTASK_S01_TC05_VerifyYearlyRegeneratingPatternType',
		requirements: 'MS-OXWSTASK_R81 MS-OXWSTASK_R244 MS-OXWSTASK_R133 MS-OXWSTASK_R112',
		pattern: 'YearlyRegeneration',
		parts: { Interval: '1' },
		range: 'NumberedRecurrence',
		about: INTERVAL,
	},
	{
		name: 'MSOXWSTASK_S01_TC06_VerifyRelativeYearlyRecurrencePatternType',
		requirements: `MS-OXWSTASK_R235 MS-OXWSCDATA_R1259 MS-OXWSTASK_R115 MS-OXWSTASK_R112`,
		pattern: 'RelativeYearlyRecurrence',
		parts: { DaysOfWeek: 'Monday', DayOfWeekIndex: 'Second', Month: 'March' },
		range: 'NumberedRecurrence',
		about: {
			DaysOfWeek: 'MS-OXWSCDATA_R1260 MS-OXWSCDATA_R1261',
			DayOfWeekIndex: 'MS-OXWSCDATA_R1262 MS-OXWSCDATA_R1263',
			Month: 'MS-OXWSCDATA_R1264 MS-OXWSCDATA_R1265',
		},
	},
	{
		name: 'MSOXWSTASK_S01_TC07_VerifyAbsoluteYearlyRecurrencePatternType',
		requirements: 'MS-OXWSTASK_R236 MS-OXWSCDATA_R999 MS-OXWSTASK_R117 MS-OXWSTASK_R112',
		pattern: 'AbsoluteYearlyRecurrence',
		parts: { DayOfMonth: '6', Month: 'March' },
		range: 'NumberedRecurrence',
		about: { DayOfMonth: 'MS-OXWSCDATA_R1001', Month: 'MS-OXWSCDATA_R1003' },
	},
	{
		name: 'MSOXWSTASK_S01_TC08_VerifyRelativeMonthlyRecurrencePatternType',
		requirements: 'MS-OXWSTASK_R237 MS-OXWSCDATA_R1255 MS-OXWSTASK_R119 MS-OXWSTASK_R112',
		pattern: 'RelativeMonthlyRecurrence',
		parts: { Interval: '1', DaysOfWeek: 'Friday', DayOfWeekIndex: 'Last' },
		range: 'NumberedRecurrence',
		about: {
			...INTERVAL,
			DaysOfWeek: 'MS-OXWSCDATA_R1256',
			DayOfWeekIndex: 'MS-OXWSCDATA_R1257',
		},
	},
	{
		name: 'MSOXWSTASK_S01_TC09_VerifyAbsoluteMonthlyRecurrencePatternType',
		requirements: 'MS-OXWSTASK_R238 MS-OXWSCDATA_R995 MS-OXWSTASK_R121 MS-OXWSTASK_R112',
		pattern: 'AbsoluteMonthlyRecurrence',
		parts: { Interval: '2', DayOfMonth: '14' },
		range: 'NumberedRecurrence',
		about: { ...INTERVAL, DayOfMonth: 'MS-OXWSCDATA_R997' },
	},
	{
		name: 'MSOXWSTASK_S01_TC10_VerifyWeeklyRecurrencePatternType',
		requirements: 'MS-OXWSTASK_R239 MS-OXWSCDATA_R1307 MS-OXWSTASK_R123 MS-OXWSTASK_R112',
		pattern: 'WeeklyRecurrence',
		parts: { Interval: '1', DaysOfWeek: 'Monday Thursday', FirstDayOfWeek: 'Monday' },
		range: 'NumberedRecurrence',
		about: {
			...INTERVAL,
			DaysOfWeek: 'MS-OXWSCDATA_R1308',
			FirstDayOfWeek: 'MS-OXWSCDATA_R4005',
		},
	},
];

const elements = (parts: Readonly<Record<string, string>>) =>
	Object.entries(parts)
		.map(([name, text]) => `<t:${name}>${text}</t:${name}>`)
		.join('');

export const recurrence = (
	pattern: string,
	parts: Readonly<Record<string, string>>,
	range: Case['range'],
) =>
	`<t:Recurrence><t:${pattern}>${elements(parts)}</t:${pattern}><t:${range}>${elements(RANGES[range][1])}</t:${range}></t:Recurrence>`;

/** The day alone: servers print a zone behind the dates of a range. */
const day = (text: string | undefined) => text?.slice(0, 10);

const patternScenario = ({ name, requirements, pattern, parts, range, about = {} }: Case) => {
	const [rangeId, rangeParts] = RANGES[range];
	const ids = [requirements, rangeId, ...Object.values(about)].join(' ');
	return scenario(name, ids, async (trial) => {
		const task = `<t:Subject>Task 1</t:Subject>${recurrence(pattern, parts, range)}`;
		const { id, tasks } = await created(trial, task);
		const found = at(tasks[0], 'Recurrence', pattern);
		trial.check(requirements, found !== undefined, `there is no ${pattern}`);
		for (const [part, partIds] of Object.entries(about)) {
			trial.equal(partIds.split(' '), textOf(found, part), parts[part], part);
		}
		const shown = at(tasks[0], 'Recurrence', range);
		trial.equal(
			rangeId,
			Object.keys(rangeParts).map((part) => day(textOf(shown, part))),
			Object.values(rangeParts),
			range,
		);
		await trial.ok(deleteXml([id]));
	});
};

export const patterns: readonly Scenario[] = CASES.map(patternScenario);
