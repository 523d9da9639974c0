import { readFileSync } from 'node:fs';

/** The few facts of the EWS schema that a column declaration is held against. */
export interface ComplexType {
	readonly base?: string;
	readonly children: ReadonlyMap<string, string>;
	readonly attributes: ReadonlySet<string>;
}

export interface EwsSchema {
	readonly fieldUris: ReadonlySet<string>;
	readonly dictionaryUris: ReadonlySet<string>;
	/** Values of a simple type. */
	values(type: string): readonly string[] | undefined;
	/** Type of a child element, base types included. */
	child(type: string, name: string): string | undefined;
	hasAttribute(type: string, name: string): boolean;
}

const attribute = (text: string, name: string) =>
	new RegExp(`\\b${name}="([^"]+)"`).exec(text)?.[1];
const bare = (name: string) => name.replace(/^\w+:/, '');

/** Reads types.xsd with regular expressions: named types, their elements and attributes. */
export function readEwsSchema(file: string): EwsSchema {
	const text = readFileSync(file, 'utf8').replace(/<!--[\s\S]*?-->/g, '');
	const complex = new Map<string, ComplexType>();
	const simple = new Map<string, string[]>();
	for (const body of text.split(/\n {2}(?=<xs:\w+ )/)) {
		const [, kind, name = ''] = /^<xs:(complexType|simpleType) name="(\w+)"/.exec(body) ?? [];
		if (!kind) continue;
		if (kind === 'simpleType') {
			simple.set(
				name,
				[...body.matchAll(/<xs:enumeration value="([^"]+)"/g)].map((entry) => entry[1] ?? ''),
			);
			continue;
		}
		const children = new Map<string, string>();
		for (const [tag] of body.matchAll(/<xs:element [^>]*>/g)) {
			const child = attribute(tag, 'name') ?? bare(attribute(tag, 'ref') ?? '');
			children.set(child, bare(attribute(tag, 'type') ?? ''));
		}
		const attributes = new Set(
			[...body.matchAll(/<xs:attribute [^>]*>/g)].map(([tag]) => attribute(tag, 'name') ?? ''),
		);
		const base = /<xs:extension\s+base="(\w+:\w+)"/.exec(body)?.[1];
		complex.set(name, { children, attributes, ...(base ? { base: bare(base) } : {}) });
	}
	const chain = (type: string): ComplexType[] => {
		const found = complex.get(type);
		return found ? [found, ...(found.base ? chain(found.base) : [])] : [];
	};
	return {
		fieldUris: new Set(simple.get('UnindexedFieldURIType')),
		dictionaryUris: new Set(simple.get('DictionaryURIType')),
		values: (type) => {
			const values = simple.get(type);
			return values?.length ? values : undefined;
		},
		child: (type, name) =>
			chain(type)
				.map((t) => t.children.get(name))
				.find((t) => t !== undefined),
		hasAttribute: (type, name) => chain(type).some((t) => t.attributes.has(name)),
	};
}
