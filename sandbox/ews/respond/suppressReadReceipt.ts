import { demandEdit } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { isReceiptPending, settleReceipt } from '../receipt';
import { success, type Message } from '../response';
import type { Node } from '../xml/node';
import { originalOf } from './answerMail';

/** The sender of the item never gets a read receipt. */
export function suppressReadReceipt(node: Node, _request: Node, ctx: Context): Message {
	const item = originalOf(node, ctx);
	demandEdit(ctx, item);
	if (!isReceiptPending(item)) {
		throw new EwsError('ErrorReadReceiptNotPending', 'A read receipt is not pending for the item.');
	}
	settleReceipt(item);
	ctx.store.touchItem(item, ctx.user.displayName);
	ctx.writes += 1;
	return success('CreateItemResponseMessage', '<m:Items/>');
}
