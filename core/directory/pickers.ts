import { type Entry, textOf, textsOf } from '../backends/ldap/entry';
import { and, equal, type Filter, or, present } from '../backends/ldap/filter';
import { parseFilter } from '../backends/ldap/filterParser';
import type { DirectoryLink } from '../backends/ldap/link';
import type { Call, Choice, ChoiceList } from '../backends/backend';
import type { Table } from '../schema/table';
import { basesOf } from './bases';

const MOST = 100;

const CONTAINERS = or([
	equal('objectClass', 'organizationalUnit'),
	equal('objectClass', 'container'),
	equal('objectClass', 'builtinDomain'),
	equal('objectClass', 'domain'),
]);

/** Containers whose name has the text; without text the naming contexts, and what stands right below the base. */
export async function searchContainers(
	link: DirectoryLink,
	text: string,
	call: Call,
): Promise<ChoiceList> {
	const server = await link.server(call);
	if (text.trim())
		return await search(link, and([CONTAINERS, named(text, ['name', 'ou', 'cn'])]), 'sub', call);
	const contexts = server.namingContexts.map((dn): Choice => ({ name: dn, value: dn }));
	const below = await search(link, CONTAINERS, 'one', call);
	const known = new Set(contexts.map(({ value }) => value.toLowerCase()));
	const fresh = below.choices.filter(({ value }) => !known.has(value.toLowerCase()));
	return { choices: [...contexts, ...fresh], cut: below.cut };
}

/** Objects of a table whose name, logon name or mail has the text. */
export async function searchObjects(
	link: DirectoryLink,
	table: Table,
	text: string,
	call: Call,
): Promise<ChoiceList> {
	const own = parseFilter(table.ldap?.filter ?? '(objectClass=*)');
	const names = ['cn', 'displayName', 'sAMAccountName', 'mail', 'userPrincipalName'];
	const filter = text.trim() ? and([own, named(text, names)]) : own;
	return await search(link, filter, 'sub', call);
}

function named(text: string, attributes: readonly string[]): Filter {
	const any = [Buffer.from(text.trim())];
	return or(attributes.map((attribute) => ({ kind: 'substring' as const, attribute, any })));
}

async function search(
	link: DirectoryLink,
	filter: Filter,
	scope: 'one' | 'sub',
	call: Call,
): Promise<ChoiceList> {
	const server = await link.server(call);
	const connection = await link.open(call);
	const choices: Choice[] = [];
	let cut = false;
	for (const base of basesOf(link, server, {})) {
		const page = { size: MOST, cookie: Buffer.alloc(0) };
		const { entries, cookie } = await connection.search(
			{
				base: base.dn,
				scope,
				filter: and([filter, present('objectClass')]),
				attributes: ['name', 'displayName', 'mail', 'sAMAccountName', 'objectClass'],
			},
			call,
			page,
		);
		choices.push(...entries.map(choiceOf));
		cut ||= cookie.length > 0;
	}
	return { choices: choices.slice(0, MOST), cut: cut || choices.length > MOST };
}

function choiceOf(entry: Entry): Choice {
	const isContainer = textsOf(entry, 'objectClass').includes('organizationalUnit');
	const name = textOf(entry, 'displayName') ?? textOf(entry, 'name') ?? entry.dn;
	const more = textOf(entry, 'mail') ?? textOf(entry, 'sAMAccountName');
	return {
		name: more && !isContainer ? `${name} (${more})` : name,
		value: entry.dn,
		description: entry.dn,
	};
}
