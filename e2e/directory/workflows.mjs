/** Workflows on the directory, as n8n's import takes them. */
import { withCredential } from '../../scripts/lib/demo/workflow.mjs';
import { chain, manual } from '../workflows.mjs';
import { PACKAGE } from '../world.mjs';
import { directoryTools } from './tool.mjs';
import { GROUPS, groupDn, OU } from './server.mjs';

export const QUERY_ID = 'directoryBrws001';
export const UPDATE_ID = 'directoryBrws002';
export const CHANGES_ID = 'directoryRun0001';
export const QUERY_NODE = 'Query users';
export const UPDATE_NODE = 'Update user';
export const CHANGES_NODE = 'Get changes of users';

const directory = (name, parameters) => ({
	name,
	type: `${PACKAGE}.activeDirectory`,
	typeVersion: 1,
	parameters: { resource: 'user', ...parameters },
});

const dn = (value) => ({ __rl: true, mode: 'dn', value });

const FIELDS = ['sAMAccountName', 'mail', 'title', 'department', 'enabled', 'telephoneNumber'];

/** Enabled users of a unit who are members of a group, directly or through groups in it. */
const members = (more) =>
	directory(QUERY_NODE, {
		operation: 'query',
		conditions: { values: [{ column: 'enabled', operator: 'equals', value: 'true' }] },
		organizationalUnits: { values: [{ dn: dn(OU.north) }] },
		groups: { values: [{ group: dn(groupDn(GROUPS.nested)), nested: true }] },
		sort: { values: [{ column: 'sAMAccountName', direction: 'asc' }] },
		output: 'fields',
		fields: FIELDS,
		...more,
	});

const all = [
	chain(QUERY_ID, 'Enabled members of a group', [manual, members({ limit: 25 })]),
	chain(UPDATE_ID, 'Untouched update of a user', [
		manual,
		members({ limit: 1 }),
		directory(UPDATE_NODE, { operation: 'update' }),
	]),
	chain(CHANGES_ID, 'Everything, and a cursor', [
		manual,
		members({ returnAll: true }),
		{
			...directory(CHANGES_NODE, {
				operation: 'getChanges',
				method: 'dirSync',
				output: 'simple',
				filterMode: 'ldapFilter',
				ldapFilter: '(sAMAccountName=u00000*)',
			}),
			executeOnce: true,
		},
	]),
];

export const directoryWorkflows = (credential) =>
	[...all, directoryTools].map((workflow) => withCredential(workflow, credential));
