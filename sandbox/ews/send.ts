import { createHash, randomBytes } from 'node:crypto';
import { isGroup, isMailbox, recipientOf } from '../store/directory';
import type { AttachmentInput, Folder, Mailbox, Recipient, Value } from '../store';
import { autoReply } from './autoReply';
import type { Context } from './context';
import { EwsError } from './errors';
import { internetHeaders } from './headers';

const KEYS = ['message:ToRecipients', 'message:CcRecipients', 'message:BccRecipients'];

function recipients(properties: ReadonlyMap<string, Value>, key: string): readonly Recipient[] {
	return (properties.get(key) as readonly Recipient[] | undefined) ?? [];
}

/** What the server adds to a message when it is saved. */
export function finishMessage(
	properties: Map<string, Value>,
	owner: Mailbox,
	sending: string,
	ctx: Context,
): void {
	const draft = sending === 'SaveOnly';
	const sender = recipientOf(ctx.user);
	const defaults: Array<[string, Value]> = [
		['item:Sensitivity', 'Normal'],
		['item:Importance', 'Normal'],
		['item:DateTimeReceived', ctx.now],
		['item:DateTimeSent', ctx.now],
		['message:IsReadReceiptRequested', false],
		['message:IsDeliveryReceiptRequested', false],
		['message:IsRead', true],
		['message:From', owner === ctx.user ? sender : recipientOf(owner)],
		['message:Sender', sender],
		['message:InternetMessageId', messageId(properties, ctx)],
		['message:ConversationIndex', continueConversation(undefined)],
	];
	for (const [key, value] of defaults) if (!properties.has(key)) properties.set(key, value);
	properties.set('item:IsDraft', draft);
	properties.set('item:IsSubmitted', !draft);
	properties.set('item:IsFromMe', !draft);
	properties.set('item:IsUnmodified', false);
	properties.set('item:IsResend', false);
}

/** PidTagConversationIndex: 22 bytes begin a conversation, each answer adds 5 (MS-OXOMSG 2.2.1.3). */
export function continueConversation(before: Value | undefined): string {
	if (typeof before !== 'string') {
		return Buffer.concat([Buffer.from([1]), randomBytes(21)]).toString('base64');
	}
	return Buffer.concat([Buffer.from(before, 'base64'), randomBytes(5)]).toString('base64');
}

/** A new Internet message id. */
export function messageId(properties: ReadonlyMap<string, Value>, ctx: Context): string {
	const hash = createHash('sha256')
		.update(`${ctx.now}/${ctx.writes}/${String(properties.get('item:Subject') ?? '')}`)
		.update(String(process.hrtime.bigint()))
		.digest('hex');
	return `<${hash.slice(0, 32)}@sandbox.example>`;
}

/** @throws EwsError ErrorSendAsDenied when the user may not write in that name */
function checkSender(properties: ReadonlyMap<string, Value>, ctx: Context): void {
	const from = properties.get('message:From') as Recipient | undefined;
	if (from?.address === undefined) return;
	const as = ctx.store.directory.find(from.address);
	if (as === ctx.user) return;
	if (as === undefined || !as.sendAs.has(ctx.user.primarySmtp)) {
		throw new EwsError(
			'ErrorSendAsDenied',
			'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.',
		);
	}
}

/** Mailboxes behind the recipients: a group stands for its members, however deep, each of them once. */
export function mailboxesOf(to: readonly Recipient[], ctx: Context): Set<Mailbox> {
	const found = new Set<Mailbox>();
	const seen = new Set<string>();
	const visit = (address: string | undefined): void => {
		const entry = address === undefined ? undefined : ctx.store.directory.findEntry(address);
		if (entry === undefined || seen.has(entry.primarySmtp)) return;
		seen.add(entry.primarySmtp);
		if (isMailbox(entry)) found.add(entry);
		else if (isGroup(entry)) entry.members.forEach(visit);
	};
	for (const one of to) visit(one.address);
	return found;
}

/** Puts a copy into the inbox of every recipient that has a mailbox here. */
export function deliver(
	properties: ReadonlyMap<string, Value>,
	ctx: Context,
	attachments: readonly AttachmentInput[] = [],
): void {
	const to = KEYS.flatMap((key) => recipients(properties, key));
	if (to.length === 0) {
		throw new EwsError('ErrorInvalidRecipients', 'At least one recipient is not valid.');
	}
	checkSender(properties, ctx);
	if (!ctx.rules.holds('sent-mail-arrives')) return;
	for (const mailbox of mailboxesOf(to, ctx)) {
		const copy = new Map(properties);
		if (ctx.rules.holds('bcc-is-hidden')) copy.delete('message:BccRecipients');
		copy.delete('sandbox:Creator');
		copy.set('message:IsRead', false);
		copy.set('item:IsDraft', false);
		copy.set('item:IsFromMe', false);
		copy.set('item:IsSubmitted', false);
		copy.set('item:IsUnmodified', true);
		copy.set('item:DateTimeSent', ctx.now);
		copy.set('item:DateTimeReceived', ctx.now);
		copy.set('message:ReceivedBy', recipientOf(mailbox));
		copy.set('message:ReceivedRepresenting', recipientOf(mailbox));
		copy.set('item:InternetMessageHeaders', internetHeaders(copy));
		const from = (properties.get('message:Sender') ?? properties.get('message:From')) as
			Recipient | undefined;
		const junk = mailbox.blockedSenders.has((from?.address ?? '').toLowerCase());
		ctx.store.addItem(mailbox.wellKnown.get(junk ? 'junkemail' : 'inbox') as Folder, {
			kind: 'Message',
			properties: copy,
			attachments,
			modifiedBy: ctx.user.displayName,
		});
		autoReply(mailbox, copy, ctx);
	}
}
