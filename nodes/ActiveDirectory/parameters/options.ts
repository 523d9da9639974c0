import type { INodeProperties } from 'n8n-workflow';
import {
	allowRiskyToolOption,
	dryRunOption,
	emptyValuesOption,
	failIfTruncatedOption,
	timeoutOption,
	timeZoneOption,
	unknownColumnsOption,
} from '../../shared/parameters/options';
import { showOption } from '../../shared/show';
import { tablesWith } from './show';

const showFor = (...operations: string[]) => showOption(tablesWith(...operations), operations);

/** Options: everything that has a harmless default. Each entry shows only where it applies. */
export const optionsParameter = (): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		allowRiskyToolOption(
			'delete, change accounts, passwords and members',
			showFor(
				'create',
				'update',
				'upsert',
				'delete',
				'setPassword',
				'enable',
				'disable',
				'unlock',
				'setExpiry',
				'add',
				'remove',
			),
		),
		{
			displayName: 'Delete Subtree',
			name: 'deleteSubtree',
			type: 'boolean',
			default: false,
			description: 'Whether to delete what lies below the object too; refused otherwise',
			displayOptions: showFor('delete'),
		},
		dryRunOption(showFor('create', 'update', 'upsert', 'delete', 'move')),
		emptyValuesOption(showFor('update', 'upsert')),
		failIfTruncatedOption(showFor('query')),
		{
			displayName: 'Page Size',
			name: 'pageSize',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1000,
			description: 'Entries per page; the server may give fewer, and then it is said so',
			displayOptions: showFor('query', 'getChanges', 'listAttributes'),
		},
		{
			displayName: 'Referrals',
			name: 'referrals',
			type: 'options',
			options: [
				{
					name: 'Follow',
					value: 'follow',
					description: 'Go to other domains of the same forest, over the same verified TLS',
				},
				{ name: 'Ignore', value: 'ignore' },
			],
			default: 'ignore',
			description: 'What to do when the server points to another one',
			displayOptions: showFor('query', 'get'),
		},
		{
			displayName: 'Resolve DNs',
			name: 'resolveDns',
			type: 'options',
			options: [
				{ name: 'Mail', value: 'mail', description: 'The mail address of each object' },
				{ name: 'None', value: 'none', description: 'Distinguished names, as they are stored' },
				{ name: 'Object GUID', value: 'objectGUID', description: 'The GUID of each object' },
			],
			default: 'none',
			description: 'What columns that name other objects become, such as manager and memberOf',
			displayOptions: showFor('query', 'get', 'getChanges'),
		},
		timeZoneOption,
		timeoutOption,
		unknownColumnsOption(showFor('create', 'update', 'upsert')),
		{
			displayName: 'Without Deletions',
			name: 'withoutDeletions',
			type: 'boolean',
			default: false,
			description:
				'Whether to go on although the account cannot see what was deleted; refused otherwise',
			displayOptions: showFor('getChanges'),
		},
	],
});
