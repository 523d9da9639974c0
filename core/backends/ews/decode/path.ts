import type { XmlTree } from './tree';

/** `PhysicalAddresses/Entry[Business]/Street`, `Children/String[1]`, `ItemId@Id`; see EwsBinding.at. */
export interface ElementPath {
	readonly steps: readonly PathStep[];
	readonly attribute?: string;
}

export interface PathStep {
	readonly name: string;
	/** Value of the Key attribute. */
	readonly key?: string;
	/** 1-based place among the children of that name. */
	readonly place?: number;
}

const STEP = /^(\w+)(?:\[(\w+)\])?$/;
const parsed = new Map<string, ElementPath>();

export function parsePath(at: string): ElementPath {
	let path = parsed.get(at);
	if (!path) {
		path = parse(at);
		parsed.set(at, path);
	}
	return path;
}

function parse(at: string): ElementPath {
	const [elements = '', attribute] = at.split('@');
	const steps = elements.split('/').map((text): PathStep => {
		const match = STEP.exec(text);
		const name = match?.[1];
		if (name === undefined) throw new TypeError(`Not an element path: ${at}`);
		const predicate = match?.[2];
		if (predicate === undefined) return { name };
		return /^\d+$/.test(predicate) ? { name, place: Number(predicate) } : { name, key: predicate };
	});
	return { steps, attribute };
}

/** The text or attribute value at a path whose first step is `root`. */
export function valueAt(root: XmlTree, path: ElementPath): string | undefined {
	let tree: XmlTree | undefined = root;
	for (const step of path.steps.slice(1)) {
		const matches: XmlTree[] = tree.children.filter(
			(candidate) =>
				candidate.name === step.name &&
				(step.key === undefined || candidate.attributes.Key === step.key),
		);
		tree = matches[(step.place ?? 1) - 1];
		if (!tree) return undefined;
	}
	return path.attribute === undefined ? tree.text : tree.attributes[path.attribute];
}
