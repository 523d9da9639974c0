import { child, childText, type XmlTree } from '../decode/tree';
import type { ItemRef } from '../request';

/** A person, group or room as EWS names it; any of it may be missing. */
export interface DirectoryEntry {
	readonly name: string | null;
	/** An SMTP address, or an X.500 one when `routingType` is `EX`. */
	readonly address: string | null;
	readonly routingType: string | null;
	/** Mailbox, PublicDL, PrivateDL, Contact, PublicFolder, OneOff, Unknown, GroupMailbox. */
	readonly mailboxType: string | null;
	/** Contact or list of the mailbox itself. */
	readonly itemId?: ItemRef;
}

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/mailbox */
export function directoryEntry(tree: XmlTree | undefined): DirectoryEntry {
	const item = child(tree, 'ItemId')?.attributes;
	return {
		name: childText(tree, 'Name') ?? null,
		address: childText(tree, 'EmailAddress') ?? null,
		routingType: childText(tree, 'RoutingType') ?? null,
		mailboxType: childText(tree, 'MailboxType') ?? null,
		...(item?.Id === undefined ? {} : { itemId: { id: item.Id, changeKey: item.ChangeKey } }),
	};
}
