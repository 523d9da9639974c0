import { DateTime } from 'luxon';
import type { Item, Structure, Value } from '../store';
import type { Context } from './context';
import { childOf, textOf } from './fields/structure';
import { days } from './recurrence/pattern';
import { EwsError } from './errors';

const UNITS: Readonly<Record<string, 'days' | 'weeks' | 'months' | 'years'>> = {
	DailyRegeneration: 'days',
	WeeklyRegeneration: 'weeks',
	MonthlyRegeneration: 'months',
	YearlyRegeneration: 'years',
};

function cannot(): EwsError {
	return new EwsError(
		'ErrorCannotDeleteTaskOccurrence',
		'The last occurrence of a recurring task cannot be deleted alone.',
	);
}

/** The day on which a task comes next. @throws EwsError when this was the last one */
function nextStart(recurrence: Structure, start: number, now: number): number {
	const pattern = recurrence.children?.[0];
	const unit = UNITS[pattern?.name ?? ''];
	const interval = Number(textOf(pattern, 'Interval') ?? 1);
	// What regenerates does so that long after it was done.
	if (unit !== undefined) {
		return DateTime.fromMillis(now, { zone: 'utc' })
			.startOf('day')
			.plus({ [unit]: interval })
			.toMillis();
	}
	const next = days(recurrence, 'UTC').find((day) => day.toMillis() > start);
	if (next === undefined) throw cannot();
	return next.toMillis();
}

/** The range from the next occurrence on: one less, where they are counted. */
function rest(recurrence: Structure, start: number): Structure {
	const date = new Date(start).toISOString().slice(0, 10);
	const [pattern, range] = recurrence.children ?? [];
	const children = (range?.children ?? []).map((one): Structure => {
		if (one.name === 'StartDate') return { name: 'StartDate', text: date };
		if (one.name !== 'NumberOfOccurrences') return one;
		return { name: one.name, text: String(Number(one.text ?? 1) - 1) };
	});
	return {
		...recurrence,
		children: [pattern as Structure, { ...(range as Structure), children }],
	};
}

/**
 * Takes away the current occurrence of a recurring task: the task moves on to its next one
 * (AffectedTaskOccurrences, MS-OXWSTASK 2.2.5.1). @throws EwsError ErrorCannotDeleteTaskOccurrence
 */
export function skipOccurrence(task: Item, ctx: Context): void {
	const recurrence = task.properties.get('task:Recurrence') as Structure;
	const start = Number(
		task.properties.get('task:StartDate') ?? task.properties.get('task:DueDate') ?? ctx.now,
	);
	const left = textOf(childOf(recurrence, 'NumberedRecurrence'), 'NumberOfOccurrences');
	if (left !== undefined && Number(left) <= 1) throw cannot();
	const next = nextStart(recurrence, start, ctx.now);
	const due = task.properties.get('task:DueDate');
	const changes = new Map<string, Value | null>([
		['task:StartDate', next],
		['task:Recurrence', rest(recurrence, next)],
		['task:Status', 'NotStarted'],
		['task:PercentComplete', 0],
		['task:CompleteDate', null],
	]);
	if (typeof due === 'number') changes.set('task:DueDate', due + next - start);
	ctx.store.updateItem(task, changes, ctx.user.displayName);
}
