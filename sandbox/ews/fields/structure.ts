import type { Structure } from '../../store';
import type { Node } from '../xml/node';

/** Keeps an element as it came, without the white space between its children. */
export function structureOf(node: Node): Structure {
	const plain = Object.entries(node.attributes).filter(([name]) => !name.includes(':'));
	return {
		name: node.name,
		...(plain.length === 0 ? {} : { attributes: Object.fromEntries(plain) }),
		...(node.children.length === 0
			? { text: node.text }
			: { children: node.children.map(structureOf) }),
	};
}

export function childOf(structure: Structure | undefined, name: string): Structure | undefined {
	return structure?.children?.find((one) => one.name === name);
}

export function textOf(
	structure: Structure | undefined,
	...path: readonly string[]
): string | undefined {
	let found = structure;
	for (const name of path) found = childOf(found, name);
	return found?.text?.trim();
}
