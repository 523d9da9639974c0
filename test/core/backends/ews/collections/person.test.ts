import type { Condition, Row, Session } from '../../../../../core';
import { type Build, startSandbox, type Sandbox } from '../../../../../sandbox';
import { rowsOf, sessionOn } from '../../../../support/session';

const own = { folders: [] };
const address = (n: number) => `person${n}@contoso.example`;
const COUNT = 130;

describe.each<Build>(['14.2', '15.2'])('people of a server of build %s', (build) => {
	let sandbox: Sandbox;
	let session: Session;
	const notices: string[] = [];
	const call = { timeZone: 'UTC', notice: (text: string) => notices.push(text) };
	beforeAll(async () => {
		sandbox = await startSandbox({
			build,
			fill: (store) => {
				for (let n = 1; n <= COUNT; n++) {
					store.addMailbox({
						primarySmtp: address(n),
						displayName: `Person ${n} & <Co>`,
						aliases: [`alias${n}@contoso.example`],
						directory: {
							'contacts:GivenName': 'Person',
							'contacts:Surname': `Number${n}`,
							'contacts:Department': n % 2 === 0 ? 'Sales' : 'Service',
							'contacts:JobTitle': 'Clerk',
							'contacts:PhoneNumber:BusinessPhone': `+1 555 ${n}`,
						},
					});
				}
				store.addGroup({ primarySmtp: 'team@contoso.example', displayName: 'Team' });
			},
		});
	});
	afterAll(async () => await sandbox.close());
	beforeEach(async () => {
		notices.length = 0;
		sandbox.log.clear();
		session = await sessionOn(sandbox);
	});
	const people = async (where?: Condition, more: Row = {}) => {
		const rows: Row[] = [];
		const query = { table: 'person', scope: own, ...(where && { where }), ...more };
		for await (const piece of session.query(query, call)) rows.push(...piece);
		return rows;
	};
	const is = (column: string, value: unknown, operator = 'equals') =>
		({ column, operator, value }) as Condition;

	it('are found by what the address book finds, with what the directory knows', async () => {
		const rows = await people(is('searchText', 'Person 17'));
		expect(rows).toMatchObject([
			{
				id: address(17),
				emailAddress: address(17),
				displayName: 'Person 17 & <Co>',
				mailboxType: 'mailbox',
				surname: 'Number17',
				department: 'Service',
				businessPhone1: '+1 555 17',
				phones: [{ type: 'business', number: '+1 555 17' }],
			},
		]);
		// The first request to an older server tells its version.
		expect(sandbox.log.count({ operation: 'ResolveNames' })).toBeLessThanOrEqual(3);
		expect(Object.keys(rows[0] ?? {})).not.toContain('searchText');
	});

	it('by name, with the other conditions decided here', async () => {
		const where: Condition = {
			and: [is('surname', 'Number1', 'startsWith'), is('department', 'Sales')],
		};
		const rows = await people(where, { select: ['surname'] });
		const expected = Array.from({ length: COUNT }, (_, n) => n + 1)
			.filter((n) => String(n).startsWith('1') && n % 2 === 0)
			.map((n) => `Number${n}`);
		expect(rows.map(({ surname }) => surname).sort()).toEqual(expected.sort());
		expect(await people(is('displayName', 'team'))).toMatchObject([{ mailboxType: 'publicDL' }]);
	});

	it('more than 100: every one of them, once', async () => {
		const rows = await people(is('displayName', 'Person', 'startsWith'), {
			select: ['emailAddress', 'department', 'businessPhone1', 'mailNickname'],
		});
		expect(rows).toHaveLength(COUNT);
		expect(new Set(rows.map(({ id }) => id)).size).toBe(COUNT);
		expect(rows.every(({ department }) => department === 'Sales' || department === 'Service')).toBe(
			true,
		);
		expect(rows.every(({ businessPhone1 }) => String(businessPhone1).startsWith('+1 555'))).toBe(
			true,
		);
		expect(sandbox.log.count({ operation: 'FindPeople' })).toBe(build === '14.2' ? 0 : 1);
	}, 60_000);

	it('all of them, which is said to be a lookup by letters', async () => {
		// Without paging that takes many requests: not all are waited for.
		const some = build === '14.2' ? { limit: 90 } : {};
		const rows = await people(undefined, { select: ['emailAddress'], ...some });
		const all = sandbox.store.directory.entries.map(({ primarySmtp }) => primarySmtp);
		const found = rows.map(({ emailAddress }) => String(emailAddress));
		expect(new Set(found).size).toBe(build === '14.2' ? 90 : all.length);
		expect(all).toEqual(expect.arrayContaining(found));
		expect(notices).toEqual([expect.stringContaining('no list of all people')]);
	}, 60_000);

	it('few of many take few requests', async () => {
		const rows = await people(undefined, { limit: 3 });
		expect(rows).toHaveLength(3);
		expect(sandbox.log.count({})).toBeLessThan(10);
	});

	it('a text inside of a word is not found, and that is said', async () => {
		await people(is('displayName', 'erson', 'contains'));
		expect(notices).toEqual([expect.stringContaining("'erson' inside of a word")]);
	});

	it('by address, also another one; get by address; a name that means one alone', async () => {
		expect(await people(is('emailAddress', [address(3), address(4)], 'in'))).toHaveLength(2);
		const ids = [
			address(5).toUpperCase(),
			'alias6@contoso.example',
			'nobody@contoso.example',
			'Team',
			'Person',
		];
		const [own5, alias, nobody, team, many] = await session.get(
			{ table: 'person', scope: own },
			ids,
			call,
		);
		expect(own5).toMatchObject({
			displayName: 'Person 5 & <Co>',
			proxyAddresses: expect.any(Array),
		});
		expect(alias).toMatchObject({ emailAddress: address(6) });
		expect(nobody).toMatchObject({ code: 'ErrorItemNotFound' });
		expect(team).toMatchObject({ emailAddress: 'team@contoso.example' });
		expect(many).toMatchObject({
			code: 'AMBIGUOUS_NAME',
			message: expect.stringContaining('Person 1 & <Co>'),
		});
	});

	it('are read only', async () => {
		const request = {
			table: 'person',
			scope: own,
			records: [{ index: 0, values: { surname: 'x' } }],
			options: {},
		};
		await expect(session.create(request, call)).rejects.toMatchObject({ field: 'operation' });
		expect(
			await rowsOf(session, { table: 'person', scope: own, where: is('searchText', 'zzzz') }),
		).toEqual([]);
	});
});
