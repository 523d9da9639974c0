import type { INodeProperties } from 'n8n-workflow';
import { additionalColumnsParameter, mapperParameter } from '../../shared/parameters/columns';
import { ofKind, showFor, showWhere } from './show';

const recordId: INodeProperties = {
	displayName: 'Record ID',
	name: 'recordId',
	type: 'string',
	default: '',
	placeholder: 'e.g. AAMkAGI2NGVh...',
	description: 'The column ID of the record, as a Query returns it',
};

/** What to write. */
export const writeParameters = (): INodeProperties[] => [
	{ ...recordId, displayOptions: showFor('get') },
	{ ...recordId, displayOptions: showFor('delete') },
	mapperParameter('create', showFor('create')),
	mapperParameter('update', showFor('update')),
	mapperParameter('upsert', showFor('upsert')),
	additionalColumnsParameter(
		showFor('create', 'update', 'upsert'),
		'More columns by name; they win over the columns above. An expression may name any MAPI property, such as String 0x3A45, or a pseudo-column, such as SharedMailboxEmail.',
	),
	{
		displayName: 'Delete Type',
		name: 'deleteType',
		type: 'options',
		options: [
			{
				name: 'Delete for Good',
				value: 'hardDelete',
				description: 'Nobody can bring it back',
			},
			{
				name: 'Move to Deleted Items',
				value: 'moveToDeletedItems',
				description: 'The owner can bring it back',
			},
			{
				name: 'Move to Recoverable Items',
				value: 'softDelete',
				description: 'An administrator can bring it back for some days',
			},
		],
		default: 'moveToDeletedItems',
		displayOptions: showWhere(ofKind('item', 'folder'), ['delete']),
	},
];
