import { Scanner } from './scanner';
import { TreeReader, type XmlTree } from './tree';
import { XmlError } from './faults';

/** A whole document as one tree: what Exchange keeps as XML inside of a value. Same bounds as answers. */
export function readDocument(bytes: Uint8Array): XmlTree {
	const reader = new TreeReader();
	let root: XmlTree | undefined;
	const scanner = new Scanner({
		open: (name, attributes) => reader.open(name, attributes),
		close: (text) => {
			root = reader.close(text) ?? root;
		},
	});
	scanner.push(bytes);
	scanner.end();
	if (!root) throw new XmlError('no element', 0);
	return root;
}
