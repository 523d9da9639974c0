import type { FieldPart } from '../codecs/codec';
import { parsePath } from '../decode/path';
import { element, type Xml } from './element';
import { fieldPath } from './field';
import { placeOf } from './order';

/** An element that several columns fill together. */
interface Draft {
	readonly name: string;
	readonly key?: string;
	readonly attributes: Record<string, string>;
	readonly defaults: Record<string, string>;
	text?: string;
	content?: readonly Xml[];
	readonly children: Draft[];
}

const draft = (name: string, key?: string): Draft => ({
	name,
	...(key === undefined ? {} : { key }),
	attributes: key === undefined ? {} : { Key: key },
	defaults: {},
	children: [],
});

/**
 * One item or folder element of its parts: children in the schema's order, entries of one collection
 * together. Parts without a value are left out.
 */
export function compose(name: string, parts: readonly FieldPart[]): Xml {
	const root = draft(name);
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
		if (!next) target.children.push((next = draft(name, key)));
		target = next;
	}
	Object.assign(target.defaults, part.attributes);
	if (attribute !== undefined) target.attributes[attribute] = part.text ?? '';
	else if (part.content) target.content = part.content;
	else target.text = part.text ?? '';
}

function finish(
	{ name, attributes, defaults, text, content, children }: Draft,
	extra: readonly Xml[] = [],
): Xml {
	const ordered = children.map((child) => ({ place: place(name, child.name), xml: finish(child) }));
	for (const xml of extra) ordered.push({ place: place(name, 'ExtendedProperty'), xml });
	ordered.sort((left, right) => left.place - right.place);
	return element(
		`t:${name}`,
		{ ...defaults, ...attributes },
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
