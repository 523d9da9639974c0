import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { openDirectory, testDirectory } from '../../../core';
import { PermissionError } from '../../../core/errors';
import type { DirectorySession } from '../../../core/directory/session';
import type { Column } from '../../../core/schema/column';
import { directoryTables } from '../../../core/tables/registry';
import { ActiveDirectory } from '../../../nodes/ActiveDirectory/ActiveDirectory.node';
import { fakePanel } from '../../support/n8n';
import { stubDirectory } from '../../support/stubDirectory';

jest.mock('../../../core', () => ({
	...jest.requireActual<typeof import('../../../core')>('../../../core'),
	openDirectory: jest.fn(),
	testDirectory: jest.fn(),
}));

const { methods } = new ActiveDirectory();
const { loadOptions, listSearch, resourceMapping, credentialTest } = methods;

const tableOf = (name: string) => directoryTables.find((table) => table.name === name)!;

/** A panel whose node has the credential. */
function connected(
	parameters: IDataObject,
	answers: Partial<DirectorySession> = {},
): { panel: ILoadOptionsFunctions; session: ReturnType<typeof stubDirectory> } {
	const session = stubDirectory(answers);
	jest.mocked(openDirectory).mockResolvedValue(session);
	const panel = fakePanel(parameters);
	const node = {
		...panel.getNode(),
		credentials: { microsoftActiveDirectoryApi: { id: '1', name: 'c' } },
	};
	return { panel: { ...panel, getNode: () => node }, session };
}

const OWN: Column = {
	id: 'contosoBadge',
	label: 'contosoBadge',
	type: 'integer',
	ldap: { attribute: 'contosoBadge', codec: 'integer', read: 'list', write: 'both', filter: true },
};
const withOwn: Partial<DirectorySession> = {
	table: async (name) => ({ ...tableOf(name), columns: [...tableOf(name).columns, OWN] }),
};

describe('Column pickers', () => {
	it('list the declared columns while no credential is chosen', async () => {
		jest.mocked(openDirectory).mockClear();
		const options = await loadOptions.getColumns.call(fakePanel({ resource: 'group' }));
		expect(options.map(({ value }) => value)).toEqual(tableOf('group').columns.map(({ id }) => id));
		expect(openDirectory).not.toHaveBeenCalled();
	});

	it('offer no password, neither to be read nor to be written where it would show', async () => {
		const panel = fakePanel({ resource: 'user', operation: 'create' });
		const values = async (list: 'getColumns' | 'getWritableColumns') =>
			(await loadOptions[list].call(panel)).map(({ value }) => value);
		expect(await values('getColumns')).not.toContain('password');
		expect(await values('getWritableColumns')).not.toContain('password');
		const { fields } = await resourceMapping.getMappingColumns.call(panel);
		expect(fields.map(({ id }) => id)).not.toContain('password');
	});

	it('list the columns of the server schema, findable by label and by attribute name', async () => {
		const { panel, session } = connected({ resource: 'user' }, withOwn);
		const options = await loadOptions.getColumns.call(panel);
		expect(options.find(({ value }) => value === 'contosoBadge')?.name).toBe('contosoBadge');
		expect(options.find(({ value }) => value === 'sn')?.name).toBe('Surname (sn)');
		expect(options.find(({ value }) => value === 'givenName')?.name).toBe('Given Name');
		expect(session.seen.closed).toBe(1);
	});

	it('list only writable columns for Additional Columns', async () => {
		const { panel } = connected({ resource: 'user', operation: 'update' }, withOwn);
		const values = (await loadOptions.getWritableColumns.call(panel)).map(({ value }) => value);
		expect(values).toEqual(expect.arrayContaining(['givenName', 'contosoBadge']));
		for (const id of ['objectGUID', 'memberOf', 'cn']) expect(values).not.toContain(id);
	});

	it('offer the operators that fit the type, those of the schema included', async () => {
		const operators = async (column: string) => {
			const { panel } = connected({ resource: 'user', '&column': column }, withOwn);
			return (await loadOptions.getOperators.call(panel)).map(({ value }) => value);
		};
		expect(await operators('enabled')).not.toContain('contains');
		expect(await operators('sn')).toContain('startsWith');
		expect(await operators('contosoBadge')).toContain('excludesBits');
		expect(await operators('')).toContain('between');
	});

	it('show what went wrong as n8n does', async () => {
		const { panel } = connected(
			{ resource: 'user' },
			{
				table: async () => {
					throw new PermissionError('The schema cannot be read', { advice: 'Ask.' });
				},
			},
		);
		await expect(loadOptions.getColumns.call(panel)).rejects.toMatchObject({
			message: 'The schema cannot be read',
			description: 'Ask.',
		});
	});
});

