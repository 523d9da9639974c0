import { isIP } from 'node:net';
import { FatalError } from '../errors';

export type ProxyOptions =
	| { readonly mode: 'environment' | 'none' }
	| {
			readonly mode: 'custom';
			/** `http://proxy:8080`; https:// speaks TLS to the proxy itself. */
			readonly url: string;
			readonly user?: string;
			readonly password?: string;
			readonly exceptions: readonly string[];
	  };

export interface Proxy {
	readonly url: URL;
	/** Proxy-Authorization header. */
	readonly authorization?: string;
}

/** The proxy for a target, or undefined for a direct connection. */
export function proxyFor(
	target: URL,
	options: ProxyOptions,
	env: NodeJS.ProcessEnv = process.env,
): Proxy | undefined {
	if (options.mode === 'none') return undefined;
	if (options.mode === 'custom') {
		if (isExcepted(target, options.exceptions)) return undefined;
		return parse(options.url, options.user, options.password);
	}
	// Lower case first, as curl does.
	const read = (name: string) => env[name.toLowerCase()] || env[name.toUpperCase()] || undefined;
	const url =
		read(target.protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? read('all_proxy');
	if (!url || isExcepted(target, (read('no_proxy') ?? '').split(/[\s,]+/))) return undefined;
	return parse(url);
}

function parse(text: string, user?: string, password?: string): Proxy {
	let url: URL;
	try {
		url = new URL(text.includes('://') ? text : `http://${text}`);
	} catch {
		// The text may hold a password, so it is not repeated.
		throw new FatalError("The 'Proxy URL' is not a URL", {
			field: 'proxyUrl',
			advice: 'Write it as http://proxy.example.org:8080.',
		});
	}
	if (url.protocol !== 'http:' && url.protocol !== 'https:') {
		throw new FatalError(`The 'Proxy URL' begins with ${url.protocol}//, which is not supported`, {
			field: 'proxyUrl',
			advice: 'Use an HTTP proxy, written as http://proxy.example.org:8080.',
		});
	}
	const name = user || decodeURIComponent(url.username);
	const secret = user ? (password ?? '') : decodeURIComponent(url.password);
	url.username = '';
	url.password = '';
	if (!name) return { url };
	const basic = Buffer.from(`${name}:${secret}`, 'utf8').toString('base64');
	return { url, authorization: `Basic ${basic}` };
}

/** Entries: `*`, a host, `host:port`, a domain with or without leading dot or `*.`, an address. */
function isExcepted(target: URL, exceptions: readonly string[]): boolean {
	const host = bare(target.hostname);
	const port = target.port || (target.protocol === 'https:' ? '443' : '80');
	return exceptions.some((text) => {
		const entry = text.trim().toLowerCase();
		if (!entry) return false;
		if (entry === '*') return true;
		const match = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry);
		const name = bare(match ? match[1]! : entry);
		if (match?.[2] && match[2] !== port) return false;
		const domain = name.replace(/^\*?\./, '');
		return host === domain || (isIP(domain) === 0 && host.endsWith(`.${domain}`));
	});
}

const bare = (host: string) =>
	host
		.toLowerCase()
		.replace(/^\[|\]$/g, '')
		.replace(/\.$/, '');
