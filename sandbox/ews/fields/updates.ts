import type { Body, Item, ItemKind, Structure, Value } from '../../store';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { zoneOf } from '../recurrence/event';
import type { Node } from '../xml/node';
import { DICTIONARY_KEYS } from './dictionary';
import { isReadOnlyKey } from './extended';
import { anyField, fieldsFor } from './field';
import { joinMembers, withoutMember } from './members';
import { findPath, keyOf, pathXml, readPath, type Path } from './path';
import { readElement, type Changes } from './read';

const MEMBERS = 'distributionlist:Members';
const MEMBER = 'distributionlist:Members:Member';

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

/** Clients may give it to a new item, and not change it. */
const CREATE_ONLY = 'message:InternetMessageId';

function mustWrite(path: Path, action: 'Set' | 'Delete' | 'Append'): void {
	const code = `ErrorInvalidProperty${action}`;
	const refuse = () =>
		new EwsError(code, `${action} action is invalid for property.`, pathXml(path));
	if (path.kind === 'extended') {
		if (isReadOnlyKey(path.key)) throw refuse();
		return;
	}
	const uri = path.kind === 'field' ? path.uri : undefined;
	if (uri !== undefined && (uri === CREATE_ONLY || anyField(uri)?.readOnly)) throw refuse();
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

/** Change descriptions as keys and what becomes of each; `base` holds what is there now. @throws EwsError */
export function collect(
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
