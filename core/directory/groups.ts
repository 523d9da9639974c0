import { readSid } from '../backends/ldap/codecs/sid';
import type { Entry } from '../backends/ldap/entry';
import { and, equal, type Filter, IN_CHAIN, matching, not, or } from '../backends/ldap/filter';
import type { DirectoryLink } from '../backends/ldap/link';
import type { Call } from '../backends/backend';
import { ConflictError, InputError } from '../errors';
import { parseDn } from '../schema/dn';
import { basesOf } from './bases';
import { isMissing, lookUp } from './lookUp';
import type { DirectoryQuery } from './session';

type Groups = NonNullable<DirectoryQuery['groups']>;

/** A filter for the members of groups: direct, nested (rule in chain), and by primary group, which memberOf leaves out. */
export async function groupsFilter(
	link: DirectoryLink,
	{ groups, mode }: Groups,
	call: Call,
): Promise<Filter | undefined> {
	const parts: Filter[] = [];
	for (const { group, nested } of groups) {
		if (!group.trim()) continue;
		parts.push(memberFilter(await findGroup(link, group.trim(), call), nested));
	}
	if (parts.length === 0) return undefined;
	return mode === 'include' ? or(parts) : not(or(parts));
}

export function memberFilter(group: Entry, nested: boolean): Filter {
	const direct = nested ? matching('memberOf', IN_CHAIN, group.dn) : equal('memberOf', group.dn);
	const sid = group.values.get('objectsid')?.[0];
	const rid = sid && readSid(sid)?.split('-').at(-1);
	return rid ? or([direct, equal('primaryGroupID', rid)]) : direct;
}

/**
 * The group that a DN, a logon name or a common name means.
 * @throws InputError when there is none, ConflictError when there are two.
 */
export async function findGroup(link: DirectoryLink, text: string, call: Call): Promise<Entry> {
	const attributes = ['objectGUID', 'objectSid'];
	if (isDn(text)) {
		try {
			return await lookUp(link, {}, { by: 'dn', value: text }, attributes, call);
		} catch (error) {
			if (isMissing(error)) throw unknown(text);
			throw error;
		}
	}
	const server = await link.server(call);
	const connection = await link.open(call);
	const own = server.defaultNamingContext;
	const bases = own ? [{ dn: own }] : basesOf(link, server, {});
	const found: Entry[] = [];
	for (const name of ['sAMAccountName', 'cn']) {
		for (const { dn } of bases) {
			const { entries } = await connection.search(
				{
					base: dn,
					scope: 'sub',
					filter: and([equal('objectClass', 'group'), equal(name, text)]),
					attributes,
				},
				call,
				{ size: 10, cookie: Buffer.alloc(0) },
			);
			found.push(...entries);
		}
		const [group, another] = found;
		if (another) {
			throw new ConflictError(`${found.length} groups are called '${text}'`, {
				field: 'Groups',
				advice: `Name it by its distinguished name: ${found.map((entry) => entry.dn).join('; ')}.`,
			});
		}
		if (group) return group;
	}
	throw unknown(text);
}

function unknown(text: string): InputError {
	return new InputError(`There is no group '${text.slice(0, 200)}'`, {
		field: 'Groups',
		advice:
			'Name it by its distinguished name, logon name (sAMAccountName) or common name, and check that this account may see it.',
	});
}

function isDn(text: string): boolean {
	if (!text.includes('=')) return false;
	try {
		return parseDn(text).length > 1;
	} catch {
		return false;
	}
}
