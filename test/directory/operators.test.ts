import type { Condition } from '../../core/query/condition';
import type { DirectorySession } from '../../core/directory/session';
import { OU } from '../servers/directory/content';
import { startLimitsProxy, type LimitsProxy } from '../servers/limitsProxy';
import { startPreparedDirectory, type PreparedDirectory } from '../servers/preparedDirectory';
import { textOf, type LdapEntry } from '../support/ldapsearch';
import { judge, open, plainCredential, rowsOf, suiteWithDirectory } from './support';

const USERS = '(&(objectCategory=person)(objectClass=user))';
const ATTRIBUTES = [
	...['sAMAccountName', 'sn', 'title', 'mobile', 'info', 'department', 'displayName', 'employeeID'],
	...['proxyAddresses', 'otherTelephone', 'memberOf', 'manager', 'objectGUID', 'objectSid', 'mail'],
	...['userAccountControl', 'countryCode', 'msExchRecipientTypeDetails', 'accountExpires'],
	...['whenCreated', 'uSNChanged', 'msExchHideFromAddressLists', 'thumbnailPhoto', 'description'],
	'extensionAttribute15',
];

type Holds = (user: Readonly<Record<string, string[]>>) => boolean;
type Case = readonly [name: string, condition: Condition, holds: Holds];

const fold = (text: string) => text.toLowerCase();
const first = (name: string, test: (value: string) => boolean): Holds => {
	return (user) => (user[name] ?? []).some(test);
};
const not =
	(holds: Holds): Holds =>
	(user) =>
		!holds(user);
const is = (column: string, operator: string, value?: unknown) =>
	({ column, operator, value }) as Condition;

/** 100-nanosecond intervals since 1601 as milliseconds. */
const ticks = (text: string) => Number(BigInt(text) / 10_000n) - 11_644_473_600_000;
const expires = (test: (at: number) => boolean) =>
	first(
		'accountExpires',
		(text) => !['0', '9223372036854775807'].includes(text) && test(ticks(text)),
	);
const in2031 = Date.parse('2031-05-06T07:08:09Z');

