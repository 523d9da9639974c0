// What XML 1.0 cannot carry becomes a question mark, as Exchange writes it; a lone half of a surrogate
// pair (a cut text) becomes U+FFFD.
const SPECIAL = /[&<>"\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\ud800-\udfff]/;
const EACH =
	/[&<>"\r\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;

const NAMED: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	'\r': '&#xD;',
};

/** Text for element content and attribute values in double quotes. */
export function escape(text: string): string {
	if (!SPECIAL.test(text)) return text;
	return text.replace(EACH, (part) => {
		if (part.length === 2) return part;
		const named = NAMED[part];
		if (named !== undefined) return named;
		return part >= '\ud800' && part <= '\udfff' ? '\ufffd' : '?';
	});
}

/** `<t:Name>escaped text</t:Name>` */
export function element(name: string, text: string): string {
	return text === '' ? `<t:${name}/>` : `<t:${name}>${escape(text)}</t:${name}>`;
}

/** `<t:Name a="…">content</t:Name>`; content is XML already, attributes are text. */
export function wrap(
	name: string,
	content: string,
	attributes?: Readonly<Record<string, string | number | boolean | undefined>>,
): string {
	let open = name.includes(':') ? name : `t:${name}`;
	const close = open;
	for (const [key, value] of Object.entries(attributes ?? {})) {
		if (value !== undefined) open += ` ${key}="${attribute(String(value))}"`;
	}
	return content === '' ? `<${open}/>` : `<${open}>${content}</${close}>`;
}

/** Readers turn white space of attributes into blanks unless it stands as a reference. */
function attribute(value: string): string {
	return escape(value).replace(/[\t\n\r]/g, (space) => `&#${space.charCodeAt(0)};`);
}
