/**
 * Distinguished names in their text form: https://www.rfc-editor.org/rfc/rfc4514. Written here because
 * names are compared and built from what a person typed, which takes escapes seriously.
 */
import { InputError } from '../errors';

/** One type and value: `CN=Doe\, Jo` is {type: 'CN', value: 'Doe, Jo'}. */
export interface NamePart {
	readonly type: string;
	readonly value: string;
}

/** Relative names from the object up to the root; each may have several parts joined by `+`. */
export type Dn = ReadonlyArray<readonly NamePart[]>;

const TYPE = /^(?:[A-Za-z][A-Za-z0-9-]*|(?:OID\.)?\d+(?:\.\d+)*)$/i;
const LONGEST = 4096;

class Position extends Error {
	constructor(
		readonly at: number,
		readonly what: string,
	) {
		super(what);
	}
}

/**
 * Reads a name.
 * @throws InputError naming the field and the position (from 1) of what is wrong.
 */
export function parseDn(text: string, field = 'Distinguished Name'): Dn {
	try {
		if (text.length > LONGEST) throw new Position(LONGEST, 'the name is too long');
		return new Reader(text).read();
	} catch (error) {
		if (!(error instanceof Position)) throw error;
		throw new InputError(
			`'${field}' is '${text.slice(0, 120)}', which is no distinguished name: ${error.what} at position ${error.at + 1}`,
			{
				field,
				advice:
					'Write it as OU=Sales,DC=example,DC=org. A comma, plus sign or quote inside a name gets a backslash before it.',
			},
		);
	}
}

class Reader {
	private at = 0;

	constructor(private readonly text: string) {}

	read(): Dn {
		const dn: NamePart[][] = [];
		if (this.text.trim() === '') return dn;
		for (;;) {
			const parts = [this.part()];
			while (this.text[this.at] === '+') {
				this.at += 1;
				parts.push(this.part());
			}
			dn.push(parts);
			if (this.at >= this.text.length) return dn;
			// A semicolon is what older tools write for the comma (RFC 2253).
			this.at += 1;
		}
	}

	private part(): NamePart {
		const equals = this.text.indexOf('=', this.at);
		const type = equals < 0 ? '' : this.text.slice(this.at, equals).trim();
		if (!TYPE.test(type)) throw new Position(this.at, 'a type such as CN= is missing');
		this.at = equals + 1;
		while (this.text[this.at] === ' ') this.at += 1;
		return { type, value: this.text[this.at] === '"' ? this.quoted() : this.value() };
	}

	private value(): string {
		if (this.text[this.at] === '#') return this.hexString();
		const start = this.at;
		const bytes: Buffer[] = [];
		let plain = '';
		let spaces = 0;
		const flush = () => {
			if (plain) bytes.push(Buffer.from(plain));
			plain = '';
		};
		for (; this.at < this.text.length; this.at += 1) {
			const char = this.text.charAt(this.at);
			if (char === ',' || char === '+' || char === ';') break;
			if (char === '"' || char === '<' || char === '>') {
				throw new Position(this.at, `the character ${char} needs a backslash before it`);
			}
			if (char === '\\') {
				flush();
				bytes.push(this.escape());
				spaces = 0;
				continue;
			}
			plain += char;
			spaces = char === ' ' ? spaces + 1 : 0;
		}
		if (spaces > 0) plain = plain.slice(0, -spaces);
		flush();
		const value = Buffer.concat(bytes).toString('utf8');
		if (value === '') throw new Position(start, 'a value is missing');
		return value;
	}

	/** At a backslash; leaves the position on its last character. */
	private escape(): Buffer {
		const hex = /^[0-9a-f]{2}/i.exec(this.text.slice(this.at + 1, this.at + 3));
		if (hex) {
			this.at += 2;
			return Buffer.from(hex[0], 'hex');
		}
		const next = this.text.charAt(this.at + 1);
		if (!next || !/[ "#+,;<=>\\]/.test(next)) {
			throw new Position(this.at, 'a backslash stands before a character that needs none');
		}
		this.at += 1;
		return Buffer.from(next);
	}

	private quoted(): string {
		const start = this.at;
		const bytes: Buffer[] = [];
		let plain = '';
		for (this.at += 1; this.at < this.text.length; this.at += 1) {
			const char = this.text.charAt(this.at);
			if (char === '\\') {
				bytes.push(Buffer.from(plain), this.escape());
				plain = '';
			} else if (char !== '"') plain += char;
			else {
				bytes.push(Buffer.from(plain));
				this.at += 1;
				while (this.text[this.at] === ' ') this.at += 1;
				if (this.at < this.text.length && !/[,;+]/.test(this.text.charAt(this.at))) break;
				return Buffer.concat(bytes).toString('utf8');
			}
		}
		throw new Position(start, 'a quote is not closed');
	}

	private hexString(): string {
		const match = /^#((?:[0-9a-f]{2})+)/i.exec(this.text.slice(this.at));
		if (!match) throw new Position(this.at, '# needs a backslash before it');
		this.at += match[0].length;
		return match[0].toLowerCase();
	}
}

/** A value as it stands in a name: every character with a meaning of its own as `\XX`. */
export function escapeDnValue(value: string): string {
	const hex = (char: string) =>
		[...Buffer.from(char)].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
	return (
		value
			// eslint-disable-next-line no-control-regex
			.replace(/[\u0000-\u001f"+,;<=>\\]/g, hex)
			.replace(/^[ #]/, hex)
			.replace(/ $/, hex)
	);
}

/** The name with one way of escaping. */
export function formatDn(dn: Dn): string {
	return dn
		.map((parts) => parts.map(({ type, value }) => `${type}=${escapeDnValue(value)}`).join('+'))
		.join(',');
}

/** Two names with equal keys are the same: type and value without case, one way of escaping. */
export function dnKeys(dn: Dn): string[] {
	return dn.map((parts) =>
		parts
			.map(({ type, value }) => `${type.toLowerCase()}=${escapeDnValue(value.toLowerCase())}`)
			.sort()
			.join('+'),
	);
}

/** Text that is equal for equal names; a text that is no name stands for itself. */
export function dnKey(text: string): string {
	try {
		return dnKeys(parseDn(text)).join(',');
	} catch {
		return text.toLowerCase();
	}
}

/** Tests whether names lie in a container: the container itself, or anything below. */
export function under(container: string, field?: string): (dn: string) => boolean {
	const key = dnKeys(parseDn(container, field)).join(',');
	if (key === '') return () => true;
	return (dn) => {
		const other = dnKey(dn);
		return other === key || other.endsWith(`,${key}`);
	};
}

/** The container of an object, and its own relative name as they stand in the text. */
export function splitFirst(dn: string): {
	readonly rdn: readonly NamePart[];
	readonly parent: string;
} {
	const parts = parseDn(dn);
	return { rdn: parts[0] ?? [], parent: formatDn(parts.slice(1)) };
}

/** Names separated by line breaks or semicolons; a semicolon with a backslash belongs to its name. */
export function splitDns(text: string): string[] {
	return text
		.split(/\r?\n|(?<!\\);/)
		.map((part) => part.trim())
		.filter(Boolean);
}
