import { SaxesParser } from 'saxes';
import type { Node } from './node';

/** The request is not the XML that SOAP allows. Line and position count from 1. */
export class XmlError extends Error {
	constructor(
		message: string,
		readonly line: number,
		readonly column: number,
	) {
		super(message);
		this.name = 'XmlError';
	}
}

const MAX_DEPTH = 128;
const MAX_NODES = 2_000_000;

/** Texts from this length on are not read letter by letter. */
const LONG = 64 * 1024;
const BASE64 = /^[A-Za-z0-9+/=\s]*$/;

interface Open {
	name: string;
	namespace: string;
	attributes: Record<string, string>;
	children: Node[];
	text: string;
	line: number;
	column: number;
}

/** Long runs between a ">" and the next "<". */
function* longTexts(xml: string): Generator<[number, number]> {
	if (xml.length < LONG) return;
	for (let end = xml.indexOf('<'); end >= 0; end = xml.indexOf('<', end)) {
		const begin = xml.indexOf('>', end) + 1;
		if (begin === 0) return;
		end = xml.indexOf('<', begin);
		if (end < 0) return;
		if (end - begin >= LONG && !xml.startsWith('\r', begin)) yield [begin, end];
	}
}

/**
 * Reads a whole document. Comments and processing instructions are passed over; a document type
 * declaration is refused, as SOAP 1.1 section 3 demands.
 * @throws XmlError
 */
export function parse(xml: string): Node {
	const parser = new SaxesParser({ xmlns: true, position: true });
	const stack: Open[] = [];
	let root: Node | undefined;
	let count = 0;
	const refuse = (message: string): never => {
		throw new XmlError(message, parser.line, parser.columnIndex);
	};
	parser.on('doctype', () => refuse('DTD is prohibited in this XML document.'));
	parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+:\s*/, '')));
	// Where the last tag ended that text may follow.
	let tagEnd = -1;
	parser.on('opentag', (tag) => {
		tagEnd = parser.position;
		count += 1;
		if (stack.length >= MAX_DEPTH) refuse('The document is nested too deeply.');
		if (count > MAX_NODES) refuse('The document has too many elements.');
		const attributes: Record<string, string> = {};
		for (const attribute of Object.values(tag.attributes)) {
			if (attribute.prefix !== 'xmlns' && attribute.name !== 'xmlns') {
				attributes[attribute.prefix === '' ? attribute.local : attribute.name] = attribute.value;
			}
		}
		stack.push({
			name: tag.local,
			namespace: tag.uri,
			attributes,
			children: [],
			text: '',
			line: parser.line,
			column: parser.columnIndex,
		});
	});
	const text = (part: string) => {
		const open = stack[stack.length - 1];
		if (open !== undefined) open.text += part;
	};
	parser.on('text', text);
	parser.on('cdata', text);
	parser.on('closetag', () => {
		const closed = stack.pop() as Open;
		const parent = stack[stack.length - 1];
		if (parent === undefined) root = closed;
		else parent.children.push(closed);
	});
	const start = xml.startsWith('\ufeff') ? 1 : 0;
	let from = start;
	// Base64 of megabytes is taken over in one piece; the parser sees what is around it.
	for (const [begin, end] of longTexts(xml)) {
		const before = parser.position;
		parser.write(xml.slice(from, begin));
		const inElement = tagEnd === parser.position && parser.position === before + begin - from;
		const part = inElement ? xml.slice(begin, end) : '';
		from = part !== '' && BASE64.test(part) ? end : begin;
		if (from === end) text(part);
	}
	parser.write(xml.slice(from)).close();
	if (root === undefined) throw new XmlError('Root element is missing.', 1, 1);
	return root;
}
