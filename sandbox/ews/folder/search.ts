import type { Folder, Search } from '../../store';
import { demand, folderOf } from '../access';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { structureXml } from '../fields/print';
import { structureOf } from '../fields/structure';
import { restriction, viewSubject } from '../search/restriction';
import { wholeView } from '../view';
import { wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';

/** SearchParameters as a client wrote them. @throws EwsError */
export function readSearch(node: Node, ctx: Context): Search {
	const asked = child(node, 'Restriction') as Node;
	const passes = restriction(asked, ctx);
	const roots = below(node, 'BaseFolderIds').map((one): Folder => {
		const folder = folderOf(ctx, one);
		if (folder.search !== undefined) {
			throw new EwsError(
				'ErrorCannotSpecifySearchFolderAsSourceFolder',
				'A search folder cannot be the source of a search folder.',
			);
		}
		demand(ctx, folder, 'ReadItems');
		return folder;
	});
	return {
		traversal: node.attributes['Traversal'] === 'Deep' ? 'Deep' : 'Shallow',
		roots,
		restriction: structureOf(asked),
		matches: (item) =>
			!ctx.rules.holds('search-folder-filters') || passes(viewSubject(wholeView(item))),
	};
}

export function searchXml(search: Search): string {
	const roots = search.roots
		.map(({ id, changeKey }) => wrap('FolderId', '', { Id: id, ChangeKey: changeKey }))
		.join('');
	return wrap('SearchParameters', structureXml(search.restriction) + wrap('BaseFolderIds', roots), {
		Traversal: search.traversal,
	});
}
