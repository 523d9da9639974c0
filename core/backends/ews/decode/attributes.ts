import { NAMESPACES } from '../xml/namespaces';
import { XmlError, XmlLimitError } from './faults';
import { type Name, NO_NAMESPACE, type NameTable } from './names';
import { copy } from './copy';
import { expandReferences } from './references';

/** Short names of the namespaces that EWS uses; others keep their URI. */
const SHORT: ReadonlyMap<string, string> = new Map(
	Object.entries(NAMESPACES).map(([short, uri]) => [uri, short]),
);

interface Binding {
	readonly depth: number;
	readonly prefix: string;
	readonly before: string | undefined;
}

/** Attributes of the start tag being read, and the namespace declarations in scope. */
export class AttributeReader {
	readonly #names: Name[] = [];
	readonly #starts: number[] = [];
	readonly #ends: number[] = [];
	#count = 0;
	#text = '';
	#position = 0;
	/** Where the tag begins and ends. */
	#tagText = '';
	#tagStart = 0;
	#tagEnd = 0;
	/** The next '<' after the attribute being read, 0 when not looked for yet. */
	#less = 0;
	readonly #bindings: Binding[] = [];
	readonly #bound = new Map<string, string>([
		['', NO_NAMESPACE],
		['xml', 'http://www.w3.org/XML/1998/namespace'],
	]);
	#epoch = 0;
	#nextEpoch = 1;
	readonly #epochs: number[] = [];

	constructor(
		private readonly table: NameTable,
		private readonly most: number,
	) {}

	/** How many attributes there are, declarations included. */
	get count(): number {
		return this.#count;
	}

	/** Value by local name, undefined when the tag has no such attribute. */
	get(local: string): string | undefined {
		for (let index = 0; index < this.#count; index++) {
			if ((this.#names[index] as Name).local === local) return this.#value(index);
		}
		return undefined;
	}

	/** Local names and values, declarations left out. */
	all(): Record<string, string> {
		const values: Record<string, string> = {};
		for (let index = 0; index < this.#count; index++) {
			const name = this.#names[index] as Name;
			if (!isDeclaration(name)) values[name.local] = this.#value(index);
		}
		return values;
	}

	#value(index: number): string {
		const value = this.#text.slice(this.#starts[index], this.#ends[index]);
		for (let at = 0; at < value.length; at++) {
			const code = value.charCodeAt(at);
			if (code < 0x20 || code === 0x26) {
				// Attribute value normalization: white space written literally is a space.
				return expandReferences(value.replace(/\r\n|[\t\n\r]/g, ' '), this.#position);
			}
		}
		return copy(value);
	}

	none(): void {
		this.#count = 0;
	}

	/** Which declarations are in scope: equal numbers, equal meaning of prefixes. */
	get epoch(): number {
		return this.#epoch;
	}

	/** Keeps where the whole tag stands. */
	place(text: string, start: number, end: number): void {
		this.#tagText = text;
		this.#tagStart = start;
		this.#tagEnd = end;
	}

	/** The whole tag as it is written. */
	source(): string {
		return copy(this.#tagText.slice(this.#tagStart, this.#tagEnd));
	}

	/** Whether a namespace is declared in the tag. */
	get declares(): boolean {
		for (let index = 0; index < this.#count; index++) {
			if (isDeclaration(this.#names[index] as Name)) return true;
		}
		return false;
	}

	get isEmptyTag(): boolean {
		return this.#tagText.charCodeAt(this.#tagEnd - 2) === 0x2f;
	}

	/** The tag without its attributes' values; undefined when an attribute declares a namespace. */
	parts(): { names: string[]; start: string; rests: string[] } | undefined {
		const names: string[] = [];
		const rests: string[] = [];
		for (let index = 0; index < this.#count; index++) {
			const name = this.#names[index] as Name;
			const end = this.#ends[index] ?? 0;
			// A pattern looks for double quotes only.
			if (isDeclaration(name) || this.#tagText[end] !== '"') return undefined;
			names.push(name.local);
			rests.push(copy(this.#tagText.slice(end, this.#starts[index + 1] ?? 0)));
		}
		if (names.length === 0) return undefined;
		rests[rests.length - 1] = copy(
			this.#tagText.slice(this.#ends[names.length - 1] ?? 0, this.#tagEnd),
		);
		return { names, start: copy(this.#tagText.slice(this.#tagStart, this.#starts[0] ?? 0)), rests };
	}

	/** Reads to the end of the tag: returns the place of '>' or of '/' before it, -1 when more is needed. */
	read(text: string, from: number, consumed: number, depth: number): number {
		this.#count = 0;
		this.#less = 0;
		this.#text = text;
		this.#position = consumed + from;
		const { length } = text;
		let position = from;
		for (;;) {
			const before = position;
			while (isSpace(text.charCodeAt(position))) position++;
			if (position >= length) return -1;
			const code = text.charCodeAt(position);
			if (code === 0x3e) break;
			if (code === 0x2f) {
				if (position + 1 >= length) return -1;
				if (text.charCodeAt(position + 1) === 0x3e) break;
				throw new XmlError("a '/' inside a tag", consumed + position);
			}
			if (position === before) throw new XmlError('a tag without spaces', consumed + position);
			position = this.#one(text, position, consumed);
			if (position === -1) return -1;
		}
		if (this.#count > 0) this.#declare(depth, consumed + from);
		return position;
	}

	#one(text: string, from: number, consumed: number): number {
		const { length } = text;
		let position = this.table.scan(text, from);
		if (position === -1) return -1;
		const name = this.table.found;
		while (isSpace(text.charCodeAt(position))) position++;
		if (position >= length) return -1;
		if (text.charCodeAt(position) !== 0x3d) {
			throw new XmlError(`the attribute '${name.raw}' without a value`, consumed + position);
		}
		position++;
		while (isSpace(text.charCodeAt(position))) position++;
		if (position >= length) return -1;
		const quote = text.charCodeAt(position);
		if (quote !== 0x22 && quote !== 0x27) {
			throw new XmlError(`the attribute '${name.raw}' without quotes`, consumed + position);
		}
		const start = position + 1;
		const end = text.indexOf(quote === 0x22 ? '"' : "'", start);
		if (end === -1) return -1;
		if (this.#less < start) {
			const less = text.indexOf('<', start);
			this.#less = less === -1 ? length : less;
		}
		if (this.#less < end) {
			throw new XmlError(`'<' in the attribute '${name.raw}'`, consumed + start);
		}
		if (this.#count >= this.most) throw new XmlLimitError('attributes', this.most);
		for (let index = 0; index < this.#count; index++) {
			if (this.#names[index] === name) {
				throw new XmlError(`the attribute '${name.raw}' twice`, consumed + from);
			}
		}
		this.#names[this.#count] = name;
		this.#starts[this.#count] = start;
		this.#ends[this.#count] = end;
		this.#count++;
		return end + 1;
	}

	#declare(depth: number, at: number): void {
		let declared = false;
		for (let index = 0; index < this.#count; index++) {
			const name = this.#names[index] as Name;
			if (!isDeclaration(name)) continue;
			const prefix = name.prefix === '' ? '' : name.local;
			const uri = this.#value(index);
			if (prefix !== '' && uri === '') throw new XmlError(`the prefix '${prefix}' taken back`, at);
			this.#bindings.push({ depth, prefix, before: this.#bound.get(prefix) });
			this.#bound.set(prefix, SHORT.get(uri) ?? uri);
			declared = true;
		}
		if (declared) {
			this.#epochs.push(this.#epoch);
			this.#epoch = this.#nextEpoch++;
		}
		for (let index = 0; index < this.#count; index++) {
			const { prefix } = this.#names[index] as Name;
			if (prefix !== '' && prefix !== 'xmlns' && !this.#bound.has(prefix)) {
				throw new XmlError(`the prefix '${prefix}' without a declaration`, at);
			}
		}
	}

	/** The name with its namespace. */
	resolve(name: Name, at: number): Name {
		if (name.epoch !== this.#epoch) {
			const namespace = this.#bound.get(name.prefix);
			if (namespace === undefined) {
				throw new XmlError(`the prefix '${name.prefix}' without a declaration`, at);
			}
			name.namespace = namespace;
			name.epoch = this.#epoch;
		}
		return name;
	}

	/** Forgets what was declared deeper than `depth`. */
	leave(depth: number): void {
		let last = this.#bindings[this.#bindings.length - 1];
		if (last === undefined || last.depth <= depth) return;
		while (last !== undefined && last.depth > depth) {
			if (last.before === undefined) this.#bound.delete(last.prefix);
			else this.#bound.set(last.prefix, last.before);
			this.#bindings.pop();
			last = this.#bindings[this.#bindings.length - 1];
		}
		this.#epoch = this.#epochs.pop() ?? 0;
	}
}

const isDeclaration = (name: Name): boolean => name.prefix === 'xmlns' || name.raw === 'xmlns';

const isSpace = (code: number): boolean =>
	code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
