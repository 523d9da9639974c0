import { DateTime } from 'luxon';
import { ianaZone, windowsZone } from '../time';
import type { Node } from '../xml/node';
import { type ContentLine, contentLines, plainValue, textList } from './contentLine';
import { expand, type Make } from './expand';
import { recurrenceOf } from './recurrence';

const ROLES: Readonly<Record<string, string>> = {
	'OPT-PARTICIPANT': 'OptionalAttendees',
	'NON-PARTICIPANT': 'Resources',
};
const SENSITIVITY: Readonly<Record<string, string>> = {
	PRIVATE: 'Private',
	CONFIDENTIAL: 'Confidential',
	'X-PERSONAL': 'Personal',
};
const BUSY: Readonly<Record<string, string>> = {
	FREE: 'Free',
	TENTATIVE: 'Tentative',
	BUSY: 'Busy',
	OOF: 'OOF',
	WORKINGELSEWHERE: 'WorkingElsewhere',
};

/** An event written as iCalendar text: the elements that a client would have written instead. */
export function expandEvent(node: Node, mime: string): Node {
	const text = Buffer.from(mime, 'base64').toString('utf8');
	const lines = contentLines(text);
	const begin = lines.findIndex(({ name, value }) => name === 'BEGIN' && value === 'VEVENT');
	const end = lines.findIndex(({ name, value }) => name === 'END' && value === 'VEVENT');
	if (begin < 0 || end < begin) return expand(node, () => []);
	return expand(node, (make) => elements(lines.slice(begin + 1, end), make));
}

/** DATE and DATE-TIME: a day, an instant in UTC, or a wall clock in the zone of its TZID. */
function moment({ value, parameters }: ContentLine): DateTime {
	const zone = ianaZone(parameters['TZID'] ?? 'UTC') ?? 'UTC';
	const format = value.includes('T') ? "yyyyMMdd'T'HHmmss" : 'yyyyMMdd';
	return DateTime.fromFormat(value.replace(/Z$/, ''), format, {
		zone: value.endsWith('Z') ? 'UTC' : zone,
	});
}

function elements(lines: readonly ContentLine[], make: Make): Node[] {
	const line = (name: string) => lines.find((one) => one.name === name);
	const start = line('DTSTART');
	if (!start) return [];
	const allDay = !start.value.includes('T');
	const from = moment(start);
	const until = line('DTEND');
	const to = until ? moment(until) : from.plus(allDay ? { days: 1 } : { hours: 0 });
	const text = (element: string, name: string): Node[] => {
		const value = line(name)?.value;
		return value === undefined || value === '' ? [] : [make(element, plainValue(value))];
	};
	const zone = make('StartTimeZone', [], {
		Id: windowsZone(start.parameters['TZID'] ? (from.zoneName ?? 'UTC') : 'UTC'),
	});
	const rule = line('RRULE');
	const categories = line('CATEGORIES');
	const busy =
		line('X-MICROSOFT-CDO-BUSYSTATUS')?.value ??
		(line('TRANSP')?.value === 'TRANSPARENT' ? 'FREE' : undefined);
	const sensitivity = SENSITIVITY[line('CLASS')?.value ?? ''];
	const instant = (name: string, time: DateTime) => make(name, time.toUTC().toISO() ?? '');
	return [
		...text('Subject', 'SUMMARY'),
		...(sensitivity ? [make('Sensitivity', sensitivity)] : []),
		make('Body', plainValue(line('DESCRIPTION')?.value ?? ''), { BodyType: 'Text' }),
		...(categories
			? [
					make(
						'Categories',
						textList(categories.value).map((one) => make('String', one)),
					),
				]
			: []),
		...importance(line('PRIORITY')?.value, make),
		...text('UID', 'UID'),
		instant('Start', from),
		instant('End', to),
		make('IsAllDayEvent', String(allDay)),
		...(busy && BUSY[busy] ? [make('LegacyFreeBusyStatus', BUSY[busy] ?? '')] : []),
		...text('Location', 'LOCATION'),
		...attendees(lines, make),
		...(rule ? [recurrenceOf(rule.value, from, make)] : []),
		zone,
	];
}

function importance(priority: string | undefined, make: Make): Node[] {
	const number = Number(priority ?? 0);
	if (number >= 1 && number <= 4) return [make('Importance', 'High')];
	return number >= 6 ? [make('Importance', 'Low')] : [];
}

function attendees(lines: readonly ContentLine[], make: Make): Node[] {
	const lists = new Map<string, Node[]>();
	for (const { name, value, parameters } of lines) {
		if (name !== 'ATTENDEE') continue;
		const list = ROLES[parameters['ROLE'] ?? ''] ?? 'RequiredAttendees';
		const mailbox = make('Mailbox', [
			...(parameters['CN'] ? [make('Name', parameters['CN'])] : []),
			make('EmailAddress', value.replace(/^mailto:/i, '')),
		]);
		lists.set(list, [...(lists.get(list) ?? []), make('Attendee', [mailbox])]);
	}
	return [...lists].map(([name, list]) => make(name, list));
}
