import { MESSAGES, TYPES, type Node } from '../xml/node';
import { typeModel, type Particle, type TypeModel } from './model';
import { isSince, knowsField, type Build } from '../version';

/** The first violation of the schema, worded as the .NET validator of Exchange words it. */
export interface Violation {
	readonly text: string;
	readonly line: number;
	readonly column: number;
}

class Stop extends Error {
	constructor(readonly violation: Violation) {
		super(violation.text);
	}
}

const SIMPLE: Readonly<Record<string, RegExp>> = {
	int: /^\s*[+-]?\d{1,10}\s*$/,
	long: /^\s*[+-]?\d{1,19}\s*$/,
	short: /^\s*[+-]?\d{1,5}\s*$/,
	unsignedInt: /^\s*\+?\d{1,10}\s*$/,
	double: /^\s*([+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?|INF|-INF|NaN)\s*$/,
	boolean: /^\s*(true|false|1|0)\s*$/,
	dateTime:
		/^\s*-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\s*$/,
	date: /^\s*-?\d{4,}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(Z|[+-]\d\d:\d\d)?\s*$/,
	time: /^\s*([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\s*$/,
	duration: /^\s*-?P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?\s*$/,
	base64Binary: /^[A-Za-z0-9+/\s]*={0,2}\s*$/,
};

function simpleOk(type: string, value: string): string | undefined {
	const rule = SIMPLE[type];
	if (rule !== undefined && !rule.test(value)) {
		return `The string '${value}' is not a valid ${type[0]?.toUpperCase()}${type.slice(1)} value.`;
	}
	const model = typeModel(type);
	if (model === undefined) return undefined;
	if (model.kind === 'enum') {
		return model.values.has(value.trim()) ? undefined : 'The Enumeration constraint failed.';
	}
	if (model.kind === 'list') {
		for (const word of value.trim().split(/\s+/)) {
			const wrong = simpleOk(model.base, word);
			if (wrong !== undefined) return wrong;
		}
		return undefined;
	}
	const below = simpleOk(model.base, value);
	if (below !== undefined) return below;
	const facet = (name: string) => model.facets.get(name);
	if (value.length < Number(facet('minLength') ?? 0)) return 'The MinLength constraint failed.';
	if (Number(value) < Number(facet('minInclusive') ?? -Infinity)) {
		return 'The MinInclusive constraint failed.';
	}
	if (Number(value) > Number(facet('maxInclusive') ?? Infinity)) {
		return 'The MaxInclusive constraint failed.';
	}
	const pattern = facet('pattern');
	if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value)) {
		return 'The Pattern constraint failed.';
	}
	return undefined;
}

function stop(node: Node, text: string): never {
	throw new Stop({ text, line: node.line, column: node.column });
}

function expected(particle: Particle): string[] {
	if (particle.name !== undefined) return [particle.name];
	return (particle.parts ?? []).flatMap(expected);
}

/** Children against one particle; XSD content is deterministic, so what fits is taken. */
class Content {
	at = 0;

	constructor(
		private readonly node: Node,
		private readonly build: Build,
		private readonly owner: string,
	) {}

	private starts(particle: Particle): boolean {
		const next = this.node.children[this.at];
		if (next === undefined) return false;
		if (particle.kind === 'element') {
			return next.name === particle.name && isSince(this.owner, next.name, this.build);
		}
		for (const part of particle.parts ?? []) {
			if (this.starts(part)) return true;
			if (particle.kind === 'sequence' && !this.mayBeEmpty(part)) return false;
		}
		return false;
	}

	private mayBeEmpty(particle: Particle): boolean {
		if (particle.min === 0) return true;
		if (particle.kind === 'element') return false;
		const parts = particle.parts ?? [];
		return particle.kind === 'sequence'
			? parts.every((part) => this.mayBeEmpty(part))
			: parts.some((part) => this.mayBeEmpty(part));
	}

	match(particle: Particle): void {
		for (let round = 0; round < particle.max; round += 1) {
			if (!this.starts(particle)) {
				if (round === 0 && !this.mayBeEmpty(particle)) this.missing(particle);
				return;
			}
			this.once(particle);
		}
	}

	private once(particle: Particle): void {
		if (particle.kind === 'element') {
			const node = this.node.children[this.at] as Node;
			this.at += 1;
			checkNode(node, particle.type ?? 'any', this.build);
			return;
		}
		const parts = particle.parts ?? [];
		if (particle.kind === 'sequence') parts.forEach((part) => this.match(part));
		else this.match(parts.find((part) => this.starts(part)) as Particle);
	}

	private missing(particle: Particle): never {
		const found = this.node.children[this.at];
		const where = `The element '${this.node.name}' in namespace '${this.node.namespace}'`;
		const list = expected(particle).slice(0, 12).join(', ');
		if (found === undefined) {
			return stop(
				this.node,
				`${where} has incomplete content. List of possible elements expected: '${list}'.`,
			);
		}
		return stop(
			found,
			`${where} has invalid child element '${found.name}' in namespace '${found.namespace}'. List of possible elements expected: '${list}'.`,
		);
	}
}

function checkAttributes(node: Node, model: TypeModel, build: Build): void {
	for (const [name, attribute] of model.attributes) {
		const value = node.attributes[name];
		if (value === undefined) {
			if (attribute.required) stop(node, `The required attribute '${name}' is missing.`);
			continue;
		}
		const newer = attribute.type === 'UnindexedFieldURIType' && !knowsField(value, build);
		const wrong = newer ? 'The Enumeration constraint failed.' : simpleOk(attribute.type, value);
		if (wrong !== undefined) {
			stop(
				node,
				`The '${name}' attribute is invalid - The value '${value}' is invalid according to its datatype '${typeName(attribute.type)}' - ${wrong}`,
			);
		}
	}
	for (const name of Object.keys(node.attributes)) {
		// Attributes of SOAP, XML and XSI (with a prefix) are let through.
		if (!name.includes(':') && !model.attributes.has(name)) {
			stop(node, `The '${name}' attribute is not declared.`);
		}
	}
}

function typeName(type: string): string {
	return typeModel(type) === undefined
		? `http://www.w3.org/2001/XMLSchema:${type}`
		: `${TYPES}:${type}`;
}

function checkNode(node: Node, type: string, build: Build): void {
	if (type === 'any') return;
	const model = typeModel(type);
	if (model === undefined || model.kind !== 'complex') {
		if (model?.kind === 'text') checkAttributes(node, model, build);
		const inner = node.children[0];
		if (inner !== undefined) {
			stop(inner, `The element '${node.name}' cannot contain child element '${inner.name}'.`);
		}
		const wrong = simpleOk(model?.kind === 'text' ? model.base : type, node.text);
		if (wrong !== undefined) {
			stop(
				node,
				`The '${node.namespace}:${node.name}' element is invalid - The value '${node.text}' is invalid according to its datatype '${typeName(type)}' - ${wrong}`,
			);
		}
		return;
	}
	checkAttributes(node, model, build);
	if (node.text.trim() !== '') {
		stop(node, `The element '${node.name}' cannot contain text.`);
	}
	for (const child of node.children) {
		if (child.namespace !== TYPES && child.namespace !== MESSAGES) {
			stop(
				child,
				`The element '${node.name}' has invalid child element '${child.name}' in namespace '${child.namespace}'.`,
			);
		}
	}
	const content = new Content(node, build, type);
	content.match(model.content);
	const extra = node.children[content.at];
	if (extra !== undefined) {
		stop(
			extra,
			`The element '${node.name}' in namespace '${node.namespace}' has invalid child element '${extra.name}' in namespace '${extra.namespace}'.`,
		);
	}
}

/** Undefined when the element fits its type. */
export function violation(node: Node, type: string, build: Build): Violation | undefined {
	try {
		checkNode(node, type, build);
		return undefined;
	} catch (error) {
		if (error instanceof Stop) return error.violation;
		throw error;
	}
}
