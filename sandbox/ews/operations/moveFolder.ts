import { demand, folderOf, targetFolder } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { folderIdXml } from '../fields/folderShape';
import { answer, attempt, success, type Answer } from '../response';
import { below, child, type Node } from '../xml/node';
import type { Folder } from '../../store';
import { checkName } from './createFolder';

const NAME = 'MoveFolderResponseMessage';

function inside(folder: Folder, of: Folder): boolean {
	for (let at: Folder | undefined = folder; at !== undefined; at = at.parent) {
		if (at === of) return true;
	}
	return false;
}

export function moveFolder(request: Node, ctx: Context): Answer {
	const messages = below(request, 'FolderIds').map((node) =>
		attempt(NAME, '<m:Folders/>', () => {
			const target = targetFolder(ctx, child(request, 'ToFolderId') as Node);
			const folder = folderOf(ctx, node);
			if (folder.distinguished.length > 0) {
				throw new EwsError(
					'ErrorMoveDistinguishedFolder',
					'Distinguished folders cannot be moved.',
				);
			}
			demand(ctx, folder, 'FolderOwner');
			demand(ctx, target, 'CreateSubfolders');
			if (inside(target, folder) || target.mailbox !== folder.mailbox) {
				throw new EwsError('ErrorMoveCopyFailed', 'The move or copy operation failed.');
			}
			checkName(target, folder.displayName, folder);
			ctx.store.moveFolder(folder, target);
			ctx.writes += 1;
			return success(NAME, `<m:Folders>${folderIdXml(folder)}</m:Folders>`);
		}),
	);
	return answer('MoveFolder', messages);
}
