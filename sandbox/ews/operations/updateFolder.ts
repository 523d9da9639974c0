import { demand, folderOf } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { folderElement, folderIdXml } from '../fields/folderShape';
import { findPath, pathXml, readPath } from '../fields/path';
import { demandLoose } from '../folder/managed';
import { readFolderElement, writeFolder, type FolderChanges } from '../folder/write';
import { answer, attempt, success, type Answer } from '../response';
import { below, child, type Node } from '../xml/node';
import type { Folder } from '../../store';
import { checkName } from './createFolder';

const NAME = 'UpdateFolderResponseMessage';

function apply(change: Node, folder: Folder, ctx: Context): void {
	const path = readPath(findPath(change) as Node, ctx.requested);
	const action = change.name.replace('FolderField', '').replace('To', '');
	const refuse = (code: string) =>
		new EwsError(code, `${action} action is invalid for property.`, pathXml(path));
	if (change.name === 'AppendToFolderField') throw refuse('ErrorInvalidPropertyAppend');
	if (change.name === 'DeleteFolderField') {
		if (path.kind === 'extended') folder.properties.delete(path.key);
		else if (path.kind === 'field' && path.uri === 'folder:PermissionSet') {
			folder.permissions.clear();
		} else throw refuse('ErrorInvalidPropertyDelete');
		return;
	}
	const holder = change.children.find((node) => !node.name.endsWith('URI')) as Node;
	if (holder.children.length !== 1) throw refuse('ErrorIncorrectUpdatePropertyCount');
	const value = holder.children[0] as Node;
	const uri = path.kind === 'field' ? path.uri : undefined;
	const element = path.kind === 'extended' ? 'ExtendedProperty' : uri?.split(':')[1];
	if (value.name !== element) throw refuse('ErrorUpdatePropertyMismatch');
	const fixed = uri === 'folder:DisplayName' || uri === 'folder:FolderClass';
	if (fixed && folder.distinguished.length > 0) throw refuse('ErrorInvalidPropertySet');
	if (uri === 'folder:SearchParameters' && folder.search === undefined) {
		throw refuse('ErrorInvalidPropertySet');
	}
	const changes: FolderChanges = { properties: new Map() };
	readFolderElement(value, folderElement(folder), changes, ctx);
	if (changes.displayName !== undefined) {
		demandLoose(folder, ctx);
		if (folder.parent) checkName(folder.parent, changes.displayName, ctx, folder);
		folder.displayName = changes.displayName;
	}
	if (changes.folderClass !== undefined) folder.folderClass = changes.folderClass;
	writeFolder(folder, changes, ctx);
}

export function updateFolder(request: Node, ctx: Context): Answer {
	const messages = below(request, 'FolderChanges').map((change) =>
		attempt(NAME, '<m:Folders/>', () => {
			const folder = folderOf(ctx, change.children[0] as Node);
			demand(ctx, folder, 'FolderOwner');
			for (const one of child(change, 'Updates')?.children ?? []) apply(one, folder, ctx);
			ctx.store.changeFolder(folder);
			ctx.writes += 1;
			return success(NAME, `<m:Folders>${folderIdXml(folder)}</m:Folders>`);
		}),
	);
	return answer('UpdateFolder', messages);
}
