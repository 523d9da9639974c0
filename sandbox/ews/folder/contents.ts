import type { Folder, Item } from '../../store';

function* within(folder: Folder, deep: boolean): Generator<Item> {
	yield* folder.items;
	if (!deep) return;
	for (const inner of folder.children) yield* within(inner, deep);
}

/** Items of a folder; of a search folder those that it finds, each once. */
export function itemsIn(folder: Folder): Iterable<Item> {
	const { search } = folder;
	if (search === undefined) return folder.items;
	const found = new Set<Item>();
	for (const root of search.roots) {
		for (const item of within(root, search.traversal === 'Deep')) {
			if (!item.associated && search.matches(item)) found.add(item);
		}
	}
	return found;
}
