import { recipientOf } from '../../store/directory';
import type { Recipient } from '../../store';
import type { Context } from '../context';
import { child, type Node } from '../xml/node';

/** A Mailbox element; what the directory knows is completed from it. */
export function readMailbox(node: Node, ctx: Context): Recipient {
	const name = child(node, 'Name')?.text;
	const address = child(node, 'EmailAddress')?.text;
	const routing = child(node, 'RoutingType')?.text;
	const known = address === undefined ? undefined : ctx.store.directory.findEntry(address);
	if (known !== undefined) return recipientOf(known);
	return {
		name: name ?? address ?? '',
		...(address === undefined ? {} : { address }),
		routing: routing ?? 'SMTP',
		mailboxType: 'OneOff',
	};
}
