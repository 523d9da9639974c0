import { demandEdit, itemById } from '../access';
import { checkKeyForm } from '../changeKey';
import type { Context } from '../context';
import { completeList } from '../distributionList';
import { EwsError, idMalformed } from '../errors';
import { DICTIONARY_KEYS } from '../fields/dictionary';
import { isReadOnlyKey } from '../fields/extended';
import { anyField, fieldsFor } from '../fields/field';
import { joinMembers, withoutMember } from '../fields/members';
import { findPath, keyOf, pathXml, readPath, type Path } from '../fields/path';
import { readElement, type Changes } from '../fields/read';
import { idXml } from '../fields/shape';
import { change } from '../meeting/attend';
import { invited, isOrganizer } from '../meeting/attendees';
import { isSilent, sentChanges, tellUpdate } from '../meeting/invite';
import { occurrenceView, readItemId } from '../recurrence/instance';
import { checkEvent, zoneOf } from '../recurrence/event';
import { updateOccurrence } from '../recurrence/exception';
import { answer, attempt, success, type Answer } from '../response';
import { sendReadReceipt } from '../receipt';
import { completeTask } from '../task';
import { deliver, finishMessage } from '../send';
import { wholeView, type View } from '../view';
import { below, child, type Node } from '../xml/node';
import type { Body, Item, ItemKind, Structure, Value } from '../../store';

const NAME = 'UpdateItemResponseMessage';
const EMPTY = '<m:Items/>';
const MEMBERS = 'distributionlist:Members';
const MEMBER = 'distributionlist:Members:Member';

function conflict(): EwsError {
	return new EwsError(
		'ErrorIrresolvableConflict',
		'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
	);
}

/**
 * NeverOverwrite: the change key must be the current one. AutoResolve: a stale one ends in a conflict when
 * it cannot be merged; the sandbox keeps no history, so a stale one always does. AlwaysOverwrite: not
 * looked at. Both others need one (MS-OXWSCORE 3.1.4.9).
 */
function checkChangeKey(current: string, given: string | undefined, resolution: string): void {
	if (resolution === 'AlwaysOverwrite') return;
	if (given === undefined || given === '') {
		throw new EwsError(
			'ErrorChangeKeyRequiredForWriteOperations',
			'A change key is required for this operation.',
		);
	}
	checkKeyForm(given);
	if (given !== current) throw conflict();
}

/** Keys in the store that deleting a path clears. */
function keysOf(path: Path): string[] {
	if (path.kind === 'field') {
		const field = anyField(path.uri);
		if (field?.entries === undefined) return [path.uri];
		throw new EwsError(
			'ErrorInvalidPropertyDelete',
			'Delete action is invalid for property.',
			pathXml(path),
		);
	}
	const key = keyOf(path);
	return key.startsWith('contacts:EmailAddress:')
		? [key, `${key}:Name`, `${key}:RoutingType`]
		: [key];
}

/**
 * Properties that an item always has. Microsoft's client library never deletes them, and Exchange
 * answers ErrorInvalidPropertyDelete.
 */
const KEPT: ReadonlySet<string> = new Set([
	'item:ItemClass',
	'item:Sensitivity',
	'item:Importance',
	'item:ReminderDueBy',
	'item:ReminderIsSet',
	'item:ReminderMinutesBeforeStart',
	'item:Flag',
	'message:IsRead',
	'calendar:Start',
	'calendar:End',
	'calendar:StartTimeZone',
	'calendar:EndTimeZone',
	'calendar:IsAllDayEvent',
	'calendar:LegacyFreeBusyStatus',
	'calendar:IsResponseRequested',
	'calendar:AllowNewTimeProposal',
	'task:Status',
	'task:PercentComplete',
]);

function mustWrite(path: Path, action: 'Set' | 'Delete' | 'Append'): void {
	const code = `ErrorInvalidProperty${action}`;
	const refuse = () =>
		new EwsError(code, `${action} action is invalid for property.`, pathXml(path));
	if (path.kind === 'extended') {
		if (isReadOnlyKey(path.key)) throw refuse();
		return;
	}
	const uri = path.kind === 'field' ? path.uri : undefined;
	if (uri !== undefined && anyField(uri)?.readOnly) throw refuse();
	if (action === 'Delete' && uri !== undefined && KEPT.has(uri)) throw refuse();
	if (path.kind === 'indexed') {
		const known = DICTIONARY_KEYS[path.uri.split(':').slice(0, 2).join(':')];
		if (known !== undefined && !known.includes(path.index)) throw refuse();
	}
}

