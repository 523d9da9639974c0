import { demandEdit, itemById, targetFolder } from '../access';
import { checkChangeKey } from '../changeKey';
import type { Context } from '../context';
import { completeList } from '../distributionList';
import { EwsError, idMalformed } from '../errors';
import type { Changes } from '../fields/read';
import { idXml } from '../fields/shape';
import { collect } from '../fields/updates';
import { change } from '../meeting/attend';
import { invited, isOrganizer } from '../meeting/attendees';
import { isSilent, sentChanges, tellUpdate } from '../meeting/invite';
import { occurrenceView, readItemId } from '../recurrence/instance';
import { checkEvent } from '../recurrence/event';
import { updateOccurrence } from '../recurrence/exception';
import { answer, attempt, success, type Answer } from '../response';
import { sendReadReceipt } from '../receipt';
import { completeTask } from '../task';
import { splitOccurrence } from '../taskSeries';
import { deliver, finishMessage } from '../send';
import { wholeView, type View } from '../view';
import { below, child, type Node } from '../xml/node';
import type { Folder, Item, Value } from '../../store';

const NAME = 'UpdateItemResponseMessage';
const EMPTY = '<m:Items/>';

/** What follows from the changes, before they are stored. */
function settle(item: Item, changes: Changes, ctx: Context): Changes {
	const next = new Map(item.properties);
	for (const [key, value] of changes) {
		if (value === null) next.delete(key);
		else next.set(key, value);
	}
	// Reading is no change.
	const touched = [...changes.keys()].some((key) => key !== 'message:IsRead');
	if (touched && next.get('item:IsUnmodified') === true && ctx.rules.holds('changed-is-modified')) {
		next.set('item:IsUnmodified', false);
	}
	if (item.kind === 'CalendarItem') checkEvent(next);
	if (item.kind === 'DistributionList') completeList(next, new Set(changes.keys()));
	if (item.kind === 'Task') {
		completeTask(next, ctx, item.folder.mailbox, new Set(changes.keys()));
		next.set('task:ChangeCount', Number(next.get('task:ChangeCount') ?? 0) + 1);
	}
	for (const [key, value] of next) {
		if (item.properties.get(key) !== value) changes.set(key, value);
	}
	for (const key of item.properties.keys()) if (!next.has(key)) changes.set(key, null);
	return changes;
}

function update(change: Node, request: Node, ctx: Context) {
	const idNode = change.children[0] as Node;
	const id = readItemId(idNode, ctx);
	if (id === '') throw idMalformed();
	const item = itemById(ctx, id);
	demandEdit(ctx, item);
	const view = occurrenceView(item, id);
	checkChangeKey(
		view.changeKey,
		idNode.attributes['ChangeKey'],
		request.attributes['ConflictResolution'] ?? '',
	);
	const disposition = request.attributes['MessageDisposition'];
	if (item.kind === 'Message' && disposition === undefined) {
		throw new EwsError(
			'ErrorMessageDispositionRequired',
			'The MessageDisposition attribute must be set.',
		);
	}
	if (
		item.kind === 'CalendarItem' &&
		request.attributes['SendMeetingInvitationsOrCancellations'] === undefined
	) {
		throw new EwsError(
			'ErrorSendMeetingInvitationsOrCancellationsRequired',
			'The SendMeetingInvitationsOrCancellations attribute is required for calendar items.',
		);
	}
	const changes = collect(below(change, 'Updates'), item, view.properties, ctx);
	ctx.writes += 1;
	const invitations = request.attributes['SendMeetingInvitationsOrCancellations'] ?? 'SendToNone';
	const before = { ...view, properties: new Map(view.properties) };
	if (view.occurrence !== undefined) {
		const after = updateOccurrence(item, view, changes, ctx);
		return updated(idXml(announce(before, after, invitations, ctx)));
	}
	if (item.kind === 'CalendarItem' && changes.has('calendar:Recurrence')) {
		item.exceptions.clear();
		item.deletedOccurrences.clear();
	}
	const oldKey = item.changeKey;
	const settled = settle(item, changes, ctx);
	const oneOff = splitOccurrence(item, settled, ctx);
	if (oneOff !== undefined) return updated(idXml(wholeView(oneOff)));
	ctx.store.updateItem(item, settled, ctx.user.displayName);
	const silent = /^(true|1)$/.test(request.attributes['SuppressReadReceipts'] ?? '');
	if (changes.get('message:IsRead') === true && !silent) sendReadReceipt(item, ctx);
	if (!ctx.rules.holds('change-key-per-write')) item.changeKey = oldKey;
	if (item.kind === 'Message' && disposition !== undefined && disposition !== 'SaveOnly') {
		const properties = new Map(item.properties);
		finishMessage(properties, item.folder.mailbox, disposition, ctx);
		deliver(properties, ctx, item.attachments);
		if (disposition === 'SendAndSaveCopy') keepSent(item, properties, request, ctx);
		else ctx.store.deleteItem(item, 'HardDelete');
		return updated('');
	}
	return updated(idXml(announce(before, wholeView(item), invitations, ctx)));
}

/** A message that was sent is kept where SavedItemFolderId says, else in Sent Items. */
function keepSent(item: Item, sent: Map<string, Value>, request: Node, ctx: Context): void {
	const target = child(request, 'SavedItemFolderId');
	const folder =
		target === undefined
			? (ctx.user.wellKnown.get('sentitems') as Folder)
			: targetFolder(ctx, target);
	ctx.store.updateItem(item, sent, ctx.user.displayName);
	ctx.store.moveItem(item, folder, ctx.user.displayName);
}

/** Tells the attendees of a meeting what its organizer changed; the event afterwards. */
function announce(before: View, after: View, sending: string, ctx: Context): View {
	const asked = invited(before.properties).length + invited(after.properties).length > 0;
	const silent = after.item.kind !== 'CalendarItem' || isSilent(sending, ctx);
	if (silent || !asked || !isOrganizer(after)) return after;
	const noted = change(after, sentChanges(before, after), ctx);
	tellUpdate(before, noted, sending, ctx);
	return noted;
}

function updated(items: string) {
	const inner = items === '' ? EMPTY : `<m:Items>${items}</m:Items>`;
	return success(NAME, `${inner}<m:ConflictResults><t:Count>0</t:Count></m:ConflictResults>`);
}

export function updateItem(request: Node, ctx: Context): Answer {
	const changes = child(request, 'ItemChanges')?.children ?? [];
	return answer(
		'UpdateItem',
		changes.map((change) => attempt(NAME, EMPTY, () => update(change, request, ctx))),
	);
}
