import type { EwsChannel } from '../channel';
import type { EwsCall, FolderTarget, ItemRef } from '../request';
import { InputError } from '../../../errors';
import { isError, messageError } from '../channel';
import { child, childText, type XmlTree } from '../decode/tree';
import { element } from '../xml/element';
import { compareVersions } from '../version';
import { folderId } from '../xml/field';
import { ID_PLAN } from './answers';

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
	/** With `contactData`: all of it, where the server can (Exchange 2010 SP2 and newer). */
	readonly allData?: boolean;
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
	/** With `allData`: what the directory or the contact says, as it stands. */
	readonly contact?: XmlTree;
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
	const { text, scope = 'ActiveDirectory', folder, contactData = false } = request;
	const canShape = compareVersions(channel.requestVersion, 'Exchange2010_SP2') >= 0;
	const shape = request.allData && canShape ? 'AllProperties' : undefined;
	if (text.trim() === '') {
		throw new InputError('There is no name to look up', {
			code: 'EMPTY_NAME',
			advice: 'Type a part of the name or address.',
		});
	}
	const answer = await channel.answer(
		{
			name: 'ResolveNames',
			safe: true,
			body: element(
				'm:ResolveNames',
				{ ReturnFullContactData: contactData, SearchScope: scope, ContactDataShape: shape },
				folder && element('m:ParentFolderIds', null, folderId(folder)),
				element('m:UnresolvedEntry', null, text),
			),
			plan: ID_PLAN,
			expect: 1,
		},
		call,
	);
	const [message] = answer.messages;
	if (!message || NOBODY.has(message.code)) return { resolutions: [], cut: false };
	if (isError(message) && message.code !== 'ErrorNameResolutionMultipleResults') {
		throw messageError(message, answer.requestId);
	}
	return {
		resolutions: message.resolutions.map((tree) => resolutionOf(tree, request.allData)),
		cut: message.page?.includesLast === false,
	};
}

const NOBODY: ReadonlySet<string> = new Set([
	'ErrorNameResolutionNoResults',
	'ErrorNameResolutionNoMailbox',
]);

function resolutionOf(tree: XmlTree, withContact = false): Resolution {
	const mailbox = child(tree, 'Mailbox');
	const contact = child(tree, 'Contact');
	const item = child(mailbox, 'ItemId')?.attributes;
	return {
		name: childText(mailbox, 'Name') ?? null,
		address: childText(mailbox, 'EmailAddress') ?? null,
		routingType: childText(mailbox, 'RoutingType') ?? null,
		mailboxType: childText(mailbox, 'MailboxType') ?? null,
		...(item?.Id === undefined ? {} : { itemId: { id: item.Id, changeKey: item.ChangeKey } }),
		addresses: (child(contact, 'EmailAddresses')?.children ?? []).map(({ text }) => text),
		displayName: childText(contact, 'DisplayName') ?? null,
		...(contact && withContact && { contact }),
	};
}
