import { completeName } from '../../store/contact';
import type { Attendee, Body, Recipient, Structure, Value } from '../../store';
import { attachedBytes } from '../../store/attachments';
import { isOrganizer } from '../meeting/attendees';
import { isOutOfDate } from '../meeting/find';
import { adjacent, conflicts } from '../meeting/nearby';
import type { View } from '../view';
import { FLAG_STATUS, flagOf } from './flag';

type Compute = (view: View) => Value | undefined;

const text = (view: View, key: string): string | undefined => {
	const value = view.properties.get(key);
	return typeof value === 'string' ? value : undefined;
};

function names(key: string): Compute {
	return (view) => {
		const list = view.properties.get(key) as readonly Recipient[] | undefined;
		if (list === undefined || list.length === 0)
			return view.item.kind === 'Message' ? '' : undefined;
		return list.map((one) => one.name ?? one.address ?? '').join('; ');
	};
}

/** Text of an HTML body, roughly as Exchange converts it. */
export function plainText(body: Body | undefined): string {
	if (body === undefined) return '';
	if (body.type === 'Text') return body.text;
	return body.text
		.replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, '')
		.replace(/<(br|\/p|\/div|\/tr|\/li)\b[^>]*>/gi, '\r\n')
		.replace(/<[^>]*>/g, '')
		.replace(/&nbsp;/gi, ' ')
		.replace(/&lt;/gi, '<')
		.replace(/&gt;/gi, '>')
		.replace(/&quot;/gi, '"')
		.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
		.replace(/&amp;/gi, '&');
}

export const bodyOf = (view: View) => view.properties.get('item:Body') as Body | undefined;

export function isRecurring(view: View): boolean {
	return (
		['calendar:Recurrence', 'calendar:RecurrenceId'].some((key) => view.properties.has(key)) ||
		view.occurrence !== undefined
	);
}

function calendarType(view: View): string {
	if (view.occurrence !== undefined) return view.occurrence.type;
	// A message about one occurrence.
	if (view.properties.has('calendar:RecurrenceId')) return 'Exception';
	return view.properties.has('calendar:Recurrence') ? 'RecurringMaster' : 'Single';
}

function sizeOf(view: View): number {
	let size = 400;
	for (const [key, value] of view.properties) {
		size += key.length;
		size += typeof value === 'string' ? value.length * 2 : typeof value === 'object' ? 200 : 8;
	}
	return size + plainText(bodyOf(view)).length * 2 + attachedBytes(view.item);
}

function attendees(view: View): number {
	return ['calendar:RequiredAttendees', 'calendar:OptionalAttendees', 'calendar:Resources']
		.map((key) => (view.properties.get(key) as readonly Attendee[] | undefined)?.length ?? 0)
		.reduce((sum, count) => sum + count, 0);
}

function iconOf(view: View): string {
	const recurring = ['calendar:Recurrence', 'task:Recurrence'].some((key) =>
		view.properties.has(key),
	);
	switch (view.item.kind) {
		case 'Task':
			return recurring ? 'TaskRecur' : 'TaskItem';
		case 'CalendarItem':
			return `Appointment${attendees(view) > 0 ? 'Meet' : recurring ? '' : 'Item'}${recurring ? 'Recur' : ''}`;
		case 'Contact':
			return 'OutlookDefaultForContacts';
		case 'PostItem':
			return 'PostItem';
		case 'Message':
			return view.properties.get('message:IsRead') === false ? 'MailUnread' : 'MailRead';
		default:
			return 'Default';
	}
}

