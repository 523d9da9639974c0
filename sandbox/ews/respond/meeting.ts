import { demandEdit, targetFolder } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { valueOf } from '../fields/computed';
import { idXml } from '../fields/shape';
import { ANSWERS, answerMeeting } from '../meeting/answer';
import { isMeeting, isOrganizer } from '../meeting/attendees';
import { place } from '../meeting/attend';
import { addressee } from '../meeting/find';
import { success, type Message } from '../response';
import { readTime } from '../time';
import { wholeView, type View } from '../view';
import { child, type Node } from '../xml/node';
import { badReference, dispositionOf, readBody, referenced, type Reference } from './reference';

const NAME = 'CreateItemResponseMessage';

const ABOUT: Readonly<Record<string, string>> = {
	Organizer: 'The operation cannot be performed by the organizer of the meeting.',
	Cancelled: 'The operation cannot be performed on a cancelled meeting.',
};

/** @throws EwsError for a meeting that cannot be answered so */
function check({ item, view, event }: Reference, verb: string): void {
	const refuse = (why: 'Organizer' | 'Cancelled') =>
		new EwsError(`ErrorCalendarIs${why}For${verb}`, ABOUT[why] as string);
	const answerable = item.kind === 'MeetingRequest' || item.kind === 'CalendarItem';
	if (item.kind === 'MeetingCancellation') throw refuse('Cancelled');
	if (!answerable || !isMeeting(view.properties)) throw badReference();
	if (isOrganizer(view)) throw refuse('Organizer');
	if ((event ?? view).properties.get('calendar:IsCancelled') === true) throw refuse('Cancelled');
	if (item.kind === 'MeetingRequest' && valueOf(view, 'meeting:IsOutOfDate') === true) {
		throw new EwsError(
			'ErrorCalendarMeetingRequestIsOutOfDate',
			'The meeting request is out of date and cannot be answered.',
		);
	}
}

function timeOf(node: Node, name: string, ctx: Context): number | undefined {
	const given = child(node, name);
	return given === undefined ? undefined : readTime(given.text, ctx.zone);
}

/** AcceptItem, TentativelyAcceptItem, DeclineItem (MS-OXWSMTGS 3.1.4.2). */
export function answerItem(node: Node, request: Node, ctx: Context): Message {
	const sending = dispositionOf(request);
	const reference = referenced(node, ctx);
	const { item, view } = reference;
	check(reference, ANSWERS[node.name]?.verb ?? '');
	demandEdit(ctx, item);
	const proposedStart = timeOf(node, 'ProposedStart', ctx);
	const proposedEnd = timeOf(node, 'ProposedEnd', ctx);
	if (proposedStart !== undefined && proposedEnd !== undefined && proposedEnd < proposedStart) {
		throw new EwsError(
			'ErrorCalendarEndDateIsEarlierThanStartDate',
			'EndDate is earlier than StartDate.',
		);
	}
	const target = child(request, 'SavedItemFolderId');
	const message = item.kind === 'MeetingRequest' ? item : undefined;
	// The event was deleted without an answer: the request brings it back.
	const event: View =
		reference.event ??
		place(addressee(item, ctx.store), view, { again: false, news: item.created }, ctx);
	demandEdit(ctx, event.item);
	ctx.writes += 1;
	const left = answerMeeting(
		node.name,
		event,
		message,
		{
			sending,
			body: readBody(child(node, 'Body')),
			proposedStart,
			proposedEnd,
			savedTo: target === undefined ? undefined : targetFolder(ctx, target),
		},
		ctx,
	);
	const ids =
		(left === undefined ? '' : idXml(left)) +
		(message === undefined ? '' : idXml(wholeView(message)));
	return success(NAME, ids === '' ? '<m:Items/>' : `<m:Items>${ids}</m:Items>`);
}
