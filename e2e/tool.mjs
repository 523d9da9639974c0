/** The node as a tool: n8n's MCP server trigger hands it to a client as it would to an agent. */
import assert from 'node:assert/strict';
import { CROWD, SOURCE, TARGET } from '../scripts/lib/demo/data.mjs';
import { look } from './exchangelib.mjs';
import { McpClient } from './mcp.mjs';
import { email, exchange } from './workflows.mjs';
import { fromAi, toolsWorkflow } from './tools.mjs';
import { PACKAGE } from './world.mjs';

const ID = 'exchangeTool0001';
const tool = (name, parameters) => ({
	...exchange(name, parameters),
	type: `${PACKAGE}.microsoftExchangeTool`,
});

const TOOLS = [
	tool('Find_contacts', {
		operation: 'query',
		mailbox: email(SOURCE),
		conditions: {
			values: [
				{ column: 'surname', operator: 'equals', value: fromAi('surname', 'Surname to find') },
			],
		},
	}),
	tool('All_contacts', {
		operation: 'query',
		mailbox: email(CROWD),
		returnAll: true,
		output: 'all',
	}),
	tool('Create_contact', {
		operation: 'create',
		mailbox: email(TARGET),
		columns: {
			mappingMode: 'defineBelow',
			matchingColumns: [],
			value: {
				givenName: fromAi('givenName', 'Given name'),
				surname: fromAi('surname', 'Surname'),
				emailAddress1: fromAi('emailAddress1', 'E-mail address'),
			},
		},
	}),
	tool('Delete_contact', {
		operation: 'delete',
		mailbox: email(TARGET),
		recordId: fromAi('id', 'ID of the contact'),
	}),
];

export async function checkTool({ check }, world) {
	const { n8n, sandbox, data } = world;
	await world.importWorkflow(
		toolsWorkflow({ id: ID, name: 'Exchange as tools', path: 'exchange', tools: TOOLS }),
	);
	await n8n.rest.activate(ID);
	const client = new McpClient(`${n8n.url}/mcp/exchange`);
	const call = async (name, args = {}) => JSON.parse(await client.callTool(name, args));

	await check('an agent sees the tools and what they take', async () => {
		await client.connect();
		const tools = await client.tools();
		assert.deepEqual(tools.map(({ name }) => name).sort(), TOOLS.map(({ name }) => name).sort());
		const create = tools.find(({ name }) => name === 'Create_contact');
		assert.deepEqual(Object.keys(create.inputSchema.properties), [
			'givenName',
			'surname',
			'emailAddress1',
		]);
	});
	await check('Query as a tool finds the one contact', async () => {
		const wanted = data.source[3];
		const rows = await call('Find_contacts', { surname: wanted.surname });
		assert.deepEqual(
			rows.map((row) => row.givenName),
			[wanted.givenName],
		);
	});
	await check('without a limit a tool gets 50 rows, and no binary columns', async () => {
		const rows = await call('All_contacts');
		assert.equal(rows.length, 50);
		const text = JSON.stringify(rows);
		assert.ok(text.length < 400_000, `${text.length} characters`);
	});
	await check('Create as a tool makes the contact', async () => {
		const given = {
			givenName: 'Tool',
			surname: 'Made <it> & more',
			emailAddress1: 'tool@contoso.example',
		};
		const [made] = await call('Create_contact', given);
		assert.equal(made.outcome, 'created');
		const contacts = await look('contacts', { ...world.account, mailbox: TARGET });
		assert.equal(
			contacts.filter((contact) => contact.emailAddress1 === given.emailAddress1).length,
			1,
		);
	});
	await check('Delete as a tool is refused unless it was switched on', async () => {
		const { result, log } = await sandbox.watch(() =>
			client.callTool('Delete_contact', { id: 'AAMk' }).catch((error) => error.message),
		);
		assert.match(String(result), /tool/i);
		assert.equal(log.filter((entry) => entry.isWrite).length, 0);
	});
}
