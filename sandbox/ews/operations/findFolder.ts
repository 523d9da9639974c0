import { folderOf, rights } from '../access';
import type { Context } from '../context';
import { folderSubject, FolderShape } from '../fields/folderShape';
import { answer, attempt, success, type Answer } from '../response';
import { page } from '../search/paging';
import { restriction } from '../search/restriction';
import { wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';
import type { Folder } from '../../store';

const NAME = 'FindFolderResponseMessage';

function inside(ctx: Context, folder: Folder, deep: boolean): Folder[] {
	const found: Folder[] = [];
	for (const inner of folder.children) {
		// A delegate sees only folders that are visible to it.
		if (rights(ctx, inner).has('FolderVisible')) found.push(inner);
		if (deep) found.push(...inside(ctx, inner, deep));
	}
	return found;
}

export function findFolder(request: Node, ctx: Context): Answer {
	const view = request.children.find((node) => node.name.endsWith('PageFolderView'));
	const traversal = request.attributes['Traversal'] ?? 'Shallow';
	const messages = below(request, 'ParentFolderIds').map((node) =>
		attempt(NAME, '', () => {
			const shape = new FolderShape(child(request, 'FolderShape') as Node, ctx, true);
			const passes = restriction(child(request, 'Restriction'), ctx);
			const parent = folderOf(ctx, node);
			const folders = traversal === 'SoftDeleted' ? [] : inside(ctx, parent, traversal === 'Deep');
			const part = page(
				folders.filter((folder) => passes(folderSubject(folder))),
				view,
			);
			const inner = part.rows.map((folder) => shape.print(folder)).join('');
			return success(NAME, wrap('m:RootFolder', wrap('Folders', inner), part.attributes));
		}),
	);
	return answer('FindFolder', messages);
}
