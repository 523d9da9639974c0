import { recipientOf } from '../store/directory';
import type { Mailbox, Value } from '../store';
import type { Context } from './context';
import { messageId } from './send';

/** What the server adds to a post: who wrote it and when (MS-OXWSPOST). */
export function finishPost(properties: Map<string, Value>, owner: Mailbox, ctx: Context): void {
	const author = recipientOf(owner);
	const defaults: Array<[string, Value]> = [
		['item:Sensitivity', 'Normal'],
		['item:Importance', 'Normal'],
		['item:DateTimeReceived', ctx.now],
		['item:DateTimeSent', ctx.now],
		['postitem:PostedTime', ctx.now],
		['message:IsRead', true],
		['message:From', author],
		['message:Sender', recipientOf(ctx.user)],
		['message:InternetMessageId', messageId(properties, ctx)],
	];
	for (const [key, value] of defaults) if (!properties.has(key)) properties.set(key, value);
}
