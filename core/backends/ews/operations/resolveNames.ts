import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget, ItemRef } from '../request';

export interface ResolveNamesRequest {
	/** Name, alias, SMTP address, `smtp:` address, or an X.500 address; at most 100 come back. */
	readonly text: string;
	/** Default ActiveDirectory. */
	readonly scope?:
		'ActiveDirectory' | 'ActiveDirectoryContacts' | 'Contacts' | 'ContactsActiveDirectory';
	/** Contacts folder to search, at most one. */
	readonly folder?: FolderTarget;
	/** Ask for the directory's contact data too (all addresses, phones); needed to turn X.500 into SMTP. */
	readonly contactData?: boolean;
}

export interface Resolution {
	readonly name: string | null;
	/** As sent: an SMTP address, or an X.500 one when `routingType` is `EX`. */
	readonly address: string | null;
	readonly routingType: string | null;
	/** Mailbox, PublicDL, PrivateDL, Contact, PublicFolder, OneOff, Unknown, GroupMailbox. */
	readonly mailboxType: string | null;
	/** Contact of the mailbox's own contacts folder. */
	readonly itemId?: ItemRef;
	/** With `contactData`: all addresses of the contact, prefix such as `SMTP:` as sent. */
	readonly addresses: readonly string[];
	readonly displayName: string | null;
}

export interface Resolutions {
	readonly resolutions: readonly Resolution[];
	/** The server had more than it returned. */
	readonly cut: boolean;
}

/**
 * No match is an empty list, several are no error.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/resolvenames-operation
 */
export async function resolveNames(
	channel: EwsChannel,
	request: ResolveNamesRequest,
	call: EwsCall,
): Promise<Resolutions> {
	throw new Error('ResolveNames');
}
