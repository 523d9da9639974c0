import { demand, existingFolder, folderOf } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { answer, attempt, success, type Answer } from '../response';
import { below, type Node } from '../xml/node';
import type { DeleteMode, Folder } from '../../store';

const DELETE = 'DeleteFolderResponseMessage';
const EMPTY = 'EmptyFolderResponseMessage';

function remove(folder: Folder, mode: string, ctx: Context): void {
	const bin = folder.mailbox.wellKnown.get('deleteditems');
	if (mode !== 'MoveToDeletedItems' || bin === undefined || folder.parent === bin) {
		if (mode === 'SoftDelete') softDeleteContents(folder, ctx);
		ctx.store.removeFolder(folder);
		return;
	}
	const taken = new Set(bin.children.map((one) => one.displayName.toLowerCase()));
	let name = folder.displayName;
	for (let n = 1; taken.has(name.toLowerCase()); n += 1) name = `${folder.displayName}${n}`;
	ctx.store.renameFolder(folder, name);
	ctx.store.moveFolder(folder, bin);
}

function softDeleteContents(folder: Folder, ctx: Context): void {
	for (const item of [...folder.items]) ctx.store.deleteItem(item, 'SoftDelete');
	for (const inner of folder.children) softDeleteContents(inner, ctx);
}

export function deleteFolder(request: Node, ctx: Context): Answer {
	const messages = below(request, 'FolderIds').map((node) =>
		attempt(DELETE, '', () => {
			const folder = existingFolder(ctx, node);
			if (folder.distinguished.length > 0 && ctx.rules.holds('distinguished-folders-stay')) {
				throw new EwsError(
					'ErrorDeleteDistinguishedFolder',
					'Distinguished folders cannot be deleted.',
				);
			}
			demand(ctx, folder, 'FolderOwner');
			remove(folder, request.attributes['DeleteType'] ?? '', ctx);
			ctx.writes += 1;
			return success(DELETE, '');
		}),
	);
	return answer('DeleteFolder', messages);
}

export function emptyFolder(request: Node, ctx: Context): Answer {
	const mode = (request.attributes['DeleteType'] ?? 'HardDelete') as DeleteMode;
	const subfolders = /^(true|1)$/.test(request.attributes['DeleteSubFolders'] ?? '');
	const messages = below(request, 'FolderIds').map((node) =>
		attempt(EMPTY, '', () => {
			const folder = folderOf(ctx, node);
			if (ctx.store.isPublic(folder)) {
				throw new EwsError('ErrorCannotEmptyFolder', 'A public folder cannot be emptied.');
			}
			// Calendars and search folders cannot be emptied.
			if (folder.folderClass.startsWith('IPF.Appointment') || folder.search !== undefined) {
				throw new EwsError('ErrorCannotEmptyFolder', 'The folder cannot be emptied.');
			}
			demand(ctx, folder, 'DeleteAllItems');
			for (const item of [...folder.items]) {
				ctx.store.deleteItem(item, mode, ctx.user.displayName);
				ctx.writes += 1;
			}
			if (subfolders && ctx.rules.holds('emptying-takes-subfolders')) {
				for (const inner of [...folder.children]) {
					if (inner.distinguished.length === 0) remove(inner, mode, ctx);
				}
			}
			return success(EMPTY, '');
		}),
	);
	return answer('EmptyFolder', messages);
}