/** Values that the store keeps outside the properties, or that follow from others. */
export const COMPUTERS: Readonly<Record<string, Compute>> = {
	'item:ItemId': (view) => view.id,
	'item:ParentFolderId': (view) => view.item.folder.id,
	'item:Size': (view) => sizeOf(view),
	'item:DateTimeCreated': (view) => view.item.created,
	'item:LastModifiedTime': (view) => view.item.modified,
	'item:LastModifiedName': (view) => view.item.modifiedBy,
	// Pictures inside the body are no attachments for who looks at a list.
	'item:HasAttachments': (view) => view.item.attachments.some((one) => !one.isInline),
	'item:IsAssociated': (view) => view.item.associated,
	'item:InstanceKey': (view) => Buffer.from(`i${view.item.sequence}`).toString('base64'),
	'item:DisplayTo': names('message:ToRecipients'),
	'item:DisplayCc': names('message:CcRecipients'),
	'item:DisplayBcc': names('message:BccRecipients'),
	'item:TextBody': (view) => {
		const body = bodyOf(view);
		return body && { type: 'Text', text: plainText(body) };
	},
	'item:UniqueBody': bodyOf,
	'item:NormalizedBody': bodyOf,
	'item:Preview': (view) => {
		const preview = plainText(bodyOf(view)).replace(/\s+/g, ' ').trim().slice(0, 255);
		return preview === '' ? undefined : preview;
	},
	'item:Flag': (view) => {
		const written = view.properties.get('item:Flag') as Structure | undefined;
		const number = view.properties.get(FLAG_STATUS);
		const has = ['Message', 'Contact', 'MeetingRequest'].includes(view.item.kind);
		return has || written ? flagOf(written, number) : undefined;
	},
	'message:ConversationTopic': (view) =>
		text(view, 'message:ConversationTopic') ??
		text(view, 'item:Subject')?.replace(/^((re|fw|fwd|aw|wg):\s*)+/i, ''),
	'item:IconIndex': iconOf,
	// The address of the item in Outlook on the web, below /owa/.
	'item:WebClientReadFormQueryString': (view) =>
		`?ItemID=${encodeURIComponent(view.id)}&exvsurl=1&viewmodel=ReadMessageItem`,
	// PidTagInternetArticleNumber: counts up in a folder, IMAP gateways use it as UID.
	'mapi:InternetArticleNumber': (view) => view.item.arrival,
	// PidLidRecurring: every appointment says whether it is a series (MS-OXOCAL 2.2.1.12).
	'mapi:Recurring': (view) =>
		view.item.kind === 'CalendarItem' ? view.properties.has('calendar:Recurrence') : undefined,
	'mapi:SearchKey': (view) => view.item.searchKey,
	'contacts:CompleteName': (view): Structure | undefined => {
		const parts = completeName(view.properties);
		if (parts.length === 0) return undefined;
		return {
			name: 'CompleteName',
			children: parts.map(([name, value]) => ({ name, text: value })),
		};
	},
	'contacts:ContactSource': () => undefined,
	'contacts:HasPicture': () => false,
	'calendar:CalendarItemType': calendarType,
	'calendar:IsRecurring': isRecurring,
	'calendar:IsMeeting': (view) => attendees(view) > 0,
	'calendar:OriginalStart': (view) =>
		view.occurrence?.originalStart ?? view.properties.get('calendar:OriginalStart'),
	'calendar:RecurrenceId': (view) =>
		view.occurrence?.originalStart ?? view.properties.get('calendar:RecurrenceId'),
	'calendar:IsOrganizer': isOrganizer,
	'calendar:ConflictingMeetingCount': (view) => conflicts(view).length,
	'calendar:AdjacentMeetingCount': (view) => adjacent(view).length,
	'meeting:IsOutOfDate': isOutOfDate,
	'meetingRequest:MeetingRequestType': (view) =>
		isOutOfDate(view) ? 'Outdated' : view.properties.get('meetingRequest:MeetingRequestType'),
	'task:IsComplete': (view) => text(view, 'task:Status') === 'Completed',
	'task:IsRecurring': (view) => view.properties.has('task:Recurrence'),
	'task:StatusDescription': (view) => {
		const status = text(view, 'task:Status') ?? 'NotStarted';
		return status.replace(
			/([a-z])([A-Z])/g,
			(_, a: string, b: string) => `${a} ${b.toLowerCase()}`,
		);
	},
};

/** A property's value, whether the store keeps it as such or not. */
export function valueOf(view: View, key: string): Value | undefined {
	const compute = COMPUTERS[key];
	return compute === undefined ? view.properties.get(key) : compute(view);
}
