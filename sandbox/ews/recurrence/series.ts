import { DateTime } from 'luxon';
import type { Structure } from '../../store';
import type { Field } from '../fields/field';
import { childOf } from '../fields/structure';
import { ianaZone, printDuration, printTime, windowsZone } from '../time';
import type { Printer, View } from '../view';
import { element, wrap } from '../xml/escape';
import { eventZone } from './event';
import { occurrences } from './occurrences';
import { spanOf } from './span';

function isMaster(view: View): boolean {
	return view.occurrence === undefined && view.properties.has('calendar:Recurrence');
}

function info(view: View, name: string): string {
	const { start, end } = spanOf(view);
	return wrap(
		name,
		wrap('ItemId', '', { Id: view.id, ChangeKey: view.changeKey }) +
			element('Start', printTime(start)) +
			element('End', printTime(end)) +
			element('OriginalStart', printTime(view.occurrence?.originalStart ?? start)),
	);
}

function isEndless(view: View): boolean {
	const recurrence = view.properties.get('calendar:Recurrence') as Structure;
	return childOf(recurrence, 'NoEndRecurrence') !== undefined;
}

function edge(name: string, last: boolean): Printer {
	return (view) => {
		if (!isMaster(view) || (last && isEndless(view))) return '';
		const all = occurrences(view.item);
		const one = last ? all[all.length - 1] : all[0];
		return one === undefined ? '' : info(one, name);
	};
}

function modified(view: View): string {
	if (!isMaster(view)) return '';
	const changed = occurrences(view.item).filter((one) => one.occurrence?.type === 'Exception');
	if (changed.length === 0) return '';
	return wrap('ModifiedOccurrences', changed.map((one) => info(one, 'Occurrence')).join(''));
}

function deleted(view: View): string {
	if (!isMaster(view)) return '';
	const starts = [...view.item.deletedOccurrences].sort((a, b) => a - b);
	if (starts.length === 0) return '';
	const inner = starts.map((start) =>
		wrap('DeletedOccurrence', element('Start', printTime(start))),
	);
	return wrap('DeletedOccurrences', inner.join(''));
}

function wallClock(name: string, key: 'start' | 'end', zoneKey: string): Printer {
	return (view) => {
		const zone = zoneAt(view, zoneKey);
		const time = DateTime.fromMillis(spanOf(view)[key], { zone });
		const text = time.toISO({ suppressMilliseconds: true });
		return text === null ? '' : element(name, text.replace(/Z$|\+00:00$/, 'Z'));
	};
}

function zoneAt(view: View, key: string): string {
	const zone = view.properties.get(key) as Structure | undefined;
	const id = zone?.attributes?.['Id'];
	return (id === undefined ? undefined : ianaZone(id)) ?? eventZone(view.properties);
}

const PRINTERS: Readonly<Record<string, Printer>> = {
	'calendar:FirstOccurrence': edge('FirstOccurrence', false),
	'calendar:LastOccurrence': edge('LastOccurrence', true),
	'calendar:ModifiedOccurrences': modified,
	'calendar:DeletedOccurrences': deleted,
	'calendar:Duration': (view) => {
		const { start, end } = spanOf(view);
		return element('Duration', printDuration(end - start));
	},
	'calendar:TimeZone': (view) => element('TimeZone', windowsZone(eventZone(view.properties))),
	'calendar:StartTimeZoneId': (view) =>
		element('StartTimeZoneId', windowsZone(zoneAt(view, 'calendar:StartTimeZone'))),
	'calendar:EndTimeZoneId': (view) =>
		element('EndTimeZoneId', windowsZone(zoneAt(view, 'calendar:EndTimeZone'))),
	'calendar:StartWallClock': wallClock('StartWallClock', 'start', 'calendar:StartTimeZone'),
	'calendar:EndWallClock': wallClock('EndWallClock', 'end', 'calendar:EndTimeZone'),
};

/** Elements of an event that follow from its series or its zone; undefined for every other field. */
export function seriesXml(field: Field): Printer | undefined {
	return PRINTERS[field.uri];
}
