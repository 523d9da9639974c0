import type { DirectorySession } from '../../core/directory/session';
import { groupDn, GROUPS, ODD_NAMES, OU } from '../servers/directory/content';
import { escapeRdn } from '../servers/directory/ldif';
import { startLimitsProxy, type LimitsProxy } from '../servers/limitsProxy';
import { startPreparedDirectory, type PreparedDirectory } from '../servers/preparedDirectory';
import type { LdapEntry } from '../support/ldapsearch';
import { differences, kindsOf, type Kind } from './normal';
import {
	credentialOf,
	dnsOf,
	judge,
	newCall,
	open,
	plainCredential,
	rowsOf,
	suiteWithDirectory,
} from './support';

/** Without letters such as ß, whose capitals are others. */
const capitals = (text: string) =>
	text.replace(/./gu, (c) => (c.toUpperCase().length === c.length ? c.toUpperCase() : c));

suiteWithDirectory('The same entries as ldapsearch', () => {
	let directory: PreparedDirectory;
	let proxy: LimitsProxy;
	let session: DirectorySession;
	let limited: DirectorySession;
	let kinds: Map<string, Kind>;

	beforeAll(async () => {
		directory = await startPreparedDirectory();
		proxy = await startLimitsProxy({
			target: { address: directory.address },
			privileged: [directory.admin.user],
		});
		session = await open(credentialOf(directory));
		limited = await open(plainCredential(directory, proxy.port));
		const schema = ['lDAPDisplayName', 'attributeSyntax', 'oMSyntax', 'isSingleValued'];
		kinds = kindsOf(
			await judge(directory, '(objectClass=attributeSchema)', schema, {
				base: `CN=Schema,CN=Configuration,${directory.base}`,
			}),
		);
	}, 120_000);
	afterAll(async () => {
		await session?.close();
		await limited?.close();
		await proxy?.close();
		await directory?.stop();
	}, 30_000);

	/** Every entry once, every attribute of each the same. */
	function compare(rows: ReadonlyArray<Record<string, unknown>>, entries: readonly LdapEntry[]) {
		expect(dnsOf(rows)).toEqual(dnsOf(entries));
		const byDn = new Map(rows.map((row) => [row['distinguishedName'] as string, row]));
		const found = entries.flatMap((entry) => differences(byDn.get(entry.dn)!, entry, kinds));
		expect(found.slice(0, 20)).toEqual([]);
	}

	it('reads the whole directory with every attribute', async () => {
		const rows = await rowsOf(session, { table: 'anyObject', select: ['*'] });
		expect(rows.length).toBeGreaterThan(2800);
		compare(rows, await judge(directory, '(objectClass=*)', ['*']));
	});

	it('reads the same through the limits of Active Directory, all ranges included', async () => {
		const rows = await rowsOf(limited, { table: 'anyObject', select: ['*'] });
		compare(rows, await judge(directory, '(objectClass=*)', ['*']));
		const big = rows.find((row) => row['cn'] === GROUPS.big)!;
		expect(big['member']).toHaveLength(2500);
		expect(Object.keys(big).filter((name) => name.includes(';'))).toEqual([]);
	});

	it.each([
		['user', '(&(objectCategory=person)(objectClass=user))'],
		['group', '(objectClass=group)'],
		['computer', '(objectClass=computer)'],
		['organizationalUnit', '(objectClass=organizationalUnit)'],
		['contact', '(objectClass=contact)'],
		['anyObject', '(objectClass=*)'],
	])('reads all of %s', async (table, filter) => {
		const rows = await rowsOf(limited, { table, select: ['distinguishedName'] });
		expect(dnsOf(rows)).toEqual(dnsOf(await judge(directory, filter)));
	});

	it('gives chosen attributes under the names that were asked for', async () => {
		const select = ['sAMAccountName', 'proxyAddresses', 'objectGUID', 'objectSid', 'whenCreated'];
		const rows = await rowsOf(limited, { table: 'user', select });
		expect(new Set(rows.flatMap((row) => Object.keys(row)))).toEqual(new Set(select));
		const wanted = ['distinguishedName', ...select];
		const entries = await judge(directory, '(&(objectCategory=person)(objectClass=user))', wanted);
		const name = (text: unknown) => String(text).toLowerCase();
		const byName = new Map(rows.map((row) => [name(row['sAMAccountName']), row]));
		expect(byName.size).toBe(entries.length);
		const found = entries.flatMap((entry) => {
			const row = byName.get(name(entry.attributes.get('samaccountname')![0]))!;
			return differences(row, entry, kinds, select);
		});
		expect(found.slice(0, 20)).toEqual([]);
	});

	it.each([
		['subtree', 'sub'],
		['oneLevel', 'one'],
		['base', 'base'],
	] as const)('searches with scope %s from bases of all names', async (scope, flag) => {
		for (const baseDn of [OU.south, OU.deep, OU.odd, OU.contacts]) {
			const query = { table: 'anyObject', select: ['distinguishedName'], scope: { baseDn, scope } };
			const entries = await judge(directory, '(objectClass=*)', ['distinguishedName'], {
				base: baseDn,
				scope: flag,
			});
			expect(dnsOf(await rowsOf(limited, query))).toEqual(dnsOf(entries));
		}
	});

	it.each(ODD_NAMES)('finds the entry called %j by its name as base and as value', async (name) => {
		const baseDn = `CN=${escapeRdn(name)},${OU.odd}`;
		const select = ['distinguishedName', 'cn', 'displayName'];
		const rows = await rowsOf(session, {
			table: 'user',
			select,
			scope: { baseDn, scope: 'base' },
		});
		expect(rows.map((row) => [row['cn'], row['displayName']])).toEqual([[name, name]]);
		// The name as the server spells it serves as well.
		const dn = rows[0]!['distinguishedName'] as string;
		const again = await rowsOf(session, { table: 'user', select, scope: { baseDn: dn } });
		expect(again).toEqual(rows);
		for (const [column, value] of [
			['cn', name],
			['distinguishedName', dn],
			['displayName', capitals(name)],
		] as const) {
			const where = { column, operator: 'equals', value } as const;
			const found = await rowsOf(session, { table: 'user', select, where });
			expect([column, dnsOf(found)]).toEqual([column, [dn]]);
		}
		const [got] = await session.get(
			{ table: 'user', scope: {}, select },
			[{ by: 'dn', value: dn }],
			newCall(),
		);
		expect(got).toEqual(rows[0]);
	});

	it('says that a page size was cut, once, and delivers all', async () => {
		const call = newCall();
		const query = { table: 'user', select: ['cn'], scope: { pageSize: 5000 } };
		const rows = await rowsOf(limited, query, call);
		expect(rows.length).toBeGreaterThan(2500);
		const remarks = call.notices.filter((text) => /1000|1,000/.test(text));
		expect(remarks).toHaveLength(1);
	});

	it('stops at a limit without reading on', async () => {
		const before = proxy.searches.length;
		const rows = await rowsOf(limited, { table: 'user', select: ['cn'], limit: 10 });
		expect(rows).toHaveLength(10);
		const pages = proxy.searches.slice(before).filter(({ pageSize }) => pageSize !== undefined);
		expect(pages.length).toBeLessThanOrEqual(2);
	});

	it('reads the members of a group, direct ones and their ranges', async () => {
		const group = { by: 'dn', value: groupDn(GROUPS.big) } as const;
		const rows = await rowsOf(limited, { table: 'groupMember', group });
		expect(rows).toHaveLength(2500);
		const entry = (await judge(directory, `(cn=${GROUPS.big})`, ['member']))[0]!;
		const members = entry.attributes.get('member')!.map(String);
		expect(dnsOf(rows)).toEqual(members.sort());
	});
});
