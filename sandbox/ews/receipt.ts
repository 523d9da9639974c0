import { recipientOf } from '../store/directory';
import type { Folder, Item, Recipient } from '../store';
import type { Context } from './context';

/** Set on a message when its read receipt was sent, or will never be. */
const SETTLED = 'sandbox:ReceiptSettled';

/** Whether the sender waits for word that the message was read. */
export function isReceiptPending(item: Item): boolean {
	return (
		item.properties.get('message:IsReadReceiptRequested') === true &&
		item.properties.get('item:IsDraft') === false &&
		item.properties.get('item:IsFromMe') === false &&
		item.properties.get(SETTLED) !== true
	);
}

/** No receipt will be sent for it any more. */
export function settleReceipt(item: Item): void {
	item.properties.set(SETTLED, true);
}

/** Tells the sender that the message was read, once, where it asked for that (MS-OXOMSG 2.2.2). */
export function sendReadReceipt(item: Item, ctx: Context): void {
	if (!isReceiptPending(item)) return;
	settleReceipt(item);
	const to = item.properties.get('message:From') as Recipient | undefined;
	const mailbox = to?.address === undefined ? undefined : ctx.store.directory.find(to.address);
	if (mailbox === undefined || to === undefined) return;
	const reader = recipientOf(ctx.user);
	ctx.store.addItem(mailbox.wellKnown.get('inbox') as Folder, {
		kind: 'Message',
		modifiedBy: ctx.user.displayName,
		properties: {
			'item:ItemClass': 'REPORT.IPM.Note.IPNRN',
			'item:Subject': `Read: ${String(item.properties.get('item:Subject') ?? '')}`,
			'item:Body': { type: 'Text', text: 'Your message was read.' },
			'item:Sensitivity': 'Normal',
			'item:Importance': 'Normal',
			'item:DateTimeSent': ctx.now,
			'item:DateTimeReceived': ctx.now,
			'item:IsDraft': false,
			'item:IsSubmitted': false,
			'item:IsFromMe': false,
			'item:IsResend': false,
			'item:IsUnmodified': true,
			'message:From': reader,
			'message:Sender': reader,
			'message:ToRecipients': [to],
			'message:IsRead': false,
			'message:IsReadReceiptRequested': false,
			'message:IsDeliveryReceiptRequested': false,
		},
	});
}