/** By hand for each, over what ldapsearch read: nothing of the product decides. */
const cases: readonly Case[] = [
	['text equals', is('sn', 'equals', 'BAKO'), first('sn', (v) => fold(v) === 'bako')],
	[
		'text equals, Greek capitals',
		is('sn', 'equals', 'ΣΑΡΥ'),
		first('sn', (v) => fold(v) === 'σαρυ'),
	],
	[
		'text not equals',
		is('title', 'notEquals', 'engineer'),
		not(first('title', (v) => fold(v) === 'engineer')),
	],
	[
		'absent is not equal',
		is('mobile', 'notEquals', '+49 1555 1000001'),
		not(first('mobile', (v) => v === '+49 1555 1000001')),
	],
	[
		'text contains',
		is('displayName', 'contains', 'kö'),
		first('displayName', (v) => fold(v).includes('kö')),
	],
	[
		'text contains filter characters',
		is('displayName', 'contains', '*('),
		first('displayName', (v) => v.includes('*(')),
	],
	[
		'text contains a backslash',
		is('displayName', 'contains', '\\'),
		first('displayName', (v) => v.includes('\\')),
	],
	[
		'text not contains',
		is('displayName', 'notContains', 'a'),
		not(first('displayName', (v) => fold(v).includes('a'))),
	],
	[
		'text starts with',
		is('sAMAccountName', 'startsWith', 'U0001'),
		first('sAMAccountName', (v) => fold(v).startsWith('u0001')),
	],
	[
		'text not starts with',
		is('sAMAccountName', 'notStartsWith', 'u'),
		not(first('sAMAccountName', (v) => fold(v).startsWith('u'))),
	],
	[
		'text ends with',
		is('employeeID', 'endsWith', '99'),
		first('employeeID', (v) => v.endsWith('99')),
	],
	[
		'text contains phrase',
		is('displayName', 'containsPhrase', 'blank'),
		first('displayName', (v) => /(^|[^\p{L}\p{N}_])blank($|[^\p{L}\p{N}_])/iu.test(v)),
	],
	[
		'text contains word prefix',
		is('displayName', 'containsWordPrefix', 'blan'),
		first('displayName', (v) => /(^|[^\p{L}\p{N}_])blan/iu.test(v)),
	],
	[
		'text greater than',
		is('employeeID', 'greaterThan', '101990'),
		first('employeeID', (v) => v > '101990'),
	],
	[
		'text at least',
		is('employeeID', 'greaterThanOrEqual', '101990'),
		first('employeeID', (v) => v >= '101990'),
	],
	[
		'text less than',
		is('title', 'lessThan', 'engineer'),
		first('title', (v) => fold(v) < 'engineer'),
	],
	[
		'text at most',
		is('title', 'lessThanOrEqual', 'ENGINEER'),
		first('title', (v) => fold(v) <= 'engineer'),
	],
	[
		'text between',
		is('employeeID', 'between', ['100100', '100110']),
		first('employeeID', (v) => v >= '100100' && v <= '100110'),
	],
	[
		'text in',
		is('sAMAccountName', 'in', ['U000001', 'odd3', 'nobody']),
		first('sAMAccountName', (v) => ['u000001', 'odd3'].includes(fold(v))),
	],
	[
		'text not in',
		is('title', 'notIn', ['Engineer', 'clerk']),
		not(first('title', (v) => ['engineer', 'clerk'].includes(fold(v)))),
	],
	['text is empty', is('mobile', 'isEmpty'), not(first('mobile', () => true))],
	['text is not empty', is('info', 'isNotEmpty'), first('info', () => true)],
	[
		'blanks count',
		is('extensionAttribute15', 'equals', ' blanks around '),
		first('extensionAttribute15', (v) => v === ' blanks around '),
	],
	[
		'integer equals',
		is('userAccountControl', 'equals', 514),
		first('userAccountControl', (v) => v === '514'),
	],
	[
		'integer not equals',
		is('countryCode', 'notEquals', 756),
		not(first('countryCode', (v) => v === '756')),
	],
	[
		'integer greater',
		is('userAccountControl', 'greaterThan', 544),
		first('userAccountControl', (v) => Number(v) > 544),
	],
	[
		'integer less',
		is('userAccountControl', 'lessThan', 544),
		first('userAccountControl', (v) => Number(v) < 544),
	],
	[
		'integer between',
		is('userAccountControl', 'between', [513, 546]),
		first('userAccountControl', (v) => Number(v) >= 513 && Number(v) <= 546),
	],
	[
		'integer in',
		is('userAccountControl', 'in', [512, 546]),
		first('userAccountControl', (v) => ['512', '546'].includes(v)),
	],
	[
		'integer excludes bits',
		is('userAccountControl', 'excludesBits', 34),
		first('userAccountControl', (v) => (Number(v) & 34) === 0),
	],
	[
		'large integer equals',
		is('msExchRecipientTypeDetails', 'equals', '4'),
		first('msExchRecipientTypeDetails', (v) => v === '4'),
	],
	[
		'large integer greater',
		is('msExchRecipientTypeDetails', 'greaterThan', '1'),
		first('msExchRecipientTypeDetails', (v) => BigInt(v) > 1n),
	],
	[
		'large integer empty',
		is('msExchRecipientTypeDetails', 'isEmpty'),
		not(first('msExchRecipientTypeDetails', () => true)),
	],
	[
		'boolean equals true',
		is('msExchHideFromAddressLists', 'equals', true),
		first('msExchHideFromAddressLists', (v) => v === 'TRUE'),
	],
	[
		'boolean equals false',
		is('msExchHideFromAddressLists', 'equals', false),
		first('msExchHideFromAddressLists', (v) => v === 'FALSE'),
	],
	[
		'boolean not equals true',
		is('msExchHideFromAddressLists', 'notEquals', true),
		not(first('msExchHideFromAddressLists', (v) => v === 'TRUE')),
	],
	[
		'FILETIME equals',
		is('accountExpires', 'equals', '2031-05-06T07:08:09Z'),
		expires((at) => at === in2031),
	],
	[
		'FILETIME with offset',
		is('accountExpires', 'equals', '2031-05-06T09:08:09+02:00'),
		expires((at) => at === in2031),
	],
	[
		'FILETIME before',
		is('accountExpires', 'lessThan', '2031-05-06T07:08:09Z'),
		expires((at) => at < in2031),
	],
	[
		'FILETIME after',
		is('accountExpires', 'greaterThan', '2020-01-01T00:00:00Z'),
		expires((at) => at > Date.parse('2020-01-01T00:00:00Z')),
	],
	[
		'FILETIME between',
		is('accountExpires', 'between', ['2020-01-01T00:00:00Z', '2031-05-06T07:08:09Z']),
		expires((at) => at >= Date.parse('2020-01-01T00:00:00Z') && at <= in2031),
	],
	['FILETIME never is empty', is('accountExpires', 'isEmpty'), not(expires(() => true))],
	['FILETIME is not empty', is('accountExpires', 'isNotEmpty'), expires(() => true)],
	[
		'list equals',
		is('proxyAddresses', 'equals', 'smtp:U000042@EXAMPLE.test'),
		first('proxyAddresses', (v) => fold(v) === 'smtp:u000042@example.test'),
	],
	[
		'list not equals',
		is('otherTelephone', 'notEquals', '+49 40 11'),
		not(first('otherTelephone', (v) => v === '+49 40 11')),
	],
	[
		'list contains',
		is('proxyAddresses', 'contains', 'u00004'),
		first('proxyAddresses', (v) => fold(v).includes('u00004')),
	],
	[
		'list not contains',
		is('proxyAddresses', 'notContains', 'sip:'),
		not(first('proxyAddresses', (v) => fold(v).includes('sip:'))),
	],
	[
		'list starts with',
		is('proxyAddresses', 'startsWith', 'sip:'),
		first('proxyAddresses', (v) => fold(v).startsWith('sip:')),
	],
	[
		'list ends with',
		is('otherTelephone', 'endsWith', ' 22'),
		first('otherTelephone', (v) => v.endsWith(' 22')),
	],
	[
		'list in',
		is('otherTelephone', 'in', ['+49 40 11', '+49 50 22']),
		first('otherTelephone', (v) => ['+49 40 11', '+49 50 22'].includes(v)),
	],
	['list is empty', is('otherTelephone', 'isEmpty'), not(first('otherTelephone', () => true))],
	['list is not empty', is('otherTelephone', 'isNotEmpty'), first('otherTelephone', () => true)],
	['binary is not empty', is('thumbnailPhoto', 'isNotEmpty'), first('thumbnailPhoto', () => true)],
	['back link is empty', is('memberOf', 'isEmpty'), not(first('memberOf', () => true))],
	[
		'and, or, not',
		{
			and: [
				{ or: [is('title', 'equals', 'Clerk'), is('title', 'isEmpty')] },
				{ not: is('department', 'equals', 'north') },
			],
		},
		(u) => (!u['title']?.length || u['title'][0] === 'Clerk') && u['department']?.[0] !== 'North',
	],
	[
		'not over an absent value',
		{ not: is('mobile', 'contains', '5') },
		not(first('mobile', (v) => v.includes('5'))),
	],
	['an empty and', { and: [] }, () => true],
	[
		'enabled',
		is('enabled', 'equals', true),
		first('userAccountControl', (v) => (Number(v) & 2) === 0),
	],
	[
		'not enabled',
		is('enabled', 'equals', false),
		first('userAccountControl', (v) => (Number(v) & 2) !== 0),
	],
	[
		'enabled not equals',
		is('enabled', 'notEquals', true),
		first('userAccountControl', (v) => (Number(v) & 2) !== 0),
	],
	[
		'primary address',
		is('primarySmtp', 'startsWith', 'bako.'),
		(u) =>
			fold(
				u['proxyAddresses']?.find((v) => v.startsWith('SMTP:'))?.slice(5) ?? u['mail']?.[0] ?? '',
			).startsWith('bako.'),
	],
	[
		'alias',
		is('aliases', 'contains', 'u000042@alt'),
		first('proxyAddresses', (v) => v.startsWith('smtp:') && v.includes('u000042@alt')),
	],
	[
		'account flag',
		is('accountFlags', 'contains', 'DONT_EXPIRE_PASSWORD'),
		first('userAccountControl', (v) => (Number(v) & 65_536) !== 0),
	],
];

