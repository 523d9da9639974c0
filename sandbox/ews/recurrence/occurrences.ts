import type { Item } from '../../store';
import { EwsError, itemNotFound } from '../errors';
import type { View } from '../view';

/** Occurrences of a master that overlap a range, exceptions in their place. */
export function occurrencesBetween(_master: Item, _start: number, _end: number): View[] {
	return [];
}

export function occurrenceByIndex(_master: Item, _index: number): View {
	throw new EwsError(
		'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
		'The index is out of the range of the recurrence.',
	);
}

export function occurrenceByStart(_master: Item, _start: number): View {
	throw itemNotFound();
}
