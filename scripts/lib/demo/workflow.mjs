/** The template as a person imports it, made ready to run: an id, and the demo's credential chosen. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');

export const WORKFLOW_ID = 'exchangeSync0001';
export const NODES = {
	query: 'Query source contacts',
	map: 'Map',
	write: 'Create or Update target contacts',
	confirm: 'Query to confirm',
	refused: 'Refused, with the reason',
};

/** @param connection { server, user, password } */
export function credential({ id = 'exchangeCred0001', name = 'Exchange sandbox', ...connection }) {
	return {
		id,
		name,
		type: 'microsoftExchangeApi',
		data: { schema: 'EWS', authScheme: 'NTLM', allowPlainHttp: true, ...connection },
	};
}

/** Puts a credential into every node of this package. */
export function withCredential(workflow, { id, name, type }) {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.type.startsWith('n8n-nodes-microsoft-exchange.')
				? { ...node, credentials: { [type]: { id, name } } }
				: node,
		),
	};
}

export async function syncWorkflow(chosen) {
	const template = JSON.parse(await readFile(join(root, 'templates/contacts-sync.json'), 'utf8'));
	return withCredential({ id: WORKFLOW_ID, ...template }, chosen);
}
