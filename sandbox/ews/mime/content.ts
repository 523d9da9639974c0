/** TEXT of RFC 5545 3.3.11 and RFC 6350 3.4: backslash before what has a meaning, `\n` for a new line. */
export const textValue = (text: string): string =>
	text.replace(/[\\;,]/g, '\\$&').replace(/\r\n|\r|\n/g, '\\n');

/** Lines of at most 75 bytes (RFC 5545 3.1); a character is never cut. */
export function fold(lines: readonly string[]): string {
	return `${lines.map(folded).join('\r\n')}\r\n`;
}

function folded(line: string): string {
	const parts: string[] = [];
	let part = '';
	for (const character of line) {
		if (Buffer.byteLength(part + character) > 74) {
			parts.push(part);
			part = '';
		}
		part += character;
	}
	return [...parts, part].join('\r\n ');
}
