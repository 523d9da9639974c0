import type { Row } from '../../../schema/column';
import { propertySetGuid } from '../xml/field';
import type { AttributeReader } from './attributes';
import { ELEMENT } from './element';
import type { Name } from './names';
import type { Place, RecordPattern } from './pattern';
import type { PlanNode } from './planNode';
import { type RowPlan, patternOf } from './rowPlan';
import { TreeReader, type XmlTree } from './tree';

/** Turns one item or folder element into a row while its pieces arrive. */
export class RowReader {
	#row: Row = {};
	readonly #path: PlanNode[] = [];
	#pattern: RecordPattern | undefined;
	/** Beside `#path`: what the pattern knows of each; undefined: nothing. */
	readonly #places: Array<Place | undefined> = [];
	#epoch = -1;
	/** Depth inside an element that nobody asked for. */
	#skipped = 0;
	#trees: Array<XmlTree | undefined> = [];
	#treeReader: TreeReader | undefined;
	#treeSlot = 0;
	/** Inside ExtendedProperty: 1, deeper: more. */
	#extendedDepth = 0;
	#extended: PlanNode | undefined;

	/** `element` is the table's own element; rows of others are marked. */
	constructor(
		private readonly plan: RowPlan,
		private readonly element: string | undefined,
	) {}

	begin(name: Name, attributes: AttributeReader): void {
		this.#row = { ...this.plan.empty };
		if (name.local !== this.element) (this.#row as { [ELEMENT]?: string })[ELEMENT] = name.local;
		this.#path.length = 0;
		this.#path.push(this.plan.root);
		this.#pattern = patternOf(this.plan, name.prefix);
		this.#pattern?.begin();
		this.#places.length = 0;
		this.#places.push(this.#pattern?.top);
		this.#epoch = attributes.epoch;
		if (this.plan.treeCount > 0) this.#trees = new Array<undefined>(this.plan.treeCount);
	}

	/** Takes from the text what the pattern of the records knows; returns where that ends. */
	read(text: string, position: number, at: number, epoch: number): number {
		const isInside =
			this.#path.length !== 1 ||
			this.#skipped > 0 ||
			this.#extendedDepth > 0 ||
			this.#treeReader !== undefined;
		if (isInside || this.#pattern === undefined || epoch !== this.#epoch) return position;
		return this.#pattern.read(text, position, at, this.#row, this.#trees);
	}

	finish(): Row {
		const row = this.#row;
		for (const cell of this.plan.treeCells) {
			row[cell.column] = cell.decode(cell.slots.map((slot) => this.#trees[slot])) ?? null;
		}
		return row;
	}

	open(name: Name, attributes: AttributeReader): boolean {
		if (this.#skipped > 0) {
			this.#skipped++;
			return false;
		}
		if (this.#treeReader) return this.#treeReader.open(name, attributes);
		if (this.#extendedDepth > 0) return this.#openExtended(name, attributes);
		if (name.namespace !== 'types') return this.#skip();
		const parent = this.#path[this.#path.length - 1] as PlanNode;
		let node = parent.children.get(name.local);
		if (node?.keyed) node = node.keyed.get(attributes.get('Key') ?? '');
		if (!node) {
			if (this.#path.length === 1 && name.local === 'ExtendedProperty') {
				this.#extendedDepth = 1;
				this.#extended = undefined;
				return false;
			}
			return this.#skip();
		}
		if (node.attributes.length > 0) {
			for (const { column, attribute, decode } of node.attributes) {
				const value = attributes.get(attribute);
				if (value !== undefined) this.#row[column] = decode ? decode(value) : value;
			}
		}
		const place = this.#places[this.#places.length - 1];
		const inner = place && this.#pattern?.learn(place, node, name, attributes);
		if (node.tree !== undefined) {
			this.#treeReader = new TreeReader();
			this.#treeSlot = node.tree;
			return this.#treeReader.open(name, attributes);
		}
		this.#path.push(node);
		this.#places.push(inner);
		return node.cells.length > 0;
	}

	#skip(): false {
		this.#skipped = 1;
		return false;
	}

	#openExtended(name: Name, attributes: AttributeReader): boolean {
		const outside = name.namespace !== 'types' || this.#extendedDepth > 1;
		if (!outside && name.local === 'ExtendedFieldURI') {
			this.#extended = this.plan.extended.get(extendedKey(attributes));
		} else if (!outside && this.#extended && name.local === 'Value') {
			this.#extendedDepth++;
			return this.#extended.cells.length > 0;
		} else if (!outside && this.#extended?.tree !== undefined && name.local === 'Values') {
			this.#treeReader = new TreeReader();
			this.#treeSlot = this.#extended.tree;
			return this.#treeReader.open(name, attributes);
		}
		return this.#skip();
	}

	/** The end of an element inside the item. */
	close(text: string): void {
		if (this.#skipped > 0) {
			this.#skipped--;
			return;
		}
		if (this.#treeReader) {
			const tree = this.#treeReader.close(text);
			if (tree) {
				this.#trees[this.#treeSlot] = tree;
				this.#treeReader = undefined;
			}
			return;
		}
		if (this.#extendedDepth > 0) {
			this.#extendedDepth--;
			if (this.#extendedDepth === 1 && this.#extended) this.#store(this.#extended, text);
			return;
		}
		const node = this.#path.pop();
		this.#places.pop();
		if (node && node.cells.length > 0) this.#store(node, text);
	}

	#store(node: PlanNode, text: string): void {
		for (const { column, decode } of node.cells) {
			this.#row[column] = decode ? decode(text) : text;
		}
	}
}

function extendedKey(attributes: AttributeReader): string {
	const tag = attributes.get('PropertyTag');
	if (tag !== undefined) return `tag:${Number(tag)}`;
	const set = attributes.get('DistinguishedPropertySetId') ?? attributes.get('PropertySetId') ?? '';
	const id = attributes.get('PropertyId');
	return `${propertySetGuid(set)}:${id === undefined ? JSON.stringify(attributes.get('PropertyName')) : Number(id)}`;
}
