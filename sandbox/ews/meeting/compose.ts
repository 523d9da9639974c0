import { randomUUID } from 'node:crypto';
import { recipientOf } from '../../store/directory';
import type { Body, Mailbox, Recipient, Value } from '../../store';
import type { Context } from '../context';
import type { View } from '../view';
import { listsForAttendees, LISTS } from './attendees';

/** Whom a meeting message is from and to. */
export interface Letter {
	/** In whose name. */
	readonly from: Mailbox;
	readonly to: readonly Recipient[];
	readonly subject: string;
	readonly itemClass: string;
	readonly body?: Body | undefined;
}

/** Properties of the event that stay with the one who has them. */
const OWN: ReadonlySet<string> = new Set([
	...LISTS,
	'calendar:When',
	'calendar:InboxReminders',
	'calendar:MyResponseType',
	'calendar:AppointmentReplyTime',
	'calendar:AppointmentState',
	'calendar:LegacyFreeBusyStatus',
	'calendar:IntendedFreeBusyStatus',
	'calendar:IsResponseRequested',
]);

/** How the organizer means the time to be shown. */
export function intended(view: View): string {
	return String(view.properties.get('calendar:LegacyFreeBusyStatus') ?? 'Busy');
}

/** How an attendee's calendar shows a meeting that is not answered: tentative, unless it blocks nothing. */
export function unanswered(status: string): string {
	return status === 'Free' ? 'Free' : 'Tentative';
}

/** What attendees learn of an event. */
export function told(view: View, ctx: Context): Map<string, Value> {
	const properties = new Map<string, Value>();
	for (const [key, value] of view.properties) {
		if (key.startsWith('calendar:') && !OWN.has(key)) properties.set(key, value);
	}
	for (const [key, list] of listsForAttendees(view.properties, ctx)) properties.set(key, list);
	for (const key of ['item:Subject', 'item:Body', 'item:Importance', 'item:Sensitivity']) {
		const value = view.properties.get(key);
		if (value !== undefined) properties.set(key, value);
	}
	properties.set('calendar:MeetingRequestWasSent', true);
	properties.set('calendar:AppointmentState', 3);
	return properties;
}

/** What every meeting message has, of whichever event. */
export function letter(view: View, { from, to, subject, itemClass, body }: Letter, ctx: Context) {
	const properties = new Map<string, Value>([
		['item:ItemClass', itemClass],
		['item:Subject', subject],
		['item:Body', body ?? { type: 'Text', text: '' }],
		['item:Importance', view.properties.get('item:Importance') ?? 'Normal'],
		['item:Sensitivity', view.properties.get('item:Sensitivity') ?? 'Normal'],
		['item:DateTimeSent', ctx.now],
		['item:DateTimeReceived', ctx.now],
		['item:IsDraft', false],
		['item:IsSubmitted', false],
		['item:IsFromMe', false],
		['item:IsResend', false],
		['item:IsUnmodified', true],
		['message:From', recipientOf(from)],
		['message:Sender', recipientOf(ctx.user)],
		['message:ToRecipients', to],
		['message:IsRead', false],
		['message:IsReadReceiptRequested', false],
		['message:IsDeliveryReceiptRequested', false],
		['message:InternetMessageId', `<${randomUUID()}@sandbox.example>`],
		['meeting:IsDelegated', false],
		['meeting:HasBeenProcessed', true],
		['calendar:DateTimeStamp', ctx.now],
	]);
	for (const key of ['UID', 'Organizer', 'Start', 'End', 'Location', 'EnhancedLocation']) {
		const value = view.properties.get(`calendar:${key}`);
		if (value !== undefined) properties.set(`calendar:${key}`, value);
	}
	for (const key of ['StartTimeZone', 'EndTimeZone', 'IsAllDayEvent']) {
		const value = view.properties.get(`calendar:${key}`);
		if (value !== undefined) properties.set(`calendar:${key}`, value);
	}
	const recurrence = view.item.properties.get('calendar:Recurrence');
	if (recurrence !== undefined) properties.set('calendar:Recurrence', recurrence);
	if (view.occurrence !== undefined) {
		properties.set('calendar:RecurrenceId', view.occurrence.originalStart);
		properties.set('calendar:OriginalStart', view.occurrence.originalStart);
	}
	return properties;
}