describe('The column mapper', () => {
	const fields = async (resource: string, operation: string) =>
		(await resourceMapping.getMappingColumns.call(fakePanel({ resource, operation }))).fields;

	const writing = directoryTables.filter(({ operations }) => operations.includes('create'));

	it.each(writing.map(({ name }) => name))('of %s keeps the rules of the panel', async (name) => {
		for (const operation of ['create', 'update', 'upsert'] as const) {
			const all = await fields(name, operation);
			expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
			const shown = all.filter(({ removed }) => !removed);
			expect(shown.length).toBeGreaterThan(0);
			expect(shown.length).toBeLessThanOrEqual(27);
			for (const field of all) {
				expect(field.type).toMatch(/^(string|number|dateTime|options|array|object)$/);
				if (field.type === 'array' || field.type === 'object') expect(field.removed).toBe(true);
				if (field.type === 'options') expect(field.options?.length).toBeGreaterThan(1);
				expect(field.defaultValue).toBeUndefined();
			}
		}
	});

	it('offers booleans as True and False', async () => {
		const enabled = (await fields('user', 'create')).find(({ id }) => id === 'enabled');
		expect(enabled?.options?.map(({ value }) => value)).toEqual(['true', 'false']);
	});

	it('matches an Update on what names an object, the GUID by itself', async () => {
		const update = await fields('user', 'update');
		expect(update[0]).toMatchObject({ id: 'objectGUID', defaultMatch: true, removed: false });
		expect(
			update
				.filter(({ canBeUsedToMatch }) => canBeUsedToMatch)
				.map(({ id }) => id)
				.sort(),
		).toEqual([
			'distinguishedName',
			'objectGUID',
			'objectSid',
			'sAMAccountName',
			'userPrincipalName',
		]);
		expect(update.find(({ id }) => id === 'distinguishedName')?.removed).toBe(true);
	});

	it('matches an upsert on columns that can be written', async () => {
		const upsert = await fields('user', 'upsert');
		expect(upsert.filter(({ defaultMatch }) => defaultMatch).map(({ id }) => id)).toEqual([
			'sAMAccountName',
		]);
		expect(upsert.some(({ id }) => id === 'objectGUID')).toBe(false);
	});

	it('is the same whatever the credential: what only one schema has is under Additional Columns', async () => {
		const { panel } = connected({ resource: 'user', operation: 'create' }, withOwn);
		const { fields: all } = await resourceMapping.getMappingColumns.call(panel);
		expect(all).toEqual(await fields('user', 'create'));
		const additional = await loadOptions.getWritableColumns.call(panel);
		expect(additional.map(({ value }) => value)).toContain('contosoBadge');
	});
});

describe('List search', () => {
	const dn = 'OU=Sales,DC=x';
	const choices = { choices: [{ name: 'Sales', value: dn, description: dn }], cut: true };

	it('finds containers, and says when there are more', async () => {
		const { panel, session } = connected({}, { searchContainers: async () => choices });
		expect(await listSearch.searchContainers.call(panel, 'Sal')).toEqual({
			results: [
				{ name: 'Only the first 1 are shown: type more letters', value: '(more results)' },
				{ name: 'Sales (OU=Sales,DC=x)', value: dn },
			],
		});
		expect(session.seen.searches).toEqual([['containers', 'Sal']]);
		expect(session.seen.closed).toBe(1);
	});

	it('finds groups, and objects of the resource that the panel shows', async () => {
		const { panel, session } = connected({ resource: 'computer' });
		await listSearch.searchGroups.call(panel, 'Team');
		await listSearch.searchObjects.call(panel);
		expect(session.seen.searches).toEqual([
			['group', 'Team'],
			['computer', ''],
		]);
	});
});

describe('The credential test', () => {
	const run = async (data: Record<string, string>) =>
		await credentialTest.microsoftActiveDirectoryApiTest.call(
			{} as never,
			{ id: '1', name: 'c', type: 'microsoftActiveDirectoryApi', data } as never,
		);

	it('shows the first step that was not passed and what to try, in one line', async () => {
		jest.mocked(testDirectory).mockResolvedValue([
			{ step: 'connect', ok: true, message: 'Reached dc1' },
			{ step: 'bind', ok: false, message: 'The password is wrong', advice: 'Type it again.' },
		]);
		expect(await run({ password: 'S3cret!' })).toEqual({
			status: 'Error',
			message: 'The password is wrong. Type it again.',
		});
	});

	it('is passed when all steps are', async () => {
		jest
			.mocked(testDirectory)
			.mockResolvedValue([{ step: 'base', ok: true, message: 'Found the base' }]);
		expect(await run({})).toEqual({ status: 'OK', message: 'Found the base' });
	});

	it('masks the password, whatever the server or an error says', async () => {
		jest
			.mocked(testDirectory)
			.mockRejectedValue(new Error(`S3cret! ${Buffer.from('S3cret!').toString('base64')}`));
		expect(await run({ password: 'S3cret!' })).toEqual({ status: 'Error', message: '*** ***' });
	});
});
