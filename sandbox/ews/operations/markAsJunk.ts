import { demand, demandDelete, demandEdit, itemById } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { answer, attempt, success, type Answer } from '../response';
import { readItemId } from '../recurrence/instance';
import { wrap } from '../xml/escape';
import { below, type Node } from '../xml/node';
import type { Folder, Recipient } from '../../store';

const NAME = 'MarkAsJunkResponseMessage';

/**
 * Puts the sender on the list of blocked senders or takes it off, and moves the message to Junk
 * Email or back to the Inbox where asked for (MS-OXWSCORE 3.1.4.6).
 */
function mark(node: Node, request: Node, ctx: Context) {
	const on = (name: string) => /^(true|1)$/.test(request.attributes[name]?.trim() ?? '');
	const isJunk = on('IsJunk');
	const item = itemById(ctx, readItemId(node, ctx));
	if (item.kind !== 'Message') {
		throw new EwsError('ErrorInvalidItemForOperationMarkAsJunk', 'Only messages can be junk.');
	}
	demandEdit(ctx, item);
	const { mailbox } = item.folder;
	const sender = (item.properties.get('message:Sender') ?? item.properties.get('message:From')) as
		Recipient | undefined;
	const address = sender?.address?.toLowerCase();
	if (address !== undefined && ctx.rules.holds('junk-blocks-sender')) {
		if (isJunk) mailbox.blockedSenders.add(address);
		else mailbox.blockedSenders.delete(address);
	}
	ctx.writes += 1;
	const target = mailbox.wellKnown.get(isJunk ? 'junkemail' : 'inbox') as Folder;
	if (!on('MoveItem') || item.folder === target) return success(NAME, '');
	demand(ctx, target, 'CreateItems');
	demandDelete(ctx, item);
	const moved = ctx.store.moveItem(item, target, ctx.user.displayName);
	return success(NAME, wrap('m:MovedItemId', '', { Id: moved.id, ChangeKey: moved.changeKey }));
}

export function markAsJunk(request: Node, ctx: Context): Answer {
	const messages = below(request, 'ItemIds').map((node) =>
		attempt(NAME, '', () => mark(node, request, ctx)),
	);
	return answer('MarkAsJunk', messages);
}
