import { demandDelete } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { isOrganizer } from '../meeting/attendees';
import { deleteOccurrence } from '../recurrence/exception';
import { success, type Message } from '../response';
import type { Node } from '../xml/node';
import { badReference, referenced } from './reference';

/** RemoveItem: an attendee takes a cancelled meeting and its cancellation away (MS-OXWSMTGS 3.1.4.2). */
export function removeItem(node: Node, _request: Node, ctx: Context): Message {
	const { item, view, event } = referenced(node, ctx);
	const isCancellation = item.kind === 'MeetingCancellation';
	if (!isCancellation && item.kind !== 'CalendarItem') throw badReference();
	if (isOrganizer(view)) {
		throw new EwsError(
			'ErrorCalendarIsOrganizerForRemove',
			'The operation cannot be performed by the organizer of the meeting.',
		);
	}
	if (view.properties.get('calendar:IsCancelled') !== true) throw badReference();
	demandDelete(ctx, item);
	ctx.writes += 1;
	const by = ctx.user.displayName;
	if (event?.properties.get('calendar:IsCancelled') === true) {
		if (event.occurrence !== undefined) deleteOccurrence(event.item, event, ctx);
		else ctx.store.deleteItem(event.item, 'MoveToDeletedItems', by);
	}
	if (isCancellation) ctx.store.deleteItem(item, 'MoveToDeletedItems', by);
	return success('CreateItemResponseMessage', '<m:Items/>');
}
