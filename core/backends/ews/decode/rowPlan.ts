import type { Column, Row } from '../../../schema/column';
import { codecOf, sourcesOf } from '../codecs';
import type { TreeCodec } from '../codecs/codec';
import { fieldKey } from '../xml/field';
import { type ElementPath, parsePath, valueAt } from './path';
import { RecordPattern } from './pattern';
import type { Cell, PlanNode } from './planNode';
import type { XmlTree } from './tree';

/** Made from kept elements when the item ends. */
export interface TreeCell {
	readonly column: string;
	readonly slots: readonly number[];
	decode(trees: ReadonlyArray<XmlTree | undefined>): unknown;
}

/** What to take from an item element, compiled once per read from the columns. */
export interface RowPlan {
	readonly root: PlanNode;
	/** All columns, null. */
	readonly empty: Row;
	readonly treeCount: number;
	readonly treeCells: readonly TreeCell[];
	/** By extended property: cells for Value, slot for Values. */
	readonly extended: ReadonlyMap<string, PlanNode>;
	/** What records of this plan look like, by the prefix that the server writes. */
	readonly patterns: Map<string, RecordPattern>;
}

/** Servers write one prefix or two. */
const MOST_PREFIXES = 4;

/** Undefined for a server that writes ever new prefixes. */
export function patternOf({ patterns }: RowPlan, prefix: string): RecordPattern | undefined {
	let pattern = patterns.get(prefix);
	if (!pattern && patterns.size < MOST_PREFIXES) {
		pattern = new RecordPattern(prefix);
		patterns.set(prefix, pattern);
	}
	return pattern;
}

const newNode = (): PlanNode => ({ children: new Map(), cells: [], attributes: [] });

interface Placed {
	readonly column: Column;
	readonly path: ElementPath;
}

const compiled = new WeakMap<readonly Column[], RowPlan>();

/** `id` and `changeKey` are always part of the row. Made once for a list of columns. */
export function compileRowPlan(columns: readonly Column[]): RowPlan {
	let plan = compiled.get(columns);
	if (!plan) {
		plan = compile(columns);
		compiled.set(columns, plan);
	}
	return plan;
}

function compile(columns: readonly Column[]): RowPlan {
	const empty: Row = {};
	for (const column of columns) empty[column.id] = null;
	empty.id = null;
	empty.changeKey = null;

	const root = newNode();
	const extended = new Map<string, PlanNode>();
	const treeCells: TreeCell[] = [];
	const slots = new Map<string, number>();
	const placed: Placed[] = [];

	const slotAt = (step: string): number => {
		const slot = slots.get(step) ?? slots.size;
		slots.set(step, slot);
		return slot;
	};
	const slotFor = (column: Column, at: string | undefined, key: string | undefined): number => {
		if (at !== undefined) {
			const [step] = parsePath(at).steps;
			const name = step?.name ?? at;
			nodeAt(root, name).tree = slotAt(name);
			return slotAt(name);
		}
		const node = extended.get(key ?? column.id) ?? newNode();
		extended.set(key ?? column.id, node);
		node.tree = slotAt(`extended ${key ?? column.id}`);
		return node.tree;
	};

	for (const column of columns) {
		const codec = codecOf(column);
		const sources = sourcesOf(column);
		if (codec.kind === 'tree') {
			const cell: TreeCell = {
				column: column.id,
				slots: sources.map(({ field, at }) => slotFor(column, at, fieldKey(field))),
				decode: treeDecoder(codec, column),
			};
			if (sources.length > 0) treeCells.push(cell);
			continue;
		}
		for (const { field, at } of sources) {
			if (at !== undefined) {
				placed.push({ column, path: parsePath(at) });
				continue;
			}
			const key = fieldKey(field);
			const node = extended.get(key) ?? newNode();
			extended.set(key, node);
			node.cells.push({ column: column.id, decode: codec.decoder(column) });
		}
	}

	for (const { column, path } of placed) {
		const [first] = path.steps;
		if (!first) continue;
		const codec = codecOf(column);
		if (codec.kind !== 'text') continue;
		const decode = codec.decoder(column);
		const ordinal = path.steps.some(({ place }) => place !== undefined);
		if (ordinal || slots.has(first.name)) {
			const slot = slotAt(first.name);
			nodeAt(root, first.name).tree = slot;
			treeCells.push({
				column: column.id,
				slots: [slot],
				decode: ([tree]) => {
					const value = tree && valueAt(tree, path);
					return value === undefined ? null : decode ? decode(value) : value;
				},
			});
			continue;
		}
		place(root, path, { column: column.id, decode });
	}
	for (const element of ['ItemId', 'FolderId']) {
		const node = nodeAt(root, element);
		node.attributes.push({ column: 'id', attribute: 'Id' });
		node.attributes.push({ column: 'changeKey', attribute: 'ChangeKey' });
	}
	return {
		root,
		// Read back from JSON, because V8 keeps an object that grew by computed keys as a slow dictionary,
		// and all rows are copies of this one.
		empty: JSON.parse(JSON.stringify(empty)) as Row,
		treeCount: slots.size,
		treeCells,
		extended,
		patterns: new Map(),
	};
}

function treeDecoder(codec: TreeCodec, column: Column): TreeCell['decode'] {
	return (trees) => codec.decode(trees, column);
}

function nodeAt(parent: PlanNode, name: string): PlanNode {
	let node = parent.children.get(name);
	if (!node) parent.children.set(name, (node = newNode()));
	return node;
}

function place(root: PlanNode, path: ElementPath, cell: Cell): void {
	let node = root;
	for (const step of path.steps) {
		node = nodeAt(node, step.name);
		if (step.key !== undefined) {
			node.keyed ??= new Map();
			let entry = node.keyed.get(step.key);
			if (!entry) node.keyed.set(step.key, (entry = newNode()));
			node = entry;
		}
	}
	if (path.attribute === undefined) node.cells.push(cell);
	else node.attributes.push({ ...cell, attribute: path.attribute });
}
