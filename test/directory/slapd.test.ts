import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DirectorySession } from '../../core/directory/session';
import { ODD_NAMES } from '../servers/directory/content';
import { escapeRdn, ldifEntry } from '../servers/directory/ldif';
import { word } from '../servers/directory/words';
import { SLAPD_BASE as BASE, startSlapd, whyNoSlapd, type Slapd } from '../servers/slapd';
import { ldapsearch, textOf, type LdapEntry } from '../support/ldapsearch';
import { dnsOf, newCall, open, rejection, rowsOf } from './support';

const COUNT = 1200;
const ATTRIBUTES = [
	'cn',
	'sn',
	'mail',
	'title',
	'telephoneNumber',
	'description',
	'employeeNumber',
];

function* people(): Generator<string> {
	yield ldifEntry(BASE, { objectClass: ['dcObject', 'organization'], dc: 'plain', o: 'Plain' });
	yield ldifEntry(`ou=People,${BASE}`, { objectClass: 'organizationalUnit', ou: 'People' });
	yield ldifEntry(`ou=Odd,${BASE}`, { objectClass: 'organizationalUnit', ou: 'Odd' });
	for (let i = 0; i < COUNT; i += 1) {
		const cn = `${word(i, i % 6)} p${i}`;
		yield ldifEntry(`cn=${escapeRdn(cn)},ou=People,${BASE}`, {
			objectClass: 'inetOrgPerson',
			cn,
			sn: word(i % 83, i % 6),
			mail: [`p${i}@plain.example`, `person${i}@plain.example`],
			title: ['Engineer', 'Clerk', undefined][i % 3],
			telephoneNumber: `+49 30 ${i}`,
			description: i % 4 === 0 ? `Generated ${i}` : undefined,
			employeeNumber: String(i),
		});
	}
	for (const name of ODD_NAMES) {
		const cn = name.trim();
		yield ldifEntry(`cn=${escapeRdn(cn)},ou=Odd,${BASE}`, {
			objectClass: 'inetOrgPerson',
			cn,
			sn: cn,
		});
	}
}

const why = whyNoSlapd();
if (why) console.warn(`LEFT OUT: a directory that is none of Active Directory: ${why}`);
const suite = why ? describe.skip : describe;

