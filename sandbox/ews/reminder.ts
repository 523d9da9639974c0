import type { Folder, Mailbox, Value } from '../store';
import { occurrences } from './recurrence/occurrences';
import { spanOf } from './recurrence/span';
import { wholeView, type View } from './view';

const DEFAULT_MINUTES = 15;
/** Of a series: occurrences up to this original start remind nobody any more. */
export const DISMISSED = 'sandbox:ReminderDismissed';
/** When a snoozed reminder comes back. */
export const SNOOZED = 'sandbox:ReminderSnoozed';

export interface Reminder {
	readonly view: View;
	/** When it appears. */
	readonly time: number;
	readonly start: number;
	readonly end: number;
	/** ReminderGroupType */
	readonly group: 'Calendar' | 'Task';
}

const numberOf = (properties: ReadonlyMap<string, Value>, key: string): number | undefined => {
	const value = properties.get(key);
	return typeof value === 'number' ? value : undefined;
};

/** An event's or task's reminder; of a series that of the occurrence that is next. */
export function reminderOf(whole: View, now: number): Reminder | undefined {
	const { item } = whole;
	if (whole.properties.get('item:ReminderIsSet') !== true) return undefined;
	const snoozed = numberOf(item.properties, SNOOZED);
	if (item.kind === 'Task') {
		const due = numberOf(whole.properties, 'task:DueDate');
		const time = snoozed ?? numberOf(whole.properties, 'item:ReminderDueBy') ?? due;
		if (time === undefined || whole.properties.get('task:Status') === 'Completed') return undefined;
		const start = numberOf(whole.properties, 'task:StartDate') ?? due ?? time;
		return { view: whole, time, start, end: due ?? start, group: 'Task' };
	}
	if (item.kind !== 'CalendarItem') return undefined;
	const view = item.properties.has('calendar:Recurrence') ? nextOf(whole, now) : whole;
	if (view === undefined) return undefined;
	const { start, end } = spanOf(view);
	const minutes = Number(view.properties.get('item:ReminderMinutesBeforeStart') ?? DEFAULT_MINUTES);
	return { view, time: snoozed ?? start - minutes * 60_000, start, end, group: 'Calendar' };
}

function nextOf({ item }: View, now: number): View | undefined {
	const dismissed = numberOf(item.properties, DISMISSED) ?? -Infinity;
	return occurrences(item).find(
		(view) => (view.occurrence?.originalStart ?? 0) > dismissed && spanOf(view).end > now,
	);
}

/** All reminders of a mailbox, by time. */
export function remindersOf(mailbox: Mailbox, now: number): Reminder[] {
	const found: Reminder[] = [];
	for (const name of ['calendar', 'tasks']) {
		for (const item of (mailbox.wellKnown.get(name) as Folder).items) {
			const reminder = reminderOf(wholeView(item), now);
			if (reminder !== undefined) found.push(reminder);
		}
	}
	return found.sort((a, b) => a.time - b.time);
}
