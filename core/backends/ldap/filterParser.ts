import { InputError } from '../../errors';
import type { Filter } from './filter';

const ATTRIBUTE = /^[A-Za-z0-9.][A-Za-z0-9.;=-]*$/;
const DEEPEST = 100;
const LONGEST = 100_000;

class Position extends Error {
	constructor(
		readonly at: number,
		readonly what: string,
	) {
		super(what);
	}
}

/**
 * Reads a filter that a person wrote, by the letter of RFC 4515; the outer parentheses may be left out
 * around a single comparison. https://www.rfc-editor.org/rfc/rfc4515
 * @throws InputError with the position (from 1) of what is wrong, before anything is sent.
 */
export function parseFilter(text: string, field = 'LDAP Filter'): Filter {
	try {
		if (text.length > LONGEST) throw new Position(LONGEST, 'the filter is too long');
		return new Reader(text).read();
	} catch (error) {
		if (!(error instanceof Position)) throw error;
		const around = text.slice(Math.max(0, error.at - 15), error.at + 15);
		throw new InputError(
			`'${field}' cannot be read at position ${error.at + 1}: ${error.what}${around ? ` (near ${around})` : ''}`,
			{
				field,
				advice:
					'Every comparison stands in parentheses of its own: (&(objectClass=user)(sn=Smith)). In a value write ( as \\28, ) as \\29, * as \\2a and \\ as \\5c.',
			},
		);
	}
}

class Reader {
	private at = 0;

	constructor(private readonly text: string) {}

	read(): Filter {
		this.blanks();
		if (this.at >= this.text.length) throw new Position(this.at, 'the filter is empty');
		const filter = this.text[this.at] === '(' ? this.filter(0) : this.item(this.endOfItem());
		this.blanks();
		if (this.at < this.text.length) {
			throw new Position(
				this.at,
				this.text[this.at] === ')'
					? 'this parenthesis closes nothing'
					: 'nothing may follow the last parenthesis; join several comparisons with (&…) or (|…)',
			);
		}
		return filter;
	}

	private blanks(): void {
		while (/\s/.test(this.text.charAt(this.at))) this.at += 1;
	}

	private filter(depth: number): Filter {
		if (depth > DEEPEST) throw new Position(this.at, `nested more than ${DEEPEST} levels deep`);
		const open = this.at;
		if (this.text[this.at] !== '(') throw new Position(this.at, 'a ( is missing here');
		this.at += 1;
		this.blanks();
		const sign = this.text.charAt(this.at);
		let filter: Filter;
		if (sign === '&' || sign === '|') {
			this.at += 1;
			const parts: Filter[] = [];
			for (this.blanks(); this.text[this.at] === '('; this.blanks())
				parts.push(this.filter(depth + 1));
			if (parts.length === 0) throw new Position(this.at, `no comparison follows ${sign}`);
			filter = { kind: sign === '&' ? 'and' : 'or', parts };
		} else if (sign === '!') {
			this.at += 1;
			this.blanks();
			filter = { kind: 'not', part: this.filter(depth + 1) };
			this.blanks();
		} else {
			filter = this.item(this.endOfItem());
		}
		if (this.at >= this.text.length) throw new Position(open, 'this parenthesis is never closed');
		if (this.text[this.at] !== ')') throw new Position(this.at, 'a ) is missing here');
		this.at += 1;
		return filter;
	}

	private endOfItem(): number {
		const end = this.text.slice(this.at).search(/[()]/);
		return end < 0 ? this.text.length : this.at + end;
	}

	private item(end: number): Filter {
		const start = this.at;
		const item = this.text.slice(start, end);
		const equals = item.indexOf('=');
		if (equals < 0)
			throw new Position(start, item.trim() ? 'an = is missing' : 'a comparison is missing');
		const before = item.charAt(equals - 1);
		const valueAt = start + equals + 1;
		const value = item.slice(equals + 1);
		this.at = end;
		if (before === '>' || before === '<' || before === '~') {
			const kind = before === '>' ? 'atLeast' : before === '<' ? 'atMost' : 'approximate';
			const attribute = this.attribute(item.slice(0, equals - 1), start);
			return { kind, attribute, value: this.bytes(value, valueAt) };
		}
		if (before === ':') return this.extensible(item.slice(0, equals - 1), value, start, valueAt);
		const attribute = this.attribute(item.slice(0, equals), start);
		if (value === '*') return { kind: 'present', attribute };
		if (!value.includes('*'))
			return { kind: 'equal', attribute, value: this.bytes(value, valueAt) };
		let at = valueAt;
		const parts = value.split('*').map((part) => {
			const read = this.bytes(part, at);
			at += part.length + 1;
			return read;
		});
		const any = parts.slice(1, -1).filter((part) => part.length > 0);
		const initial = parts[0];
		const final = parts.at(-1);
		return {
			kind: 'substring',
			attribute,
			...(initial?.length ? { initial } : {}),
			any,
			...(final?.length ? { final } : {}),
		};
	}

	private extensible(left: string, value: string, start: number, valueAt: number): Filter {
		const [name = '', ...rest] = left.split(':');
		const dnAttributes = rest[0]?.toLowerCase() === 'dn';
		const [rule, ...more] = dnAttributes ? rest.slice(1) : rest;
		if (more.length > 0 || (!name && !rule)) {
			throw new Position(start, 'a matching rule is written as attribute:rule:=value');
		}
		return {
			kind: 'extensible',
			dnAttributes,
			...(name ? { attribute: this.attribute(name, start) } : {}),
			...(rule ? { rule: this.attribute(rule, start + name.length + 1) } : {}),
			value: this.bytes(value, valueAt),
		};
	}

	private attribute(text: string, at: number): string {
		const name = text.trim();
		if (ATTRIBUTE.test(name)) return name;
		throw new Position(
			at,
			name ? `'${name.slice(0, 40)}' is no attribute name` : 'an attribute name is missing',
		);
	}

	/** A value: `\XX` is one byte, everything else its UTF-8. */
	private bytes(text: string, at: number): Buffer {
		const parts: Buffer[] = [];
		let from = 0;
		for (let index = text.indexOf('\\'); index >= 0; index = text.indexOf('\\', from)) {
			const hex = text.slice(index + 1, index + 3);
			if (!/^[0-9a-f]{2}$/i.test(hex)) {
				throw new Position(at + index, 'a backslash needs two hexadecimal digits after it');
			}
			parts.push(Buffer.from(text.slice(from, index)), Buffer.from(hex, 'hex'));
			from = index + 3;
		}
		const nothing = text.indexOf('\0');
		if (nothing >= 0) throw new Position(at + nothing, 'a NUL character is written as \\00');
		parts.push(Buffer.from(text.slice(from)));
		return Buffer.concat(parts);
	}
}
