import { PermissionError } from '../../../core/errors';
import { openSession, testConnection } from '../../../core/open';
import { findTable, tables } from '../../../core/tables/registry';
import { MicrosoftExchange } from '../../../nodes/MicrosoftExchange/MicrosoftExchange.node';
import { fakePanel } from '../../support/n8n';
import { stubSession } from '../../support/stubSession';

jest.mock('../../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const { methods } = new MicrosoftExchange();
const { loadOptions, listSearch, resourceMapping, credentialTest } = methods;

describe('Column pickers', () => {
	it('list the columns of the resource', async () => {
		const options = await loadOptions.getColumns.call(fakePanel({ resource: 'task' }));
		expect(options.map(({ value }) => value)).toEqual(
			findTable('task', 'ews').table.columns.map(({ id }) => id),
		);
	});

	it('list only writable columns for Additional Columns', async () => {
		const panel = fakePanel({ resource: 'contact', operation: 'create' });
		const values = (await loadOptions.getWritableColumns.call(panel)).map(({ value }) => value);
		expect(values).toContain('givenName');
		expect(values).not.toContain('createdDateTime');
		expect(values).not.toContain('id');
	});

	it('offer the operators that fit the column, all of them while none is chosen', async () => {
		const operators = async (column: string) =>
			(
				await loadOptions.getOperators.call(fakePanel({ resource: 'contact', '&column': column }))
			).map(({ value }) => value);
		expect(await operators('hasAttachments')).not.toContain('contains');
		expect(await operators('surname')).toContain('startsWith');
		expect(await operators('Surname')).toContain('startsWith');
		expect(await operators('')).toContain('excludesBits');
		expect(await operators('={{ $json.column }}')).toContain('between');
	});
});

describe('The column mapper', () => {
	const fields = async (resource: string, operation: string) =>
		(await resourceMapping.getMappingColumns.call(fakePanel({ resource, operation }))).fields;

	it.each(tables.map(({ name }) => name))('of %s keeps the rules of the panel', async (name) => {
		const { table } = findTable(name, 'ews');
		for (const operation of ['create', 'update', 'upsert'] as const) {
			if (!table.operations.includes(operation)) continue;
			const all = await fields(name, operation);
			expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
			expect(all.filter(({ removed }) => !removed).length).toBeLessThanOrEqual(27);
			for (const field of all) {
				expect(field.type).toMatch(/^(string|number|dateTime|options|array|object)$/);
				if (field.type === 'array' || field.type === 'object') expect(field.removed).toBe(true);
				if (field.type === 'options') expect(field.options?.length).toBeGreaterThan(1);
				expect(field.defaultValue).toBeUndefined();
			}
			const shown = all.filter(({ removed }) => !removed);
			expect(shown.length).toBeGreaterThan(0);
		}
	});

	it('offers booleans as True and False', async () => {
		const field = (await fields('contact', 'create')).find(({ id }) => id === 'isReminderOn');
		expect(field).toMatchObject({
			type: 'options',
			options: [
				{ name: 'True', value: 'true' },
				{ name: 'False', value: 'false' },
			],
		});
	});

	it('matches an Update on the id alone and an upsert on the columns made for it', async () => {
		const update = await fields('contact', 'update');
		expect(update.filter(({ canBeUsedToMatch }) => canBeUsedToMatch).map(({ id }) => id)).toEqual([
			'id',
		]);
		expect(update[0]).toMatchObject({ id: 'id', defaultMatch: true, removed: false });
		const upsert = await fields('contact', 'upsert');
		expect(upsert.filter(({ defaultMatch }) => defaultMatch)).toHaveLength(1);
		expect(upsert.filter(({ canBeUsedToMatch }) => canBeUsedToMatch).length).toBeGreaterThanOrEqual(
			1,
		);
		expect(upsert.some(({ id }) => id === 'id')).toBe(false);
	});

	it('says which columns one protocol alone has, where the table exists in both', async () => {
		const { table } = findTable('contact', 'ews');
		const only = table.columns.filter(({ ews, graph }) => ews?.write && !graph);
		const labels = new Map(
			(await fields('contact', 'upsert')).map(({ id, displayName }) => [id, displayName]),
		);
		for (const { id, label } of only) expect(labels.get(id)).toBe(`${label} (EWS Only)`);
		expect(labels.get('givenName')).toBe('First Name');
	});
});

describe('The inputs of a procedure', () => {
	it('are those of the operation, or of the procedure that is named', async () => {
		const byOperation = await resourceMapping.getProcedureInputs.call(
			fakePanel({ resource: 'message', operation: 'send' }),
		);
		const byName = await resourceMapping.getProcedureInputs.call(
			fakePanel({
				resource: 'procedure',
				operation: 'execute',
				procedure: { mode: 'name', value: 'SendMail' },
			}),
		);
		expect(byName).toEqual(byOperation);
		expect(byName.fields.find(({ id }) => id === 'toRecipients')).toMatchObject({
			required: true,
			type: 'string',
		});
	});

	it('wait for a procedure to be chosen', async () => {
		const { fields, emptyFieldsNotice } = await resourceMapping.getProcedureInputs.call(
			fakePanel({ resource: 'procedure', operation: 'execute', procedure: { value: '' } }),
		);
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain('Choose a procedure');
	});
});

describe('List search', () => {
	const panel = fakePanel({
		resource: 'contact',
		mailbox: { mode: 'email', value: 'a@example.org' },
		access: 'impersonate',
	});

	it('finds mailboxes and says when there are more', async () => {
		const session = stubSession({
			searchMailboxes: async (text) => ({
				choices: [{ name: `${text} 1`, value: 'one@example.org' }],
				cut: true,
			}),
		});
		jest.mocked(openSession).mockResolvedValue(session);
		const { results } = await listSearch.searchMailboxes.call(panel, 'Sales');
		expect(results).toEqual([
			{ name: 'Only the first 1 are shown: type more letters', value: '(more results)' },
			{ name: 'Sales 1', value: 'one@example.org' },
		]);
		expect(session.seen.closed).toBe(1);
	});

	it('finds folders in the mailbox that the panel shows', async () => {
		const asked: unknown[] = [];
		const session = stubSession({
			searchFolders: async (table, text, scope) => {
				asked.push([table, text, scope]);
				return { choices: [{ name: 'Contacts', value: 'contacts' }], cut: false };
			},
		});
		jest.mocked(openSession).mockResolvedValue(session);
		const { results } = await listSearch.searchFolders.call(panel);
		expect(results).toEqual([{ name: 'Contacts', value: 'contacts' }]);
		expect(asked).toEqual([
			['contact', '', { mailbox: 'a@example.org', access: 'impersonate', folders: [] }],
		]);
	});

	it('shows what went wrong as n8n does', async () => {
		jest.mocked(openSession).mockResolvedValue(
			stubSession({
				searchMailboxes: async () => {
					throw new PermissionError('The directory refused the search', { advice: 'Ask.' });
				},
			}),
		);
		await expect(listSearch.searchMailboxes.call(panel, 'x')).rejects.toMatchObject({
			message: 'The directory refused the search',
			description: 'Ask.',
		});
	});

	it('finds procedures by an older name', async () => {
		const { results } = await listSearch.searchProcedures.call(panel, 'SENDM');
		expect(results).toEqual([expect.objectContaining({ name: 'Send Mail', value: 'sendMail' })]);
		expect((await listSearch.searchProcedures.call(panel, 'nothing')).results).toEqual([]);
	});
});

describe('The credential test', () => {
	const run = async (data: Record<string, string>) =>
		await credentialTest.microsoftExchangeApiTest.call(
			{} as never,
			{ id: '1', name: 'c', type: 'microsoftExchangeApi', data } as never,
		);

	it('shows the first step that was not passed and what to try, in one line', async () => {
		jest.mocked(testConnection).mockResolvedValue([
			{ step: 'resolve', ok: true, message: 'Found' },
			{ step: 'connect', ok: false, message: 'Port 443 is closed', advice: 'Check the firewall.' },
		]);
		expect(await run({ password: 'p' })).toEqual({
			status: 'Error',
			message: 'Port 443 is closed. Check the firewall.',
		});
	});

	it('is passed when all steps are', async () => {
		jest
			.mocked(testConnection)
			.mockResolvedValue([{ step: 'mailbox', ok: true, message: 'Opened the mailbox' }]);
		expect(await run({})).toEqual({ status: 'OK', message: 'Opened the mailbox' });
	});

	it('masks every secret, whatever the server or an error says', async () => {
		const data = {
			password: 'S3cret!',
			proxyPassword: 'pr0xy/Secret',
			clientKeyPassphrase: 'phrase-1',
		};
		jest
			.mocked(testConnection)
			.mockRejectedValue(
				new Error(
					`S3cret! ${Buffer.from('S3cret!').toString('base64')} ${encodeURIComponent('pr0xy/Secret')} phrase-1`,
				),
			);
		const { status, message } = await run(data);
		expect(status).toBe('Error');
		expect(message).toBe('*** *** *** ***');
	});
});
