import { demand, folderOf } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { readExtended } from '../fields/extended';
import { folderIdXml } from '../fields/folderShape';
import { findPath, pathXml, readPath } from '../fields/path';
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
		if (path.kind !== 'extended') throw refuse('ErrorInvalidPropertyDelete');
		folder.properties.delete(path.key);
		return;
	}
	const holder = change.children.find((node) => !node.name.endsWith('URI')) as Node;
	if (holder.children.length !== 1) throw refuse('ErrorIncorrectUpdatePropertyCount');
	const value = holder.children[0] as Node;
	if (path.kind === 'extended') {
		folder.properties.set(path.key, readExtended(path, value, ctx));
	} else if (path.kind === 'field' && path.uri === 'folder:DisplayName') {
		if (value.name !== 'DisplayName') throw refuse('ErrorUpdatePropertyMismatch');
		if (folder.distinguished.length > 0) throw refuse('ErrorInvalidPropertySet');
		if (folder.parent) checkName(folder.parent, value.text, folder);
		folder.displayName = value.text;
	} else if (path.kind === 'field' && path.uri === 'folder:FolderClass') {
		if (folder.distinguished.length > 0) throw refuse('ErrorInvalidPropertySet');
		folder.folderClass = value.text.trim();
	} else {
		throw refuse('ErrorInvalidPropertySet');
	}
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
