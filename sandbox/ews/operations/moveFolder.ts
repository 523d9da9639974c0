import { demand, folderOf, targetFolder } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { folderIdXml } from '../fields/folderShape';
import { demandLoose } from '../folder/managed';
import { answer, attempt, success, type Answer } from '../response';
import { atLeast } from '../version';
import { below, child, type Node } from '../xml/node';
import type { Folder } from '../../store';
import { checkName } from './createFolder';

function isInside(folder: Folder, of: Folder): boolean {
	for (let at: Folder | undefined = folder; at !== undefined; at = at.parent) {
		if (at === of) return true;
	}
	return false;
}

const failed = () => new EwsError('ErrorMoveCopyFailed', 'The move or copy operation failed.');

/** @throws EwsError ErrorToFolderNotFound */
function target(request: Node, ctx: Context): Folder {
	try {
		return targetFolder(ctx, child(request, 'ToFolderId') as Node);
	} catch (error) {
		if (error instanceof EwsError && error.code === 'ErrorFolderNotFound') {
			throw new EwsError('ErrorToFolderNotFound', 'The destination folder could not be found.');
		}
		throw error;
	}
}

function move(folder: Folder, to: Folder, ctx: Context): Folder {
	if (folder.distinguished.length > 0) {
		throw new EwsError('ErrorMoveDistinguishedFolder', 'Distinguished folders cannot be moved.');
	}
	demand(ctx, folder, 'FolderOwner');
	demandLoose(folder, ctx);
	if (to.mailbox !== folder.mailbox) throw failed();
	checkName(to, folder.displayName, ctx, folder);
	ctx.store.moveFolder(folder, to);
	return folder;
}

function copy(folder: Folder, to: Folder, ctx: Context): Folder {
	const isPublic = ctx.store.isPublic(folder) || ctx.store.isPublic(to);
	// Exchange 2013 and later copy no public folders.
	if (isPublic && atLeast(ctx.build, '15.0')) throw failed();
	demand(ctx, folder, 'ReadItems');
	checkName(to, folder.displayName, ctx);
	return ctx.store.copyFolder(folder, to, ctx.user.displayName);
}

/** MoveFolder and CopyFolder: the same request, the same answer. */
function transfer(
	operation: 'MoveFolder' | 'CopyFolder',
	work: (folder: Folder, to: Folder, ctx: Context) => Folder,
) {
	const name = `${operation}ResponseMessage`;
	return (request: Node, ctx: Context): Answer => {
		const messages = below(request, 'FolderIds').map((node) =>
			attempt(name, '<m:Folders/>', () => {
				const to = target(request, ctx);
				const folder = folderOf(ctx, node);
				demand(ctx, to, 'CreateSubfolders');
				if (isInside(to, folder)) throw failed();
				const result = work(folder, to, ctx);
				ctx.writes += 1;
				return success(name, `<m:Folders>${folderIdXml(result)}</m:Folders>`);
			}),
		);
		return answer(operation, messages);
	};
}

export const moveFolder = transfer('MoveFolder', move);
export const copyFolder = transfer('CopyFolder', copy);
