import type { AttachmentInput, ItemInput, ItemKind, Mailbox, Value } from '../store';
import type { Context } from './context';
import { EwsError } from './errors';
import { readElement, type Changes } from './fields/read';
import { completeEvent, zoneOf } from './recurrence/event';
import { completeList } from './distributionList';
import { expandEmail } from './mime/email';
import { expandEvent } from './mime/event';
import { finishPost } from './postItem';
import { finishMessage } from './send';
import { completeTask } from './task';
import { windowsZone } from './time';
import { atLeast } from './version';
import { below, child, type Node } from './xml/node';

const NOTE = /^(?!IPM\.(Contact|AbchPerson|Appointment|Task|DistList|Post)(\.|$))/i;

const CLASSES: Readonly<Partial<Record<ItemKind, RegExp>>> = {
	Item: NOTE,
	Message: NOTE,
	Contact: /^IPM\.(Contact|AbchPerson)(\.|$)/i,
	CalendarItem: /^IPM\.Appointment(\.|$)/i,
	Task: /^IPM\.Task(\.|$)/i,
	DistributionList: /^IPM\.DistList(\.|$)/i,
	PostItem: /^IPM\.Post(\.|$)/i,
};

/** Kinds that CreateAttachment makes. */
const ATTACHED: ReadonlySet<string> = new Set([
	'Item',
	'Message',
	'CalendarItem',
	'Contact',
	'Task',
	'PostItem',
]);

const MAX_NESTING = 10;

function readProperties(kind: ItemKind, node: Node, ctx: Context): Map<string, Value> {
	const zone = zoneOf(node, ctx);
	const properties = new Map<string, Value>();
	for (const element of node.children) {
		if (element.name === 'Attachments' || element.name === 'IsAssociated') continue;
		const changes: Changes = readElement(kind, element, ctx, zone);
		for (const [key, value] of changes) if (value !== null) properties.set(key, value);
	}
	// Exchange keeps the zone of the request with an event that names none.
	if (kind === 'CalendarItem' && !properties.has('calendar:MeetingTimeZone')) {
		for (const name of ['StartTimeZone', 'EndTimeZone']) {
			if (properties.has(`calendar:${name}`)) continue;
			properties.set(`calendar:${name}`, { name, attributes: { Id: windowsZone(zone) } });
		}
	}
	const itemClass = properties.get('item:ItemClass');
	const fits = CLASSES[kind];
	const wrong = typeof itemClass === 'string' && fits !== undefined && !fits.test(itemClass);
	if (wrong && ctx.rules.holds('item-class-fits-kind')) {
		throw new EwsError('ErrorObjectTypeChanged', 'The object type changed.');
	}
	return properties;
}

/** An item that came as MIME content, as the elements that it stands for. */
function unpacked(kind: ItemKind, node: Node, ctx: Context): Node | undefined {
	const mime = textOf(node, 'MimeContent')?.trim();
	if (mime === undefined || mime === '') return undefined;
	if (kind === 'CalendarItem') return expandEvent(node, mime);
	const email = kind === 'Message' ? ctx.emails?.get(mime) : undefined;
	return email && expandEmail(node, email);
}

/**
 * What a client wrote of a new item, completed as Exchange completes it.
 * @param sending the message disposition; SaveOnly for what is no message
 * @param depth how many items it is inside of
 * @throws EwsError
 */
export function newItem(
	kind: ItemKind,
	node: Node,
	owner: Mailbox,
	ctx: Context,
	sending = 'SaveOnly',
	depth = 0,
): ItemInput & { readonly properties: Map<string, Value> } {
	const told = unpacked(kind, node, ctx);
	if (told) return newItem(kind, told, owner, ctx, sending, depth);
	const properties = readProperties(kind, node, ctx);
	properties.set('sandbox:Creator', ctx.user.primarySmtp);
	if (kind === 'CalendarItem') completeEvent(properties, owner, ctx);
	if (kind === 'Task') completeTask(properties, ctx, owner);
	// An item without a type of its own is a message (MS-OXWSCORE 2.2.4.24, since Exchange 2013).
	const itemClass = String(properties.get('item:ItemClass') ?? 'IPM.Note');
	const isNote = /^IPM\.Note(\.|$)/i.test(itemClass) && atLeast(ctx.build, '15.0');
	const stored = kind === 'Item' && isNote ? 'Message' : kind;
	if (stored === 'Message') finishMessage(properties, owner, sending, ctx);
	if (kind === 'Contact' && !ctx.rules.holds('file-as-follows-mapping')) {
		properties.delete('contacts:FileAsMapping');
	}
	if (kind === 'PostItem') finishPost(properties, owner, ctx);
	if (kind === 'DistributionList') completeList(properties, new Set(properties.keys()));
	return {
		kind: stored,
		properties,
		associated: flagOf(node, 'IsAssociated'),
		attachments: below(node, 'Attachments').map((one) => readAttachment(one, owner, ctx, depth)),
		modifiedBy: ctx.user.displayName,
	};
}

