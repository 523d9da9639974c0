import { InputError } from '../../../errors';

/** Everything that cannot stand as it is in text or in an attribute, surrogate halves included. */
const SPECIAL = /[&<>"'\t\n\r]|[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
const TEXT_SPECIALS = /[&<>\r]/g;
const ATTRIBUTE_SPECIALS = /[&<>"'\t\n\r]/g;
/** What XML 1.0 has no way to write, not even as a reference. https://www.w3.org/TR/xml/#charsets */
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

const REFERENCES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&apos;',
	'\t': '&#9;',
	'\n': '&#10;',
	'\r': '&#13;',
};

const reference = (character: string): string => REFERENCES[character] ?? '';

function refuseForbidden(value: string): void {
	const found = FORBIDDEN.exec(value);
	if (!found) return;
	const code = found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
	throw new InputError(
		`A text holds the character U+${code} at position ${found.index + 1}, which XML cannot carry`,
		{ code: 'XML_CHARACTER', advice: 'Remove control characters and broken emoji from the value.' },
	);
}

/**
 * Text content. A carriage return goes out as a reference, because every XML reader turns a literal one
 * into a line feed.
 */
export function escapeText(value: string): string {
	if (!SPECIAL.test(value)) return value;
	refuseForbidden(value);
	return value.replace(TEXT_SPECIALS, reference);
}

/** Attribute value for either quote; white space goes out as references, because readers normalize it. */
export function escapeAttribute(value: string): string {
	if (!SPECIAL.test(value)) return value;
	refuseForbidden(value);
	return value.replace(ATTRIBUTE_SPECIALS, reference);
}
