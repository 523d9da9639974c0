import { recipientOf } from '../../store/directory';
import type { Attendee, Body, Folder, Item, Mailbox, Value } from '../../store';
import type { Context } from '../context';
import { mailboxesOf } from '../send';
import { wholeView, type View } from '../view';
import { answerMeeting } from './answer';
import { copySeries, place, sameIn } from './attend';
import { invited, listsForAttendees, listsWithoutAnswers, without } from './attendees';
import { intended, letter, told, unanswered } from './compose';
import { conflicts } from './nearby';
import { tellCancelled } from './cancel';

const REQUEST = 'IPM.Schedule.Meeting.Request';

/** A meeting request about an event, as the one who gets it sees it. */
function request(view: View, type: string, mailbox: Mailbox, ctx: Context): Map<string, Value> {
	const lists = listsForAttendees(view.properties, ctx);
	const properties = letter(
		view,
		{
			from: view.item.folder.mailbox,
			to: lists.get('calendar:RequiredAttendees') ?? [],
			subject: String(view.properties.get('item:Subject') ?? ''),
			itemClass: REQUEST,
			body: view.properties.get('item:Body') as Body | undefined,
		},
		ctx,
	);
	for (const [key, value] of told(view, ctx)) properties.set(key, value);
	if (view.occurrence !== undefined) properties.delete('calendar:Recurrence');
	const optional = lists.get('calendar:OptionalAttendees');
	if (optional !== undefined) properties.set('message:CcRecipients', optional);
	properties.set('calendar:DateTimeStamp', ctx.now);
	properties.set('meeting:ResponseType', 'NoResponseReceived');
	properties.set('meetingRequest:MeetingRequestType', type);
	properties.set('meetingRequest:IntendedFreeBusyStatus', intended(view));
	properties.set('calendar:LegacyFreeBusyStatus', unanswered(intended(view)));
	properties.set('calendar:MyResponseType', 'NoResponseReceived');
	properties.set(
		'message:IsResponseRequested',
		view.properties.get('calendar:IsResponseRequested') ?? true,
	);
	properties.set('message:ReceivedRepresenting', recipientOf(mailbox));
	return properties;
}

function post(
	mailbox: Mailbox,
	folder: string,
	view: View,
	type: string,
	ctx: Context,
	principal = mailbox,
): Item {
	const properties = request(view, type, principal, ctx);
	properties.set('message:ReceivedBy', recipientOf(mailbox));
	properties.set('meeting:IsDelegated', mailbox !== principal);
	const item = ctx.store.addItem(mailbox.wellKnown.get(folder) as Folder, {
		kind: 'MeetingRequest',
		properties,
		attachments: view.item.attachments,
		modifiedBy: ctx.user.displayName,
	});
	if (view.occurrence === undefined) copySeries(view.item, item);
	return item;
}

/**
 * A request comes to its addressee, to those who take care of the calendar, or to both, as
 * DeliverMeetingRequests of the addressee says (MS-OXWSDLGM 2.2.5.1).
 * @returns what the addressee got; undefined when the delegates alone got it
 */
function hand(mailbox: Mailbox, view: View, type: string, ctx: Context): Item | undefined {
	const { delegates, deliverMeetingRequests: way } = mailbox.services;
	const receivers = [...delegates]
		.filter(([, how]) => how.receiveCopies)
		.flatMap(([address]) => ctx.store.directory.find(address) ?? []);
	const forwards = way !== 'NoForward' && ctx.rules.holds('delegates-get-requests');
	if (receivers.length === 0 || !forwards) {
		return post(mailbox, 'inbox', view, type, ctx);
	}
	for (const one of receivers) post(one, 'inbox', view, type, ctx, mailbox);
	if (way === 'DelegatesOnly') return undefined;
	const informs = way === 'DelegatesAndSendInformationToMe';
	return post(mailbox, 'inbox', view, informs ? 'PrincipalWantsCopy' : type, ctx);
}

