import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

const column: INodeProperties = {
	displayName: 'Column Name or ID',
	name: 'column',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getColumns', loadOptionsDependsOn: ['resource'] },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

/** Return All and Limit. */
export const limitParameters = (displayOptions: IDisplayOptions): INodeProperties[] => [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions,
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: {
			show: { ...displayOptions.show, returnAll: [false] },
		},
	},
];

/** Conditions, and how they are combined. */
export const conditionParameters = (
	displayOptions: IDisplayOptions,
	description = 'Which records to return; all when there is none',
): INodeProperties[] => [
	{
		displayName: 'Conditions',
		name: 'conditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		default: {},
		description,
		displayOptions,
		options: [
			{
				displayName: 'Condition',
				name: 'values',
				values: [
					column,
					{
						displayName: 'Operator Name or ID',
						name: 'operator',
						type: 'options',
						typeOptions: {
							loadOptionsMethod: 'getOperators',
							loadOptionsDependsOn: ['&column', 'resource'],
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
						displayOptions: { hide: { operator: ['isEmpty', 'isNotEmpty'] } },
						description:
							'Lists are separated by commas or given as a JSON array; Between takes two values',
					},
				],
			},
		],
	},
	{
		displayName: 'Combine Conditions',
		name: 'combineConditions',
		type: 'options',
		options: [
			{ name: 'AND', value: 'and', description: 'Every condition has to be met' },
			{ name: 'OR', value: 'or', description: 'One condition has to be met' },
		],
		default: 'and',
		displayOptions,
	},
];

/** The order of the rows. */
export const sortParameter = (displayOptions: IDisplayOptions): INodeProperties => ({
	displayName: 'Sort',
	name: 'sort',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Sort Column',
	default: {},
	description: 'The order of the records; the first column counts most',
	displayOptions,
	options: [
		{
			displayName: 'Sort Column',
			name: 'values',
			values: [
				column,
				{
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					options: [
						{ name: 'Ascending', value: 'asc' },
						{ name: 'Descending', value: 'desc' },
					],
					default: 'asc',
				},
			],
		},
	],
});

interface OutputTexts {
	/** What comes along whatever is chosen. */
	readonly description: string;
	readonly all: string;
	readonly raw: string;
}

/** Which columns come back. */
export const outputParameters = (
	displayOptions: IDisplayOptions,
	{ description, all, raw }: OutputTexts,
): INodeProperties[] => [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{ name: 'All Columns', value: 'all', description: all },
			{ name: 'Raw', value: 'raw', description: raw },
			{
				name: 'Select Included Columns',
				value: 'fields',
				description: 'The columns that you choose',
			},
			{
				name: 'Simplified',
				value: 'simple',
				description: 'The columns that people use most',
			},
		],
		default: 'simple',
		description,
		displayOptions,
	},
	{
		displayName: 'Column Names or IDs',
		name: 'fields',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getColumns', loadOptionsDependsOn: ['resource'] },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		displayOptions: { show: { ...displayOptions.show, output: ['fields'] } },
	},
];
