/** RFC 2047: text of a header; what is not plain ASCII becomes encoded words of at most 75 characters. */
export function headerText(text: string): string {
	if (/^[\x20-\x7e]*$/.test(text)) return text;
	const words: string[] = [];
	let part = '';
	for (const character of text) {
		if (Buffer.byteLength(part + character) > 42) {
			words.push(part);
			part = '';
		}
		part += character;
	}
	words.push(part);
	return words.map((word) => `=?utf-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

/** Base64 in lines of 76 characters (RFC 2045). */
export const lines64 = (base64: string): string => base64.replace(/(.{76})(?=.)/g, '$1\r\n');