const textOf = (node: Node, name: string): string | undefined => child(node, name)?.text;
const flagOf = (node: Node, name: string): boolean => /^(true|1)$/.test(textOf(node, name) ?? '');

/** Elements that all attachments have: what is left is the link of a ReferenceAttachment. */
const COMMON: ReadonlySet<string> = new Set([
	'AttachmentId',
	'Name',
	'ContentType',
	'ContentId',
	'ContentLocation',
	'AttachmentOriginalUrl',
	'Size',
	'LastModifiedTime',
	'IsInline',
]);

function attachedItem(node: Node, owner: Mailbox, ctx: Context, depth: number): ItemInput {
	const inner = node.children.find((one) => !COMMON.has(one.name));
	if (inner === undefined) {
		throw new EwsError(
			'ErrorMissingItemForCreateItemAttachment',
			'The item attachment has no item in it.',
		);
	}
	if (!ATTACHED.has(inner.name)) {
		throw new EwsError(
			'ErrorInvalidItemForOperationCreateItemAttachment',
			`A ${inner.name} cannot be attached.`,
		);
	}
	if (depth >= MAX_NESTING) {
		throw new EwsError(
			'ErrorAttachmentNestLevelLimitExceeded',
			'Attachments are nested too deeply.',
		);
	}
	return newItem(inner.name as ItemKind, inner, owner, ctx, 'SaveOnly', depth + 1);
}

/** One attachment as a client wrote it. @throws EwsError */
export function readAttachment(
	node: Node,
	owner: Mailbox,
	ctx: Context,
	depth: number,
): AttachmentInput {
	const item = node.name === 'ItemAttachment' ? attachedItem(node, owner, ctx, depth) : undefined;
	const subject = item && (item.properties as Map<string, Value>).get('item:Subject');
	const links = node.children.filter((one) => !COMMON.has(one.name));
	return {
		name: textOf(node, 'Name') ?? String(subject ?? ''),
		...(child(node, 'ContentType') && { contentType: textOf(node, 'ContentType') }),
		...(child(node, 'ContentId') && { contentId: textOf(node, 'ContentId') }),
		...(child(node, 'ContentLocation') && { contentLocation: textOf(node, 'ContentLocation') }),
		isInline: flagOf(node, 'IsInline'),
		isContactPhoto: flagOf(node, 'IsContactPhoto'),
		...(node.name === 'FileAttachment' && { content: textOf(node, 'Content') ?? '' }),
		...(item && { item }),
		...(node.name === 'ReferenceAttachment' && {
			reference: Object.fromEntries(links.map((one) => [one.name, one.text])),
		}),
	};
}

/** @throws EwsError when the message with these attachments would be larger than the server takes */
export function checkSize(attachments: readonly AttachmentInput[], already: number, ctx: Context) {
	const limit = ctx.store.maxMessageBytes;
	let total = already;
	for (const one of attachments) {
		// A file's bytes are three for four characters; an attached item counts by its own files.
		const size =
			((one.content?.length ?? 0) * 3) / 4 +
			(one.item?.attachments ?? []).reduce(
				(sum, inner) => sum + ((inner.content?.length ?? 0) * 3) / 4,
				0,
			);
		if (size - 2 > limit) {
			throw new EwsError(
				'ErrorAttachmentSizeLimitExceeded',
				'The attachment exceeds the maximum supported size.',
			);
		}
		total += size;
	}
	if (total - 2 > limit) {
		throw new EwsError(
			'ErrorMessageSizeExceeded',
			'The message exceeds the maximum supported size.',
		);
	}
}
