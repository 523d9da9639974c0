import { InputError, PermissionError } from '../../../core/errors';
import type { DirectorySession } from '../../../core/directory/session';
import { directoryTables } from '../../../core/tables/registry';
import { failDirectory, runDirectory } from '../../support/directoryNode';
import { locator } from '../../support/locator';

jest.mock('../../../core', () => ({
	...jest.requireActual<typeof import('../../../core')>('../../../core'),
	openDirectory: jest.fn(),
	testDirectory: jest.fn(),
}));

const users = { operation: 'query', limit: 50, output: 'simple' };
const SALES = 'OU=Sales,DC=example,DC=org';
const TEAM = 'CN=Team\\, North,OU=Groups,DC=example,DC=org';

const rows = (count: number, truncated = false): Pick<DirectorySession, 'query'> => ({
	async *query() {
		yield Array.from({ length: count }, (_, at) => ({ objectGUID: `guid-${at}` }));
		return { truncated };
	},
});

describe('Query', () => {
	it('asks for enabled users of a unit who are nested members of a group', async () => {
		const { seen } = await runDirectory({
			parameters: {
				...users,
				baseDn: locator('DC=example,DC=org', 'dn'),
				scope: 'subtree',
				filterMode: 'conditions',
				conditions: { values: [{ column: 'enabled', operator: 'equals', value: 'true' }] },
				combineConditions: 'and',
				organizationalUnits: { values: [{ dn: locator(SALES) }] },
				organizationalUnitsMode: 'include',
				groups: { values: [{ group: locator(TEAM, 'dn'), nested: true }] },
				groupsMode: 'include',
				sort: { values: [{ column: 'sn', direction: 'desc' }] },
			},
		});
		expect(seen.queries).toHaveLength(1);
		expect(seen.queries[0]?.query).toEqual({
			table: 'user',
			scope: {
				baseDn: 'DC=example,DC=org',
				scope: 'subtree',
				referrals: undefined,
				resolveDns: undefined,
				pageSize: undefined,
			},
			select: undefined,
			where: { column: 'enabled', operator: 'equals', value: 'true' },
			organizationalUnits: { dns: [SALES], mode: 'include' },
			groups: { groups: [{ group: TEAM, nested: true }], mode: 'include' },
			orderBy: [{ column: 'sn', direction: 'desc' }],
			limit: 50,
		});
		expect(seen.closed).toBe(1);
	});

	it('sends only the filter of the mode that is shown', async () => {
		const both = {
			...users,
			conditions: { values: [{ column: 'mail', operator: 'isEmpty' }] },
			ldapFilter: ' (mail=*) ',
		};
		const byHand = await runDirectory({ parameters: { ...both, filterMode: 'ldapFilter' } });
		expect(byHand.seen.queries[0]?.query).toMatchObject({ ldapFilter: '(mail=*)' });
		expect(byHand.seen.queries[0]?.query.where).toBeUndefined();
		const chosen = await runDirectory({ parameters: { ...both, filterMode: 'conditions' } });
		expect(chosen.seen.queries[0]?.query.ldapFilter).toBeUndefined();
		expect(chosen.seen.queries[0]?.query.where).toEqual({ column: 'mail', operator: 'isEmpty' });
	});

	it('excludes by units, by groups that are named, and by values one per line', async () => {
		const { seen } = await runDirectory({
			parameters: {
				...users,
				organizationalUnits: { values: [{ dn: locator(SALES, 'dn') }] },
				organizationalUnitsMode: 'exclude',
				groups: {
					values: [
						{ group: locator('Staff', 'name'), nested: false },
						{ group: locator('Guests', 'name') },
					],
				},
				groupsMode: 'exclude',
				valueList: {
					values: [
						{ attribute: 'department', values: 'Sales\nLaw, Tax\r\n\n', mode: 'include' },
						{ attribute: 'title', values: ['Clerk'], mode: 'exclude' },
						{ attribute: 'company', values: '["A, B"]' },
					],
				},
			},
		});
		expect(seen.queries[0]?.query).toMatchObject({
			organizationalUnits: { dns: [SALES], mode: 'exclude' },
			groups: {
				groups: [
					{ group: 'Staff', nested: false },
					{ group: 'Guests', nested: true },
				],
				mode: 'exclude',
			},
			valueLists: [
				{ attribute: 'department', values: ['Sales', 'Law, Tax'], mode: 'include' },
				{ attribute: 'title', values: ['Clerk'], mode: 'exclude' },
				{ attribute: 'company', values: ['A, B'], mode: 'include' },
			],
		});
	});

	it.each([
		['Organizational Units', { organizationalUnits: { values: [{ dn: locator('') }] } }],
		['Groups', { groups: { values: [{ group: locator('') }] } }],
		['Value Lists', { valueList: { values: [{ attribute: '', values: 'x' }] } }],
	])('refuses an empty entry of %s before anything is asked', async (label, parameters) => {
		const failure = await failDirectory({ parameters: { ...users, ...parameters } });
		expect(failure.message).toBe(`Entry 1 of '${label}' is empty`);
	});

	it('refuses the line that stands for more results', async () => {
		const failure = await failDirectory({
			parameters: { ...users, baseDn: locator('(more results)') },
		});
		expect(failure.message).toBe("'Base DN' is not chosen");
	});

	it('asks for the columns that Output means', async () => {
		const select = async (parameters: object) =>
			(await runDirectory({ parameters: { ...users, ...parameters } })).seen;
		const simple = await select({ output: 'simple' });
		expect(simple.queries[0]?.query.select).toBeUndefined();
		expect(simple.schemas).toEqual([]);
		expect((await select({ output: 'raw' })).queries[0]?.query.select).toEqual(['*']);
		const fields = ['mail', 'extensionAttribute7'];
		const chosen = async (names: string[]) =>
			(await select({ output: 'fields', fields: names })).queries[0]?.query.select;
		expect(await chosen(fields)).toEqual([...fields, 'objectGUID']);
		expect(await chosen(['objectguid', 'mail'])).toEqual(['objectguid', 'mail']);
		const all = await select({ output: 'all' });
		const table = directoryTables.find(({ name }) => name === 'user')!;
		expect(all.queries[0]?.query.select).toEqual(
			table.columns.map(({ id }) => id).filter((id) => id !== 'password'),
		);
		expect(all.schemas).toEqual(['user']);
	});

	it('asks for the members of a group without searching below a base', async () => {
		const { seen } = await runDirectory({
			parameters: { ...users, resource: 'groupMember', group: locator('Staff', 'name') },
		});
		expect(seen.queries[0]?.query).toMatchObject({
			table: 'groupMember',
			group: { by: 'sAMAccountName', value: 'Staff' },
		});
		const failure = await failDirectory({
			parameters: { ...users, resource: 'groupMember', group: locator('') },
		});
		expect(failure.message).toBe("'Group' is empty");
	});

	it('hands over the options and shows what the server remarks', async () => {
		const { seen, hints } = await runDirectory(
			{
				parameters: {
					...users,
					options: { pageSize: 5000, resolveDns: 'mail', referrals: 'follow', timeout: 7 },
				},
			},
			{
				async *query(_, call) {
					call.notice?.('The server gives 1,000 entries per page at the most');
					yield [];
					return { truncated: false };
				},
			},
		);
		expect(seen.queries[0]).toMatchObject({
			query: { scope: { pageSize: 5000, resolveDns: 'mail', referrals: 'follow' } },
			call: { timeoutMs: 7000, timeZone: 'Europe/Berlin' },
		});
		expect(hints.map(({ message }) => message)).toEqual([
			'The server gives 1,000 entries per page at the most',
		]);
	});

	it('hints when the limit cuts the result, and fails on request', async () => {
		const cut = await runDirectory({ parameters: users }, rows(2, true));
		expect(cut.items).toHaveLength(2);
		expect(cut.hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('more user records than the 50'),
		]);
		const failure = await failDirectory(
			{ parameters: { ...users, options: { failIfTruncated: true } } },
			rows(2, true),
		);
		expect(failure.message).toContain('more user records than the 50');
	});

	it('runs once per item, pairs rows with their items, and hints at equal questions', async () => {
		const { items, hints } = await runDirectory({ parameters: users, items: [{}, {}] }, rows(2));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
			{ item: 1 },
			{ item: 1 },
		]);
		expect(hints.map(({ message }) => message)).toEqual([expect.stringContaining('Execute Once')]);
	});

	it('ends the run with what happened and how to go on, or gives an error item', async () => {
		const answers: Partial<DirectorySession> = {
			async *query() {
				yield [{ objectGUID: 'lost' }];
				throw new PermissionError('The base cannot be read', { advice: 'Ask for the right.' });
			},
		};
		const failure = await failDirectory({ parameters: users }, answers);
		expect(failure).toMatchObject({
			message: 'The base cannot be read',
			description: 'Ask for the right.',
			context: { itemIndex: 0 },
		});
		const { items } = await runDirectory({ parameters: users, continueOnFail: true }, answers);
		expect(items).toHaveLength(1);
		expect(items[0]).toMatchObject({
			json: { error: 'The base cannot be read', details: { advice: 'Ask for the right.' } },
			pairedItem: { item: 0 },
			error: expect.any(Error),
		});
	});

	it('refuses an operation that the resource does not have', async () => {
		const failure = await failDirectory({
			parameters: { resource: 'group', operation: 'setPassword' },
		});
		expect(failure.message).toBe("'Group' has no operation 'setPassword'");
		expect(InputError.name).toBe('InputError');
	});
});

