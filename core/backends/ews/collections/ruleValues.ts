import { InputError } from '../../../errors';
import { nearest } from '../../../schema/suggest';
import { convert, type Target } from '../../../schema/value';
import type { Row } from '../../../schema/column';
import { child, childText, type XmlTree } from '../decode/tree';
import { decodeMailbox, type Recipient } from '../codecs/recipient';
import { element, type Xml } from '../xml/element';
import { folderId } from '../xml/field';
import { GROUPS, type RuleGroup, type RulePart } from './ruleParts';

/** A group of a rule in Graph's form: parts by their name. */
export type RuleObject = Readonly<Record<string, unknown>>;

interface Kind {
	decode(tree: XmlTree, part: RulePart): unknown;
	encode(value: unknown): ReadonlyArray<Xml | string>;
	/** @throws InputError */
	read(value: unknown, target: Target, rules: { readonly timeZone: string }): unknown;
}

const strings = (tree: XmlTree): string[] => tree.children.map(({ text }) => text);
const typed =
	(type: Target['type']): Kind['read'] =>
	(value, target, rules) =>
		convert({ ...target, type }, value, rules);

const isFields = (value: unknown): value is Readonly<Row> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{minimumSize, maximumSize}` and `{startDateTime, endDateTime}`: one of them may be left out. */
function range(bounds: readonly string[], type: 'integer' | 'dateTime'): Kind {
	const elementOf = (bound: string) => bound.charAt(0).toUpperCase() + bound.slice(1);
	return {
		decode: (tree) =>
			Object.fromEntries(
				bounds.flatMap((bound) => {
					const text = childText(tree, elementOf(bound));
					return text === undefined ? [] : [[bound, type === 'integer' ? Number(text) : text]];
				}),
			),
		encode: (value) =>
			bounds.flatMap((bound) => {
				const held = (value as Row)[bound];
				return held === undefined ? [] : [element(`t:${elementOf(bound)}`, null, String(held))];
			}),
		read: (value, target, rules) => {
			const given = isFields(value) ? value : {};
			const entries = bounds
				.filter((bound) => given[bound] !== undefined && given[bound] !== null)
				.map((bound) => [bound, convert({ ...target, type }, given[bound], rules)] as const);
			if (entries.length > 0) return Object.fromEntries(entries);
			throw new InputError(`'${target.label}' must be an object with ${bounds.join(' or ')}`, {
				field: target.id,
				advice: 'Change the value, or leave it out.',
			});
		},
	};
}

const spelling = (choice: string): string =>
	choice === 'fyi' ? 'FYI' : choice.charAt(0).toUpperCase() + choice.slice(1);

const KINDS: Readonly<Record<RulePart['kind'], Kind>> = {
	texts: {
		decode: strings,
		encode: (value) => (value as string[]).map((text) => element('t:String', null, text)),
		read: typed('textList'),
	},
	flag: {
		decode: ({ text }) => text.trim() === 'true' || text.trim() === '1',
		encode: () => ['true'],
		read: typed('boolean'),
	},
	recipients: {
		decode: (tree) => tree.children.map(decodeMailbox),
		encode: (value) =>
			(value as Recipient[]).map(({ name, address, routingType }) =>
				element(
					't:Address',
					null,
					name ? element('t:Name', null, name) : undefined,
					element('t:EmailAddress', null, address ?? ''),
					element('t:RoutingType', null, routingType ?? 'SMTP'),
				),
			),
		read: typed('recipientList'),
	},
	choice: {
		decode: ({ text }, { choices = [] }) =>
			choices.find((choice) => spelling(choice) === text.trim()) ?? text.trim(),
		encode: (value) => [spelling(String(value))],
		read: typed('choice'),
	},
	folder: {
		decode: ({ children: [folder] }) => folder?.attributes.Id ?? null,
		encode: (value) => [folderId({ id: String(value) })],
		read: typed('id'),
	},
	item: {
		decode: ({ attributes }) => attributes.Id ?? null,
		encode: () => [],
		read: typed('id'),
	},
	dates: range(['startDateTime', 'endDateTime'], 'dateTime'),
	sizes: range(['minimumSize', 'maximumSize'], 'integer'),
};

/** A group as the server holds it; null when it is empty. */
export function decodeGroup(rule: XmlTree, group: RuleGroup): RuleObject | null {
	const { element: name, parts } = GROUPS[group];
	const entries = (child(rule, name)?.children ?? []).flatMap((tree) => {
		const part = parts.find((one) => one.element === tree.name);
		return part ? [[part.id, KINDS[part.kind].decode(tree, part)] as const] : [];
	});
	return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** The group as an element, parts in the order of the schema. */
export function encodeGroup(value: RuleObject, group: RuleGroup): Xml {
	const { element: name, parts } = GROUPS[group];
	return element(
		`t:${name}`,
		null,
		parts
			.filter(({ id }) => id in value)
			.map((part) => {
				// An id of an item is its element's attribute.
				if (part.kind === 'item')
					return element(`t:${part.element}`, { Id: String(value[part.id]) });
				return element(`t:${part.element}`, null, KINDS[part.kind].encode(value[part.id]));
			}),
	);
}

/**
 * A group as a person gave it, in the form in which it is read: what is false or empty is no part of a rule.
 * @throws InputError naming the part
 */
export function readGroup(
	value: unknown,
	group: RuleGroup,
	rules: { readonly timeZone: string },
): RuleObject {
	const { label, parts } = GROUPS[group];
	if (value === null || value === undefined) return {};
	if (!isFields(value)) {
		throw new InputError(`'${label}' must be an object`, {
			field: group,
			advice:
				"Write it in the form of Microsoft Graph's messageRule, such as {subjectContains: ['x']}.",
		});
	}
	const read: Record<string, unknown> = {};
	for (const [name, given] of Object.entries(value)) {
		const part = partOf(name, group);
		if (isNothing(given)) continue;
		const target: Target = {
			id: `${group}.${part.id}`,
			label: `${label}: ${part.id}`,
			type: 'object',
			...(part.choices && { choices: part.choices }),
		};
		const held = KINDS[part.kind].read(given, target, rules);
		if (held !== false && !isNothing(held)) read[part.id] = held;
	}
	const ordered = parts.filter(({ id }) => id in read).map(({ id }) => [id, read[id]]);
	return Object.fromEntries(ordered) as RuleObject;
}

const isNothing = (value: unknown): boolean =>
	value === null ||
	value === undefined ||
	value === '' ||
	value === false ||
	(Array.isArray(value) && value.length === 0);

function partOf(name: string, group: RuleGroup): RulePart {
	const { label, parts } = GROUPS[group];
	const wanted = name.toLowerCase();
	const found = parts.find(
		({ id, element: spelt }) => id.toLowerCase() === wanted || spelt.toLowerCase() === wanted,
	);
	if (found) return found;
	const near = nearest(
		name,
		parts.map(({ id }) => id),
	);
	throw new InputError(`'${label}' of a rule have no '${name}'`, {
		field: `${group}.${name}`,
		advice: near
			? `Did you mean '${near}'?`
			: `Choose among: ${parts.map(({ id }) => id).join(', ')}.`,
	});
}

/** Equal texts mean the same group: names of people make no difference. */
export function groupKey(value: RuleObject | null): string {
	return JSON.stringify(value ?? {}, (_key, part: unknown) => {
		if (!isFields(part)) return part;
		if ('address' in part) return String(part.address ?? '').toLowerCase();
		return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
	});
}