/** The one property inside SetItemField and AppendToItemField, which must be the one of the path. */
function valueChanges(change: Node, path: Path, item: Item, ctx: Context): Changes {
	const holder = change.children.find((node) => !node.name.endsWith('URI')) as Node;
	if (holder.children.length !== 1 && ctx.rules.holds('one-property-per-change')) {
		throw new EwsError(
			'ErrorIncorrectUpdatePropertyCount',
			'An object within a change description must contain one and only one property to modify.',
			pathXml(path),
		);
	}
	const element = holder.children[0] as Node;
	const zone = zoneOf(holder, ctx);
	const kind = (fieldsFor(item.kind).size > 0 ? item.kind : 'Item') as ItemKind;
	const changes = readElement(kind, element, ctx, zone);
	const wanted = keyOf(path);
	const mismatch = new EwsError(
		'ErrorUpdatePropertyMismatch',
		'Property for update does not match property in object.',
		pathXml(path),
	);
	if (path.kind === 'indexed') {
		const kept: Changes = new Map();
		for (const [key, value] of changes) {
			if (key === wanted || key.startsWith(`${wanted}:`)) kept.set(key, value);
		}
		if (kept.size === 0) throw mismatch;
		return kept;
	}
	if (path.kind === 'field' && anyField(path.uri)?.entries !== undefined) {
		throw new EwsError(
			'ErrorInvalidPropertySet',
			'Set action is invalid for property.',
			pathXml(path),
		);
	}
	if (!changes.has(wanted)) throw mismatch;
	return changes;
}

function appended(
	old: Value | undefined,
	added: Value | null | undefined,
	path: Path,
): Value | null {
	if (added === null || added === undefined) return old ?? null;
	if (old === undefined) return added;
	if (path.kind === 'field' && path.uri === MEMBERS) {
		return joinMembers(old as Structure, added as Structure);
	}
	if (Array.isArray(old) && Array.isArray(added)) return [...old, ...added] as Value;
	if (path.kind === 'field' && path.uri === 'item:Body') {
		const before = old as Body;
		return { type: before.type, text: before.text + (added as Body).text };
	}
	throw new EwsError(
		'ErrorInvalidPropertyAppend',
		'Append action is invalid for property.',
		pathXml(path),
	);
}

const APPENDABLE =
	/^(distributionlist:Members|item:Body|message:(To|Cc|Bcc)Recipients|message:ReplyTo|calendar:(Required|Optional)Attendees|calendar:Resources|item:Categories)$/;

function collect(
	updates: readonly Node[],
	item: Item,
	base: ReadonlyMap<string, Value>,
	ctx: Context,
) {
	const all: Changes = new Map();
	for (const change of updates) {
		const path = readPath(findPath(change) as Node, ctx.requested);
		if (change.name === 'DeleteItemField') {
			mustWrite(path, 'Delete');
			if (path.kind === 'indexed' && path.uri === MEMBER) {
				const list = (all.get(MEMBERS) ?? base.get(MEMBERS)) as Structure | undefined;
				const rest = withoutMember(list, path.index);
				if (rest !== undefined) all.set(MEMBERS, rest);
				continue;
			}
			for (const key of keysOf(path)) all.set(key, null);
			continue;
		}
		if (change.name === 'AppendToItemField') {
			const uri = path.kind === 'field' ? path.uri : '';
			if (!APPENDABLE.test(uri)) {
				throw new EwsError(
					'ErrorInvalidPropertyAppend',
					'Append action is invalid for property.',
					pathXml(path),
				);
			}
			const added = valueChanges(change, path, item, ctx).get(uri);
			const old = all.has(uri) ? (all.get(uri) ?? undefined) : base.get(uri);
			all.set(uri, appended(old, added, path));
			continue;
		}
		mustWrite(path, 'Set');
		for (const [key, value] of valueChanges(change, path, item, ctx)) all.set(key, value);
	}
	return all;
}

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
	ctx.store.updateItem(item, settle(item, changes, ctx), ctx.user.displayName);
	const silent = /^(true|1)$/.test(request.attributes['SuppressReadReceipts'] ?? '');
	if (changes.get('message:IsRead') === true && !silent) sendReadReceipt(item, ctx);
	if (!ctx.rules.holds('change-key-per-write')) item.changeKey = oldKey;
	if (item.kind === 'Message' && disposition !== undefined && disposition !== 'SaveOnly') {
		const properties = new Map(item.properties);
		finishMessage(properties, item.folder.mailbox, disposition, ctx);
		deliver(properties, ctx, item.attachments);
		ctx.store.deleteItem(item, 'HardDelete');
		return updated('');
	}
	return updated(idXml(announce(before, wholeView(item), invitations, ctx)));
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
