/** One element of a request. Text is kept exactly; children are elements only. */
export interface Node {
	/** Local name. */
	readonly name: string;
	readonly namespace: string;
	readonly attributes: Readonly<Record<string, string>>;
	readonly children: readonly Node[];
	readonly text: string;
	readonly line: number;
	readonly column: number;
}

export const TYPES = 'http://schemas.microsoft.com/exchange/services/2006/types';
export const MESSAGES = 'http://schemas.microsoft.com/exchange/services/2006/messages';
export const ERRORS = 'http://schemas.microsoft.com/exchange/services/2006/errors';
export const SOAP = 'http://schemas.xmlsoap.org/soap/envelope/';

export function child(node: Node, name: string): Node | undefined {
	return node.children.find((c) => c.name === name);
}

/** The element at a path of names below `node`. */
export function at(node: Node | undefined, ...names: readonly string[]): Node | undefined {
	let found = node;
	for (const name of names) found = found && child(found, name);
	return found;
}

/** Children of the element at a path; none when it is not there. */
export function below(node: Node, ...names: readonly string[]): readonly Node[] {
	return at(node, ...names)?.children ?? [];
}
