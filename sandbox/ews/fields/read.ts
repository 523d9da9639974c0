import type { Attendee, ItemKind, Value } from '../../store';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { readTime } from '../time';
import { atLeast } from '../version';
import { wrap } from '../xml/escape';
import { child, type Node } from '../xml/node';
import { ADDRESS_PARTS } from './dictionary';
import { fromMapiForm, isReadOnlyKey, readExtended } from './extended';
import { fieldsFor, isReadOnly, type Field } from './field';
import { checkFlag, FLAG_STATUS, flagNumber } from './flag';
import { readMailbox } from './mailbox';
import { readMembers } from './members';
import { readPath, type Path } from './path';

export { readMailbox } from './mailbox';

import { structureOf } from './structure';

/** Key -> value, or null where an element is there and says "nothing". */
export type Changes = Map<string, Value | null>;

function bool(text: string): boolean {
	return /^(true|1)$/.test(text.trim());
}

function readAttendee(node: Node, ctx: Context): Attendee {
	const mailbox = child(node, 'Mailbox');
	const response = child(node, 'ResponseType')?.text.trim();
	return {
		...(mailbox === undefined ? {} : readMailbox(mailbox, ctx)),
		response: response ?? 'Unknown',
	};
}

export function readOnly(uri: string): EwsError {
	return new EwsError(
		'ErrorInvalidPropertySet',
		'Set action is invalid for property.',
		wrap('FieldURI', '', { FieldURI: uri }),
	);
}

function readValue(field: Field, node: Node, ctx: Context, zone: string): Value {
	switch (field.type) {
		case 'int':
		case 'double':
			return Number(node.text);
		case 'boolean':
			return bool(node.text);
		case 'dateTime': {
			const time = readTime(node.text, zone);
			if (Number.isNaN(time)) {
				throw new EwsError('ErrorInvalidPropertySet', `'${node.text}' is no time.`);
			}
			return time;
		}
		case 'strings':
			return node.children.map((one) => one.text);
		case 'body':
			return { type: node.attributes['BodyType'] === 'HTML' ? 'HTML' : 'Text', text: node.text };
		case 'recipient':
			return readMailbox(node.children[0] as Node, ctx);
		case 'recipients':
			return node.children.map((one) => readMailbox(one, ctx));
		case 'attendees':
			return node.children.map((one) => readAttendee(one, ctx));
		case 'headers':
			return node.children.map((one) => ({
				header: one.attributes['HeaderName'] ?? '',
				value: one.text,
			}));
		case 'structure':
			return structureOf(node);
		case 'enum':
			return node.text.trim();
		default:
			return node.text;
	}
}

// An empty text is the same as none, as in the store of Exchange for these properties.
const orNull = (value: Value): Value | null =>
	value === '' || (Array.isArray(value) && value.length === 0) ? null : value;

/** Entries of EmailAddresses, PhoneNumbers, ImAddresses and PhysicalAddresses. */
export function readEntries(field: Field, node: Node, changes: Changes): void {
	const prefix = field.entries as string;
	for (const entry of node.children) {
		const index = entry.attributes['Key'] ?? '';
		if (field.type === 'address') {
			for (const part of ADDRESS_PARTS) {
				const given = child(entry, part);
				if (given !== undefined) changes.set(`${prefix}:${part}:${index}`, orNull(given.text));
			}
			continue;
		}
		const key = `${prefix}:${index}`;
		changes.set(key, orNull(entry.text));
		if (prefix === 'contacts:EmailAddress') {
			const name = entry.attributes['Name'];
			const routing = entry.attributes['RoutingType'];
			changes.set(`${key}:Name`, name === undefined ? null : orNull(name));
			changes.set(`${key}:RoutingType`, routing === undefined ? null : orNull(routing));
		}
	}
}

/** @throws EwsError for attributes that do not fit together */
function extendedPath(node: Node, ctx: Context): Path | undefined {
	try {
		return readPath(node, ctx.requested);
	} catch (error) {
		if (ctx.rules.holds('extended-paths-are-exact')) throw error;
		return undefined;
	}
}

/** One child element of an item. @throws EwsError for what clients may not write */
export function readElement(kind: ItemKind, node: Node, ctx: Context, zone: string): Changes {
	const changes: Changes = new Map();
	if (node.name === 'ExtendedProperty') {
		const path = extendedPath(node.children[0] as Node, ctx);
		if (path?.kind !== 'extended') return changes;
		if (isReadOnlyKey(path.key)) {
			throw new EwsError(
				'ErrorInvalidPropertySet',
				'Set action is invalid for property.',
				path.xml,
			);
		}
		changes.set(path.key, fromMapiForm(path, readExtended(path, node, ctx)));
		return changes;
	}
	const field = [...fieldsFor(kind).values()].find((one) => one.element === node.name);
	if (field === undefined) {
		throw new EwsError('ErrorInvalidPropertySet', `'${node.name}' cannot be set.`);
	}
	// Exchange 2013 and later look over what a client says about the entry id.
	if (field.uri === 'item:StoreEntryId' && atLeast(ctx.build, '15.0')) return changes;
	if (isReadOnly(field, ctx.build) && ctx.rules.holds('read-only-refused')) {
		throw readOnly(field.uri);
	}
	if (field.uri === 'distributionlist:Members') {
		changes.set(field.uri, orNull(readMembers(node, ctx)));
		return changes;
	}
	if (field.uri === 'item:Flag') {
		const flag = structureOf(node);
		if (ctx.rules.holds('flag-dates-fit')) checkFlag(flag);
		changes.set(FLAG_STATUS, flagNumber(flag));
	}
	if (field.entries !== undefined) readEntries(field, node, changes);
	else changes.set(field.uri, orNull(readValue(field, node, ctx, zone)));
	return changes;
}
