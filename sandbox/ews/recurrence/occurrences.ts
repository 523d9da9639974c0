import { DateTime } from 'luxon';
import { occurrenceId } from '../../store/ids';
import type { Item, Structure, Value } from '../../store';
import { EwsError, itemNotFound } from '../errors';
import { overlaps, spanOf } from './span';
import { wholeView, type View } from '../view';
import { eventZone } from './event';
import { days } from './pattern';

interface Series {
	readonly version: number;
	/** Original starts in order, deleted ones included. */
	readonly starts: readonly number[];
}

const cache = new WeakMap<Item, Series>();

/** The clock time of the master's start on each day of the pattern: a series keeps it over a change of clocks. */
export function startsOf(master: Item): readonly number[] {
	const known = cache.get(master);
	if (known?.version === master.version) return known.starts;
	const zone = eventZone(master.properties);
	const start = DateTime.fromMillis(Number(master.properties.get('calendar:Start') ?? 0), { zone });
	const recurrence = master.properties.get('calendar:Recurrence') as Structure;
	const starts = days(recurrence, zone).map((day) =>
		day
			.set({ hour: start.hour, minute: start.minute, second: start.second, millisecond: 0 })
			.toMillis(),
	);
	cache.set(master, { version: master.version, starts });
	return starts;
}

// An occurrence has neither the pattern nor the lists of the series.
const OF_MASTER = ['calendar:Recurrence'];

function viewAt(master: Item, originalStart: number): View {
	const span = spanOf(wholeView(master));
	const properties = new Map<string, Value>(master.properties);
	for (const key of OF_MASTER) properties.delete(key);
	properties.set('calendar:Start', originalStart);
	properties.set('calendar:End', endOf(master, originalStart, span));
	const exception = master.exceptions.get(originalStart);
	for (const [key, value] of exception?.properties ?? []) {
		if (value === null) properties.delete(key);
		else properties.set(key, value);
	}
	return {
		item: master,
		id: occurrenceId(master.id, Math.floor(originalStart / 60_000)),
		changeKey: exception?.changeKey ?? master.changeKey,
		properties,
		occurrence: { type: exception === undefined ? 'Occurrence' : 'Exception', originalStart },
	};
}

function endOf(master: Item, start: number, span: { start: number; end: number }): number {
	if (master.properties.get('calendar:IsAllDayEvent') !== true) {
		return start + span.end - span.start;
	}
	// Whole days stay whole over a change of clocks.
	const zone = eventZone(master.properties);
	const first = DateTime.fromMillis(span.start, { zone });
	const count = Math.round(DateTime.fromMillis(span.end, { zone }).diff(first, 'days').days);
	return DateTime.fromMillis(start, { zone }).plus({ days: count }).toMillis();
}

/** Every occurrence that is not deleted. */
export function occurrences(master: Item): View[] {
	return startsOf(master)
		.filter((start) => !master.deletedOccurrences.has(start))
		.map((start) => viewAt(master, start));
}

/** Occurrences of a master that overlap a range, exceptions in their place. */
export function occurrencesBetween(master: Item, start: number, end: number): View[] {
	const span = spanOf(wholeView(master));
	// A day more on both sides: whole days differ in length.
	const length = span.end - span.start + 24 * 3600_000;
	const found: View[] = [];
	for (const at of startsOf(master)) {
		if (master.deletedOccurrences.has(at)) continue;
		if (!master.exceptions.has(at) && (at > end || at + length < start)) continue;
		const view = viewAt(master, at);
		if (overlaps(spanOf(view), start, end)) found.push(view);
	}
	return found;
}

/** `index` counts from 1, deleted ones included. */
export function occurrenceByIndex(master: Item, index: number): View {
	const start = startsOf(master)[index - 1];
	if (start === undefined) {
		throw new EwsError(
			'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
			'Occurrence index is out of recurrence range.',
		);
	}
	return notDeleted(master, start);
}

export function occurrenceByStart(master: Item, minuteStart: number): View {
	if (!master.properties.has('calendar:Recurrence')) throw itemNotFound();
	const start = startsOf(master).find((one) => Math.floor(one / 60_000) * 60_000 === minuteStart);
	if (start === undefined) throw itemNotFound();
	return notDeleted(master, start);
}

function notDeleted(master: Item, start: number): View {
	if (master.deletedOccurrences.has(start)) {
		throw new EwsError(
			'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
			'Occurrence is deleted from recurrence.',
		);
	}
	return viewAt(master, start);
}
