import type { Folder, Mailbox } from '../../store';
import { occurrencesBetween } from '../recurrence/occurrences';
import { overlaps, spanOf } from '../recurrence/span';
import { wholeView, type View } from '../view';

/** Events of a mailbox's calendar in a range, by start. */
export function eventsBetween(mailbox: Mailbox, start: number, end: number): View[] {
	const folder = mailbox.wellKnown.get('calendar') as Folder;
	const found: View[] = [];
	for (const item of folder.items) {
		if (item.kind !== 'CalendarItem' || item.associated) continue;
		if (item.properties.has('calendar:Recurrence')) {
			found.push(...occurrencesBetween(item, start, end));
			continue;
		}
		const view = wholeView(item);
		if (overlaps(spanOf(view), start, end)) found.push(view);
	}
	return found.sort((a, b) => spanOf(a).start - spanOf(b).start);
}

export function statusOf(view: View): string {
	return String(view.properties.get('calendar:LegacyFreeBusyStatus') ?? 'Busy');
}

/** From what counts least to what counts most where events overlap. */
const WEIGHT = ['Free', 'NoData', 'WorkingElsewhere', 'Tentative', 'Busy', 'OOF'];

export function heavier(one: string, other: string): string {
	return WEIGHT.indexOf(one) >= WEIGHT.indexOf(other) ? one : other;
}

/** What somebody is during a time. */
export function statusBetween(events: readonly View[], start: number, end: number): string {
	return events
		.filter((view) => overlaps(spanOf(view), start, end))
		.reduce((most, view) => heavier(most, statusOf(view)), 'Free');
}

/** Digits of MergedFreeBusy (MS-OXWAVLS 2.2.4.13). */
export const DIGITS: Readonly<Record<string, string>> = {
	Free: '0',
	Tentative: '1',
	Busy: '2',
	OOF: '3',
	WorkingElsewhere: '4',
	NoData: '5',
};
