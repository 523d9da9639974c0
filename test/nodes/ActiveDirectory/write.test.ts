import type { IDataObject } from 'n8n-workflow';
import { ConflictError } from '../../../core/errors';
import { ActiveDirectory } from '../../../nodes/ActiveDirectory/ActiveDirectory.node';
import { failDirectory, runDirectory } from '../../support/directoryNode';
import { locator } from '../../support/locator';
import { GUID } from '../../support/stubDirectory';

jest.mock('../../../core', () => ({
	...jest.requireActual<typeof import('../../../core')>('../../../core'),
	openDirectory: jest.fn(),
	testDirectory: jest.fn(),
}));

const PARENT = 'OU=Sales,DC=example,DC=org';
const by = (value: IDataObject, matchingColumns: string[] = []): IDataObject => ({
	mappingMode: 'defineBelow',
	matchingColumns,
	value,
});
const AUTOMATIC = { mappingMode: 'autoMapInputData', value: null };

describe('Create', () => {
	it('puts the mapped columns and Additional Columns into the parent', async () => {
		const { seen, items } = await runDirectory({
			parameters: {
				operation: 'create',
				parentDn: locator(PARENT, 'dn'),
				columns: by({ cn: 'User 17', sAMAccountName: 'user17', mail: null }),
				additionalColumns: { values: [{ column: 'telephoneNumber', value: '+49 30 1' }] },
			},
		});
		expect(seen.writes).toHaveLength(1);
		expect(seen.writes[0]).toMatchObject({
			action: 'create',
			request: {
				table: 'user',
				records: [
					{
						index: 0,
						parentDn: PARENT,
						values: { cn: 'User 17', sAMAccountName: 'user17', telephoneNumber: '+49 30 1' },
					},
				],
				options: { unknownColumns: 'error' },
			},
		});
		expect(seen.writes[0]?.request.records[0]?.values).not.toHaveProperty('mail');
		expect(items[0]?.json).toMatchObject({ objectGUID: 'guid-0', outcome: 'created' });
	});

	describe('with a first password', () => {
		const create = (more: IDataObject) => ({
			parameters: { operation: 'create', parentDn: locator(PARENT, 'dn'), ...more },
		});

		it('takes it from the field that hides it', async () => {
			const field = new ActiveDirectory().description.properties.find(
				({ name, displayOptions }) =>
					name === 'password' && displayOptions?.show?.operation?.includes('create'),
			);
			expect(field?.typeOptions).toEqual({ password: true });
			expect(field?.displayOptions?.show).toEqual({
				resource: ['user'],
				operation: ['create', 'upsert'],
			});
			const { seen } = await runDirectory(create({ columns: by({ cn: 'A' }), password: ' p w ' }));
			expect(seen.writes[0]?.request.records[0]?.values).toEqual({ cn: 'A', password: ' p w ' });
			const none = await runDirectory(create({ columns: by({ cn: 'A' }), password: '' }));
			expect(none.seen.writes[0]?.request.records[0]?.values).toEqual({ cn: 'A' });
		});

		it.each<[string, IDataObject]>([
			['Columns', { columns: by({ cn: 'A', password: 'in-the-clear' }) }],
			[
				'Additional Columns',
				{
					columns: by({ cn: 'A' }),
					additionalColumns: { values: [{ column: 'Password', value: 'in-the-clear' }] },
				},
			],
		])('refuses one that is typed into %s, before anything is sent', async (_name, more) => {
			const failure = await failDirectory(create(more));
			expect(failure.message).toMatch(/in the clear/);
			expect(failure.description).toMatch(/field 'Password'/);
			expect(JSON.stringify(failure)).not.toContain('in-the-clear');
		});

		it('takes one that the item brings', async () => {
			const { seen } = await runDirectory({
				...create({ columns: AUTOMATIC }),
				items: [{ cn: 'A', password: 'from elsewhere' }],
			});
			expect(seen.writes[0]?.request.records[0]?.values).toMatchObject({
				password: 'from elsewhere',
			});
		});
	});

	it('needs a parent', async () => {
		const failure = await failDirectory({
			parameters: { operation: 'create', parentDn: locator(''), columns: by({ cn: 'User 17' }) },
		});
		expect(failure.message).toBe("'Parent' is empty");
	});

	it('maps an item by itself: what cannot be written stays out, unknown fields as the option says', async () => {
		const node = {
			parameters: {
				operation: 'create',
				parentDn: locator(PARENT, 'dn'),
				columns: AUTOMATIC,
			} as IDataObject,
			items: [
				{ cn: 'User 17', objectGUID: GUID, distinguishedName: 'CN=Old', whenCreated: 'x', note: 1 },
			],
		};
		const { seen } = await runDirectory(node);
		expect(seen.writes[0]?.request.records[0]?.values).toEqual({ cn: 'User 17' });
		const failure = await failDirectory({
			...node,
			parameters: { ...node.parameters, options: { unknownColumns: 'error' } },
		});
		expect(failure.message).toContain("no column 'note'");
	});
});

