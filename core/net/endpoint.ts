import type { LookupFunction } from 'node:net';

/** Where a server listens. */
export interface Endpoint {
	readonly host: string;
	readonly port: number;
}

/** What bounds one exchange. */
export interface Patience {
	/** Milliseconds until the answer is there. */
	readonly timeoutMs: number;
	readonly signal?: AbortSignal;
	/** Finds the address of a host; absent: the system. */
	readonly lookup?: LookupFunction;
}

/** `host`, `host:port`, `[address]`, `[address]:port`, or an IPv6 address alone. */
export function parseEndpoint(text: string, defaultPort: number): Endpoint | undefined {
	const [, bracketed, plain, port] =
		/^\s*(?:\[([\da-f:.%]+)\]|([^\s:[\]/]+))(?::(\d{1,5}))?\s*$/i.exec(text) ?? [];
	const host = bracketed ?? plain;
	const number = port === undefined ? defaultPort : Number(port);
	if (host !== undefined && number > 0 && number < 65_536) return { host, port: number };
	const address = text.trim();
	return /^[\da-f:.]*:[\da-f:.]*:[\da-f:.%]*$/i.test(address)
		? { host: address, port: defaultPort }
		: undefined;
}
