import type { Row } from '../../../schema/column';
import type { AttributeReader } from './attributes';
import { copy } from './copy';
import type { Name } from './names';
import { expandReferences } from './references';
import type { PlanNode } from './planNode';
import type { XmlTree } from './tree';

/** An element that records had, in its place among its siblings. */
interface Step {
	readonly node: PlanNode;
	readonly kind: 'text' | 'attributes' | 'list' | 'parent';
	/** The start tag; with attributes that vary, up to the first value. */
	readonly start: string;
	/** The end tag. */
	readonly end: string;
	/** What follows each value, where attributes vary. */
	readonly rests: readonly string[];
	readonly place: Place;
}

/** An element on the way to values, and what stood in it so far. */
export class Place {
	readonly steps: Step[] = [];
	/** Where an element that was not known yet belongs. */
	next = 0;
}

/** One capture of the expression; none of the parts: a name that only the expression needs. */
interface Capture {
	/** Index of the step at the top. */
	readonly step: number;
	readonly cells?: PlanNode['cells'];
	readonly tree?: { readonly slot: number; readonly name: string };
}

const MOST_STEPS = 150;
const LONGEST_TAG = 200;
const NO_ATTRIBUTES: Readonly<Record<string, string>> = Object.freeze({});
const LIST_ENTRY = /<(?:[^:>]*:)?([^>]*)>([^<]*)<[^>]*>/g;

/**
 * What the records of a read look like, as one regular expression that takes a whole record at once.
 * Records repeat the same elements in the same order, so the expression is learned from those that were
 * read the long way: every element in its order, each optional. What it does not take is read the long
 * way, so it decides nothing but speed. No part of it can match in two ways, so it takes linear time.
 */
export class RecordPattern {
	readonly top = new Place();
	#expression: RegExp | undefined;
	#captures: Capture[] = [];
	#records = 0;
	#nextCompile = 1;
	#hasNews = false;

	constructor(private readonly prefix: string) {}

	/** A record begins. */
	begin(): void {
		this.top.next = 0;
		// Ever more rarely, so that a server with ever new elements gains nothing.
		if (++this.#records <= this.#nextCompile || !this.#hasNews) return;
		this.#nextCompile = this.#records * 2;
		this.#hasNews = false;
		this.#captures = [];
		this.#expression = new RegExp(this.#source(this.top, undefined), 'y');
	}

	/** Takes elements from `position` on into the row; returns where they end. */
	read(text: string, position: number, at: number, row: Row, trees: Array<XmlTree | undefined>) {
		const expression = this.#expression;
		if (expression === undefined) return position;
		expression.lastIndex = position;
		const match = expression.exec(text);
		if (match === null || match[0].length === 0) return position;
		const isMarked = match[0].includes('&') || match[0].includes('\r');
		const captures = this.#captures;
		let last = -1;
		for (let index = 0; index < captures.length; index++) {
			const found = match[index + 1];
			if (found === undefined) continue;
			const { cells, tree, step } = captures[index] as Capture;
			last = step;
			if (cells !== undefined) {
				const value = isMarked ? unmarked(found, at + position) : copy(found);
				for (let cell = 0; cell < cells.length; cell++) {
					const { column, decode } = cells[cell] as PlanNode['cells'][number];
					row[column] = decode ? decode(value) : value;
				}
			} else if (tree !== undefined) {
				trees[tree.slot] = listTree(tree.name, found, at + position);
			}
		}
		this.top.next = last + 1;
		return position + match[0].length;
	}

	/** Remembers an element that was read the long way; returns the place inside it. */
	learn(place: Place, node: PlanNode, name: Name, attributes: AttributeReader): Place | undefined {
		const known = place.steps.findIndex((step) => step.node === node);
		if (known !== -1) {
			const step = place.steps[known] as Step;
			if (known < place.next) {
				// It was met before what stands before it here: the order was guessed from records without both.
				place.steps.splice(known, 1);
				place.steps.splice(place.next - 1, 0, step);
				this.#hasNews = true;
			} else {
				place.next = known + 1;
			}
			step.place.next = 0;
			return step.place;
		}
		const shape = name.prefix === this.prefix ? shapeOf(node, attributes) : undefined;
		if (!shape || shape.start.length > LONGEST_TAG || place.steps.length >= MOST_STEPS) {
			return undefined;
		}
		const step: Step = { node, end: `</${name.raw}>`, place: new Place(), ...shape };
		place.steps.splice(place.next, 0, step);
		place.next++;
		this.#hasNews = true;
		return step.place;
	}

	#source(place: Place, outer: number | undefined): string {
		return place.steps
			.map((step, index) => `(?:${this.#stepSource(step, outer ?? index)})?`)
			.join('');
	}

	#stepSource({ kind, node, start, end, rests, place }: Step, step: number): string {
		switch (kind) {
			case 'text':
				this.#captures.push({ step, cells: node.cells });
				return `${literal(start)}([^<]*)${literal(end)}`;
			case 'attributes':
				return (
					literal(start) +
					rests
						.map((rest, index) => {
							const cell = node.attributes[index];
							this.#captures.push({ step, cells: cell && [cell] });
							return `([^"<&\\x00-\\x1f]*)${literal(rest)}`;
						})
						.join('')
				);
			case 'list': {
				const name = end.slice(end.indexOf(':') + 1, -1);
				this.#captures.push({ step, tree: { slot: node.tree ?? 0, name } }, { step });
				const prefix = this.prefix === '' ? '' : `${literal(this.prefix)}:`;
				const entry = `<${prefix}(\\w{1,64})>[^<]*</${prefix}\\${this.#captures.length}>`;
				return `${literal(start)}((?:${entry})*)${literal(end)}`;
			}
			case 'parent':
				return literal(start) + this.#source(place, step) + literal(end);
		}
	}
}

function shapeOf(
	node: PlanNode,
	attributes: AttributeReader,
): Pick<Step, 'kind' | 'start' | 'rests'> | undefined {
	const hasChildren = node.children.size > 0 || node.keyed !== undefined;
	const hasCells = node.cells.length > 0;
	if (node.attributes.length > 0) {
		if (hasChildren || hasCells || !attributes.isEmptyTag || node.tree !== undefined) {
			return undefined;
		}
		const parts = attributes.parts();
		const isAsked =
			parts?.names.length === node.attributes.length &&
			parts.names.every((name, index) => node.attributes[index]?.attribute === name);
		return isAsked ? { kind: 'attributes', start: parts.start, rests: parts.rests } : undefined;
	}
	if (attributes.isEmptyTag || attributes.declares) return undefined;
	const start = attributes.source();
	if (node.tree !== undefined) {
		return attributes.count === 0 ? { kind: 'list', start, rests: [] } : undefined;
	}
	if (!hasCells) return { kind: 'parent', start, rests: [] };
	return hasChildren ? undefined : { kind: 'text', start, rests: [] };
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Line ends first: a carriage return that was written as a reference stays. */
function unmarked(value: string, at: number): string {
	const lines = value.includes('\r') ? value.replace(/\r\n?/g, '\n') : value;
	return lines.includes('&') ? expandReferences(lines, at) : copy(lines);
}

/** An element whose children hold text only. */
function listTree(name: string, inner: string, at: number): XmlTree {
	const children: XmlTree[] = [];
	for (const [, child = '', value = ''] of inner.matchAll(LIST_ENTRY)) {
		children.push({
			name: copy(child),
			attributes: NO_ATTRIBUTES,
			children: [],
			text: unmarked(value, at),
		});
	}
	return { name, attributes: NO_ATTRIBUTES, children, text: '' };
}
