import type { Body, Item, Recipient, Value } from '../../store';
import { itemById } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { readElement } from '../fields/read';
import { disposition, messageFolder, post } from '../post';
import type { Message } from '../response';
import { continueConversation, finishMessage } from '../send';
import { child, type Node } from '../xml/node';
import { quoted } from './quote';

type People = readonly Recipient[];

interface Manner {
	readonly prefix: string;
	/** PidTagLastVerbExecuted of the original afterwards. */
	readonly verb: number;
	readonly attachments: boolean;
	readonly to: (original: Item, ctx: Context) => People;
	readonly cc: (original: Item, ctx: Context) => People;
}

const people = (item: Item, key: string): People =>
	(item.properties.get(key) as People | undefined) ?? [];

/** Everybody once, and not who answers. */
function others(list: People, ctx: Context): People {
	const seen = new Set<string>();
	return list.filter((one) => {
		const address = one.address?.toLowerCase() ?? '';
		const known = ctx.store.directory.find(address);
		if (known === ctx.user || seen.has(known?.primarySmtp ?? address)) return false;
		seen.add(known?.primarySmtp ?? address);
		return true;
	});
}

function sender(item: Item): People {
	const replyTo = people(item, 'message:ReplyTo');
	if (replyTo.length > 0) return replyTo;
	const from = (item.properties.get('message:From') ??
		item.properties.get('calendar:Organizer')) as Recipient | undefined;
	return from === undefined ? [] : [from];
}

const nobody = (): People => [];

const REPLY: Manner = {
	prefix: 'RE: ',
	verb: 102,
	attachments: false,
	to: (item, ctx) => (ctx.rules.holds('reply-goes-to-sender') ? sender(item) : nobody()),
	cc: nobody,
};
const REPLY_ALL: Manner = {
	...REPLY,
	verb: 103,
	to: (item, ctx) => [...sender(item), ...others(people(item, 'message:ToRecipients'), ctx)],
	cc: (item, ctx) => others(people(item, 'message:CcRecipients'), ctx),
};
const FORWARD: Manner = {
	prefix: 'FW: ',
	verb: 104,
	attachments: true,
	to: nobody,
	cc: nobody,
};

const ELEMENTS: Readonly<Record<string, string>> = {
	Subject: 'item:Subject',
	ToRecipients: 'message:ToRecipients',
	CcRecipients: 'message:CcRecipients',
	BccRecipients: 'message:BccRecipients',
	From: 'message:From',
	IsReadReceiptRequested: 'message:IsReadReceiptRequested',
	IsDeliveryReceiptRequested: 'message:IsDeliveryReceiptRequested',
};

function bodyIn(node: Node, name: string): Body | undefined {
	const body = child(node, name);
	if (body === undefined) return undefined;
	return { type: body.attributes['BodyType'] === 'HTML' ? 'HTML' : 'Text', text: body.text };
}

function unanswerable(): EwsError {
	return new EwsError(
		'ErrorInvalidReferenceItem',
		'The reference item does not support the requested operation.',
	);
}

/** The item that a response object answers. @throws EwsError */
export function originalOf(node: Node, ctx: Context): Item {
	const id = child(node, 'ReferenceItemId')?.attributes['Id'];
	if (id === undefined) throw unanswerable();
	return itemById(ctx, id);
}

const topicOf = (item: Item): string =>
	String(
		item.properties.get('message:ConversationTopic') ?? item.properties.get('item:Subject') ?? '',
	).replace(/^((re|fw|fwd):\s*)+/i, '');

/** What the client wrote, over what follows from the original. */
function compose(node: Node, original: Item, manner: Manner, ctx: Context): Map<string, Value> {
	const properties = new Map<string, Value>([
		['item:Subject', `${manner.prefix}${topicOf(original)}`],
		['item:Body', bodyIn(node, 'Body') ?? quoted(original, bodyIn(node, 'NewBodyContent'))],
		['message:ToRecipients', manner.to(original, ctx)],
		['message:CcRecipients', manner.cc(original, ctx)],
		['message:ConversationTopic', topicOf(original)],
		[
			'message:ConversationIndex',
			continueConversation(original.properties.get('message:ConversationIndex')),
		],
		['sandbox:Creator', ctx.user.primarySmtp],
	]);
	const id = original.properties.get('message:InternetMessageId');
	if (typeof id === 'string') {
		const before = original.properties.get('message:References');
		properties.set('message:References', typeof before === 'string' ? `${before} ${id}` : id);
		properties.set('item:InReplyTo', id);
	}
	for (const element of node.children) {
		const key = ELEMENTS[element.name];
		if (key === undefined) continue;
		const value = readElement('Message', element, ctx, ctx.zone).get(key);
		if (value !== null && value !== undefined) properties.set(key, value);
	}
	return properties;
}

const ANSWERABLE: ReadonlySet<string> = new Set([
	'Message',
	'CalendarItem',
	'MeetingRequest',
	'MeetingCancellation',
	'MeetingResponse',
	'PostItem',
]);

function respond(manner: Manner) {
	return (node: Node, request: Node, ctx: Context): Message => {
		const sending = disposition(request);
		const original = originalOf(node, ctx);
		const isDraft = original.kind === 'Message' && original.properties.get('item:IsDraft') === true;
		if (!ANSWERABLE.has(original.kind) || (isDraft && manner !== FORWARD)) {
			throw unanswerable();
		}
		const folder = messageFolder(request, sending, ctx);
		const properties = compose(node, original, manner, ctx);
		finishMessage(properties, ctx.user, sending, ctx);
		const answered = post(
			{
				kind: 'Message',
				properties,
				// A reply keeps the pictures that its quotation shows.
				attachments: original.attachments.filter((one) => manner.attachments || one.isInline),
				modifiedBy: ctx.user.displayName,
			},
			folder,
			sending,
			ctx,
		);
		if (sending !== 'SaveOnly') {
			const verb = { 'tag:1081': manner.verb, 'tag:1082': ctx.now };
			ctx.store.updateItem(original, verb, ctx.user.displayName);
		}
		return answered;
	};
}

export const replyToItem = respond(REPLY);
export const replyAllToItem = respond(REPLY_ALL);
export const forwardItem = respond(FORWARD);
