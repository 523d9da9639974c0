import type { Entry, Mailbox } from '../../store';
import { isMailbox } from '../../store/directory';
import type { Context } from '../context';
import { accessDenied, EwsError } from '../errors';
import { child, type Node } from '../xml/node';

/** The directory entry of an Email or Mailbox element with an Address. @throws EwsError */
export function entryAt(node: Node | undefined, ctx: Context): Entry {
	const address = (node && child(node, 'Address'))?.text.trim() ?? '';
	const entry = ctx.store.directory.findEntry(address);
	if (entry === undefined) {
		throw new EwsError(
			'ErrorMailRecipientNotFound',
			`Unable to resolve e-mail address ${address} to an Active Directory object.`,
		);
	}
	return entry;
}

/** A mailbox that the user may set up: the own one, or one with full access. @throws EwsError */
export function ownMailbox(node: Node | undefined, ctx: Context): Mailbox {
	const entry = entryAt(node, ctx);
	if (!isMailbox(entry)) {
		throw new EwsError('ErrorMailRecipientNotFound', 'The recipient has no mailbox.');
	}
	ctx.mailbox ??= entry;
	if (entry !== ctx.user && !entry.fullAccess.has(ctx.user.primarySmtp)) throw accessDenied();
	return entry;
}
