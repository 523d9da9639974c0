import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { ActiveDirectory } from '../../../nodes/ActiveDirectory/ActiveDirectory.node';
import {
	as,
	type Credential,
	credentialOf,
	judge,
	suiteWithDirectory,
} from '../../directory/support';
import { ACCOUNTS, accountDn, GROUPS, groupDn, OU } from '../../servers/directory/content';
import { type PreparedDirectory, startPreparedDirectory } from '../../servers/preparedDirectory';
import { textOf } from '../../support/ldapsearch';
import { locator } from '../../support/locator';
import { fakeExecution } from '../../support/n8n';

/** What docs/parity.md says of the node, shown on a real directory and judged by ldapsearch. */
suiteWithDirectory('The node on a real directory', () => {
	let directory: PreparedDirectory;
	const node = new ActiveDirectory();

	beforeAll(async () => {
		directory = await startPreparedDirectory();
	}, 120_000);
	afterAll(async () => await directory?.stop(), 30_000);

	async function run(
		parameters: IDataObject,
		more: Credential = {},
	): Promise<{ rows: IDataObject[]; hints: string[] }> {
		const { context, hints } = fakeExecution({
			parameters: {
				resource: 'user',
				operation: 'query',
				returnAll: true,
				options: {},
				...parameters,
			},
			credential: credentialOf(directory, more) as IDataObject,
		});
		const [items = []] = (await node.execute.call(context)) as INodeExecutionData[][];
		return {
			rows: items.map(({ json }) => json),
			hints: hints.map(({ message }) => message),
		};
	}

	const columns = (...fields: string[]): IDataObject => ({ output: 'fields', fields });
	const NAME = columns('sAMAccountName');
	const names = ({ rows }: { rows: IDataObject[] }): string[] =>
		rows.map((row) => String(row.sAMAccountName)).sort();
	const USERS = '(&(objectCategory=person)(objectClass=user))';
	/** Logon names that ldapsearch finds. */
	const expected = async (filter: string, base?: string): Promise<string[]> =>
		(
			await judge(directory, `(&${USERS}${filter})`, ['sAMAccountName'], {
				...(base ? { base } : {}),
			})
		)
			.map((entry) => String(textOf(entry, 'sAMAccountName')))
			.sort();
	const ALL = '(objectClass=*)';
	const DELETED = 'CN=Deleted Objects,DC=ad,DC=example,DC=test';
	const one = async (name: string, fields: string[], options: IDataObject = {}) => {
		const { rows } = await run({
			operation: 'get',
			object: locator(name, 'sAMAccountName'),
			...columns(...fields),
			options,
		});
		expect(rows).toHaveLength(1);
		return rows[0]!;
	};

	const tested = async (more: Credential) =>
		await node.methods.credentialTest.microsoftActiveDirectoryApiTest.call(
			{} as never,
			{ id: '1', name: 'c', type: '', data: credentialOf(directory, more) } as never,
		);

	describe('set up', () => {
		it('reaches a domain controller by name and port over implicit TLS, step by step', async () => {
			const { rows } = await run({ resource: 'anyObject', operation: 'testConnection' });
			expect(rows.length).toBeGreaterThan(2);
			expect(rows.filter(({ ok }) => ok !== true)).toEqual([]);
			expect((await tested({})).status).toBe('OK');
		});

		it.each([
			['its domain', 'EXAMPLE\\svc-reader'],
			['a user principal name', 'svc-reader@ad.example.test'],
			['a distinguished name', accountDn(ACCOUNTS.reader)],
		])('signs in with %s', async (_, user) => {
			const { status, message } = await tested({ ...as(ACCOUNTS.reader), user });
			expect([status, message]).toEqual(['OK', message]);
		});

		it.each([
			['the host', { hosts: 'no-such-host.invalid' }, /no-such-host/],
			['the port', { port: 3899 }, /port/i],
			['the domain of the user', { user: 'svc-reader' }, /domain|user/i],
			['the password', { password: 'not-the-password-7' }, /password/i],
			['the right', { ...as(ACCOUNTS.reader), baseDn: DELETED }, /cannot see/],
			['the base', { baseDn: 'OU=Nowhere,DC=ad,DC=example,DC=test' }, /Nowhere/],
		])('names as the cause of a refusal: %s', async (_, more, cause) => {
			const { status, message } = await tested(more);
			expect(status).toBe('Error');
			expect(message).toMatch(cause);
			expect(message).not.toContain('not-the-password-7');
		});

		it('searches the base DN and the units below it', async () => {
			const below = await run({ ...NAME, baseDn: locator(OU.staff, 'dn') });
			expect(names(below)).toEqual(await expected(ALL, OU.staff));
			const level = await run({ ...NAME, baseDn: locator(OU.staff, 'dn'), scope: 'oneLevel' });
			expect(level.rows).toEqual([]);
		});

		it.each([100, 1000, 100_000])('reads all users with pages of %s', async (pageSize) => {
			const all = await run({ ...NAME, options: { pageSize } });
			expect(names(all)).toEqual(await expected(ALL));
			expect(all.rows.length).toBeGreaterThan(2500);
		});
	});

	describe('maps attributes', () => {
		it('fetches all attributes that have values, how many have one, and an example', async () => {
			const { rows } = await run({ operation: 'listAttributes', baseDn: locator(OU.north, 'dn') });
			const mobile = rows.find(({ name }) => name === 'mobile');
			const total = (await expected(ALL, OU.north)).length;
			expect(mobile).toMatchObject({
				filled: (await expected('(mobile=*)', OU.north)).length,
				of: total,
				multiValued: false,
				example: expect.stringContaining('+49 1555'),
			});
			expect(rows.find(({ name }) => name === 'proxyAddresses')).toMatchObject({
				filled: total,
				multiValued: true,
			});
			expect(rows.find(({ name }) => name === 'pager')).toMatchObject({ filled: 0, example: null });
			expect(rows.findIndex(({ filled }) => filled === 0)).toBeGreaterThan(30);
		});

		it('gives e-mail addresses from proxyAddresses: the primary one, and the SMTP aliases alone', async () => {
			const row = await one('u000002', ['proxyAddresses', 'primarySmtp', 'aliases', 'mail']);
			expect(row.primarySmtp).toBe(row.mail);
			expect(row.aliases).toEqual(['u000002@example.test', 'u000002@alt.example.test']);
			expect(row.proxyAddresses).toHaveLength(5);
		});

		it('gives names, the GUID as text, and the mobile number', async () => {
			const fields = [
				'name',
				'displayName',
				'userPrincipalName',
				'givenName',
				'mobile',
				'objectGUID',
			];
			const row = await one('u000004', fields);
			expect(row.objectGUID).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
			expect(row.mobile).toBe('+49 1555 1000004');
			const [entry] = await judge(directory, '(sAMAccountName=u000004)', fields);
			for (const field of fields.slice(0, 4)) expect(row[field]).toBe(textOf(entry!, field));
			expect(await one('u000003', ['mobile'])).toMatchObject({ mobile: null });
		});

		it('tells from userAccountControl whether an account is active', async () => {
			expect(await one('u000004', ['enabled', 'userAccountControl'])).toMatchObject({
				enabled: true,
				userAccountControl: 512,
			});
			expect(await one('u000019', ['enabled'])).toMatchObject({ enabled: false });
		});

		it('gives delegates, and the groups of a user, resolved to mail addresses', async () => {
			const first = String((await one('u000001', ['mail'])).mail);
			const { delegates } = await one('u000105', ['delegates']);
			expect(delegates).toContain(first);
			expect(delegates).toHaveLength(2);
			const { memberOf } = await one('u000005', ['memberOf']);
			expect(memberOf).toContain(groupDn(GROUPS.news));
			const resolved = await one('u000005', ['memberOf'], { resolveDns: 'mail' });
			expect(resolved.memberOf).toContain('news@example.test');
		});

		it('gives the unit of a user in its distinguished name, and any attribute of the schema', async () => {
			const row = await one('u000002', ['distinguishedName', 'extensionAttribute1']);
			expect(String(row.distinguishedName).endsWith(`,${OU.north}`)).toBe(true);
			expect(row.extensionAttribute1).toBe('EA1-2');
		});
	});

	describe('filters', () => {
		const list = (attribute: string, values: string, mode: string): IDataObject => ({
			valueList: { values: [{ attribute, values, mode }] },
		});

		it('on values of an attribute, one per line, to include or to exclude', async () => {
			const included = await run({ ...NAME, ...list('title', 'Clerk\nManager', 'include') });
			expect(names(included)).toEqual(await expected('(|(title=Clerk)(title=Manager))'));
			const excluded = await run({ ...NAME, ...list('title', 'Clerk\nManager', 'exclude') });
			expect(names(excluded)).toEqual(await expected('(!(|(title=Clerk)(title=Manager)))'));
		});

		it('on organizational units, to include or to exclude', async () => {
			const units = { values: [OU.south, OU.odd].map((dn) => ({ dn: locator(dn, 'dn') })) };
			const inside = [...(await expected(ALL, OU.south)), ...(await expected(ALL, OU.odd))].sort();
			const included = await run({ ...NAME, organizationalUnits: units });
			expect(names(included)).toEqual(inside);
			const excluded = await run({
				...NAME,
				organizationalUnits: units,
				organizationalUnitsMode: 'exclude',
			});
			const outside = (await expected(ALL)).filter((name) => !inside.includes(name));
			expect(names(excluded)).toEqual(outside);
		});

		it('on groups by their names, to include or to exclude', async () => {
			const groups = {
				values: [GROUPS.team, GROUPS.news].map((name) => ({
					group: locator(name, 'name'),
					nested: false,
				})),
			};
			const members = `(|(memberOf=${groupDn(GROUPS.team)})(memberOf=${groupDn(GROUPS.news)}))`;
			expect(names(await run({ ...NAME, groups }))).toEqual(await expected(members));
			expect(names(await run({ ...NAME, groups, groupsMode: 'exclude' }))).toEqual(
				await expected(`(!${members})`),
			);
		});

		it('by hand, nested members of a group among them', async () => {
			const ldapFilter = `(&(objectClass=user)(memberof:1.2.840.113556.1.4.1941:=${groupDn(GROUPS.department)}))`;
			const byHand = await run({ ...NAME, filterMode: 'ldapFilter', ldapFilter });
			expect(names(byHand)).toEqual(await expected(ldapFilter));
			const chosen = await run({
				...NAME,
				groups: { values: [{ group: locator(groupDn(GROUPS.department), 'dn'), nested: true }] },
			});
			expect(names(chosen)).toEqual(names(byHand));
			expect(byHand.rows.length).toBe(500);
		});

		it('by hand together with units, and shows the first rows of the result', async () => {
			const parameters = {
				...NAME,
				filterMode: 'ldapFilter',
				ldapFilter: '(title=Clerk)',
				organizationalUnits: { values: [{ dn: locator(OU.north, 'dn') }] },
			};
			const all = await expected('(title=Clerk)', OU.north);
			expect(names(await run(parameters))).toEqual(all);
			const preview = await run({ ...parameters, returnAll: false, limit: 10 });
			expect(preview.rows).toHaveLength(10);
			expect(preview.hints.join()).toContain('There are more user records');
		});

		it.each(['(&(objectClass=user)(title=Clerk)', '(&(objectClass=user)))', 'title=Clerk)'])(
			'says where the parentheses of %s do not match, before anything is sent',
			async (ldapFilter) => {
				await expect(run({ ...NAME, filterMode: 'ldapFilter', ldapFilter })).rejects.toMatchObject({
					message: expect.stringMatching(/position|character|column/i),
				});
			},
		);

		it('on what is enabled, in a unit, and a nested member of a group', async () => {
			const result = await run({
				...NAME,
				conditions: { values: [{ column: 'enabled', operator: 'equals', value: 'true' }] },
				organizationalUnits: { values: [{ dn: locator(OU.north, 'dn') }] },
				groups: { values: [{ group: locator(groupDn(GROUPS.nested), 'dn'), nested: true }] },
			});
			expect(names(result)).toEqual(
				await expected('(!(userAccountControl:1.2.840.113556.1.4.803:=2))', OU.north),
			);
		});
	});
});
