import type { XmlTree } from '../decode/tree';
import { element, type Xml } from './element';

/** An element that was read, to be sent back as it was; `prefix` such as `t:` for all its names. */
export function treeXml(tree: XmlTree, prefix = ''): Xml {
	const { name, attributes, children, text } = tree;
	return element(
		`${prefix}${name}`,
		attributes,
		children.length === 0 ? text : children.map((child) => treeXml(child, prefix)),
	);
}
