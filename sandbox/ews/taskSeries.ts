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

/** The day on which a task comes next; undefined when this was the last one. */
function nextStart(recurrence: Structure, start: number, now: number): number | undefined {
	const pattern = recurrence.children?.[0];
	const unit = UNITS[pattern?.name ?? ''];
	const interval = Number(textOf(pattern, 'Interval') ?? 1);
	const left = textOf(childOf(recurrence, 'NumberedRecurrence'), 'NumberOfOccurrences');
	if (left !== undefined && Number(left) <= 1) return undefined;
	// What regenerates does so that long after it was done.
	if (unit !== undefined) {
		return DateTime.fromMillis(now, { zone: 'utc' })
			.startOf('day')
			.plus({ [unit]: interval })
			.toMillis();
	}
	return days(recurrence, 'UTC')
		.find((day) => day.toMillis() > start)
		?.toMillis();
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

/** The task moves on to its next occurrence; false when there is none. */
function goOn(task: Item, ctx: Context): boolean {
	const recurrence = task.properties.get('task:Recurrence') as Structure;
	const start = Number(
		task.properties.get('task:StartDate') ?? task.properties.get('task:DueDate') ?? ctx.now,
	);
	const next = nextStart(recurrence, start, ctx.now);
	if (next === undefined) return false;
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
	return true;
}

/**
 * Takes away the current occurrence of a recurring task: the task moves on to its next one
 * (AffectedTaskOccurrences, MS-OXWSTASK 2.2.5.1). @throws EwsError ErrorCannotDeleteTaskOccurrence
 */
export function skipOccurrence(task: Item, ctx: Context): void {
	if (!goOn(task, ctx)) throw cannot();
}

/** Whether changes are for the current occurrence alone: it is done, or it has another date. */
function isForOccurrence(task: Item, changes: ReadonlyMap<string, Value | null>): boolean {
	const recurrence = task.properties.get('task:Recurrence') as Structure | undefined;
	if (recurrence === undefined || changes.has('task:Recurrence')) return false;
	const becomes = (key: string) =>
		changes.has(key) && changes.get(key) !== task.properties.get(key);
	if (becomes('task:Status') && changes.get('task:Status') === 'Completed') return true;
	const moves = becomes('task:StartDate') || becomes('task:DueDate');
	return moves && UNITS[recurrence.children?.[0]?.name ?? ''] === undefined;
}

/**
 * Changes that are for the current occurrence of a recurring task make a task of its own, which has them,
 * while the recurring one goes on.
 * @returns the new task; undefined when the changes are for the task itself
 */
export function splitOccurrence(
	task: Item,
	changes: ReadonlyMap<string, Value | null>,
	ctx: Context,
): Item | undefined {
	if (task.kind !== 'Task' || !isForOccurrence(task, changes)) return undefined;
	const properties = new Map(task.properties);
	for (const [key, value] of changes) {
		if (value === null) properties.delete(key);
		else properties.set(key, value);
	}
	properties.delete('task:Recurrence');
	if (!goOn(task, ctx)) return undefined;
	return ctx.store.addItem(task.folder, {
		kind: 'Task',
		properties,
		attachments: task.attachments,
		modifiedBy: ctx.user.displayName,
	});
}
