import { InputError } from '../errors';

/** What XML 1.0 cannot carry, not even escaped: https://www.w3.org/TR/xml/#charsets */
const FORBIDDEN =
	// eslint-disable-next-line no-control-regex
	/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/**
 * Refuses text that cannot be sent unchanged.
 * @throws InputError naming the field and the position (from 1) of the first such character.
 */
export function checkCharacters(target: { id: string; label: string }, text: string): void {
	const match = FORBIDDEN.exec(text);
	if (!match) return;
	const code = match[0].charCodeAt(0);
	const kind = code >= 0xd800 && code <= 0xdfff ? 'half of a surrogate pair' : 'control character';
	const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
	throw new InputError(
		`The value of '${target.label}' has the ${kind} ${name} at position ${match.index + 1}`,
		{ field: target.id, advice: 'Exchange cannot store this character. Remove it from the value.' },
	);
}
