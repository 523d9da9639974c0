import type { Settings } from '../connection/settings';

/** What of a connection says which domains are its own. */
export type Owner = Pick<Settings, 'server' | 'user' | 'defaultMailbox' | 'allowedMailboxes'>;

const below = (host: string, domain: string): boolean =>
	host === domain || host.endsWith(`.${domain}`);

/**
 * Whether the credential is of a domain: its user, its default mailbox or an allowed one is of it, or
 * its server stands below it. An address can come from the data of a workflow, and must not send a
 * password to whoever owns its domain.
 */
export function isOwn(domain: string, owner: Owner): boolean {
	const { server, user, defaultMailbox, allowedMailboxes } = owner;
	const addresses = [user, defaultMailbox, ...allowedMailboxes.map((one) => `@${one}`)];
	const domains = addresses.flatMap((address) =>
		address?.includes('@') ? (domainOf(`x${address.slice(address.lastIndexOf('@'))}`) ?? []) : [],
	);
	return domains.some((known) => below(domain, known)) || below(new URL(server).hostname, domain);
}

/**
 * Hosts that credentials may go to: the domain of the address and what lies below it, where the
 * credential is of that domain or the person named it, and other hosts that the person named. Nothing
 * above the domain, for that belongs to somebody else.
 */
export class Trust {
	private readonly allowed: readonly string[];
	private readonly domain: string | undefined;

	/** @param allowed host names; `.example.org` stands for all hosts below it */
	constructor(domain: string, owner: Owner, allowed: readonly string[]) {
		this.allowed = allowed.map((host) => host.trim().toLowerCase().replace(/^\*\./, '.'));
		const isNamed = this.allowed.includes(domain);
		this.domain = isNamed || isOwn(domain, owner) ? domain : undefined;
	}

	has(host: string): boolean {
		const name = host.toLowerCase().replace(/\.$/, '');
		if (this.domain !== undefined && below(name, this.domain)) return true;
		return this.allowed.some((one) => name === one || (one[0] === '.' && name.endsWith(one)));
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