/** MeetingRequestTypeType for somebody who had this event, or not. */
function typeFor(known: View | undefined, again: boolean, ctx: Context): string {
	if (known === undefined) return 'NewMeetingRequest';
	const answer = known.properties.get('calendar:MyResponseType');
	const came = answer === 'Accept' || answer === 'Tentative';
	const informs = came && !again && ctx.rules.holds('answered-get-information');
	return informs ? 'InformationalUpdate' : 'FullUpdate';
}

/** Rooms and equipment answer for themselves: yes, when they are free. */
function book(mailbox: Mailbox, message: Item, place: View, ctx: Context): void {
	if (mailbox.type !== 'room' && mailbox.type !== 'equipment') return;
	const answer = conflicts(place).length === 0 ? 'AcceptItem' : 'DeclineItem';
	answerMeeting(answer, place, message, { sending: 'SendOnly' }, { ...ctx, user: mailbox });
}

/**
 * Sends a meeting request, or the news of a changed meeting, to those attendees that have a mailbox here;
 * Exchange puts the meeting into their calendars at once.
 * @param again they are asked anew, because the time changed
 */
export function invite(
	view: View,
	to: readonly Attendee[],
	{ saveCopy, again = false }: { readonly saveCopy: boolean; readonly again?: boolean },
	ctx: Context,
): void {
	const owner = view.item.folder.mailbox;
	for (const mailbox of mailboxesOf(to, ctx)) {
		if (mailbox === owner) continue;
		const type = typeFor(sameIn(mailbox, view), again, ctx);
		const message = hand(mailbox, view, type, ctx);
		if (!ctx.rules.holds('request-enters-calendar')) continue;
		const placed = place(mailbox, view, { again, news: message?.created ?? ctx.now }, ctx);
		if (message !== undefined) book(mailbox, message, placed, ctx);
	}
	if (saveCopy && ctx.rules.holds('copy-is-saved')) {
		post(owner, 'sentitems', view, 'NewMeetingRequest', ctx);
	}
}

export function isSilent(sending: string, ctx: Context): boolean {
	return sending === 'SendToNone' && ctx.rules.holds('none-are-told');
}

/** CreateItem with SendMeetingInvitations. */
export function inviteAll(item: Item, sending: string, ctx: Context): void {
	const to = invited(item.properties);
	if (isSilent(sending, ctx) || to.length === 0) return;
	item.properties.set('calendar:MeetingRequestWasSent', true);
	invite(wholeView(item), to, { saveCopy: sending === 'SendToAllAndSaveCopy' }, ctx);
}

/** Properties whose change makes attendees answer again (MS-OXOCAL 3.1.5.2, significant changes). */
const TIMES = ['calendar:Start', 'calendar:End', 'calendar:Recurrence', 'calendar:IsAllDayEvent'];

/** Whether an update moved the event. */
export function moved(before: View, after: View): boolean {
	return TIMES.some(
		(key) =>
			JSON.stringify(before.properties.get(key)) !== JSON.stringify(after.properties.get(key)),
	);
}

/** What the organizer's own event takes on before an update is sent. */
export function sentChanges(before: View, after: View): Map<string, Value> {
	const changes = new Map<string, Value>([['calendar:MeetingRequestWasSent', true]]);
	if (moved(before, after)) {
		const number = Number(after.properties.get('calendar:AppointmentSequenceNumber') ?? 0);
		changes.set('calendar:AppointmentSequenceNumber', number + 1);
		for (const [key, list] of listsWithoutAnswers(after.properties)) changes.set(key, list);
	}
	return changes;
}

/** UpdateItem with SendMeetingInvitationsOrCancellations: news to all or to those added, farewell to those removed. */
export function tellUpdate(before: View, after: View, sending: string, ctx: Context): void {
	const old = invited(before.properties);
	const now = invited(after.properties);
	const saveCopy = sending.endsWith('AndSaveCopy');
	const toChanged = sending.includes('Changed') && ctx.rules.holds('update-to-changed-only');
	const to = toChanged ? without(now, old) : now;
	invite(after, to, { saveCopy: saveCopy && now.length > 0, again: moved(before, after) }, ctx);
	const gone = without(old, now);
	if (gone.length > 0) tellCancelled(before, gone, { saveCopy }, ctx);
}
