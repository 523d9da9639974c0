import { demandDelete, targetFolder } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { idXml } from '../fields/shape';
import { invited, isMeeting, isOrganizer } from '../meeting/attendees';
import { tellCancelled } from '../meeting/cancel';
import { deleteOccurrence } from '../recurrence/exception';
import { success, type Message } from '../response';
import { wholeView } from '../view';
import { child, type Node } from '../xml/node';
import { badReference, dispositionOf, readBody, referenced } from './reference';

/** CancelCalendarItem: the organizer calls a meeting off (MS-OXWSMTGS 2.2.4.5). */
export function cancelCalendarItem(node: Node, request: Node, ctx: Context): Message {
	const sending = dispositionOf(request);
	const { item, view } = referenced(node, ctx);
	if (item.kind !== 'CalendarItem') throw badReference();
	if (!isOrganizer(view) && ctx.rules.holds('only-organizer-cancels')) {
		throw new EwsError(
			'ErrorCalendarIsNotOrganizer',
			'You must be the organizer to perform this operation.',
		);
	}
	if (!isMeeting(view.properties)) throw badReference();
	demandDelete(ctx, item);
	ctx.writes += 1;
	if (sending !== 'SaveOnly') {
		const body = readBody(child(node, 'NewBodyContent') ?? child(node, 'Body'));
		const saveCopy = sending === 'SendAndSaveCopy';
		const target = child(request, 'SavedItemFolderId');
		const savedTo = target && targetFolder(ctx, target);
		tellCancelled(view, invited(view.properties), { saveCopy, savedTo, body }, ctx);
	}
	if (view.occurrence !== undefined) {
		deleteOccurrence(item, view, ctx);
		return success('CreateItemResponseMessage', '<m:Items/>');
	}
	item.properties.set('calendar:IsCancelled', true);
	item.properties.set('calendar:AppointmentState', 5);
	ctx.store.deleteItem(item, 'MoveToDeletedItems', ctx.user.displayName);
	return success('CreateItemResponseMessage', `<m:Items>${idXml(wholeView(item))}</m:Items>`);
}