suite('A directory that is none of Active Directory', () => {
	let server: Slapd;
	let session: DirectorySession;
	let entries: LdapEntry[];

	beforeAll(async () => {
		server = await startSlapd({
			ldif: (folder) => {
				const file = path.join(folder, 'people.ldif');
				writeFileSync(file, [...people()].join(''));
				return file;
			},
		});
		session = await open({
			discovery: 'hosts',
			hosts: '127.0.0.1',
			port: server.port,
			security: 'none',
			...server.admin,
			baseDn: server.base,
			pageSize: 250,
			connectTimeout: 5,
			timeout: 20,
		});
		entries = await ldapsearch({
			url: `ldap://127.0.0.1:${server.port}`,
			...server.admin,
			base: server.base,
			filter: '(objectClass=inetOrgPerson)',
			attributes: ATTRIBUTES,
		});
	}, 60_000);
	afterAll(async () => {
		await session?.close();
		await server?.stop();
	}, 30_000);

	const names = async (query: Omit<Parameters<typeof rowsOf>[1], 'table'>) =>
		(
			await rowsOf(session, {
				table: 'anyObject',
				select: ['cn'],
				ldapFilter: '(objectClass=inetOrgPerson)',
				...query,
			})
		)
			.flatMap((row) => row['cn'] as string[])
			.sort();
	const expected = (holds: (entry: LdapEntry) => boolean) =>
		entries
			.filter(holds)
			.map((entry) => textOf(entry, 'cn')!)
			.sort();

	it('reads the same entries and values as ldapsearch, page by page', async () => {
		const rows = await rowsOf(session, {
			table: 'anyObject',
			select: ATTRIBUTES,
			ldapFilter: '(objectClass=inetOrgPerson)',
		});
		const key = (row: Record<string, unknown>) =>
			JSON.stringify(
				ATTRIBUTES.map((name) =>
					[row[name]]
						.flat()
						.filter((v) => v !== null && v !== undefined)
						.map(String)
						.sort(),
				),
			);
		const there = entries.map(({ attributes }) =>
			JSON.stringify(
				ATTRIBUTES.map((name) => (attributes.get(name.toLowerCase()) ?? []).map(String).sort()),
			),
		);
		expect(rows.map(key).sort()).toEqual(there.sort());
		expect(rows).toHaveLength(COUNT + ODD_NAMES.length);
	});

	it.each([
		[
			'equals',
			{ column: 'sn', operator: 'equals', value: 'BAKO' },
			(e: LdapEntry) => textOf(e, 'sn')!.toLowerCase() === 'bako',
		],
		[
			'starts with',
			{ column: 'cn', operator: 'startsWith', value: 'b' },
			(e: LdapEntry) => textOf(e, 'cn')!.toLowerCase().startsWith('b'),
		],
		[
			'contains',
			{ column: 'mail', operator: 'contains', value: 'son99' },
			(e: LdapEntry) => (e.attributes.get('mail') ?? []).some((v) => v.includes('son99')),
		],
		[
			'is empty',
			{ column: 'title', operator: 'isEmpty' },
			(e: LdapEntry) => !e.attributes.has('title'),
		],
		[
			'not equals',
			{ column: 'title', operator: 'notEquals', value: 'clerk' },
			(e: LdapEntry) => textOf(e, 'title') !== 'Clerk',
		],
		[
			'in',
			{ column: 'employeeNumber', operator: 'in', value: ['1', '22'] },
			(e: LdapEntry) => ['1', '22'].includes(textOf(e, 'employeeNumber') ?? ''),
		],
	] as const)('%s', async (_name, where, holds) => {
		expect(await names({ where: where as never })).toEqual(expected(holds));
	});

	it.each(ODD_NAMES.map((name) => name.trim()))('finds the entry called %j', async (name) => {
		const baseDn = `cn=${escapeRdn(name)},ou=Odd,${BASE}`;
		expect(await names({ scope: { baseDn, scope: 'base' } })).toEqual([name]);
		expect(await names({ where: { column: 'cn', operator: 'equals', value: name } })).toEqual([
			name,
		]);
	});

	it('searches scopes as they are', async () => {
		const rows = (scope: 'oneLevel' | 'base' | 'subtree') =>
			rowsOf(session, { table: 'anyObject', select: ['cn'], scope: { scope } });
		expect((await rows('base')).length).toBe(1);
		expect((await rows('oneLevel')).length).toBe(2);
		expect((await rows('subtree')).length).toBe(COUNT + ODD_NAMES.length + 3);
	});

	it('creates, updates, moves and deletes', async () => {
		const call = newCall();
		const base = { table: 'anyObject', scope: {}, options: {} };
		const dn = (cn: string, ou: string) => `cn=${cn},ou=${ou},${BASE}`;
		const [created] = await session.create(
			{
				...base,
				records: [
					{
						index: 0,
						parentDn: `ou=Odd,${BASE}`,
						values: { objectClass: ['inetOrgPerson'], cn: 'made', sn: 'Made' },
					},
				],
			},
			call,
		);
		expect([created!.error, created!.outcome]).toEqual([undefined, 'created']);
		const object = { by: 'dn', value: dn('made', 'Odd') } as const;
		const [updated] = await session.update(
			{ ...base, records: [{ index: 0, object, values: { title: 'T', mail: ['a@b.example'] } }] },
			call,
		);
		expect([updated!.error, updated!.outcome]).toEqual([undefined, 'updated']);
		const [moved] = await session.move(
			{ ...base, records: [{ index: 0, object, parentDn: `ou=People,${BASE}`, newName: 'moved' }] },
			call,
		);
		expect(moved!.error).toBeUndefined();
		const [entry] = await ldapsearch({
			url: `ldap://127.0.0.1:${server.port}`,
			...server.admin,
			base: dn('moved', 'People'),
		});
		expect([textOf(entry!, 'title'), textOf(entry!, 'mail')]).toEqual(['T', 'a@b.example']);
		const [deleted] = await session.delete(
			{ ...base, records: [{ index: 0, object: { by: 'dn', value: dn('moved', 'People') } }] },
			call,
		);
		expect([deleted!.error, deleted!.outcome]).toEqual([undefined, 'deleted']);
		expect(await names({})).toEqual(expected(() => true));
	});

	it('tells that Get Changes by DirSync needs Active Directory', async () => {
		const reading = session.changes(
			{ table: 'anyObject', scope: {}, method: 'dirSync' },
			newCall(),
		);
		const error = await rejection(reading.next());
		expect(error.message + error['advice']).toMatch(/DirSync|Active Directory/);
	});

	it('passes its connection test, all steps', async () => {
		const steps = await session.test(newCall());
		expect(steps.filter(({ ok }) => !ok)).toEqual([]);
		expect(
			dnsOf(await rowsOf(session, { table: 'anyObject', select: ['distinguishedName'], limit: 1 })),
		).toHaveLength(1);
	});
});
