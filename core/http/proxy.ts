import { BlockList, isIP } from 'node:net';
import { FatalError } from '../errors';
import type { Authenticator } from './authenticator';

export type ProxyOptions =
	| { readonly mode: 'environment' | 'none' }
	| {
			readonly mode: 'custom';
			/**
			 * `http://proxy:8080`; https:// speaks TLS to the proxy itself; socks5:// and socks4:// resolve
			 * names here, socks5h:// and socks4a:// have the proxy resolve them.
			 */
			readonly url: string;
			readonly user?: string;
			readonly password?: string;
			readonly exceptions: readonly string[];
			/** Signs in to an HTTP proxy. Absent: Basic with `user` and `password`, where there is a user. */
			readonly authenticator?: Authenticator;
	  };

export interface Proxy {
	/** Without user and password. */
	readonly url: URL;
	readonly kind: 'http' | 'socks4' | 'socks5';
	/** The proxy resolves the name of the server, not this machine. */
	readonly resolvesNames: boolean;
	/** HTTP proxies. */
	readonly authenticator?: Authenticator;
	/** SOCKS proxies. */
	readonly user?: string;
	readonly password?: string;
}

const SCHEMES: Readonly<Record<string, Pick<Proxy, 'kind' | 'resolvesNames'>>> = {
	'http:': { kind: 'http', resolvesNames: true },
	'https:': { kind: 'http', resolvesNames: true },
	'socks:': { kind: 'socks5', resolvesNames: true },
	'socks5:': { kind: 'socks5', resolvesNames: false },
	'socks5h:': { kind: 'socks5', resolvesNames: true },
	'socks4:': { kind: 'socks4', resolvesNames: false },
	'socks4a:': { kind: 'socks4', resolvesNames: true },
};
const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** Port of a proxy; 1080 for SOCKS that names none (RFC 1928, 3). */
export const proxyPort = ({ url }: Proxy): number =>
	Number(url.port) || (DEFAULT_PORTS[url.protocol] ?? 1080);

/** The proxy for a target, or undefined for a direct connection. */
export function proxyFor(
	target: URL,
	options: ProxyOptions,
	env: NodeJS.ProcessEnv = process.env,
): Proxy | undefined {
	if (options.mode === 'none') return undefined;
	if (options.mode === 'custom') {
		if (isExcepted(target, options.exceptions)) return undefined;
		return parse(options.url, options);
	}
	// Lower case first, as curl does.
	const read = (name: string) => env[name.toLowerCase()] || env[name.toUpperCase()] || undefined;
	const url =
		read(target.protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? read('all_proxy');
	if (!url || isExcepted(target, (read('no_proxy') ?? '').split(/[\s,]+/))) return undefined;
	return parse(url);
}

function parse(
	text: string,
	given: { user?: string; password?: string; authenticator?: Authenticator } = {},
): Proxy {
	const whole = text.includes('://') ? text : `http://${text}`;
	const url = URL.canParse(whole) ? new URL(whole) : undefined;
	if (!url?.hostname) {
		// The text may hold a password, so it is not repeated.
		throw new FatalError("The 'Proxy URL' is not a URL", {
			field: 'proxyUrl',
			advice: 'Write it as http://proxy.example.org:8080.',
		});
	}
	const scheme = SCHEMES[url.protocol];
	if (!scheme) {
		throw new FatalError(`The 'Proxy URL' begins with ${url.protocol}//, which is not supported`, {
			field: 'proxyUrl',
			advice: `Begin it with one of ${Object.keys(SCHEMES).join('//, ')}//.`,
		});
	}
	const user = given.user || unescape(url.username) || undefined;
	const password = given.user ? given.password : unescape(url.password);
	url.username = '';
	url.password = '';
	if (scheme.kind !== 'http') return { url, ...scheme, user, password };
	const authenticator = given.authenticator ?? (user ? basic(user, password ?? '') : undefined);
	return { url, ...scheme, authenticator };
}

/** Basic (RFC 7617), UTF-8: what proxies take where nothing else was chosen. */
function basic(user: string, password: string): Authenticator {
	const header = `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
	return {
		scheme: 'Basic',
		connectionBound: false,
		handshake: () => ({ first: () => header, next: () => undefined }),
	};
}

/** A password with a bare per cent sign is meant as it stands. */
function unescape(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/**
 * Entries: `*`, a host, `host:port`, a domain with or without leading dot or `*.`, an address, a range of
 * addresses (`10.0.0.0/8`), `<local>` for names without a dot.
 */
function isExcepted(target: URL, exceptions: readonly string[]): boolean {
	const host = bare(target.hostname);
	const port = target.port || (target.protocol === 'https:' ? '443' : '80');
	return exceptions.some((text) => {
		const entry = text.trim().toLowerCase();
		if (!entry) return false;
		if (entry === '*') return true;
		if (entry === '<local>') return isIP(host) === 0 && !host.includes('.');
		if (entry.includes('/')) return isInRange(host, entry);
		const match = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry);
		const name = bare(match ? match[1]! : entry);
		if (match?.[2] && match[2] !== port) return false;
		const domain = name.replace(/^\*?\./, '');
		return host === domain || (isIP(domain) === 0 && host.endsWith(`.${domain}`));
	});
}

function isInRange(host: string, range: string): boolean {
	const [network = '', bits = ''] = range.split('/');
	const version = isIP(network);
	if (version === 0 || isIP(host) !== version || !/^\d{1,3}$/.test(bits)) return false;
	if (Number(bits) > (version === 4 ? 32 : 128)) return false;
	const family = version === 4 ? 'ipv4' : 'ipv6';
	const list = new BlockList();
	list.addSubnet(network, Number(bits), family);
	return list.check(host, family);
}

const bare = (host: string) =>
	host
		.toLowerCase()
		.replace(/^\[|\]$/g, '')
		.replace(/\.$/, '');