describe('Update', () => {
	it.each([
		['objectGUID', GUID, 'objectGUID'],
		['distinguishedName', 'CN=User 17,OU=Sales', 'dn'],
		['objectSid', 'S-1-5-21-1-2-3-4', 'objectSid'],
		['sAMAccountName', 'user17', 'sAMAccountName'],
		['userPrincipalName', 'user17@example.org', 'userPrincipalName'],
	])('finds the object by %s', async (column, value, kind) => {
		const { seen } = await runDirectory({
			parameters: {
				operation: 'update',
				columns: by({ [column]: value, title: 'Clerk' }, [column]),
			},
		});
		expect(seen.writes[0]?.request.records).toEqual([
			{ index: 0, object: { by: kind, value }, values: { title: 'Clerk' } },
		]);
	});

	it('takes the GUID of an incoming item by itself, and nothing that cannot be written', async () => {
		const { seen } = await runDirectory({
			parameters: {
				operation: 'update',
				columns: { ...AUTOMATIC, matchingColumns: ['objectGUID'] },
			},
			items: [{ objectGUID: GUID, distinguishedName: 'CN=A', title: 'Clerk', memberOf: [] }],
		});
		expect(seen.writes[0]?.request.records).toEqual([
			{ index: 0, object: { by: 'objectGUID', value: GUID }, values: { title: 'Clerk' } },
		]);
	});

	it('says which column is empty, or names no object', async () => {
		const empty = await failDirectory({
			parameters: { operation: 'update', columns: by({ title: 'x' }, ['objectGUID']) },
		});
		expect(empty.message).toContain("'Object GUID' is empty");
		const other = await failDirectory({
			parameters: { operation: 'update', columns: by({ mail: 'x', title: 'x' }, ['mail']) },
		});
		expect(other.message).toBe("'Mail' does not name one object");
	});

	it('sends what an untouched form holds as nothing', async () => {
		const { seen } = await runDirectory({
			parameters: {
				operation: 'update',
				columns: by({ objectGUID: GUID, title: null, mail: null, enabled: null }, ['objectGUID']),
			},
		});
		expect(seen.writes[0]?.request.records[0]?.values).toEqual({});
	});

	it('gives back before and after of a dry run, and each failure to its own item', async () => {
		const { items } = await runDirectory(
			{
				parameters: {
					operation: 'update',
					columns: by({ objectGUID: '={{ $json.id }}', title: 'x' }, ['objectGUID']),
					options: { dryRun: true },
				},
				items: [{ id: GUID }, { id: 'other' }],
				continueOnFail: true,
			},
			{
				update: async () => [
					{ index: 0, outcome: 'updated', id: GUID, before: { title: 'y' }, after: { title: 'x' } },
					{ index: 1, outcome: 'failed', error: new ConflictError('It changed meanwhile') },
				],
			},
		);
		expect(items.map(({ json }) => json)).toEqual([
			{ objectGUID: GUID, outcome: 'updated', before: { title: 'y' }, after: { title: 'x' } },
			{ error: 'It changed meanwhile', details: { outcome: 'failed' } },
		]);
	});
});

describe('Create or Update', () => {
	it('sends the columns to match on and where a new object goes', async () => {
		const { seen } = await runDirectory({
			parameters: {
				operation: 'upsert',
				parentDn: locator(PARENT, 'dn'),
				columns: { ...AUTOMATIC, matchingColumns: ['sAMAccountName'] },
			},
			items: [{ sAMAccountName: 'user17', objectGUID: GUID, title: 'Clerk' }],
		});
		expect(seen.writes[0]?.request).toMatchObject({
			records: [{ parentDn: PARENT, values: { sAMAccountName: 'user17', title: 'Clerk' } }],
			options: { matchColumns: ['sAMAccountName'] },
		});
		expect(seen.writes[0]?.request.records[0]?.values).not.toHaveProperty('objectGUID');
	});

	it('needs columns to match on', async () => {
		const failure = await failDirectory({
			parameters: { operation: 'upsert', columns: by({ title: 'x' }) },
		});
		expect(failure.message).toBe("'Columns to Match On' is empty");
	});
});

describe('Delete and Move', () => {
	it('deletes the named objects in one call', async () => {
		const { seen, items } = await runDirectory({
			parameters: {
				operation: 'delete',
				object: locator('={{ $json.dn }}', 'dn'),
				options: { deleteSubtree: true },
			},
			items: [{ dn: 'CN=A' }, { dn: 'CN=B' }],
		});
		expect(seen.writes).toHaveLength(1);
		expect(seen.writes[0]?.request).toMatchObject({
			records: [{ object: { by: 'dn', value: 'CN=A' } }, { object: { by: 'dn', value: 'CN=B' } }],
			options: { deleteSubtree: true },
		});
		expect(items.map(({ json }) => json)).toEqual([
			{ objectGUID: 'guid-0', deleted: true },
			{ objectGUID: 'guid-1', deleted: true },
		]);
	});

	it('moves, renames, or both, but not neither', async () => {
		const parameters = { operation: 'move', object: locator('CN=A', 'dn') };
		const { seen } = await runDirectory({
			parameters: { ...parameters, newParentDn: locator(PARENT, 'dn'), newName: 'User 18' },
		});
		expect(seen.writes[0]).toMatchObject({
			action: 'move',
			request: {
				records: [{ object: { by: 'dn', value: 'CN=A' }, parentDn: PARENT, newName: 'User 18' }],
			},
		});
		const failure = await failDirectory({
			parameters: { ...parameters, newParentDn: locator(''), newName: '' },
		});
		expect(failure.message).toContain('are both empty');
	});
});
