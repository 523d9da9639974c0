import { notUsable } from './values';

const DEFAULT_PATH = '/EWS/Exchange.asmx';

/** What a person types as 'Server' (host, host/path or URL) as the absolute EWS endpoint. */
export function parseServer(text: string, allowPlainHttp: boolean): string {
	if (!text) throw notUsable('Server', 'is empty', 'Enter the host name of the Exchange server.');
	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
	if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') {
		throw notUsable('Server', `begins with ${scheme}://`, 'Use https:// or a host name alone.');
	}
	const href = scheme === undefined ? `https://${text}` : text;
	if (/[\s\\]/.test(text) || !URL.canParse(href)) {
		throw notUsable(
			'Server',
			'is neither a host name nor a URL',
			'Write it as mail.example.org or https://mail.example.org/EWS/Exchange.asmx.',
		);
	}
	const url = new URL(href);
	if (url.username || url.password) {
		throw notUsable('Server', 'holds a user or password', "Use the fields 'User' and 'Password'.");
	}
	if (url.search || url.hash) {
		throw notUsable('Server', 'holds a query or fragment', 'Leave out everything from ? or # on.');
	}
	if (url.protocol === 'http:' && !allowPlainHttp) {
		throw notUsable(
			'Server',
			'begins with http://, which is not encrypted',
			"Use https://, or switch on 'Allow Plain HTTP' in a network you trust.",
		);
	}
	if (/^\/(?:ews\/?)?$/i.test(url.pathname)) url.pathname = DEFAULT_PATH;
	return url.href;
}
