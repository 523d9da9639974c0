/**
 * Hosts that credentials may go to: the domain of the address and what lies below it, and those that
 * the person named. Nothing above the domain, for that belongs to somebody else.
 */
export class Trust {
	private readonly allowed: ReadonlySet<string>;

	/** @param allowed host names; `.example.org` stands for all hosts below it */
	constructor(
		private readonly domain: string,
		allowed: readonly string[],
	) {
		this.allowed = new Set(allowed.map((host) => host.trim().toLowerCase().replace(/^\*\./, '.')));
	}

	has(host: string): boolean {
		const name = host.toLowerCase().replace(/\.$/, '');
		if (name === this.domain || name.endsWith(`.${this.domain}`)) return true;
		return [...this.allowed].some((one) => name === one || (one[0] === '.' && name.endsWith(one)));
	}
}

/** Domain of an address in the form of DNS; undefined for what is no address. */
export function domainOf(address: string): string | undefined {
	const text = address.trim();
	const place = text.lastIndexOf('@');
	if (place < 1 || /[\s<>]/.test(text)) return undefined;
	const href = `https://${text.slice(place + 1)}/`;
	if (!URL.canParse(href)) return undefined;
	const { hostname, pathname, port, username } = new URL(href);
	const isName = /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(hostname);
	const isAddress = /^[\d.]+$/.test(hostname);
	if (!isName || isAddress || pathname !== '/' || port !== '' || username !== '') return undefined;
	return hostname;
}
