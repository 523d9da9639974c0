import { isAway } from '../store/absence';
import { recipientOf } from '../store/directory';
import type { Folder, Mailbox, Recipient, Value } from '../store';
import type { Context } from './context';

const OOF_CLASS = 'IPM.Note.Rules.OofTemplate.Microsoft';

/**
 * Who is away says so to everybody who writes, once (MS-OXOOF 3.2.5.1). Nobody answers an automatic answer.
 */
export function autoReply(
	mailbox: Mailbox,
	message: ReadonlyMap<string, Value>,
	ctx: Context,
): void {
	const { absence } = mailbox.services;
	const from = message.get('message:From') as Recipient | undefined;
	const sender = from?.address === undefined ? undefined : ctx.store.directory.find(from.address);
	if (sender === undefined || sender === mailbox || !isAway(absence, ctx.now)) return;
	const itemClass = String(message.get('item:ItemClass') ?? '');
	if (itemClass.startsWith('IPM.Note.Rules') || absence.told.has(sender.primarySmtp)) return;
	absence.told.add(sender.primarySmtp);
	ctx.store.addItem(sender.wellKnown.get('inbox') as Folder, {
		kind: 'Message',
		properties: new Map<string, Value>([
			['item:ItemClass', OOF_CLASS],
			['item:Subject', `Automatic reply: ${String(message.get('item:Subject') ?? '')}`],
			['item:Body', { type: 'HTML', text: absence.internalReply }],
			['item:Importance', 'Normal'],
			['item:Sensitivity', 'Normal'],
			['item:DateTimeSent', ctx.now],
			['item:DateTimeReceived', ctx.now],
			['item:IsDraft', false],
			['item:IsFromMe', false],
			['item:IsSubmitted', false],
			['item:IsResend', false],
			['item:IsUnmodified', true],
			['message:From', recipientOf(mailbox)],
			['message:Sender', recipientOf(mailbox)],
			['message:ToRecipients', [recipientOf(sender)]],
			['message:IsRead', false],
			['message:IsReadReceiptRequested', false],
			['message:IsDeliveryReceiptRequested', false],
			['message:ReceivedBy', recipientOf(sender)],
			['message:ReceivedRepresenting', recipientOf(sender)],
		]),
		modifiedBy: mailbox.displayName,
	});
}
