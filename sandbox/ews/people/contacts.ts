import { demand, folderOf } from '../access';
import type { Context } from '../context';
import { element, wrap } from '../xml/escape';
import { below, type Node } from '../xml/node';
import type { Folder, Item } from '../../store';

const NAMES = ['DisplayName', 'GivenName', 'Surname', 'FileAs', 'CompanyName', 'Nickname'];

export function contactText(item: Item, name: string): string {
	const value = item.properties.get(`contacts:${name}`);
	return typeof value === 'string' ? value : '';
}

/** Addresses of a contact, in the order of its three slots. */
export function contactAddresses(item: Item): string[] {
	return [1, 2, 3]
		.map((slot) => contactText(item, `EmailAddress:EmailAddress${slot}`))
		.filter((address) => address !== '');
}

/** Whether a text begins a name, a word of a name or an address. `wanted` is in lower case. */
export function contactMatches(item: Item, wanted: string): boolean {
	return [...NAMES.map((name) => contactText(item, name)), ...contactAddresses(item)].some(
		(text) =>
			text.toLowerCase().startsWith(wanted) ||
			text
				.toLowerCase()
				.split(/\s+/)
				.some((part) => part.startsWith(wanted)),
	);
}

function itemId(item: Item): string {
	return wrap('ItemId', '', { Id: item.id, ChangeKey: item.changeKey });
}

/** Mailbox elements of a contact: one for each of its addresses; a private list is one alone. */
export function contactMailboxes(item: Item): string[] {
	const name = element('Name', contactText(item, 'DisplayName'));
	if (item.kind === 'DistributionList') {
		const rest = element('RoutingType', 'MAPIPDL') + element('MailboxType', 'PrivateDL');
		return [wrap('Mailbox', name + rest + itemId(item))];
	}
	return contactAddresses(item).map((address) =>
		wrap(
			'Mailbox',
			name +
				element('EmailAddress', address) +
				element('RoutingType', 'SMTP') +
				element('MailboxType', 'Contact') +
				itemId(item),
		),
	);
}

/** The folders that names are looked up in: those of the request, else the user's Contacts. */
export function contactFolders(request: Node, ctx: Context): Folder[] {
	const given = below(request, 'ParentFolderIds');
	if (given.length === 0) return [ctx.user.wellKnown.get('contacts') as Folder];
	return given.map((node) => {
		const folder = folderOf(ctx, node);
		demand(ctx, folder, 'ReadItems');
		return folder;
	});
}

/** Contacts and private lists of folders that a text begins. */
export function matchingContacts(folders: readonly Folder[], text: string): Item[] {
	const wanted = text
		.trim()
		.replace(/^smtp:/i, '')
		.toLowerCase();
	if (wanted === '') return [];
	return folders.flatMap((folder) =>
		[...folder.items].filter(
			(item) =>
				!item.associated &&
				(item.kind === 'Contact' || item.kind === 'DistributionList') &&
				contactMatches(item, wanted),
		),
	);
}
