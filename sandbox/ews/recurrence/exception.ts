import type { Item } from '../../store';
import type { Context } from '../context';
import { EwsError } from '../errors';
import type { Changes } from '../fields/read';
import type { View } from '../view';
import { occurrenceByStart } from './occurrences';

/** Turns an occurrence into an exception, or changes one further. */
export function updateOccurrence(master: Item, view: View, changes: Changes, ctx: Context): View {
	const originalStart = view.occurrence?.originalStart ?? 0;
	if (changes.has('calendar:Recurrence')) {
		throw new EwsError(
			'ErrorCalendarInvalidPropertyState',
			'A recurrence cannot be set on an occurrence.',
		);
	}
	const properties = new Map(master.exceptions.get(originalStart)?.properties);
	for (const [key, value] of changes) properties.set(key, value);
	ctx.store.touchItem(master, ctx.user.displayName);
	master.exceptions.set(originalStart, {
		originalStart,
		changeKey: master.changeKey,
		properties,
	});
	return occurrenceByStart(master, originalStart);
}

/** Deletes one occurrence; the series goes on. */
export function deleteOccurrence(master: Item, view: View, ctx: Context): void {
	const originalStart = view.occurrence?.originalStart ?? 0;
	master.exceptions.delete(originalStart);
	master.deletedOccurrences.add(originalStart);
	ctx.store.touchItem(master, ctx.user.displayName);
}
