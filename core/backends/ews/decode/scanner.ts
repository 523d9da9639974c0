import { HtmlAnswerError, XmlEndError, XmlError, XmlLimitError } from './faults';
import { encodingError, Utf8Decoder } from './utf8';
import { type Name, NameTable } from './names';
import { expandReferences } from './references';
import { AttributeReader } from './attributes';
import { copy } from './copy';

/** Bounds on what a peer can make the scanner hold. */
export interface ScannerLimits {
	/** Elements inside each other; default 100. */
	readonly depth: number;
	/** Characters of a name; default 256. */
	readonly name: number;
	/** Attributes and namespace declarations of one element; default 64. */
	readonly attributes: number;
	/** Characters of one start tag with its attributes; default 262,144. */
	readonly tag: number;
	/** Characters of one text value; default 104,857,600. */
	readonly text: number;
}

export const DEFAULT_LIMITS: ScannerLimits = {
	depth: 100,
	name: 256,
	attributes: 64,
	tag: 262_144,
	text: 104_857_600,
};

/** Receives what the scanner sees. */
export interface ScannerSink {
	/** A start tag; attributes are read from the scanner until this returns. True: collect its text. */
	open(name: Name, attributes: AttributeReader): boolean;
	/** The end tag; `text` is the element's own text where it was collected, else ''. */
	close(text: string): void;
	/** A piece of text that is being collected; true: the sink took it, and `close` does not bring it again. */
	take?(text: string): boolean;
	/**
	 * May take well-formed elements with their ends from `position` on, which then come neither to `open`
	 * nor to `close`; returns where they end. `at` is the place of the text in the document, `epoch` stands
	 * for the namespace declarations in scope.
	 */
	read?(text: string, position: number, at: number, epoch: number): number;
}

const enum Mode {
	Content,
	Comment,
	Instruction,
	Declaration,
	CData,
}

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const SPACE = 0x20;
const BANG = 0x21;
const QUESTION = 0x3f;

const TERMINATORS: Readonly<Record<Mode, string>> = {
	[Mode.Content]: '<',
	[Mode.Comment]: '-->',
	[Mode.Instruction]: '?>',
	[Mode.Declaration]: '?>',
	[Mode.CData]: ']]>',
};

/** No reference is longer: &#x0000010FFFF; */
const LONGEST_REFERENCE = 16;
/** Bytes made text at once: one rare character makes the text twice as large, and small text is cheap to free. */
const PIECE = 16_384;
/** An unfinished tag of this size waits until it has doubled before it is looked at again. */
const PATIENCE = 4096;
/** Elements inside each other that a sink may take by itself. */
const DEEPEST_READ = 10;

/**
 * Streaming XML 1.0 scanner for SOAP answers: takes bytes in any pieces, calls a sink. No DTD, so no
 * entities beyond the five; namespaces resolved by URI; end tags must match; every size bounded.
 * https://www.w3.org/TR/xml/ and https://www.w3.org/TR/xml-names/
 *
 * Character references to control characters are accepted, against the letter of XML 1.0, because
 * Exchange writes them for text that holds such characters.
 */
export class Scanner {
	readonly #utf8 = new Utf8Decoder();
	readonly #names: NameTable;
	readonly #attributes: AttributeReader;
	/** Open elements, and whether each collects its text. */
	readonly #open: Name[] = [];
	readonly #collects: boolean[] = [];
	/** Texts of outer elements, in the rare case of mixed content. */
	readonly #outerTexts: string[] = [];
	#text = '';
	#collecting = false;
	#mode: Mode = Mode.Content;
	/** What could not be finished with the last piece. */
	#rest = '';
	#waiting: string[] = [];
	#waitingLength = 0;
	#consumed = 0;
	#started = false;
	#rootSeen = false;
	#previous: Name | undefined;

	constructor(
		private readonly sink: ScannerSink,
		private readonly limits: ScannerLimits = DEFAULT_LIMITS,
	) {
		this.#names = new NameTable(limits.name);
		this.#attributes = new AttributeReader(this.#names, limits.attributes);
	}

