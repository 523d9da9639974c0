import { PermissionError } from '../../../core/errors';
import type { DirectorySession } from '../../../core/directory/session';
import { failDirectory, runDirectory } from '../../support/directoryNode';

jest.mock('../../../core', () => ({
	...jest.requireActual<typeof import('../../../core')>('../../../core'),
	openDirectory: jest.fn(),
	testDirectory: jest.fn(),
}));

const changes = { operation: 'getChanges', method: 'dirSync', output: 'simple' };

const many = (count: number): Pick<DirectorySession, 'changes'> => ({
	async *changes() {
		yield Array.from({ length: count }, (_, at) => ({ at, changeType: 'changed' }));
		return {
			cursor: 'c3',
			fullRead: true,
			reason: 'the cursor was of another domain controller',
			server: 'dc2.example.org',
			deletionsVisible: true,
		};
	},
});

describe('Get Changes', () => {
	it('ends with the one cursor item', async () => {
		const { items, seen, hints } = await runDirectory({
			parameters: {
				...changes,
				cursor: ' c1 ',
				includeDeleted: false,
				ldapFilter: '(mail=*)',
				filterMode: 'ldapFilter',
				options: { withoutDeletions: true },
			},
		});
		expect(seen.changes).toEqual([
			expect.objectContaining({
				table: 'user',
				method: 'dirSync',
				cursor: 'c1',
				includeDeleted: false,
				ldapFilter: '(mail=*)',
				withoutDeletions: true,
			}),
		]);
		expect(items.map(({ json }) => json)).toEqual([
			{ distinguishedName: 'CN=A,DC=example,DC=org', changeType: 'changed' },
			{ cursor: 'c2', fullRead: false, server: 'dc1.example.org', deletionsVisible: true },
		]);
		expect(items.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
		expect(hints).toEqual([]);
	});

	it('says when everything was read although there was a cursor', async () => {
		const again = await runDirectory({ parameters: { ...changes, cursor: 'c1' } }, many(1));
		expect(again.hints.map(({ message }) => message)).toEqual([
			'All users were read: the cursor was of another domain controller',
		]);
		const first = await runDirectory({ parameters: { ...changes, cursor: '' } }, many(1));
		expect(first.seen.changes[0]?.cursor).toBeUndefined();
		expect(first.hints).toEqual([]);
	});

	it('gives no cursor when the read broke off', async () => {
		const answers: Partial<DirectorySession> = {
			async *changes() {
				yield [{ at: 1 }];
				throw new PermissionError('Deleted objects cannot be seen', { advice: 'dsacls …' });
			},
		};
		const { items } = await runDirectory({ parameters: changes, continueOnFail: true }, answers);
		expect(items).toHaveLength(1);
		expect(items[0]?.json.error).toBe('Deleted objects cannot be seen');
		expect((await failDirectory({ parameters: changes }, answers)).description).toBe('dsacls …');
	});

	it('gives a tool 50 rows at the most, and says how many it left out', async () => {
		const { items } = await runDirectory({ parameters: changes, tool: 'context' }, many(80));
		expect(items).toHaveLength(51);
		expect(items.at(-1)?.json).toMatchObject({ cursor: 'c3', omitted: 30 });
	});
});

describe('List Attributes and Test Connection', () => {
	it('lists what has values, in how many entries, with an example', async () => {
		const attribute = {
			name: 'mail',
			label: 'Mail',
			type: 'text',
			multiValued: false,
			filled: 2,
			of: 3,
			example: 'a@example.org',
		};
		const { items, seen } = await runDirectory(
			{
				parameters: {
					operation: 'listAttributes',
					filterMode: 'ldapFilter',
					ldapFilter: '(department=Sales)',
				},
			},
			{ listAttributes: async () => [attribute] },
		);
		expect(seen.attributes).toEqual([
			expect.objectContaining({ table: 'user', ldapFilter: '(department=Sales)' }),
		]);
		expect(items.map(({ json }) => json)).toEqual([attribute]);
	});

	it('tells every step of the connection', async () => {
		const steps = [
			{ step: 'connect', ok: true, message: 'Reached dc1' },
			{ step: 'bind', ok: false, message: 'The password is wrong', advice: 'Type it again.' },
		];
		const { items } = await runDirectory(
			{ parameters: { resource: 'anyObject', operation: 'testConnection' } },
			{ test: async () => steps },
		);
		expect(items.map(({ json }) => json)).toEqual(steps);
	});
});
