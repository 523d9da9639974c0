import type { XmlTree } from '../decode/tree';
import type { TreeCodec } from './codec';

/** Elements as properties, lower camel case; repeated ones as a list. Read only. */
export const object: TreeCodec = {
	kind: 'tree',
	decode: ([tree]) => (tree ? plain(tree) : null),
};

function plain(tree: XmlTree): unknown {
	const attributes = Object.entries(tree.attributes);
	if (tree.children.length === 0 && attributes.length === 0) return tree.text;
	const result: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
	for (const [name, value] of attributes) result[key(name)] = value;
	if (tree.children.length === 0 && tree.text !== '') result.value = tree.text;
	for (const child of tree.children) {
		const name = key(child.name);
		const value = plain(child);
		const before = result[name];
		if (before === undefined) result[name] = value;
		else result[name] = Array.isArray(before) ? [...(before as unknown[]), value] : [before, value];
	}
	return { ...result };
}

const key = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
