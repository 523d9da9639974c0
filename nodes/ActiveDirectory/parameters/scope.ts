import type { INodeProperties } from 'n8n-workflow';
import { containerLocator, groupLocator, objectLocator } from './locators';
import { showFor, showSearch } from './show';

/** Where the node works, and on which object. */
export const scopeParameters = (): INodeProperties[] => [
	containerLocator({
		displayName: 'Base DN',
		name: 'baseDn',
		description:
			'Where the search begins. Leave empty for the base of the credential, or the whole domain where it has none.',
		displayOptions: showSearch('query', 'getChanges', 'listAttributes', 'upsert'),
	}),
	{
		displayName: 'Scope',
		name: 'scope',
		type: 'options',
		options: [
			{
				name: 'Base Object',
				value: 'base',
				description: 'The object of the base DN itself',
			},
			{
				name: 'One Level',
				value: 'oneLevel',
				description: 'The objects directly below the base DN',
			},
			{
				name: 'Subtree',
				value: 'subtree',
				description: 'The base DN and everything below it',
			},
		],
		default: 'subtree',
		displayOptions: showSearch('query', 'getChanges', 'listAttributes', 'upsert'),
	},
	groupLocator({
		displayName: 'Group',
		name: 'group',
		required: true,
		description: 'The group whose members are meant; its name is the pre-Windows 2000 one',
		displayOptions: { show: { resource: ['groupMember'] } },
	}),
	objectLocator({
		displayName: 'Object',
		name: 'object',
		required: true,
		description: 'The object to work on',
		displayOptions: showFor(
			'get',
			'delete',
			'move',
			'setPassword',
			'enable',
			'disable',
			'unlock',
			'setExpiry',
		),
	}),
];
