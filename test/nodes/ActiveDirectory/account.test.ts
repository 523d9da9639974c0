import { PermissionError } from '../../../core/errors';
import { membersOf } from '../../../nodes/ActiveDirectory/operations/members';
import { failDirectory, runDirectory } from '../../support/directoryNode';
import { locator } from '../../support/locator';

jest.mock('../../../core', () => ({
	...jest.requireActual<typeof import('../../../core')>('../../../core'),
	openDirectory: jest.fn(),
	testDirectory: jest.fn(),
}));

const user = { object: locator('user17', 'sAMAccountName') };
const object = { by: 'sAMAccountName', value: 'user17' };

describe('Accounts', () => {
	it('changes a password where the old one is given, instead of resetting it', async () => {
		const parameters = { operation: 'setPassword', ...user, password: 'new', oldPassword: ' old ' };
		const { seen } = await runDirectory({ parameters });
		expect(seen.accounts[0]?.options).toEqual({
			...{ password: 'new', oldPassword: ' old ', mustChange: true },
		});
	});

	it('sets a password, which has to be changed unless switched off', async () => {
		const set = async (more: object) =>
			(await runDirectory({ parameters: { operation: 'setPassword', ...user, ...more } })).seen;
		expect((await set({ password: ' p w ' })).accounts).toMatchObject([
			{ object, action: 'setPassword', options: { password: ' p w ', mustChange: true } },
		]);
		expect((await set({ password: 'x', mustChange: false })).accounts[0]?.options).toEqual({
			password: 'x',
			mustChange: false,
		});
		const failure = await failDirectory({
			parameters: { operation: 'setPassword', ...user, password: '' },
		});
		expect(failure.message).toBe("'Password' is empty");
	});

	it.each(['enable', 'disable', 'unlock'])('%s', async (operation) => {
		const { seen, items } = await runDirectory({ parameters: { operation, ...user } });
		expect(seen.accounts).toMatchObject([{ object, action: operation, options: {} }]);
		expect(items[0]).toMatchObject({ json: { outcome: 'updated' }, pairedItem: { item: 0 } });
	});

	it('sets an expiry: a time, or never, but no blank', async () => {
		const set = async (more: object) =>
			(await runDirectory({ parameters: { operation: 'setExpiry', ...user, ...more } })).seen
				.accounts[0];
		expect(await set({ neverExpires: false, expires: '2027-01-31' })).toMatchObject({
			action: 'setExpiry',
			options: { expires: '2027-01-31' },
		});
		expect(await set({ neverExpires: true })).toMatchObject({ options: { expires: null } });
		const failure = await failDirectory({
			parameters: { operation: 'setExpiry', ...user, expires: '' },
		});
		expect(failure.message).toBe("'Expires' is empty");
	});

	it('goes on with the other items where the person asked for it', async () => {
		const { items } = await runDirectory(
			{
				parameters: { operation: 'enable', object: locator('={{ $json.name }}', 'sAMAccountName') },
				items: [{ name: 'a' }, { name: 'b' }],
				continueOnFail: true,
			},
			{
				setAccount: async ({ value }) => {
					if (value === 'a') throw new PermissionError('The right is missing');
					return { outcome: 'updated' };
				},
			},
		);
		expect(items.map(({ json }) => json.error ?? json.outcome)).toEqual([
			'The right is missing',
			'updated',
		]);
	});
});

describe('Group members', () => {
	it('are read from lines, lists and arrays; commas inside a distinguished name stay', () => {
		expect(membersOf('CN=A\\, B,DC=x\nCN=C,DC=x')).toEqual(['CN=A\\, B,DC=x', 'CN=C,DC=x']);
		expect(membersOf('user17, user18; user19')).toEqual(['user17', 'user18', 'user19']);
		expect(membersOf(['CN=A,DC=x', 'user17'])).toEqual(['CN=A,DC=x', 'user17']);
		expect(membersOf('["CN=A,DC=x"]')).toEqual(['CN=A,DC=x']);
		expect(membersOf('')).toEqual([]);
	});

	it.each(['add', 'remove'])('%s: one result per member', async (operation) => {
		const { seen, items } = await runDirectory(
			{
				parameters: {
					resource: 'groupMember',
					operation,
					group: locator('Staff', 'name'),
					members: 'user17\nuser18',
				},
			},
			{
				changeMembers: async () => [
					{ index: 0, outcome: 'updated' },
					{ index: 1, outcome: 'unchanged' },
				],
			},
		);
		expect(seen.members).toEqual([
			{
				group: { by: 'sAMAccountName', value: 'Staff' },
				members: ['user17', 'user18'],
				action: operation,
			},
		]);
		expect(items.map(({ json }) => json)).toEqual([
			{ group: 'Staff', member: 'user17', outcome: 'updated' },
			{ group: 'Staff', member: 'user18', outcome: 'unchanged' },
		]);
	});

	it('gives a member that was refused as an error item with its name', async () => {
		const { items } = await runDirectory(
			{
				parameters: {
					resource: 'groupMember',
					operation: 'add',
					group: locator('Staff', 'name'),
					members: 'user17, nobody',
				},
				continueOnFail: true,
			},
			{
				changeMembers: async () => [
					{ index: 0, outcome: 'updated' },
					{ index: 1, outcome: 'failed', error: new PermissionError('There is no such object') },
				],
			},
		);
		expect(items[1]?.json).toEqual({
			error: 'There is no such object',
			details: { group: 'Staff', member: 'nobody' },
		});
	});

	it('need a name', async () => {
		const failure = await failDirectory({
			parameters: { resource: 'groupMember', operation: 'add', group: locator('g', 'name') },
		});
		expect(failure.message).toBe("'Members' is empty");
	});
});
