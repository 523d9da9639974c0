import { runCommand } from './command';

/** An entry as OpenLDAP's own client prints it: attributes by lower-case name, values as bytes. */
export interface LdapEntry {
	readonly dn: string;
	readonly attributes: ReadonlyMap<string, readonly Buffer[]>;
}

export interface LdapSearch {
	readonly url: string;
	readonly user: string;
	readonly password: string;
	readonly base: string;
	readonly scope?: 'sub' | 'one' | 'base';
	readonly filter?: string;
	readonly attributes?: readonly string[];
	readonly extra?: readonly string[];
}

/** The same search by C code that shares nothing with this project. @throws on every code but 0. */
export async function ldapsearch(search: LdapSearch): Promise<LdapEntry[]> {
	const { code, stdout, stderr } = await runCommand('ldapsearch', [
		...['-x', '-LLL', '-o', 'ldif-wrap=no', '-E', 'pr=1000/noprompt'],
		...['-H', search.url, '-D', search.user, '-w', search.password],
		...['-b', search.base, '-s', search.scope ?? 'sub', ...(search.extra ?? [])],
		search.filter ?? '(objectClass=*)',
		...(search.attributes ?? []),
	]);
	if (code !== 0) throw new Error(`ldapsearch ended with ${code}: ${stderr}`);
	return parseLdif(stdout);
}

export function parseLdif(text: string): LdapEntry[] {
	const entries: LdapEntry[] = [];
	for (const block of text.split(/\n\n+/)) {
		let dn: string | undefined;
		const attributes = new Map<string, Buffer[]>();
		for (const line of block.split('\n')) {
			const match = /^([^:#\s]+)(::?) ?(.*)$/.exec(line);
			if (!match) continue;
			const [, name, colons, content] = match as unknown as [string, string, string, string];
			const value = Buffer.from(content, colons === '::' ? 'base64' : 'utf8');
			if (name === 'dn') dn = value.toString();
			else
				attributes.set(name.toLowerCase(), [...(attributes.get(name.toLowerCase()) ?? []), value]);
		}
		if (dn !== undefined) entries.push({ dn, attributes });
	}
	return entries;
}

/** The first value as text. */
export const textOf = (entry: LdapEntry, name: string) =>
	entry.attributes.get(name.toLowerCase())?.[0]?.toString();

/** A filter value, escaped after RFC 4515. */
export const escapeFilter = (text: string) =>
	text.replace(/[\\*()\u0000]/g, (c) => `\\${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
