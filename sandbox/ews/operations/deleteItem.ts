import { demandDelete, itemById } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { invited, isOrganizer } from '../meeting/attendees';
import { tellCancelled } from '../meeting/cancel';
import { isSilent } from '../meeting/invite';
import { deleteOccurrence } from '../recurrence/exception';
import { occurrenceView, readItemId } from '../recurrence/instance';
import { answer, attempt, success, type Answer } from '../response';
import { skipOccurrence } from '../taskSeries';
import type { View } from '../view';
import { below, type Node } from '../xml/node';
import type { DeleteMode } from '../../store';

const NAME = 'DeleteItemResponseMessage';

function remove(node: Node, request: Node, ctx: Context): void {
	const id = readItemId(node, ctx);
	const item = itemById(ctx, id);
	demandDelete(ctx, item);
	const cancellations = request.attributes['SendMeetingCancellations'];
	if (item.kind === 'CalendarItem' && cancellations === undefined) {
		throw new EwsError(
			'ErrorSendMeetingCancellationsRequired',
			'The SendMeetingCancellations attribute is required for calendar items.',
		);
	}
	const occurrences = request.attributes['AffectedTaskOccurrences'];
	if (item.kind === 'Task' && occurrences === undefined) {
		throw new EwsError(
			'ErrorAffectedTaskOccurrencesRequired',
			'The AffectedTaskOccurrences attribute is required for tasks.',
		);
	}
	const view = occurrenceView(item, id);
	ctx.writes += 1;
	const alone = occurrences === 'SpecifiedOccurrenceOnly' && item.properties.has('task:Recurrence');
	if (item.kind === 'Task' && alone && ctx.rules.holds('task-moves-to-next-occurrence')) {
		return skipOccurrence(item, ctx);
	}
	if (item.kind === 'CalendarItem') callOff(view, cancellations ?? 'SendToNone', ctx);
	if (view.occurrence !== undefined) deleteOccurrence(item, view, ctx);
	else {
		const asked = request.attributes['DeleteType'] as DeleteMode;
		const kept = asked !== 'MoveToDeletedItems' || ctx.rules.holds('deleted-items-keeps');
		const mode = kept ? asked : 'HardDelete';
		// What is deleted from Deleted Items, or moved there from there, is gone for the user.
		const again =
			mode === 'MoveToDeletedItems' && item.folder.distinguished.includes('deleteditems');
		if (!ctx.rules.holds('delete-removes')) return;
		ctx.store.deleteItem(item, again ? 'SoftDelete' : mode, ctx.user.displayName);
	}
}

/** SendMeetingCancellations: who deletes a meeting of their own tells the attendees. */
function callOff(view: View, sending: string, ctx: Context): void {
	const to = invited(view.properties);
	if (isSilent(sending, ctx) || to.length === 0 || !isOrganizer(view)) return;
	tellCancelled(view, to, { saveCopy: sending === 'SendToAllAndSaveCopy' }, ctx);
}

export function deleteItem(request: Node, ctx: Context): Answer {
	const messages = below(request, 'ItemIds').map((node) =>
		attempt(NAME, '', () => {
			remove(node, request, ctx);
			return success(NAME, '');
		}),
	);
	return answer('DeleteItem', messages);
}
