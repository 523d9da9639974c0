import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

type Write = 'create' | 'update' | 'upsert';

/** The column mapper of an operation that writes. */
export const mapperParameter = (
	operation: Write,
	displayOptions: IDisplayOptions,
): INodeProperties => ({
	displayName: 'Columns',
	name: 'columns',
	type: 'resourceMapper',
	noDataExpression: true,
	typeOptions: {
		loadOptionsDependsOn: ['resource', 'operation'],
		resourceMapper: {
			resourceMapperMethod: 'getMappingColumns',
			mode: operation === 'create' ? 'add' : operation,
			fieldWords: { singular: 'column', plural: 'columns' },
			addAllFields: true,
			multiKeyMatch: operation === 'upsert',
			supportAutoMap: true,
		},
	},
	default: { mappingMode: 'defineBelow', value: null },
	displayOptions,
});

/** Columns by name, for what the mapper's own list is too long to be searched for. */
export const additionalColumnsParameter = (
	displayOptions: IDisplayOptions,
	description = 'More columns by name; they win over the columns above',
): INodeProperties => ({
	displayName: 'Additional Columns',
	name: 'additionalColumns',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Column',
	default: {},
	description,
	displayOptions,
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
});
