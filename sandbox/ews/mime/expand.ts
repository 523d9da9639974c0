import { TYPES, type Node } from '../xml/node';

/** An element as a client would have written it. */
export type Make = (
	name: string,
	content: string | readonly Node[],
	attributes?: Readonly<Record<string, string>>,
) => Node;

/** The item with the elements that its MIME content tells; what the client wrote itself wins. */
export function expand(node: Node, tell: (make: Make) => readonly Node[]): Node {
	const make: Make = (name, content, attributes = {}) => ({
		name,
		namespace: TYPES,
		attributes,
		children: typeof content === 'string' ? [] : content,
		text: typeof content === 'string' ? content : '',
		line: node.line,
		column: node.column,
	});
	const written = new Set(node.children.map(({ name }) => name));
	const told = tell(make).filter(({ name }) => !written.has(name));
	const children = node.children.filter(({ name }) => name !== 'MimeContent');
	return { ...node, children: [...children, ...told] };
}
