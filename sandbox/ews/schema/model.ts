import { ATTACHMENTS } from './attachments';
import { BULK } from './bulk';
import { COMMON } from './common';
import { CONTACTS } from './contacts';
import { DIRECTORY } from './directory';
import { FIELD_URIS } from './fieldUris';
import { FOLDERS } from './folders';
import { ITEMS } from './items';
import { MAILBOX } from './mailbox';
import { MEETINGS } from './meetings';
import { RECURRENCE } from './recurrence';
import { REQUESTS } from './requests';
import { RESPONSE_OBJECTS } from './responseObjects';
import { SEARCH } from './search';

/**
 * The EWS schema as data. Notation of a type:
 *   `A:T B:U? C:V* D:W+`  a sequence of elements; `( x | y )` a choice; `<Base …` an extension
 *   `@a:T` a required attribute, `@a:T?` an optional one
 *   `enum X Y`, `list T`, `simple T facet=…`, `text T @a:…` (text with attributes)
 *   type `any`: not looked into.
 */
export interface Particle {
	readonly kind: 'element' | 'sequence' | 'choice';
	readonly name?: string;
	readonly type?: string;
	readonly parts?: readonly Particle[];
	readonly min: 0 | 1;
	readonly max: 1 | typeof Infinity;
}
export interface AttributeModel {
	readonly type: string;
	readonly required: boolean;
}
export interface TypeModel {
	readonly name: string;
	readonly kind: 'complex' | 'text' | 'enum' | 'list' | 'simple';
	readonly content: Particle;
	readonly attributes: ReadonlyMap<string, AttributeModel>;
	/** text, list, simple: the type below. */
	readonly base: string;
	readonly values: ReadonlySet<string>;
	readonly facets: ReadonlyMap<string, string>;
}

const SOURCES: Readonly<Record<string, string>> = {
	...ATTACHMENTS,
	...BULK,
	...COMMON,
	...CONTACTS,
	...DIRECTORY,
	...FOLDERS,
	...ITEMS,
	...MAILBOX,
	...MEETINGS,
	...RECURRENCE,
	...REQUESTS,
	...RESPONSE_OBJECTS,
	...SEARCH,
	UnindexedFieldURIType: `enum ${Object.entries(FIELD_URIS)
		.flatMap(([prefix, names]) => names.split(' ').map((name) => `${prefix}:${name}`))
		.join(' ')}`,
};

const EMPTY: Particle = { kind: 'sequence', parts: [], min: 1, max: 1 };

function occurs(mark: string | undefined): Pick<Particle, 'min' | 'max'> {
	return {
		min: mark === '?' || mark === '*' ? 0 : 1,
		max: mark === '*' || mark === '+' ? Infinity : 1,
	};
}

/** Reads one particle list up to ")" or the end. */
function readParts(tokens: string[]): Particle {
	const branches: Particle[][] = [[]];
	for (let token = tokens.shift(); token !== undefined; token = tokens.shift()) {
		const branch = branches[branches.length - 1] as Particle[];
		if (token === '|') branches.push([]);
		else if (token === '(') branch.push(readParts(tokens));
		else if (token.startsWith(')')) {
			return group(branches, occurs(token[1]));
		} else {
			const [, name = '', type = '', mark] = token.match(/^(\w+):([\w.]+)([?*+])?$/) ?? [];
			branch.push({ kind: 'element', name, type, ...occurs(mark) });
		}
	}
	return group(branches, occurs(undefined));
}

function group(branches: Particle[][], occurrence: Pick<Particle, 'min' | 'max'>): Particle {
	if (branches.length === 1) return { kind: 'sequence', parts: branches[0], ...occurrence };
	const parts = branches.map((parts): Particle => {
		const [only] = parts;
		return parts.length === 1 && only ? only : { kind: 'sequence', parts, min: 1, max: 1 };
	});
	return { kind: 'choice', parts, ...occurrence };
}

function build(name: string): TypeModel | undefined {
	const source = SOURCES[name];
	if (source === undefined) return undefined;
	const words = source.trim().split(/\s+/);
	const [head = ''] = words;
	const model = {
		name,
		kind: 'complex' as TypeModel['kind'],
		content: EMPTY,
		attributes: new Map<string, AttributeModel>(),
		base: '',
		values: new Set<string>(),
		facets: new Map<string, string>(),
	};
	if (head === 'enum') return { ...model, kind: 'enum', values: new Set(words.slice(1)) };
	if (head === 'list') return { ...model, kind: 'list', base: words[1] ?? '' };
	if (words.length === 1 && /^\w+$/.test(head)) return { ...model, kind: 'simple', base: head };
	if (head === 'simple') {
		const facets = words.slice(2).map((w) => w.split(/=(.*)/s) as [string, string]);
		return {
			...model,
			kind: 'simple',
			base: (words[1] ?? '').replace(/^xs:/, ''),
			facets: new Map(facets),
		};
	}
	const parts: Particle[] = [];
	let rest = words;
	if (head === 'text') {
		model.kind = 'text';
		model.base = words[1] ?? '';
		rest = words.slice(2);
	} else if (head.startsWith('<')) {
		const base = typeModel(head.slice(1));
		if (base !== undefined) {
			parts.push(base.content);
			for (const [key, value] of base.attributes) model.attributes.set(key, value);
		}
		rest = words.slice(1);
	}
	const elements: string[] = [];
	for (const word of rest) {
		const attribute = word.match(/^@([\w:]+?):([\w.]+)(\?)?$/);
		if (attribute) {
			model.attributes.set(attribute[1] as string, {
				type: attribute[2] as string,
				required: attribute[3] === undefined,
			});
		} else elements.push(word);
	}
	const tokens = elements.join(' ').match(/\(|\)[?*+]?|\||[\w.]+:[\w.]+[?*+]?/g) ?? [];
	parts.push(readParts([...tokens]));
	model.content = { kind: 'sequence', parts, min: 1, max: 1 };
	return model;
}

const cache = new Map<string, TypeModel | undefined>();

/** Undefined for types of XML Schema itself and for `any`. */
export function typeModel(name: string): TypeModel | undefined {
	if (!cache.has(name)) cache.set(name, build(name));
	return cache.get(name);
}

/** Names of a type's elements in the order the schema demands. */
export function elementOrder(type: string): readonly string[] {
	const names: string[] = [];
	const walk = (particle: Particle) => {
		if (particle.name !== undefined) names.push(particle.name);
		particle.parts?.forEach(walk);
	};
	const model = typeModel(type);
	if (model !== undefined) walk(model.content);
	return names;
}
