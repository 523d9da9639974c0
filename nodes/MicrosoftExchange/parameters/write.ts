import type { INodeProperties, ResourceMapperTypeOptions } from 'n8n-workflow';
import { showFor } from './show';

const mapper = (
	mode: 'add' | 'update' | 'upsert',
): { resourceMapper: ResourceMapperTypeOptions; loadOptionsDependsOn: string[] } => ({
	loadOptionsDependsOn: ['resource', 'operation'],
	resourceMapper: {
		resourceMapperMethod: 'getMappingColumns',
		mode,
		fieldWords: { singular: 'column', plural: 'columns' },
		addAllFields: true,
		multiKeyMatch: mode === 'upsert',
		supportAutoMap: true,
	},
});

const columns = (operation: 'create' | 'update' | 'upsert'): INodeProperties => ({
	displayName: 'Columns',
	name: 'columns',
	type: 'resourceMapper',
	noDataExpression: true,
	typeOptions: mapper(operation === 'create' ? 'add' : operation),
	default: { mappingMode: 'defineBelow', value: null },
	displayOptions: showFor(operation),
});

/** What to write. */
export const writeParameters = (): INodeProperties[] => [
	{
		displayName: 'Record ID',
		name: 'recordId',
		type: 'string',
		default: '',
		placeholder: 'e.g. AAMkAGI2NGVh...',
		description: 'The column ID of the record, as a Query returns it',
		displayOptions: showFor('get', 'delete'),
	},
	columns('create'),
	columns('update'),
	columns('upsert'),
	{
		displayName: 'Additional Columns',
		name: 'additionalColumns',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Column',
		default: {},
		description: 'More columns by name; they win over the columns above',
		displayOptions: showFor('create', 'update', 'upsert'),
		options: [
			{
				displayName: 'Column',
				name: 'values',
				values: [
					{
						displayName: 'Column Name or ID',
						name: 'column',
						type: 'options',
						typeOptions: {
							loadOptionsMethod: 'getWritableColumns',
							loadOptionsDependsOn: ['resource', 'operation'],
						},
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
					},
				],
			},
		],
	},
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
		displayOptions: showFor('delete'),
	},
];
