import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';
import { graphPath } from './bindings';

const both = { write: 'both' } as const;

function group(id: 'conditions' | 'exceptions' | 'actions', description: string): Column {
	return {
		id,
		label: id.charAt(0).toUpperCase() + id.slice(1),
		type: 'object',
		description,
		common: true,
		ews: { read: 'list', write: 'both', ...(id === 'actions' && { kept: true }) },
		graph: graphPath(id, both),
	};
}

/** https://learn.microsoft.com/graph/api/resources/messagerule */
export const inboxRule: Table = {
	name: 'inboxRule',
	label: 'Inbox Rule',
	plural: 'inbox rules',
	description: 'Rules that the server applies to mail that arrives',
	operations: ['query', 'get', 'create', 'update', 'upsert', 'delete'],
	risky: true,
	ews: { kind: 'collection', element: 'Rule', since: 'Exchange2010_SP1' },
	graph: { collection: 'mailFolders/inbox/messageRules' },
	columns: [
		{
			id: 'id',
			label: 'ID',
			type: 'id',
			common: true,
			ews: { read: 'list' },
			graph: graphPath('id'),
		},
		{
			id: 'displayName',
			label: 'Display Name',
			type: 'text',
			common: true,
			match: true,
			ews: { read: 'list', write: 'both', kept: true },
			graph: graphPath('displayName', both),
		},
		{
			id: 'sequence',
			label: 'Sequence',
			type: 'integer',
			description: 'Place among the rules; 1 runs first. A new rule runs last when it is left out.',
			common: true,
			ews: { read: 'list', write: 'both', kept: true },
			graph: graphPath('sequence', both),
		},
		{
			id: 'isEnabled',
			label: 'Is Enabled',
			type: 'boolean',
			common: true,
			ews: { read: 'list', write: 'both', kept: true },
			graph: graphPath('isEnabled', both),
		},
		group(
			'conditions',
			"What mail the rule is for, in the form of Graph's messageRulePredicates, such as {subjectContains: ['Invoice'], fromAddresses: ['a@contoso.example']}. Written as a whole.",
		),
		group('exceptions', 'What mail it is not for, in the form of Conditions. Written as a whole.'),
		group(
			'actions',
			"What it does, in the form of Graph's messageRuleActions, such as {moveToFolder: 'Inbox/Customers', stopProcessingRules: true}; folders by ID, path or well-known name. Written as a whole.",
		),
		{
			id: 'hasError',
			label: 'Has Error',
			type: 'boolean',
			common: true,
			ews: { read: 'list' },
			graph: graphPath('hasError'),
		},
		{
			id: 'isReadOnly',
			label: 'Is Read-Only',
			type: 'boolean',
			description: 'Outlook made it in a form that Exchange cannot change here.',
			common: true,
			ews: { read: 'list' },
			graph: graphPath('isReadOnly'),
		},
	],
};
