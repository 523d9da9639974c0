import type { AttributeReader } from './attributes';
import { XmlLimitError } from './faults';
import type { Name } from './names';

/** A small part of an answer, kept as it stands: names without prefix, text exact. */
export interface XmlTree {
	readonly name: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly XmlTree[];
	/** The element's own text; white space between children included. */
	readonly text: string;
}

interface MutableTree extends XmlTree {
	children: MutableTree[];
	text: string;
}

const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});
/** Elements of one tree; the largest that EWS sends are attendee lists. */
const MOST_NODES = 200_000;

/** Builds a tree from scanner calls, beginning with the root's `open`. */
export class TreeReader {
	readonly #open: MutableTree[] = [];
	#root: MutableTree | undefined;
	#count = 0;

	/** The tree as far as it has come. */
	get root(): XmlTree | undefined {
		return this.#root;
	}

	open(name: Name, attributes: AttributeReader): true {
		if (++this.#count > MOST_NODES) throw new XmlLimitError('an element tree', MOST_NODES);
		const tree: MutableTree = {
			name: name.local,
			attributes: attributes.count === 0 ? NO_ATTRIBUTES : attributes.all(),
			children: [],
			text: '',
		};
		const parent = this.#open[this.#open.length - 1];
		if (parent) parent.children.push(tree);
		else this.#root = tree;
		this.#open.push(tree);
		return true;
	}

	/** The finished tree when this was its root's end. */
	close(text: string): XmlTree | undefined {
		const tree = this.#open.pop();
		if (tree) tree.text = text;
		return this.#open.length === 0 ? this.#root : undefined;
	}
}

export const child = (tree: XmlTree | undefined, name: string): XmlTree | undefined =>
	tree?.children.find((candidate) => candidate.name === name);

/** Text of a child, undefined when it is not there. */
export const childText = (tree: XmlTree | undefined, name: string): string | undefined =>
	child(tree, name)?.text;
