/** The directory node as a tool: it reads a page of rows, and changes nothing unless that was switched on. */
import assert from 'node:assert/strict';
import { McpClient } from '../mcp.mjs';
import { fromAi, toolsWorkflow } from '../tools.mjs';
import { PACKAGE } from '../world.mjs';
import { GROUPS, groupDn, logonNames, OU } from './server.mjs';

const ID = 'directoryTool001';
const PATH = 'directory';

const tool = (name, parameters) => ({
	name,
	type: `${PACKAGE}.activeDirectoryTool`,
	typeVersion: 1,
	parameters: { resource: 'user', ...parameters },
});

const byName = (value) => ({ __rl: true, mode: 'sAMAccountName', value });
const asked = byName(fromAi('user', 'Logon name of the user'));
const password = fromAi('password', 'The new password');
const allowed = { options: { allowRiskyTool: true } };

const enable = { operation: 'enable', object: asked };
const TOOLS = [
	tool('Find_users', { operation: 'query', returnAll: true }),
	tool('Delete_user', { operation: 'delete', object: asked }),
	tool('Set_password', { operation: 'setPassword', object: asked, password }),
	tool('Enable_user', enable),
	tool('Add_member', {
		resource: 'groupMember',
		operation: 'add',
		group: { __rl: true, mode: 'dn', value: groupDn(GROUPS.nested) },
		members: fromAi('user', 'Logon name of the user'),
	}),
	tool('Enable_user_allowed', { ...enable, ...allowed }),
];

const REFUSED = [
	['Delete_user', 'Delete'],
	['Set_password', 'Set Password'],
	['Enable_user', 'Enable'],
	['Add_member', 'Add'],
];

export const directoryTools = toolsWorkflow({
	id: ID,
	name: 'Directory as tools',
	path: PATH,
	tools: TOOLS,
});

export async function checkDirectoryTool(check, { n8n }, directory) {
	await n8n.rest.activate(ID);
	const client = new McpClient(`${n8n.url}/mcp/${PATH}`);
	await client.connect();
	const [user] = await logonNames(
		directory,
		OU.north,
		'(&(objectCategory=person)(objectClass=user))',
	);
	const isThere = async (filter) =>
		(await logonNames(directory, OU.north, `(&(sAMAccountName=${user})${filter})`)).length === 1;

	await check('as a tool, Query gives 50 of thousands of users', async () => {
		const answer = await client.callTool('Find_users', {});
		assert.ok(answer.length < 400_000, `${answer.length} characters`);
		const rows = JSON.parse(answer);
		assert.equal(rows.length, 50);
		assert.ok(rows.every((row) => row.sAMAccountName && row.thumbnailPhoto === undefined));
	});
	for (const [name, what] of REFUSED) {
		await check(`as a tool, ${what} is refused by name`, async () => {
			const answer = await client
				.callTool(name, { user, password: 'Not-Set-17!' })
				.catch((error) => error.message);
			assert.match(String(answer), new RegExp(`'${what}' is switched off for AI tools`));
			assert.ok(await isThere(''), 'the user is still there');
		});
	}
	await check('as a tool, Enable works once the person switched it on', async () => {
		const [done] = JSON.parse(await client.callTool('Enable_user_allowed', { user }));
		assert.ok(!done.error, done.error);
		assert.ok(await isThere('(!(userAccountControl:1.2.840.113556.1.4.803:=2))'));
	});
}
