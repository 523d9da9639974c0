import type { Context } from '../context';
import type { Field } from '../fields/field';
import { spanOf } from '../recurrence/span';
import { reminderOf } from '../reminder';
import { printTime } from '../time';
import { isReceiptPending } from '../receipt';
import { atLeast } from '../version';
import type { Printer, View } from '../view';
import { element, wrap } from '../xml/escape';
import { isMeeting, isOrganizer } from './attendees';
import { addressee, eventOf, isOutOfDate } from './find';
import { adjacent, conflicts } from './nearby';

function idOf(name: string, view: View): string {
	return wrap(name, '', { Id: view.id, ChangeKey: view.changeKey });
}

function brief(view: View): string {
	const text = (key: string, name: string) => {
		const value = view.properties.get(key);
		return typeof value === 'string' ? element(name, value) : '';
	};
	const { start, end } = spanOf(view);
	return wrap(
		'CalendarItem',
		idOf('ItemId', view) +
			text('item:Subject', 'Subject') +
			element('Start', printTime(start)) +
			element('End', printTime(end)) +
			text('calendar:LegacyFreeBusyStatus', 'LegacyFreeBusyStatus') +
			text('calendar:Location', 'Location'),
	);
}

function list(name: string, of: (view: View) => View[]): Printer {
	return (view) => {
		const found = of(view);
		return found.length === 0 ? '' : wrap(name, found.map(brief).join(''));
	};
}

const MAIL = ['ReplyToItem', 'ReplyAllToItem', 'ForwardItem'];
const ANSWERS = ['AcceptItem', 'TentativelyAcceptItem', 'DeclineItem'];

/** What may be answered to an item (MS-OXWSCDATA, NonEmptyArrayOfResponseObjectsType). */
function responsesTo(view: View, ctx: Context): readonly string[] {
	const { item, properties } = view;
	const cancelled = properties.get('calendar:IsCancelled') === true;
	const proposes =
		properties.get('calendar:AllowNewTimeProposal') !== false && atLeast(ctx.requested, '15.0');
	const open = [...ANSWERS, ...MAIL, ...(proposes ? ['ProposeNewTime'] : [])];
	switch (item.kind) {
		case 'Message':
			if (properties.get('item:IsDraft') === true) return ['ForwardItem'];
			return isReceiptPending(item) ? [...MAIL, 'SuppressReadReceipt'] : MAIL;
		case 'PostItem':
			return ['PostReplyItem', 'ReplyToItem', 'ForwardItem'];
		case 'MeetingRequest':
			return isOrganizer(view) || isOutOfDate(view) ? MAIL : open;
		case 'MeetingResponse':
			return MAIL;
		case 'MeetingCancellation':
			return isOrganizer(view) ? MAIL : ['RemoveItem', ...MAIL];
		case 'CalendarItem':
			if (!isMeeting(properties)) return ['ForwardItem'];
			if (isOrganizer(view)) return ['ReplyAllToItem', 'ForwardItem', 'CancelCalendarItem'];
			return cancelled ? ['RemoveItem', ...MAIL] : open;
		default:
			return [];
	}
}

/** When what is no event and no task reminds of itself: before it is due. */
function flagReminder({ item, properties }: View): number | undefined {
	const due = properties.get('item:ReminderDueBy');
	const isOther = item.kind !== 'CalendarItem' && item.kind !== 'Task';
	if (!isOther || properties.get('item:ReminderIsSet') !== true || typeof due !== 'number') {
		return undefined;
	}
	return due - Number(properties.get('item:ReminderMinutesBeforeStart') ?? 0) * 60_000;
}

type MakePrinter = (ctx: Context) => Printer;

const PRINTERS: Readonly<Record<string, MakePrinter>> = {
	'calendar:ConflictingMeetings': () => list('ConflictingMeetings', conflicts),
	'calendar:AdjacentMeetings': (ctx) =>
		list('AdjacentMeetings', ctx.rules.holds('neighbours-are-found') ? adjacent : () => []),
	'meeting:AssociatedCalendarItemId': (ctx) => (view) => {
		const event = eventOf(view.item, addressee(view.item, ctx.store));
		return event === undefined ? '' : idOf('AssociatedCalendarItemId', event);
	},
	'item:ReminderNextTime': (ctx) => (view) => {
		const time = reminderOf(view, ctx.now)?.time ?? flagReminder(view);
		return time === undefined ? '' : element('ReminderNextTime', printTime(time));
	},
	'item:ResponseObjects': (ctx) => (view) => {
		const names = responsesTo(view, ctx);
		return wrap('ResponseObjects', names.map((name) => `<t:${name}/>`).join(''));
	},
};

/** Elements of meetings that are not one plain value; undefined for every other field. */
export function meetingXml(field: Field, ctx: Context): Printer | undefined {
	return PRINTERS[field.uri]?.(ctx);
}
