import { DateTime } from 'luxon';
import { randomUUID } from 'node:crypto';
import { recipientOf } from '../../store/directory';
import type { Attendee, Mailbox, Structure, Value } from '../../store';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { completeInboxReminders } from '../meeting/inboxReminders';
import { ianaZone } from '../time';
import { child, type Node } from '../xml/node';
import { days } from './pattern';

const DEFAULT_LENGTH = 30 * 60_000;

function badZone(): EwsError {
	return new EwsError('ErrorCalendarInvalidTimeZone', 'The time zone is not known.');
}

/** Zone of the times in an item element: its own StartTimeZone or MeetingTimeZone, else the request's. */
export function zoneOf(item: Node, ctx: Context): string {
	const start = child(item, 'StartTimeZone')?.attributes['Id'];
	const meeting = child(item, 'MeetingTimeZone')?.attributes['TimeZoneName'];
	const id = start ?? meeting;
	if (id === undefined) return ctx.zone;
	const zone = ianaZone(id);
	if (zone === undefined && start !== undefined) throw badZone();
	return zone ?? ctx.zone;
}

/** IANA zone that an event recurs in. */
export function eventZone(properties: ReadonlyMap<string, Value>): string {
	const start = properties.get('calendar:StartTimeZone') as Structure | undefined;
	const meeting = properties.get('calendar:MeetingTimeZone') as Structure | undefined;
	const id = start?.attributes?.['Id'] ?? meeting?.attributes?.['TimeZoneName'];
	return (id === undefined ? undefined : ianaZone(id)) ?? 'UTC';
}

/** Checks and completes what a client wrote of an event. @throws EwsError */
export function checkEvent(properties: Map<string, Value>): void {
	completeInboxReminders(properties);
	const recurrence = properties.get('calendar:Recurrence') as Structure | undefined;
	if (recurrence !== undefined) days(recurrence, eventZone(properties));
	const start = properties.get('calendar:Start') as number | undefined;
	const end = properties.get('calendar:End') as number | undefined;
	if (start === undefined || end === undefined) return;
	if (end < start) {
		throw new EwsError(
			'ErrorCalendarEndDateIsEarlierThanStartDate',
			'EndDate is earlier than StartDate',
		);
	}
	if (end - start > 5 * 366 * 24 * 3600_000) {
		throw new EwsError('ErrorCalendarDurationIsTooLong', 'The duration is too long.');
	}
	if (properties.get('calendar:IsAllDayEvent') === true) {
		const zone = eventZone(properties);
		const first = DateTime.fromMillis(start, { zone }).startOf('day');
		const last = DateTime.fromMillis(end, { zone });
		const midnight = last.startOf('day');
		const until = +last === +midnight && last > first ? midnight : midnight.plus({ days: 1 });
		properties.set('calendar:Start', first.toMillis());
		properties.set('calendar:End', until.toMillis());
	}
}

/** What Exchange adds to a new event. */
export function completeEvent(properties: Map<string, Value>, owner: Mailbox, ctx: Context): void {
	const now = Math.ceil(ctx.now / (30 * 60_000)) * 30 * 60_000;
	const start = (properties.get('calendar:Start') as number | undefined) ?? now;
	properties.set('calendar:Start', start);
	if (!properties.has('calendar:End')) properties.set('calendar:End', start + DEFAULT_LENGTH);
	const fallback: Array<[string, Value]> = [
		['calendar:UID', uid()],
		['calendar:LegacyFreeBusyStatus', 'Busy'],
		['calendar:IsAllDayEvent', false],
		['calendar:IsCancelled', false],
		['calendar:MeetingRequestWasSent', false],
		['calendar:IsResponseRequested', true],
		['calendar:MyResponseType', 'Organizer'],
		['calendar:AppointmentSequenceNumber', 0],
		['calendar:AppointmentState', attendeesOf(properties).length > 0 ? 1 : 0],
		['calendar:Organizer', recipientOf(owner)],
		['calendar:AllowNewTimeProposal', true],
		['calendar:IsOnlineMeeting', false],
		['calendar:DateTimeStamp', ctx.now],
		['item:Sensitivity', 'Normal'],
		['item:Importance', 'Normal'],
		['item:ReminderIsSet', false],
	];
	for (const [key, value] of fallback) if (!properties.has(key)) properties.set(key, value);
	checkEvent(properties);
}

export function attendeesOf(properties: ReadonlyMap<string, Value>): readonly Attendee[] {
	return ['calendar:RequiredAttendees', 'calendar:OptionalAttendees', 'calendar:Resources'].flatMap(
		(key) => (properties.get(key) as readonly Attendee[] | undefined) ?? [],
	);
}

function uid(): string {
	return `040000008200E00074C5B7101A82E008${randomUUID().replace(/-/g, '').toUpperCase()}`;
}
