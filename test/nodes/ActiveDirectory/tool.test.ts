import type { IDataObject } from 'n8n-workflow';
import { failDirectory, runDirectory } from '../../support/directoryNode';
import { locator } from '../../support/locator';
import type { DirectorySeen } from '../../support/stubDirectory';

jest.mock('../../../core', () => ({
	...jest.requireActual<typeof import('../../../core')>('../../../core'),
	openDirectory: jest.fn(),
	testDirectory: jest.fn(),
}));

const changed = ({ writes, accounts, members }: DirectorySeen): number =>
	writes.length + accounts.length + members.length;

describe.each(['context', 'type', 'log'] as const)('As a tool (told by %s)', (tool) => {
	it('Query returns at most 50 rows when it has no limit', async () => {
		const query = { operation: 'query', output: 'simple' };
		const all = await runDirectory({ parameters: { ...query, returnAll: true }, tool });
		expect(all.seen.queries[0]?.query.limit).toBe(50);
		const unset = await runDirectory({ parameters: query, tool });
		expect(unset.seen.queries[0]?.query.limit).toBe(50);
		const own = await runDirectory({ parameters: { ...query, limit: 200 }, tool });
		expect(own.seen.queries[0]?.query.limit).toBe(200);
	});

	it('Query leaves binary columns out unless they are chosen', async () => {
		for (const output of ['all', 'raw']) {
			const { seen } = await runDirectory({ parameters: { operation: 'query', output }, tool });
			const select = seen.queries[0]?.query.select;
			expect(select).toContain('mail');
			expect(select).not.toContain('thumbnailPhoto');
			expect(select).not.toContain('*');
		}
	});

	const one = { object: locator('user17', 'sAMAccountName') };
	const member = { resource: 'groupMember', group: locator('Staff', 'name'), members: 'user17' };
	const key = { objectGUID: 'g' };
	const update = (value: IDataObject): IDataObject => ({
		operation: 'update',
		columns: {
			mappingMode: 'defineBelow',
			matchingColumns: ['objectGUID'],
			value: { ...key, ...value },
		},
	});
	const risky: Array<[string, IDataObject]> = [
		['Delete', { operation: 'delete', ...one }],
		['Set Password', { operation: 'setPassword', ...one, password: 'p' }],
		['Enable', { operation: 'enable', ...one }],
		['Disable', { operation: 'disable', ...one }],
		['Unlock', { operation: 'unlock', ...one }],
		['Set Expiry', { operation: 'setExpiry', ...one, neverExpires: true }],
		['Add', { operation: 'add', ...member }],
		['Remove', { operation: 'remove', ...member }],
		['Writing enabled', update({ enabled: 'true' })],
		[
			'Writing password',
			{
				operation: 'create',
				parentDn: locator('OU=Staff', 'dn'),
				columns: { mappingMode: 'defineBelow', value: { cn: 'User 17' } },
				password: 'p',
			},
		],
		['Writing member', { resource: 'group', ...update({ member: ['CN=A'] }) }],
	];

	it.each(risky)('%s is off until the person turns it on', async (what, parameters) => {
		const failure = await failDirectory({ parameters, tool });
		expect(failure.message).toBe(`'${what}' is switched off for AI tools`);
		const options = { allowRiskyTool: true };
		const { seen } = await runDirectory({ parameters: { ...parameters, options }, tool });
		expect(changed(seen)).toBe(1);
	});

	it.each(risky)('%s needs no such permission in a workflow', async (_, parameters) => {
		const { seen } = await runDirectory({ parameters });
		expect(changed(seen)).toBe(1);
	});

	it('other updates work', async () => {
		const { seen } = await runDirectory({ parameters: update({ title: 'Clerk' }), tool });
		expect(changed(seen)).toBe(1);
	});
});
