import { existingFolder } from '../access';
import type { Context } from '../context';
import { FolderShape } from '../fields/folderShape';
import { answer, attempt, success, type Answer } from '../response';
import { below, child, type Node } from '../xml/node';

const NAME = 'GetFolderResponseMessage';

export function getFolder(request: Node, ctx: Context): Answer {
	const messages = below(request, 'FolderIds').map((node) =>
		attempt(NAME, '<m:Folders/>', () => {
			const shape = new FolderShape(child(request, 'FolderShape') as Node, ctx, false);
			return success(NAME, `<m:Folders>${shape.print(existingFolder(ctx, node))}</m:Folders>`);
		}),
	);
	return answer('GetFolder', messages);
}
