import { decodeId } from '../store/ids';
import type { Folder, Item, Mailbox } from '../store';
import { SINCE_2013 } from '../store/wellKnown';
import type { Right } from '../store/rights';
import type { Context } from './context';
import { accessDenied, EwsError, folderNotFound, idMalformed, itemNotFound } from './errors';
import { atLeast } from './version';
import { wrap } from './xml/escape';
import { child, type Node } from './xml/node';

/** Who may see what: every handler reaches folders and items through here. */

export function rights(ctx: Context, folder: Folder): ReadonlySet<Right> {
	return ctx.store.rights(folder, ctx.user);
}

/** @throws EwsError ErrorAccessDenied */
export function demand(ctx: Context, folder: Folder, ...any: readonly Right[]): void {
	const has = rights(ctx, folder);
	if (!any.some((right) => has.has(right))) throw accessDenied();
}

function addressed(ctx: Context, mailbox: Mailbox): void {
	ctx.mailbox ??= mailbox;
}

/** The mailbox with that address. @throws EwsError ErrorNonExistentMailbox */
export function mailboxAt(ctx: Context, address: string | undefined): Mailbox {
	const found = address === undefined ? undefined : ctx.store.directory.find(address.trim());
	if (found === undefined) {
		throw new EwsError(
			'ErrorNonExistentMailbox',
			'The SMTP address has no mailbox associated with it.',
		);
	}
	addressed(ctx, found);
	return found;
}

/** Settings of a mailbox are its owner's, and of those who open all of it. @throws EwsError */
export function demandMailbox(ctx: Context, mailbox: Mailbox): void {
	if (mailbox !== ctx.user && !mailbox.fullAccess.has(ctx.user.primarySmtp)) throw accessDenied();
}

function distinguished(ctx: Context, node: Node): Folder {
	const name = node.attributes['Id'] ?? '';
	if (name === 'publicfoldersroot') {
		const top = ctx.store.publicRoot;
		if (!rights(ctx, top).has('FolderVisible')) throw folderNotFound();
		return top;
	}
	const named = child(node, 'Mailbox');
	const mailbox = named ? mailboxAt(ctx, child(named, 'EmailAddress')?.text) : ctx.user;
	addressed(ctx, mailbox);
	const known = !SINCE_2013.has(name) || atLeast(ctx.build, '15.0');
	const folder = known ? mailbox.wellKnown.get(name) : undefined;
	if (folder === undefined) throw folderNotFound();
	// A delegate without any right does not learn that the folder exists; as Exchange answers it.
	if (mailbox !== ctx.user && rights(ctx, folder).size === 0) {
		// The top folders are visible to anybody who has a right somewhere below.
		const top = name === 'root' || name === 'msgfolderroot';
		if (!(top && someRight(ctx, folder))) {
			throw top ? folderNotFound() : accessDenied();
		}
	}
	return folder;
}

function someRight(ctx: Context, folder: Folder): boolean {
	return rights(ctx, folder).size > 0 || folder.children.some((inner) => someRight(ctx, inner));
}

/** FolderId or DistinguishedFolderId. @throws EwsError */
export function folderOf(ctx: Context, node: Node): Folder {
	if (node.name === 'DistinguishedFolderId') return distinguished(ctx, node);
	if (node.name !== 'FolderId') {
		throw new EwsError('ErrorInvalidOperation', 'Address lists are not available as folders.');
	}
	const id = node.attributes['Id'] ?? '';
	const decoded = decodeId(id);
	if (decoded === undefined) throw idMalformed();
	if (decoded.kind !== 'folder') {
		throw new EwsError(
			'ErrorCannotUseItemIdForFolderId',
			'A folder Id must be used, not an item Id.',
		);
	}
	const owner = ctx.store.directory.findGuid(decoded.mailboxGuid);
	if (owner === undefined) {
		throw new EwsError('ErrorNonExistentMailbox', 'No mailbox with such guid.');
	}
	addressed(ctx, owner);
	const folder = ctx.store.findFolder(id);
	if (folder === undefined) throw folderNotFound();
	if (owner !== ctx.user && !someRight(ctx, folder)) throw accessDenied();
	return folder;
}

/** The folder; one that is gone is "the object", as the real server words it. @throws EwsError */
export function existingFolder(ctx: Context, node: Node): Folder {
	try {
		return folderOf(ctx, node);
	} catch (error) {
		const gone = error instanceof EwsError && error.code === 'ErrorFolderNotFound';
		throw gone && node.name === 'FolderId' ? itemNotFound() : error;
	}
}

/** The one folder inside TargetFolderIdType. */
export function targetFolder(ctx: Context, node: Node): Folder {
	return folderOf(ctx, node.children[0] as Node);
}

/** The item, or an occurrence's master, that an id text means. @throws EwsError */
export function itemById(ctx: Context, id: string): Item {
	const decoded = decodeId(id);
	if (decoded === undefined) throw idMalformed();
	if (decoded.kind === 'folder') {
		throw new EwsError(
			'ErrorCannotUseFolderIdForItemId',
			'An item Id must be used, not a folder Id.',
		);
	}
	const owner = ctx.store.directory.findGuid(decoded.mailboxGuid);
	if (owner === undefined) {
		throw new EwsError('ErrorNonExistentMailbox', 'No mailbox with such guid.');
	}
	addressed(ctx, owner);
	const item = ctx.store.findItem(id);
	if (item === undefined) {
		// Whether something exists in a mailbox that one may not open is not told.
		if (owner !== ctx.user && !someRight(ctx, owner.root)) throw accessDenied();
		throw itemNotFound();
	}
	demand(ctx, item.folder, 'ReadItems', 'CreateItems');
	const readable =
		rights(ctx, item.folder).has('ReadItems') ||
		item.properties.get('sandbox:Creator') === ctx.user.primarySmtp;
	if (!readable) throw accessDenied();
	return item;
}

function owned(ctx: Context, item: Item): boolean {
	return item.properties.get('sandbox:Creator') === ctx.user.primarySmtp;
}

export function demandEdit(ctx: Context, item: Item): void {
	const has = rights(ctx, item.folder);
	if (!has.has('EditAllItems') && !(has.has('EditOwnedItems') && owned(ctx, item))) {
		throw accessDenied();
	}
}

export function demandDelete(ctx: Context, item: Item): void {
	const has = rights(ctx, item.folder);
	if (!has.has('DeleteAllItems') && !(has.has('DeleteOwnedItems') && owned(ctx, item))) {
		throw accessDenied();
	}
}

/** Rights in a folder, or over an item in it: nothing can be made inside an item. */
export function effectiveRightsXml(ctx: Context, folder: Folder, ofItem = false): string {
	const has = rights(ctx, folder);
	const flags: Array<[string, boolean]> = [
		['CreateAssociated', !ofItem && has.has('FolderOwner')],
		['CreateContents', !ofItem && has.has('CreateItems')],
		['CreateHierarchy', !ofItem && has.has('CreateSubfolders')],
		['Delete', has.has('DeleteAllItems')],
		['Modify', has.has('EditAllItems')],
		['Read', has.has('ReadItems')],
		['ViewPrivateItems', folder.mailbox === ctx.user],
	];
	return wrap(
		'EffectiveRights',
		flags.map(([name, on]) => `<t:${name}>${on}</t:${name}>`).join(''),
	);
}
