import { Scanner } from '../backends/ews/decode/scanner';
import { child, childText, TreeReader, type XmlTree } from '../backends/ews/decode/tree';
import { FatalError } from '../errors';

/** Bytes of an answer; real ones have some 20 kB. */
export const MOST_BYTES = 2 * 1024 * 1024;

/** The root of an answer. Bounded, without DTD and entities. @throws ExchangeError */
export function parseAnswer(text: string): XmlTree {
	const reader = new TreeReader();
	const scanner = new Scanner(
		{
			open: (name, attributes) => reader.open(name, attributes),
			close: (content) => void reader.close(content),
		},
		{ depth: 40, name: 256, attributes: 64, tag: 65_536, text: MOST_BYTES },
	);
	scanner.push(Buffer.from(text));
	scanner.end();
	if (reader.root) return reader.root;
	throw noAnswer('it is empty');
}

export function noAnswer(what: string): FatalError {
	return new FatalError(`the answer is not one of Autodiscover: ${what}`, {
		code: 'UNEXPECTED_ANSWER',
	});
}

/** The element at a path of names. */
export function at(tree: XmlTree | undefined, ...names: readonly string[]): XmlTree | undefined {
	let found = tree;
	for (const name of names) found = child(found, name);
	return found;
}

/** Text of a child without white space around; undefined for none. */
export function textOf(tree: XmlTree | undefined, name: string): string | undefined {
	return childText(tree, name)?.trim() || undefined;
}
