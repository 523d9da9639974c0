/** Parameters of `Authorization: Digest …`, names in lower case; undefined when it is none. RFC 7616, 3.4. */
export function readParameters(text: string): Map<string, string> | undefined {
	const parameters = new Map<string, string>();
	const pattern = /\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]*))\s*(?:,|$)/gsy;
	while (pattern.lastIndex < text.length) {
		const found = pattern.exec(text);
		if (!found) return undefined;
		const [, name = '', quoted, plain = ''] = found;
		parameters.set(name.toLowerCase(), quoted?.replace(/\\(.)/gs, '$1') ?? plain);
	}
	return parameters;
}

/** A quoted-string (RFC 9110, 5.6.4). */
export const quote = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;

/** A user name as bytes of UTF-8 in a header, which Node hands over as Latin-1. */
export const fromHeader = (text: string): string => {
	const decoded = Buffer.from(text, 'latin1').toString('utf8');
	return decoded.includes('\ufffd') ? text : decoded;
};

/** `username*=UTF-8''%C3%89lodie` (RFC 8187). */
export function extended(text: string | undefined): string | undefined {
	const encoded = /^UTF-8'[^']*'(.*)$/is.exec(text ?? '')?.[1];
	try {
		return encoded === undefined ? undefined : decodeURIComponent(encoded);
	} catch {
		return undefined;
	}
}