describe('Get', () => {
	it('reads the objects of all items in one call, named in six ways', async () => {
		const guid = '6c3a8bf0-4473-4f0e-9d58-0d6c2c1e9a11';
		const named: Array<[string, string, string]> = [
			['dn', TEAM, 'dn'],
			['objectGUID', guid, 'objectGUID'],
			['objectSid', 'S-1-5-21-1-2-3-1113', 'objectSid'],
			['sAMAccountName', 'user17', 'sAMAccountName'],
			['userPrincipalName', 'user17@example.org', 'userPrincipalName'],
			['list', guid, 'objectGUID'],
			['list', TEAM, 'dn'],
		];
		const { seen, items } = await runDirectory({
			parameters: {
				operation: 'get',
				object: { __rl: true, mode: '={{ $json.mode }}', value: '={{ $json.value }}' },
				output: 'simple',
			},
			items: named.map(([mode, value]) => ({ mode, value })),
		});
		expect(seen.gets).toHaveLength(1);
		expect(seen.gets[0]?.objects).toEqual(named.map(([, value, by]) => ({ by, value })));
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(named.map((_, item) => ({ item })));
	});

	it('makes an object that is not there an error of its item alone', async () => {
		const { items } = await runDirectory(
			{
				parameters: { operation: 'get', object: locator('={{ $json.dn }}', 'dn') },
				items: [{ dn: 'CN=A' }, { dn: 'CN=B' }],
				continueOnFail: true,
			},
			{
				get: async () => [
					new InputError('There is no such object', { advice: 'Look at the name.' }),
					{ distinguishedName: 'CN=B' },
				],
			},
		);
		expect(items.map(({ json }) => json.error ?? json.distinguishedName)).toEqual([
			'There is no such object',
			'CN=B',
		]);
	});

	it('refuses an empty name', async () => {
		const failure = await failDirectory({
			parameters: { operation: 'get', object: locator('', 'dn') },
		});
		expect(failure.message).toBe("'Object' is empty");
	});
});
