import { startSandbox } from '../../../sandbox';
import type { Sandbox, SandboxOptions } from '../../../sandbox';

const running: Sandbox[] = [];
afterEach(async () => {
	await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
});
async function start(options: SandboxOptions): Promise<Sandbox> {
	const sandbox = await startSandbox(options);
	running.push(sandbox);
	return sandbox;
}

describe('startSandbox', () => {
	it('makes three people and a service account, all able to sign in', async () => {
		const { accounts, store } = await start({});
		expect(accounts.map(({ user }) => user)).toEqual(['user1', 'user2', 'user3', 'service']);
		const [first, service] = [store.mailbox('user1@contoso.example'), store.mailbox('service')];
		expect(store.mayImpersonate(service, first)).toBe(true);
		expect(store.mayImpersonate(first, service)).toBe(false);
	});

	it('generates the same data from the same seed, and as many contacts as asked', async () => {
		const digests = await Promise.all(
			[7, 7, 8].map(async (seed) => {
				const { store } = await start({ contacts: 40, seed });
				expect(store.folder('user1@contoso.example', 'contacts').items.size).toBe(40);
				return store.digest('user1@contoso.example');
			}),
		);
		expect(digests[0]).toBe(digests[1]);
		expect(digests[0]).not.toBe(digests[2]);
	});

	it('goes back to its seed', async () => {
		const sandbox = await start({ contacts: 5 });
		const before = sandbox.store.digest('user1@contoso.example');
		const [item] = sandbox.store.folder('user1@contoso.example', 'contacts').items;
		sandbox.store.deleteItem(item!);
		sandbox.faults.add({ kind: 'serverError' });
		expect(sandbox.store.digest('user1@contoso.example')).not.toBe(before);
		sandbox.reset();
		expect(sandbox.store.digest('user1@contoso.example')).toBe(before);
		expect(sandbox.faults.list()).toEqual([]);
	});

	it('takes mailboxes, contents and passwords from a seed', async () => {
		const { accounts, store } = await start({
			seedFile: {
				mailboxes: [
					{
						primarySmtp: 'source@contoso.example',
						folders: {
							contacts: {
								items: [{ kind: 'Contact', properties: { 'contacts:Surname': 'Contact 1' } }],
							},
						},
					},
					{ primarySmtp: 'room@contoso.example', type: 'room' },
				],
				accounts: [{ account: 'CONTOSO\\source', password: 'Other-1' }],
			},
		});
		expect(accounts).toMatchObject([{ user: 'source', password: 'Other-1' }]);
		expect(store.folder('source@contoso.example', 'contacts').items.size).toBe(1);
	});

	it('names a seed file that cannot be read', async () => {
		await expect(start({ seedFile: '/nowhere/seed.json' })).rejects.toThrow('/nowhere/seed.json');
	});
});
