import type { Node } from '../../sandbox/ews/xml/node';

export type { Node };
export { escape } from '../../sandbox/ews/xml/escape';

/** All elements of that local name below a node, in document order. */
export function all(node: Node | undefined, name: string): Node[] {
	if (node === undefined) return [];
	return node.children.flatMap((inner) =>
		inner.name === name ? [inner, ...all(inner, name)] : all(inner, name),
	);
}

/** The first element of that name, at any depth. */
export function first(node: Node | undefined, name: string): Node | undefined {
	return all(node, name)[0];
}

/** The element at a path of names, each a child of the one before. */
export function at(node: Node | undefined, ...path: readonly string[]): Node | undefined {
	return path.reduce<Node | undefined>(
		(found, name) => found?.children.find((inner) => inner.name === name),
		node,
	);
}

/** Text of the element at a path; undefined where there is none. */
export function text(node: Node | undefined, ...path: readonly string[]): string | undefined {
	return at(node, ...path)?.text;
}