	push(chunk: Uint8Array): void {
		for (let start = 0; start < chunk.length; start += PIECE) {
			const text = this.#utf8.push(chunk.subarray(start, start + PIECE));
			if (text !== '') this.#feed(text);
		}
	}

	/** Tells that no more bytes come; throws when the document is not complete. */
	end(): void {
		const text = this.#utf8.end();
		if (text !== '') this.#feed(text);
		if (this.#waiting.length > 0) this.#scan(this.#takeWaiting());
		if (
			this.#open.length > 0 ||
			!this.#rootSeen ||
			this.#rest !== '' ||
			this.#mode !== Mode.Content
		) {
			throw new XmlEndError(
				this.#rootSeen || this.#rest !== '' ? this.#consumed + this.#rest.length : 0,
			);
		}
	}

	#feed(text: string): void {
		if (this.#rest.length < PATIENCE) {
			this.#scan(this.#rest === '' ? text : this.#rest + text);
			return;
		}
		this.#waiting.push(text);
		this.#waitingLength += text.length;
		if (this.#waitingLength >= this.#rest.length) this.#scan(this.#takeWaiting());
	}

	#takeWaiting(): string {
		const text = this.#rest + this.#waiting.join('');
		this.#waiting = [];
		this.#waitingLength = 0;
		return text;
	}

	#scan(text: string): void {
		const { length } = text;
		const { sink } = this;
		const isBounded = length <= this.limits.text;
		let position = 0;
		// Where the next carriage return and ampersand stand; text before them is taken as it is.
		let nextReturn = text.indexOf('\r');
		if (nextReturn === -1) nextReturn = length;
		let nextAmpersand = text.indexOf('&');
		if (nextAmpersand === -1) nextAmpersand = length;

		while (position < length) {
			if (this.#mode !== Mode.Content) {
				const next = this.#special(text, position);
				if (next < 0) {
					position = -next - 1;
					break;
				}
				position = next;
				continue;
			}
			if (text.charCodeAt(position) !== LESS) {
				let end = text.indexOf('<', position);
				const complete = end !== -1;
				if (!complete) end = length;
				if (nextReturn < position) {
					nextReturn = text.indexOf('\r', position);
					if (nextReturn === -1) nextReturn = length;
				}
				if (nextAmpersand < position) {
					nextAmpersand = text.indexOf('&', position);
					if (nextAmpersand === -1) nextAmpersand = length;
				}
				if (!complete) {
					// A reference or a line end may go on in the next piece.
					const ampersand = text.lastIndexOf('&');
					if (
						ampersand >= position &&
						ampersand > length - LONGEST_REFERENCE &&
						text.indexOf(';', ampersand) === -1
					) {
						end = ampersand;
					} else if (text.charCodeAt(length - 1) === 0x0d) {
						end = length - 1;
					}
				}
				if (end > position) {
					this.#characters(
						text,
						position,
						end,
						nextReturn < end || nextAmpersand < end,
						nextAmpersand < end,
					);
				}
				position = end;
				if (!complete) break;
			}
			if (
				sink.read &&
				isBounded &&
				!this.#collecting &&
				this.#open.length + DEEPEST_READ <= this.limits.depth
			) {
				position = sink.read(text, position, this.#consumed, this.#attributes.epoch);
				if (position >= length) break;
				if (text.charCodeAt(position) !== LESS) continue;
			}
			const next = this.#markup(text, position);
			if (next === -1) break;
			position = next;
		}
		this.#consumed += position;
		this.#rest = position === 0 ? text : text.slice(position);
		// Copied, so that a short rest does not keep the whole piece in memory.
		if (this.#rest.length > 0 && position > 0) this.#rest = copy(this.#rest);
		if (this.#rest.length > this.limits.tag) {
			throw new XmlLimitError('a tag', this.limits.tag);
		}
	}

