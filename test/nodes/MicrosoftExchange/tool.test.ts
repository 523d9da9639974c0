import type { IDataObject } from 'n8n-workflow';
import { findTable } from '../../../core/tables/registry';
import { failNode, runNode } from '../../support/exchangeNode';

jest.mock('../../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const query = { resource: 'message', operation: 'query', output: 'raw' };

describe.each(['context', 'type', 'log'] as const)('As a tool (told by %s)', (tool) => {
	it('Query returns at most 50 rows when it has no limit', async () => {
		const { seen } = await runNode({ parameters: { ...query, returnAll: true }, tool });
		expect(seen.queries[0]?.query.limit).toBe(50);
		const own = await runNode({ parameters: { ...query, limit: 200 }, tool });
		expect(own.seen.queries[0]?.query.limit).toBe(200);
		const unset = await runNode({ parameters: query, tool });
		expect(unset.seen.queries[0]?.query.limit).toBe(50);
	});

	it('Query leaves binary columns out unless they are chosen', async () => {
		const { table } = findTable('message', 'ews');
		const binary = table.columns.filter(({ type, ews }) => type === 'binary' && ews);
		for (const output of ['all', 'raw', 'simple']) {
			const { seen } = await runNode({ parameters: { ...query, output }, tool });
			const select = seen.queries[0]?.query.select ?? [];
			expect(select).toContain('subject');
			expect(select.filter((id) => binary.some((column) => column.id === id))).toEqual([]);
		}
	});

	it('Create works', async () => {
		const { items } = await runNode({
			parameters: {
				resource: 'contact',
				operation: 'create',
				columns: { mappingMode: 'defineBelow', value: { givenName: 'Contact 17' } },
			},
			tool,
		});
		expect(items[0]?.json.outcome).toBe('created');
	});

	const risky: Array<[string, IDataObject]> = [
		['Start Sign-In', { resource: 'mailbox', operation: 'startSignIn' }],
		['Complete Sign-In', { resource: 'mailbox', operation: 'completeSignIn' }],
		['Delete', { resource: 'contact', operation: 'delete', recordId: 'x' }],
		[
			'Send Mail',
			{
				resource: 'message',
				operation: 'send',
				inputs: { mappingMode: 'defineBelow', value: { toRecipients: 'a@example.org' } },
			},
		],
		[
			'Send Mail',
			{
				resource: 'procedure',
				operation: 'execute',
				procedure: { mode: 'name', value: 'SendMail' },
				inputs: { mappingMode: 'defineBelow', value: { toRecipients: 'a@example.org' } },
			},
		],
		[
			'Send Invitations',
			{
				resource: 'event',
				operation: 'create',
				columns: { mappingMode: 'defineBelow', value: { subject: 'Meeting' } },
				options: { sendInvitations: 'SendOnlyToAll' },
			},
		],
	];

	const procedure = (operation: string, resource: string, value: IDataObject = {}) => ({
		resource,
		operation,
		recordId: 'x',
		inputs: { mappingMode: 'defineBelow', value },
	});
	const written = (resource: string, operation: string, values: IDataObject, more = {}) => ({
		resource,
		operation,
		columns: {
			mappingMode: 'defineBelow',
			value: values,
			matchingColumns: ['displayName'],
		},
		...more,
	});
	risky.push(
		['Send Draft', procedure('sendDraft', 'message')],
		['Reply', procedure('reply', 'message')],
		['Reply All', procedure('replyAll', 'message')],
		['Forward', procedure('forward', 'message')],
		['Empty Folder', procedure('empty', 'folder')],
		['Respond', procedure('respond', 'event')],
		['Cancel', procedure('cancel', 'event')],
		['Set Out of Office', procedure('setOutOfOffice', 'mailbox')],
		['Delete Attachment', procedure('delete', 'attachment')],
		['Create Inbox Rule', written('inboxRule', 'create', { displayName: 'Away' })],
		['Update Inbox Rule', written('inboxRule', 'update', { id: 'x' })],
		['Create or Update Inbox Rule', written('inboxRule', 'upsert', { displayName: 'Away' })],
		['Create Delegate', written('delegate', 'create', { displayName: 'Other' })],
		[
			'Send Invitations',
			written(
				'event',
				'create',
				{ subject: 'Meeting' },
				{
					additionalColumns: {
						values: [{ column: 'sendmeetinginvitations', value: 'SendOnlyToAll' }],
					},
				},
			),
		],
	);

	it.each(risky)('%s is off until the person turns it on', async (what, parameters) => {
		const failure = await failNode({ parameters, tool });
		expect(failure.message).toBe(`'${what}' is switched off for AI tools`);
		expect(failure.description).toContain("'Allow Risky Tool'");
		const options = { ...(parameters.options as IDataObject), allowRiskyTool: true };
		const { seen } = await runNode({ parameters: { ...parameters, options }, tool });
		expect(seen.writes.length + seen.executed.length).toBe(1);
	});

	it.each(risky)('%s needs no such permission in a workflow', async (_, parameters) => {
		const { seen } = await runNode({ parameters });
		expect(seen.writes.length + seen.executed.length).toBe(1);
	});
});
