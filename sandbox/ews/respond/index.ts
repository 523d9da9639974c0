import type { Context } from '../context';
import type { Message } from '../response';
import type { Node } from '../xml/node';
import { forwardItem, replyAllToItem, replyToItem } from './answerMail';
import { cancelCalendarItem } from './cancel';
import { answerItem } from './meeting';
import { removeItem } from './remove';
import { suppressReadReceipt } from './suppressReadReceipt';

/**
 * A response object inside CreateItem: an answer to another item, not an item of its own.
 * @throws EwsError
 */
export type Respond = (node: Node, request: Node, ctx: Context) => Message;

/** Element -> handler. */
export const RESPOND: Readonly<Record<string, Respond>> = {
	AcceptItem: answerItem,
	CancelCalendarItem: cancelCalendarItem,
	DeclineItem: answerItem,
	ForwardItem: forwardItem,
	RemoveItem: removeItem,
	ReplyAllToItem: replyAllToItem,
	ReplyToItem: replyToItem,
	SuppressReadReceipt: suppressReadReceipt,
	TentativelyAcceptItem: answerItem,
};