suiteWithDirectory('Conditions against a real directory', () => {
	let directory: PreparedDirectory;
	let proxy: LimitsProxy;
	let session: DirectorySession;
	let users: ReadonlyArray<Record<string, string[]>>;
	let entries: LdapEntry[];

	beforeAll(async () => {
		directory = await startPreparedDirectory();
		proxy = await startLimitsProxy({ target: { address: directory.address } });
		session = await open(plainCredential(directory, proxy.port));
		entries = await judge(directory, USERS, ATTRIBUTES);
		users = entries.map(({ attributes }) =>
			Object.fromEntries(
				ATTRIBUTES.map((name) => [name, (attributes.get(name.toLowerCase()) ?? []).map(String)]),
			),
		);
	}, 120_000);
	afterAll(async () => {
		await session?.close();
		await proxy?.close();
		await directory?.stop();
	}, 30_000);

	const names = async (query: Omit<Parameters<typeof rowsOf>[1], 'table'>) =>
		(await rowsOf(session, { table: 'user', select: ['sAMAccountName'], ...query }))
			.map((row) => String(row['sAMAccountName']))
			.sort();
	const expected = (holds: Holds) =>
		users
			.filter(holds)
			.map((user) => user['sAMAccountName']![0]!)
			.sort();

	it.each(cases)('%s', async (_name, where, holds) => {
		const wanted = expected(holds);
		expect(await names({ where })).toEqual(wanted);
	});

	it('means something: most conditions hold for some and not for all', () => {
		const mute = cases.filter(([, , holds]) => {
			const { length } = expected(holds);
			return length === 0 || length === users.length;
		});
		expect(mute.map(([name]) => name)).toEqual(['an empty and']);
	});

	it('finds by identifiers and names of other entries', async () => {
		const [row] = await rowsOf(session, {
			table: 'user',
			select: ['objectGUID', 'objectSid', 'manager', 'msExchMailboxGuid', 'thumbnailPhoto'],
			where: is('sAMAccountName', 'equals', 'u000250'),
		});
		for (const column of ['objectGUID', 'objectSid', 'msExchMailboxGuid']) {
			const where = is(column, 'equals', row![column]);
			expect([column, await names({ where })]).toEqual([column, ['u000250']]);
			const upper = is(column, 'in', [String(row![column]).toUpperCase()]);
			expect([column, await names({ where: upper })]).toEqual([column, ['u000250']]);
		}
		const reports = entries.filter((entry) => textOf(entry, 'manager') === row!['manager']);
		expect(await names({ where: is('manager', 'equals', row!['manager']) })).toEqual(
			reports.map((entry) => textOf(entry, 'sAMAccountName')!).sort(),
		);
		const pictures = expected(first('thumbnailPhoto', () => true));
		const where = is('thumbnailPhoto', 'equals', row!['thumbnailPhoto']);
		expect(await names({ where })).toEqual(pictures);
	});

	it('compares generalized times', async () => {
		const stamps = users.map((user) => user['whenCreated']![0]!).sort();
		const middle = stamps[Math.floor(stamps.length / 2)]!;
		const iso = middle.replace(/^(....)(..)(..)(..)(..)(..).*$/, '$1-$2-$3T$4:$5:$6Z');
		const tests: ReadonlyArray<readonly [string, (v: string) => boolean]> = [
			['equals', (v) => v === middle],
			['notEquals', (v) => v !== middle],
			['greaterThan', (v) => v > middle],
			['greaterThanOrEqual', (v) => v >= middle],
			['lessThan', (v) => v < middle],
			['lessThanOrEqual', (v) => v <= middle],
		];
		for (const [operator, test] of tests) {
			const wanted = expected(first('whenCreated', test));
			expect([operator, wanted.length > 0 && wanted.length < users.length]).toEqual([
				operator,
				true,
			]);
			expect([operator, await names({ where: is('whenCreated', operator, iso) })]).toEqual([
				operator,
				wanted,
			]);
		}
	});

	it('sorts, skips and limits', async () => {
		const rows = await rowsOf(session, {
			table: 'user',
			select: ['sAMAccountName', 'title'],
			where: is('sAMAccountName', 'startsWith', 'u0000'),
			orderBy: [
				{ column: 'title', direction: 'desc' },
				{ column: 'sAMAccountName', direction: 'asc' },
			],
			offset: 30,
			limit: 10,
		});
		const all = users
			.filter(first('sAMAccountName', (v) => v.startsWith('u0000')))
			.map((user) => [user['title']![0]!, user['sAMAccountName']![0]!] as const)
			.sort((a, b) => (a[0] === b[0] ? (a[1] < b[1] ? -1 : 1) : a[0] < b[0] ? 1 : -1));
		expect(rows.map((row) => [row['title'], row['sAMAccountName']])).toEqual(all.slice(30, 40));
	});

	it('takes a filter by hand beside conditions', async () => {
		const where = is('title', 'equals', 'Clerk');
		for (const ldapFilter of [
			'(&(department=Süd)(!(mobile=*)))',
			'(&(department=S\\c3\\bcd)(!(mobile=*)))',
		]) {
			expect(await names({ where, ldapFilter })).toEqual(
				expected(
					(u) =>
						u['title']?.[0] === 'Clerk' && u['department']?.[0] === 'Süd' && !u['mobile']?.length,
				),
			);
		}
	});

	it.each([
		['(&(sn=a)', 1],
		['(sn=a))', 7],
		['(sn=a)(cn=b)', 7],
		['(sn)', 2],
		['(|)', 2],
		['(sn=a\\zz)', 6],
		['(s n=a)', 2],
		['', 1],
	])('refuses the filter %j before anything is sent and tells where', async (ldapFilter, near) => {
		if (ldapFilter === '')
			return void expect(await names({ ldapFilter })).toHaveLength(users.length);
		const before = proxy.searches.length;
		const error = await names({ ldapFilter }).then(
			() => undefined,
			(reason: Error & { advice?: string }) => reason,
		);
		expect(error).toBeDefined();
		const position = Number(
			/(?:position|character) (\d+)/i.exec(`${error!.message} ${error!.advice}`)?.[1],
		);
		expect(Math.abs(position - near)).toBeLessThanOrEqual(2);
		const sent = proxy.searches.slice(before).filter(({ base }) => base === directory.base);
		expect(sent).toEqual([]);
	});

	it('includes and excludes organizational units', async () => {
		const inside = (...dns: string[]) =>
			entries
				.filter(({ dn }) => dns.some((unit) => dn.toLowerCase().endsWith(`,${unit.toLowerCase()}`)))
				.map((entry) => textOf(entry, 'sAMAccountName')!)
				.sort();
		for (const dns of [[OU.south, OU.odd], [OU.staff.toUpperCase()]]) {
			const include = await names({ organizationalUnits: { dns, mode: 'include' } });
			expect(include).toEqual(inside(...dns));
			const exclude = await names({ organizationalUnits: { dns, mode: 'exclude' } });
			const out = new Set(inside(...dns));
			const all = expected(() => true);
			expect(exclude).toEqual(all.filter((name) => !out.has(name)));
		}
		// Nested ones give nobody twice.
		const both = { dns: [OU.staff, OU.deep, OU.south], mode: 'include' } as const;
		expect(await names({ organizationalUnits: both })).toEqual(inside(OU.staff));
	});

	describe('members of groups', () => {
		let dns: ReadonlyMap<string, string>;
		let members: ReadonlyMap<string, readonly string[]>;

		beforeAll(async () => {
			const groups = await judge(directory, '(objectClass=group)', ['cn', 'member']);
			dns = new Map(groups.map((group) => [textOf(group, 'cn')!, group.dn]));
			members = new Map(
				groups.map(({ dn, attributes }) => [dn, (attributes.get('member') ?? []).map(String)]),
			);
		});

		/** Walked here, not asked of the server. */
		function within(group: string, nested: boolean): Set<string> {
			const seen = new Set<string>();
			const queue = [...members.get(dns.get(group)!)!];
			for (let dn = queue.pop(); dn !== undefined; dn = queue.pop()) {
				if (seen.has(dn)) continue;
				seen.add(dn);
				if (nested) queue.push(...(members.get(dn) ?? []));
			}
			return seen;
		}
		const namesIn = (holds: (dn: string) => boolean) =>
			entries
				.filter(({ dn }) => holds(dn))
				.map((entry) => textOf(entry, 'sAMAccountName')!)
				.sort();

		it.each([
			['g-team-0001', false, 'exclude'],
			['g-dept-000', false, 'include'],
			['g-dept-000', true, 'include'],
			['g-dept-001', true, 'exclude'],
			['g-all-nested', true, 'include'],
			['g-big', false, 'include'],
			['g-cycle-a', true, 'include'],
			['g-Ödd, "G" (1)* #', false, 'include'],
			['g-empty', true, 'include'],
		] as const)(
			'%s, nested: %s, %s',
			async (group, nested, mode) => {
				const inside = within(group, nested);
				const wanted = namesIn((dn) => inside.has(dn) === (mode === 'include'));
				expect(await names({ groups: { groups: [{ group, nested }], mode } })).toEqual(wanted);
			},
			60_000,
		);

		it('of several groups, by name and by distinguished name, nobody twice', async () => {
			const groups = [
				{ group: dns.get('g-team-0001')!, nested: false },
				{ group: 'g-team-0002', nested: true },
				{ group: 'G-NEWS', nested: false },
			];
			const inside = ['g-team-0001', 'g-team-0002', 'g-news'].map((name) => within(name, true));
			expect(await names({ groups: { groups, mode: 'include' } })).toEqual(
				namesIn((dn) => inside.some((set) => set.has(dn))),
			);
		}, 60_000);

		it('counts who has it as primary group', async () => {
			const groups = [{ group: 'Domain Users', nested: false }];
			const rows = await names({ groups: { groups, mode: 'include' } });
			expect(rows.length).toBeGreaterThan(2500);
			expect(rows).not.toContain('Guest');
		});
	});

	it('tells a group that is not there', async () => {
		const groups = { groups: [{ group: 'no such group', nested: true }], mode: 'include' } as const;
		await expect(names({ groups })).rejects.toThrow(/no such group/);
	});

	it('takes lists of values, thousands of lines too', async () => {
		const values = Array.from({ length: 3000 }, (_, i) => `U${String(i * 2).padStart(6, '0')}`);
		const include = { attribute: 'sAMAccountName', values, mode: 'include' } as const;
		expect(await names({ valueLists: [include] })).toEqual(
			expected(first('sAMAccountName', (v) => /^u\d+[02468]$/.test(v))),
		);
		expect(await names({ valueLists: [{ ...include, mode: 'exclude' }] })).toEqual(
			expected(not(first('sAMAccountName', (v) => /^u\d+[02468]$/.test(v)))),
		);
		// The seed's examples: an OU under distinguishedName, a group's common name under memberOf.
		const unit = { attribute: 'distinguishedName', values: [OU.deep], mode: 'include' } as const;
		expect((await names({ valueLists: [unit] })).length).toBeGreaterThan(100);
		const group = { attribute: 'memberOf', values: ['g-team-0001'], mode: 'include' } as const;
		expect(await names({ valueLists: [group] })).toHaveLength(50);
	}, 60_000);
});