	#characters(
		text: string,
		start: number,
		end: number,
		marked: boolean,
		references: boolean,
	): void {
		if (this.#open.length === 0) {
			this.#outside(text.slice(start, end), start);
			return;
		}
		if (!this.#collecting) {
			if (references) expandReferences(text.slice(start, end), this.#consumed + start);
			return;
		}
		let value = text.slice(start, end);
		if (marked) {
			// Line ends first: a carriage return that was written as a reference stays.
			if (value.includes('\r')) value = value.replace(/\r\n?/g, '\n');
			if (references) value = expandReferences(value, this.#consumed + start);
		}
		this.#append(value);
	}

	#append(value: string): void {
		if (this.sink.take?.(value)) return;
		if (this.#text === '') {
			this.#text = value;
		} else {
			this.#text += value;
		}
		if (this.#text.length > this.limits.text) {
			throw new XmlLimitError('a text', this.limits.text);
		}
	}

	#outside(text: string, at: number): void {
		if (/^[ \t\r\n]*$/.test(text)) return;
		throw new XmlError(
			this.#rootSeen ? 'text after the end' : 'it does not begin with an element',
			this.#consumed + at,
		);
	}

	/**
	 * Comment, instruction or CDATA section. Returns where content goes on, or, when its end is not there
	 * yet, -1 minus the place from which more is needed.
	 */
	#special(text: string, position: number): number {
		const mode = this.#mode;
		const terminator = TERMINATORS[mode];
		const found = text.indexOf(terminator, position);
		if (found === -1) {
			if (mode === Mode.Declaration) return -1 - position;
			// Keep what may be the beginning of the terminator, and a line end's first half.
			let keep = Math.max(position, text.length - terminator.length + 1);
			if (mode === Mode.CData) {
				if (keep > position && text.charCodeAt(keep - 1) === 0x0d) keep--;
				this.#cdata(text, position, keep);
			}
			return -1 - keep;
		}
		if (mode === Mode.CData) this.#cdata(text, position, found);
		if (mode === Mode.Declaration) this.#declaration(text.slice(position, found));
		this.#mode = Mode.Content;
		return found + terminator.length;
	}

	#cdata(text: string, start: number, end: number): void {
		if (!this.#collecting || end <= start) return;
		const value = text.slice(start, end);
		this.#append(value.includes('\r') ? value.replace(/\r\n?/g, '\n') : value);
	}

	#declaration(text: string): void {
		const encoding = /\bencoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
		if (encoding !== undefined && !/^(?:utf-?8|us-ascii)$/i.test(encoding)) {
			throw encodingError(encoding.slice(0, 40));
		}
		if (/\bversion\s*=\s*["']1\.1["']/.test(text)) {
			throw new XmlError('version 1.1, EWS writes 1.0', this.#consumed);
		}
	}

	/** What begins with '<'; returns where it ends, or -1 when more is needed. */
	#markup(text: string, at: number): number {
		if (at + 1 >= text.length) return -1;
		const code = text.charCodeAt(at + 1);
		if (code === SLASH) return this.#endTag(text, at);
		if (code === BANG) return this.#declared(text, at);
		if (code === QUESTION) {
			if (text.length < at + 6 && !text.includes('?>', at)) return -1;
			const declaration = text.startsWith('<?xml', at) && /\s/.test(text[at + 5] ?? '');
			if (declaration && (this.#started || this.#consumed + at > 0)) {
				throw new XmlError('an XML declaration that is not at the start', this.#consumed + at);
			}
			this.#started = true;
			this.#mode = declaration ? Mode.Declaration : Mode.Instruction;
			return at + (declaration ? 5 : 2);
		}
		this.#started = true;
		return this.#startTag(text, at);
	}

	#declared(text: string, at: number): number {
		this.#started = true;
		if (text.startsWith('<!--', at)) {
			this.#mode = Mode.Comment;
			return at + 4;
		}
		if (text.startsWith('<![CDATA[', at)) {
			if (this.#open.length === 0) throw new XmlError('text outside the root', this.#consumed + at);
			this.#mode = Mode.CData;
			return at + 9;
		}
		if (text.length < at + 15) {
			if ('<!--'.startsWith(text.slice(at)) || '<![CDATA['.startsWith(text.slice(at))) return -1;
			if (/^<!d[a-z]*\s*[a-z]*$/i.test(text.slice(at))) return -1;
		}
		if (/^<!doctype\s+html/i.test(text.slice(at, at + 40))) throw new HtmlAnswerError();
		throw new XmlError('a document type declaration, which EWS never sends', this.#consumed + at);
	}

	#endTag(text: string, at: number): number {
		const name = this.#open[this.#open.length - 1];
		if (!name) throw new XmlError('an end tag without its start', this.#consumed + at);
		const { raw } = name;
		const end = at + 2 + raw.length;
		if (end >= text.length) {
			if (!`</${raw}`.startsWith(text.slice(at))) this.#mismatch(raw, at);
			return -1;
		}
		if (!text.startsWith(raw, at + 2)) this.#mismatch(raw, at);
		let close = end;
		while (isSpace(text.charCodeAt(close))) close++;
		if (close >= text.length) return -1;
		if (text.charCodeAt(close) !== GREATER) this.#mismatch(raw, at);
		this.#close();
		return close + 1;
	}

	#mismatch(raw: string, at: number): never {
		throw new XmlError(`an end tag that is not the one of '${raw}'`, this.#consumed + at);
	}

	#close(): void {
		const text = this.#text;
		const collected = this.#collecting;
		this.#open.pop();
		this.#collects.pop();
		this.#attributes.leave(this.#open.length);
		this.#collecting = this.#collects[this.#collects.length - 1] ?? false;
		this.#text = this.#collecting ? (this.#outerTexts.pop() ?? '') : '';
		this.sink.close(collected ? copy(text) : '');
	}

	/**
	 * The name at `start`, tried first against the one that followed the previous name the last time:
	 * records of one kind repeat the same sequence.
	 */
	#name(text: string, start: number): number {
		const names = this.#names;
		const guess = this.#previous?.follower;
		if (guess !== undefined && text.startsWith(guess.raw, start)) {
			const end = start + guess.raw.length;
			const code = text.charCodeAt(end);
			if (code === GREATER || code === SLASH || code === SPACE) {
				names.found = guess;
				this.#previous = guess;
				return end;
			}
		}
		const end = names.scan(text, start);
		if (end === -1) return -1;
		if (this.#previous) this.#previous.follower = names.found;
		this.#previous = names.found;
		return end;
	}

	#startTag(text: string, at: number): number {
		const nameEnd = this.#name(text, at + 1);
		if (nameEnd === -1) return -1;
		const raw = this.#names.found;
		const attributes = this.#attributes;
		let position = nameEnd;
		const code = text.charCodeAt(nameEnd);
		let empty = false;
		if (code === GREATER) {
			attributes.none();
			position = nameEnd + 1;
		} else {
			const close = attributes.read(text, nameEnd, this.#consumed, this.#open.length + 1);
			if (close === -1) return -1;
			empty = text.charCodeAt(close) === SLASH;
			position = close + (empty ? 2 : 1);
		}
		const name = attributes.resolve(raw, this.#consumed + at);
		attributes.place(text, at, position);
		if (this.#open.length === 0) {
			if (this.#rootSeen) throw new XmlError('a second root', this.#consumed + at);
			if (/^html$/i.test(name.local) && name.namespace !== 'soap') throw new HtmlAnswerError();
			this.#rootSeen = true;
		}
		if (this.#open.length >= this.limits.depth) {
			throw new XmlLimitError('a depth', this.limits.depth);
		}
		if (this.#collecting) this.#outerTexts.push(this.#text);
		this.#open.push(name);
		this.#text = '';
		this.#collecting = this.sink.open(name, attributes);
		this.#collects.push(this.#collecting);
		if (empty) this.#close();
		return position;
	}
}

const isSpace = (code: number): boolean =>
	code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
