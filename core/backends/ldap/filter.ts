import type { BerWriter, Library, LibraryFilter } from './ldapts';

/**
 * A search filter as data. Values are bytes: nothing that a person typed is ever part of a filter's
 * syntax. https://www.rfc-editor.org/rfc/rfc4511#section-4.5.1.7
 */
export type Filter =
	| { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
	| { readonly kind: 'not'; readonly part: Filter }
	| { readonly kind: 'present'; readonly attribute: string }
	| {
			readonly kind: 'equal' | 'atLeast' | 'atMost' | 'approximate';
			readonly attribute: string;
			readonly value: Buffer;
	  }
	| {
			readonly kind: 'substring';
			readonly attribute: string;
			readonly initial?: Buffer;
			readonly any: readonly Buffer[];
			readonly final?: Buffer;
	  }
	| {
			readonly kind: 'extensible';
			readonly rule?: string;
			readonly attribute?: string;
			readonly value: Buffer;
			readonly dnAttributes: boolean;
	  };

/** https://learn.microsoft.com/windows/win32/adsi/search-filter-syntax */
export const BIT_AND = '1.2.840.113556.1.4.803';
export const BIT_OR = '1.2.840.113556.1.4.804';
export const IN_CHAIN = '1.2.840.113556.1.4.1941';

export const and = (parts: readonly Filter[]): Filter => group('and', parts);
export const or = (parts: readonly Filter[]): Filter => group('or', parts);
export const not = (part: Filter): Filter => ({ kind: 'not', part });
export const present = (attribute: string): Filter => ({ kind: 'present', attribute });
export const equal = (attribute: string, value: string | Buffer): Filter => ({
	kind: 'equal',
	attribute,
	value: bytes(value),
});
export const matching = (attribute: string, rule: string, value: string | Buffer): Filter => ({
	kind: 'extensible',
	attribute,
	rule,
	value: bytes(value),
	dnAttributes: false,
});

const bytes = (value: string | Buffer) => (typeof value === 'string' ? Buffer.from(value) : value);

function group(kind: 'and' | 'or', parts: readonly Filter[]): Filter {
	const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
	return flat.length === 1 && flat[0] ? flat[0] : { kind, parts: flat };
}

/** The text form of RFC 4515, as other tools take it. */
export function filterText(filter: Filter): string {
	switch (filter.kind) {
		case 'and':
			return `(&${filter.parts.map(filterText).join('')})`;
		case 'or':
			return `(|${filter.parts.map(filterText).join('')})`;
		case 'not':
			return `(!${filterText(filter.part)})`;
		case 'present':
			return `(${filter.attribute}=*)`;
		case 'substring': {
			const { initial, any, final } = filter;
			const parts = [initial, ...any, final].map((part) => (part ? escapeBytes(part) : ''));
			return `(${filter.attribute}=${parts.join('*')})`;
		}
		case 'extensible': {
			const { attribute = '', rule, dnAttributes, value } = filter;
			const how = `${dnAttributes ? ':dn' : ''}${rule ? `:${rule}` : ''}`;
			return `(${attribute}${how}:=${escapeBytes(value)})`;
		}
		default:
			return `(${filter.attribute}${SIGN[filter.kind]}${escapeBytes(filter.value)})`;
	}
}

const SIGN = { equal: '=', atLeast: '>=', atMost: '<=', approximate: '~=' } as const;

/** Printable text stays readable; everything with a meaning, and every other byte, is `\XX`. */
function escapeBytes(value: Buffer): string {
	const text = value.toString('utf8');
	const hex = (part: Buffer) =>
		[...part].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('');
	if (!Buffer.from(text).equals(value)) return hex(value);
	// eslint-disable-next-line no-control-regex
	return text.replace(/[\u0000-\u001f*()\\\u007f]/g, (char) => hex(Buffer.from(char)));
}

const CONTEXT = 0x80;
const CONSTRUCTED = 0x20;
const TAG = {
	and: 0,
	or: 1,
	not: 2,
	equal: 3,
	substring: 4,
	atLeast: 5,
	atMost: 6,
	present: 7,
	approximate: 8,
	extensible: 9,
} as const;

/** The filter as ldapts sends it: our own bytes, since its text parser mends what is wrong and garbles binary values. */
export function libraryFilter({ Filter, SearchFilter }: Library, filter: Filter): LibraryFilter {
	class Compiled extends Filter {
		/** Not used: `write` writes the tag. */
		override type = SearchFilter.present;

		override write(writer: BerWriter): void {
			writeFilter(writer, filter);
		}

		override toString(): string {
			return filterText(filter);
		}
	}
	return new Compiled();
}

function writeFilter(writer: BerWriter, filter: Filter): void {
	const tag = CONTEXT | TAG[filter.kind];
	if (filter.kind === 'present') {
		writer.writeBuffer(Buffer.from(filter.attribute), tag);
		return;
	}
	writer.startSequence(tag | CONSTRUCTED);
	switch (filter.kind) {
		case 'and':
		case 'or':
			for (const part of filter.parts) writeFilter(writer, part);
			break;
		case 'not':
			writeFilter(writer, filter.part);
			break;
		case 'substring':
			writer.writeString(filter.attribute);
			writer.startSequence();
			if (filter.initial) writer.writeBuffer(filter.initial, CONTEXT);
			for (const part of filter.any) writer.writeBuffer(part, CONTEXT | 1);
			if (filter.final) writer.writeBuffer(filter.final, CONTEXT | 2);
			writer.endSequence();
			break;
		case 'extensible':
			if (filter.rule) writer.writeBuffer(Buffer.from(filter.rule), CONTEXT | 1);
			if (filter.attribute) writer.writeBuffer(Buffer.from(filter.attribute), CONTEXT | 2);
			writer.writeBuffer(filter.value, CONTEXT | 3);
			if (filter.dnAttributes) writer.writeBoolean(true, CONTEXT | 4);
			break;
		default:
			writer.writeString(filter.attribute);
			writer.writeBuffer(filter.value, 0x04);
	}
	writer.endSequence();
}
