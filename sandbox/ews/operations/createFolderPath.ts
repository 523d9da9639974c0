import type { Context } from '../context';
import { folderIdXml } from '../fields/folderShape';
import { answer, attempt, success, type Answer } from '../response';
import { below, child, type Node } from '../xml/node';
import type { Folder } from '../../store';
import { makeFolder, parentFolder } from './createFolder';

const NAME = 'CreateFolderPathResponseMessage';

/**
 * Each folder inside the one before; what is there already is used.
 * @see https://learn.microsoft.com/exchange/client-developer/web-service-reference/createfolderpath-operation
 */
export function createFolderPath(request: Node, ctx: Context): Answer {
	let at: Folder | undefined;
	const messages = below(request, 'RelativeFolderPath').map((node) =>
		attempt(NAME, '<m:Folders/>', () => {
			at ??= parentFolder(child(request, 'ParentFolderId')?.children[0] as Node, ctx);
			const name = child(node, 'DisplayName')?.text.toLowerCase();
			const there = at.children.find((one) => one.displayName.toLowerCase() === name);
			at = there ?? makeFolder(node, at, ctx);
			return success(NAME, `<m:Folders>${folderIdXml(at)}</m:Folders>`);
		}),
	);
	return answer('CreateFolderPath', messages);
}
