import { notUsable } from './values';

/** Headers that sign in, route or frame a request: never a person's to set. */
const RESERVED: ReadonlySet<string> = new Set([
	'authorization',
	'connection',
	'content-length',
	'content-type',
	'cookie',
	'expect',
	'host',
	'keep-alive',
	'proxy-authorization',
	'soapaction',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
]);
const LIMIT = 50;

/** `Name: value` lines, or a JSON object, as headers. */
export function parseHeaders(text: string, label: string): Record<string, string> {
	const entries = text.trim().startsWith('{') ? fromJson(text, label) : fromLines(text, label);
	if (entries.length > LIMIT) {
		throw notUsable(label, `holds more than ${LIMIT} headers`, 'Leave some of them out.');
	}
	const headers: Record<string, string> = {};
	for (const [name, value] of entries) {
		if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) {
			throw notUsable(label, 'holds a line without a header name', 'Write each as Name: value.');
		}
		const key = name.toLowerCase();
		if (RESERVED.has(key)) {
			throw notUsable(
				label,
				`sets ${name}, which belongs to the connection`,
				'Use the fields of the credential for sign-in and server; leave this header out.',
			);
		}
		if (!/^[\t\x20-\x7e]*$/.test(value)) {
			throw notUsable(
				label,
				`has a line break or a character outside ASCII in ${name}`,
				'Header values are one line of plain ASCII.',
			);
		}
		if (key in headers) throw notUsable(label, `sets ${name} twice`, 'Keep one of them.');
		headers[key] = value;
	}
	return headers;
}

function fromLines(text: string, label: string): Array<[string, string]> {
	return text
		.split(/\r?\n/)
		.filter((line) => line.trim())
		.map((line) => {
			const at = line.indexOf(':');
			if (at <= 0 || line.includes('\r')) {
				throw notUsable(label, 'holds a line without a header', 'Write each as Name: value.');
			}
			return [line.slice(0, at).trim(), line.slice(at + 1).trim()];
		});
}

function fromJson(text: string, label: string): Array<[string, string]> {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		throw notUsable(label, 'is no valid JSON', 'Write Name: value lines instead.');
	}
	return Object.entries(parsed as Record<string, unknown>).map(([name, value]) => [
		name,
		String(value),
	]);
}
