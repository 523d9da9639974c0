import type { INodeProperties } from 'n8n-workflow';
import { additionalColumnsParameter, mapperParameter } from '../../shared/parameters/columns';
import { containerLocator } from './locators';
import { showFor } from './show';

/** What to write. */
export const writeParameters = (): INodeProperties[] => [
	containerLocator({
		displayName: 'Parent',
		name: 'parentDn',
		description: 'The organizational unit or container that a new object goes into',
		displayOptions: showFor('create', 'upsert'),
	}),
	mapperParameter('create', showFor('create')),
	mapperParameter('update', showFor('update')),
	mapperParameter('upsert', showFor('upsert')),
	additionalColumnsParameter(showFor('create', 'update', 'upsert')),
	containerLocator({
		displayName: 'New Parent',
		name: 'newParentDn',
		description: 'Where the object goes. Leave empty to leave it where it is.',
		displayOptions: showFor('move'),
	}),
	{
		displayName: 'New Name',
		name: 'newName',
		type: 'string',
		default: '',
		placeholder: 'e.g. User 17',
		description: 'The common name that the object gets. Leave empty to keep its name.',
		displayOptions: showFor('move'),
	},
	{
		displayName: 'Members',
		name: 'members',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		placeholder: 'e.g. {{ $json.distinguishedName }}',
		description:
			'Distinguished names, one per line, or an array; object GUIDs, logon names and user principal names work too',
		displayOptions: showFor('add', 'remove'),
	},
];
