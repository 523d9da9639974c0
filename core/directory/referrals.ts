import { textOf } from '../backends/ldap/entry';
import { equal } from '../backends/ldap/filter';
import { DirectoryLink } from '../backends/ldap/link';
import type { Call } from '../backends/backend';
import { parseDn } from '../schema/dn';

const MOST = 50;

/** A part of the directory that another server holds. */
export interface Referral {
	readonly host: string;
	readonly dn: string;
}

/** `ldap://host/DN??…`; undefined for anything else. */
export function readReferral(url: string): Referral | undefined {
	const match = /^ldaps?:\/\/([^/:?#\s]+)(?::\d+)?\/([^?#]*)/i.exec(url.trim());
	if (!match?.[1]) return undefined;
	try {
		return { host: match[1].toLowerCase(), dn: decodeURIComponent(match[2] ?? '') };
	} catch {
		return undefined;
	}
}

/**
 * Links to those referrals that lead to hosts of the forest's own naming contexts: the credential's
 * password goes nowhere else. Same port, same encryption, the certificate verified for the new host.
 */
export async function referralLinks(
	link: DirectoryLink,
	urls: Iterable<string>,
	call: Call,
): Promise<Array<{ link: DirectoryLink; dn: string }>> {
	const wanted = new Map<string, Referral>();
	for (const url of urls) {
		const referral = readReferral(url);
		if (referral) wanted.set(`${referral.host}/${referral.dn.toLowerCase()}`, referral);
	}
	if (wanted.size === 0) return [];
	const { security, tls: trust } = link.settings;
	if (security === 'none' || !trust.rejectUnauthorized) {
		call.notice?.(
			'Referrals were not followed: the password goes to another host over TLS with a verified certificate alone.',
		);
		return [];
	}
	const domains = await forestDomains(link, call);
	const links: Array<{ link: DirectoryLink; dn: string }> = [];
	for (const { host, dn } of [...wanted.values()].slice(0, MOST)) {
		const isOwn = domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
		if (!isOwn || !dn) {
			call.notice?.(
				`A referral to '${host}' was not followed: the host is not one of the forest's own naming contexts.`,
			);
			continue;
		}
		const { serverName: _first, ...tls } = link.settings.tls;
		const { domain: _domain, ...settings } = link.settings;
		const { port } = (await link.open(call)).endpoint;
		links.push({
			dn,
			link: new DirectoryLink({ ...settings, hosts: [{ host, port }], tls }),
		});
	}
	return links;
}

/** Where the domain of a distinguished name is found: its own DNS name leads to its controllers. */
export function referralTo(dn: string): string | undefined {
	const labels = parseDn(dn).flatMap((rdn) =>
		rdn.flatMap(({ type, value }) => (type.toLowerCase() === 'dc' ? [value] : [])),
	);
	return labels.length > 1 ? `ldap://${labels.join('.')}/${encodeURIComponent(dn)}` : undefined;
}

/** Whether a server answered that another one holds the base (result code 10). */
export function isElsewhere(error: unknown): boolean {
	const { code } = (error ?? {}) as { code?: unknown };
	return code === '10' || code === '0000202B';
}

/** DNS names of the forest's naming contexts, as its configuration has them. */
async function forestDomains(link: DirectoryLink, call: Call): Promise<string[]> {
	const server = await link.server(call);
	if (!server.configurationNamingContext) return [];
	const connection = await link.open(call);
	const { entries } = await connection.search(
		{
			base: `CN=Partitions,${server.configurationNamingContext}`,
			scope: 'one',
			filter: equal('objectClass', 'crossRef'),
			attributes: ['dnsRoot'],
		},
		call,
		{ size: 1000, cookie: Buffer.alloc(0) },
	);
	return entries.flatMap((entry) => textOf(entry, 'dnsRoot')?.toLowerCase() ?? []);
}
