import type { Folder, Search, Value } from '../../store';
import type { Right } from '../../store/rights';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { readExtended } from '../fields/extended';
import { readPath } from '../fields/path';
import { wrap } from '../xml/escape';
import type { Node } from '../xml/node';
import { readPermissions } from './permissions';
import { readSearch } from './search';

/** What a client writes of a folder. */
export interface FolderChanges {
	displayName?: string;
	folderClass?: string;
	permissions?: ReadonlyMap<string, ReadonlySet<Right>>;
	search?: Search;
	readonly properties: Map<string, Value>;
}

/** One child element of a folder. @throws EwsError for what the server keeps */
export function readFolderElement(
	element: Node,
	folderElement: string,
	changes: FolderChanges,
	ctx: Context,
): void {
	switch (element.name) {
		case 'DisplayName':
			changes.displayName = element.text;
			return;
		case 'FolderClass':
			changes.folderClass = element.text.trim();
			return;
		case 'PermissionSet':
			changes.permissions = readPermissions(element, folderElement === 'CalendarFolder', ctx);
			return;
		case 'SearchParameters':
			changes.search = readSearch(element, ctx);
			return;
		case 'ExtendedProperty': {
			const path = readPath(element.children[0] as Node, ctx.requested);
			if (path.kind === 'extended') {
				changes.properties.set(path.key, readExtended(path, element, ctx));
			}
			return;
		}
		default:
			throw new EwsError(
				'ErrorInvalidPropertySet',
				'Set action is invalid for property.',
				wrap('FieldURI', '', { FieldURI: `folder:${element.name}` }),
			);
	}
}

/** Puts everything but name and class into the folder. */
export function writeFolder(folder: Folder, changes: FolderChanges, ctx: Context): void {
	for (const [key, value] of changes.properties) folder.properties.set(key, value);
	if (changes.search !== undefined) folder.search = changes.search;
	if (changes.permissions !== undefined && ctx.rules.holds('permissions-are-kept')) {
		folder.permissions.clear();
		for (const [who, rights] of changes.permissions) folder.permissions.set(who, rights);
	}
}
