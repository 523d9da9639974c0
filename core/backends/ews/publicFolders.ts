import type { Settings } from '../../connection/settings';
import type { Column } from '../../schema/column';
import type { Reach } from './reach';
import type { EwsCall } from './request';

/**
 * PidTagReplicaList of a public folder: the GUID, as text, of the mailbox that holds its content.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-route-public-folder-content-requests
 */
export const replicaList: Column = {
	id: 'replicaList',
	label: 'Replica List',
	type: 'binary',
	ews: { field: { tag: '0x6698', mapiType: 'Binary' }, read: 'list' },
};

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;

/** GUID of the content mailbox; undefined where the server does not tell it. */
export function contentMailbox(replica: unknown): string | undefined {
	if (typeof replica !== 'string') return undefined;
	return GUID.exec(Buffer.from(replica, 'base64').toString('latin1'))?.[0].toLowerCase();
}

/**
 * Ids of public folders and of items in them begin with other bytes than those of mailboxes: storage types
 * 1 and 2. https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxwsitemid
 */
export function isPublicId(id: string): boolean {
	const [packed, type] = Buffer.from(id.slice(0, 8), 'base64');
	return (packed === 0 || packed === 1) && (type === 1 || type === 2);
}

export type PublicSettings = Pick<Settings, 'publicFolderMailbox' | 'defaultMailbox' | 'user'>;

/** Domain of the organization, as far as an address of it is known. */
function domainOf(reach: Reach, settings: PublicSettings): string | undefined {
	const known = [
		settings.publicFolderMailbox,
		reach.mailbox,
		reach.call.anchorMailbox,
		settings.defaultMailbox,
		settings.user,
	];
	return known
		.find((address) => address?.includes('@'))
		?.split('@')
		.pop();
}

/**
 * Requests for the hierarchy of public folders go to the mailbox that keeps it, where one is named;
 * without it Exchange chooses the default one of the account.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-route-public-folder-hierarchy-requests
 */
export function hierarchyCall({ call }: Reach, settings: PublicSettings): EwsCall {
	const mailbox = settings.publicFolderMailbox;
	return mailbox === undefined
		? call
		: { ...call, anchorMailbox: mailbox, publicFolderMailbox: mailbox };
}

/** Requests for the content of a public folder go to the mailbox that holds it. */
export function contentCall(
	reach: Reach,
	mailbox: string | undefined,
	settings: PublicSettings,
): EwsCall {
	const domain = domainOf(reach, settings);
	if (mailbox === undefined || domain === undefined) return hierarchyCall(reach, settings);
	const address = `${mailbox}@${domain}`;
	return { ...reach.call, anchorMailbox: address, publicFolderMailbox: address };
}
