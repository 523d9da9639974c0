import { DateTime } from 'luxon';
import type { Attendee, Body, Item, Recipient, Structure, Value } from '../../store';
import { plainText } from '../fields/computed';
import { eventZone } from '../recurrence/event';
import { windowsZone } from '../time';
import { fold, textValue } from './content';
import { rRule } from './rrule';
import { vTimeZone } from './vtimezone';

const ROLES: ReadonlyArray<readonly [string, string]> = [
	['calendar:RequiredAttendees', 'REQ-PARTICIPANT'],
	['calendar:OptionalAttendees', 'OPT-PARTICIPANT'],
	['calendar:Resources', 'NON-PARTICIPANT'],
];
const ANSWERS: Readonly<Record<string, string>> = {
	Accept: 'ACCEPTED',
	Decline: 'DECLINED',
	Tentative: 'TENTATIVE',
};
const BUSY: Readonly<Record<string, string>> = {
	Free: 'FREE',
	Tentative: 'TENTATIVE',
	Busy: 'BUSY',
	OOF: 'OOF',
	WorkingElsewhere: 'WORKINGELSEWHERE',
};
const PRIORITY: Readonly<Record<string, string>> = { High: '1', Normal: '5', Low: '9' };

/** An event as iCalendar text (RFC 5545; MS-OXCICAL). */
export function eventMime(item: Item, properties: ReadonlyMap<string, Value>): string {
	const zone = eventZone(properties);
	const id = windowsZone(zone);
	const allDay = properties.get('calendar:IsAllDayEvent') === true;
	const moment = (key: string): DateTime =>
		DateTime.fromMillis(Number(properties.get(key) ?? item.created), { zone });
	const when = (name: string, time: DateTime): string =>
		allDay
			? `${name};VALUE=DATE:${time.toFormat('yyyyMMdd')}`
			: `${name};TZID=${quoted(id)}:${time.toFormat("yyyyMMdd'T'HHmmss")}`;
	const text = (name: string, value: unknown): string[] =>
		typeof value === 'string' && value !== '' ? [`${name}:${textValue(value)}`] : [];
	const start = moment('calendar:Start');
	const recurrence = properties.get('calendar:Recurrence') as Structure | undefined;
	const rule = recurrence && rRule(recurrence, zone);
	const categories = properties.get('item:Categories');
	const lines = [
		'BEGIN:VCALENDAR',
		'METHOD:PUBLISH',
		'PRODID:Microsoft Exchange Server 2010',
		'VERSION:2.0',
		...vTimeZone(id, zone, start.year),
		'BEGIN:VEVENT',
		...person('ORGANIZER', properties.get('calendar:Organizer') as Recipient | undefined),
		...ROLES.flatMap(([key, role]) =>
			((properties.get(key) ?? []) as Attendee[]).flatMap((one) =>
				person('ATTENDEE', one, `;ROLE=${role};PARTSTAT=${answerOf(one)}`),
			),
		),
		...text('DESCRIPTION', plainText(properties.get('item:Body') as Body | undefined)),
		...(rule === undefined ? [] : [rule]),
		...[...item.deletedOccurrences]
			.sort((a, b) => a - b)
			.map((gone) => when('EXDATE', DateTime.fromMillis(gone, { zone }))),
		...text('UID', properties.get('calendar:UID')),
		...text('SUMMARY', properties.get('item:Subject')),
		when('DTSTART', start),
		when('DTEND', moment('calendar:End')),
		`CLASS:${properties.get('item:Sensitivity') === 'Private' ? 'PRIVATE' : 'PUBLIC'}`,
		`PRIORITY:${PRIORITY[String(properties.get('item:Importance'))] ?? '5'}`,
		`DTSTAMP:${DateTime.fromMillis(item.modified, { zone: 'UTC' }).toFormat("yyyyMMdd'T'HHmmss'Z'")}`,
		...(Array.isArray(categories)
			? [`CATEGORIES:${(categories as string[]).map(textValue).join(',')}`]
			: []),
		`TRANSP:${properties.get('calendar:LegacyFreeBusyStatus') === 'Free' ? 'TRANSPARENT' : 'OPAQUE'}`,
		'STATUS:CONFIRMED',
		...text('LOCATION', properties.get('calendar:Location')),
		`X-MICROSOFT-CDO-BUSYSTATUS:${BUSY[String(properties.get('calendar:LegacyFreeBusyStatus'))] ?? 'BUSY'}`,
		`X-MICROSOFT-CDO-ALLDAYEVENT:${allDay ? 'TRUE' : 'FALSE'}`,
		'END:VEVENT',
		'END:VCALENDAR',
	];
	return fold(lines);
}

const answerOf = ({ response }: Attendee): string => ANSWERS[response ?? ''] ?? 'NEEDS-ACTION';

const quoted = (text: string): string => (/[:;,]/.test(text) ? `"${text}"` : text);

function person(name: string, who: Recipient | undefined, more = ''): string[] {
	if (!who?.address) return [];
	const shown = who.name ? `;CN=${quoted(who.name.replace(/"/g, "'"))}` : '';
	return [`${name}${more}${shown}:mailto:${who.address}`];
}
