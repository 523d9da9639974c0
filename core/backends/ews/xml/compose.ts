import type { FieldPart } from '../codecs/codec';
import { parsePath } from '../decode/path';
import { element, type Xml } from './element';
import { fieldPath } from './field';
import { placeOf } from './order';

/** An element that several columns fill together. */
class Draft {
	attributes: Record<string, string> | null = null;
	/** Attributes unless `attributes` has them. */
	defaults: Readonly<Record<string, string>> | null = null;
	text: string | undefined = undefined;
	content: readonly Xml[] | undefined = undefined;
	readonly children: Draft[] = [];

	constructor(
		readonly name: string,
		readonly key: string | undefined,
	) {
		if (key !== undefined) this.attributes = { Key: key };
	}
}

/**
 * One item or folder element of its parts: children in the schema's order, entries of one collection
 * together. Parts without a value are left out.
 */
export function compose(name: string, parts: readonly FieldPart[]): Xml {
	const root = new Draft(name, undefined);
	const extended: Xml[] = [];
	for (const part of parts) {
		if (isEmpty(part)) continue;
		if (part.at === undefined) extended.push(extendedProperty(part));
		else fill(root, part, part.at);
	}
	return finish(root, extended);
}

/** Whether the part deletes its property. */
export const isEmpty = ({ text, content, values }: FieldPart): boolean =>
	text === undefined && content === undefined && values === undefined;

function fill(root: Draft, part: FieldPart, at: string): void {
	const { steps, attribute } = parsePath(at);
	let target = root;
	for (const { name, key } of steps) {
		let next = target.children.find((child) => child.name === name && child.key === key);
		if (!next) target.children.push((next = new Draft(name, key)));
		target = next;
	}
	if (part.attributes) {
		target.defaults = target.defaults
			? { ...target.defaults, ...part.attributes }
			: part.attributes;
	}
	if (attribute !== undefined) (target.attributes ??= {})[attribute] = part.text ?? '';
	else if (part.content) target.content = part.content;
	else target.text = part.text ?? '';
}

function finish(
	{ name, attributes, defaults, text, content, children }: Draft,
	extra: readonly Xml[] = [],
): Xml {
	const all = defaults && attributes ? { ...defaults, ...attributes } : (defaults ?? attributes);
	if (children.length === 0 && extra.length === 0) return element(`t:${name}`, all, text, content);
	const ordered = children.map((child) => ({ place: place(name, child.name), xml: finish(child) }));
	for (const xml of extra) ordered.push({ place: place(name, 'ExtendedProperty'), xml });
	ordered.sort((left, right) => left.place - right.place);
	return element(
		`t:${name}`,
		all,
		text,
		content,
		ordered.map(({ xml }) => xml),
	);
}

const place = (parent: string, child: string): number =>
	placeOf(parent, child) ?? Number.MAX_SAFE_INTEGER;

/** https://learn.microsoft.com/exchange/client-developer/web-service-reference/extendedproperty */
function extendedProperty({ field, text, values }: FieldPart): Xml {
	return element(
		't:ExtendedProperty',
		null,
		fieldPath(field),
		values
			? element(
					't:Values',
					null,
					values.map((value) => element('t:Value', null, value)),
				)
			: element('t:Value', null, text),
	);
}
