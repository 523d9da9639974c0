import { recipientOf } from '../../store/directory';
import type { Body, Folder, Item, Mailbox, Value } from '../../store';
import type { Context } from '../context';
import { deleteOccurrence } from '../recurrence/exception';
import { wholeView, type View } from '../view';
import { change, sameIn } from './attend';
import { listsWithAnswer, organizerOf } from './attendees';
import { letter } from './compose';

export interface Answering {
	/** MessageDispositionType */
	readonly sending: string;
	readonly body?: Body | undefined;
	readonly proposedStart?: number | undefined;
	readonly proposedEnd?: number | undefined;
	/** Where the sent response is kept; default Sent Items. */
	readonly savedTo?: Folder | undefined;
}

/** Response object -> what it means. `verb` ends the codes of its errors. */
export const ANSWERS: Readonly<
	Record<string, { response: string; itemClass: string; prefix: string; verb: string }>
> = {
	AcceptItem: {
		response: 'Accept',
		itemClass: 'IPM.Schedule.Meeting.Resp.Pos',
		prefix: 'Accepted',
		verb: 'Accept',
	},
	TentativelyAcceptItem: {
		response: 'Tentative',
		itemClass: 'IPM.Schedule.Meeting.Resp.Tent',
		prefix: 'Tentative',
		verb: 'Tentative',
	},
	DeclineItem: {
		response: 'Decline',
		itemClass: 'IPM.Schedule.Meeting.Resp.Neg',
		prefix: 'Declined',
		verb: 'Decline',
	},
};

/** What the answer does to the attendee's own calendar; where the event went. */
function settle(view: View, response: string, ctx: Context): View | undefined {
	const status = view.properties.get('calendar:IntendedFreeBusyStatus') ?? 'Busy';
	const changes = new Map<string, Value>([
		['calendar:MyResponseType', response],
		['calendar:AppointmentReplyTime', ctx.now],
	]);
	if (response === 'Accept') changes.set('calendar:LegacyFreeBusyStatus', status);
	if (response !== 'Decline' || !ctx.rules.holds('declined-leaves-calendar')) {
		return change(view, changes, ctx);
	}
	if (view.occurrence !== undefined) {
		deleteOccurrence(view.item, view, ctx);
		return undefined;
	}
	change(view, changes, ctx);
	ctx.store.deleteItem(view.item, 'MoveToDeletedItems', ctx.user.displayName);
	return wholeView(view.item);
}

/** The organizer's own event learns who comes. */
function track(
	organizer: Mailbox,
	attendee: Mailbox,
	view: View,
	name: string,
	how: Answering,
	ctx: Context,
) {
	const theirs = sameIn(organizer, view);
	if (theirs === undefined || !ctx.rules.holds('answer-is-tracked')) return;
	const lists = listsWithAnswer(theirs.properties, attendee, {
		response: ANSWERS[name]?.response ?? 'Unknown',
		responseTime: ctx.now,
		...(how.proposedStart === undefined ? {} : { proposedStart: how.proposedStart }),
		...(how.proposedEnd === undefined ? {} : { proposedEnd: how.proposedEnd }),
	});
	change(theirs, lists, ctx);
}

function responseOf(view: View, attendee: Mailbox, name: string, how: Answering, ctx: Context) {
	const { prefix, itemClass, response } = ANSWERS[name] as (typeof ANSWERS)[string];
	const organizer = organizerOf(view.properties);
	const properties = letter(
		view,
		{
			from: attendee,
			to: organizer === undefined ? [] : [organizer],
			subject: `${prefix}: ${String(view.properties.get('item:Subject') ?? '')}`,
			itemClass,
			body: how.body,
		},
		ctx,
	);
	properties.set('meeting:ResponseType', response);
	if (how.proposedStart !== undefined) properties.set('meeting:ProposedStart', how.proposedStart);
	if (how.proposedEnd !== undefined) properties.set('meeting:ProposedEnd', how.proposedEnd);
	return properties;
}

/**
 * An attendee accepts, accepts tentatively or declines: the calendar follows, the request goes to Deleted
 * Items, the organizer gets a response and the organizer's event says who comes.
 * @param message the request, where that is what was answered
 * @returns the event afterwards; undefined when it was an occurrence that is gone
 */
export function answerMeeting(
	name: string,
	view: View,
	message: Item | undefined,
	how: Answering,
	ctx: Context,
): View | undefined {
	const attendee = view.item.folder.mailbox;
	const sender = (message ?? view.item).folder.mailbox;
	const response = ANSWERS[name]?.response ?? '';
	const address = organizerOf(view.properties)?.address;
	const organizer = address === undefined ? undefined : ctx.store.directory.find(address);
	const properties = responseOf(view, attendee, name, how, ctx);
	if (how.sending !== 'SaveOnly' && organizer !== undefined) {
		track(organizer, attendee, view, name, how, ctx);
		ctx.store.addItem(organizer.wellKnown.get('inbox') as Folder, {
			kind: 'MeetingResponse',
			properties: new Map(properties)
				.set('message:ReceivedBy', recipientOf(organizer))
				.set('message:ReceivedRepresenting', recipientOf(organizer)),
			modifiedBy: ctx.user.displayName,
		});
	}
	if (how.sending === 'SendAndSaveCopy') {
		const folder = how.savedTo ?? (sender.wellKnown.get('sentitems') as Folder);
		ctx.store.addItem(folder, {
			kind: 'MeetingResponse',
			properties: new Map(properties).set('message:IsRead', true),
			modifiedBy: ctx.user.displayName,
		});
	}
	if (message !== undefined && !message.folder.distinguished.includes('deleteditems')) {
		ctx.store.deleteItem(message, 'MoveToDeletedItems', ctx.user.displayName);
	}
	return settle(view, response, ctx);
}
