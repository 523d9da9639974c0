import type { INodeProperties } from 'n8n-workflow';
import { core } from '../../shared/core';
import { showFor } from './show';

const column: INodeProperties = {
	displayName: 'Column Name or ID',
	name: 'column',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getColumns', loadOptionsDependsOn: ['resource'] },
	default: '',
	description:
		'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

/** What to read: limit, range, conditions, order. */
export const queryParameters = (): INodeProperties[] => [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: showFor('query'),
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: {
			show: { ...showFor('query').show, returnAll: [false] },
		},
	},
	...expansion(),
	{
		displayName: 'Conditions',
		name: 'conditions',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Condition',
		default: {},
		description: 'Which records to return; all when there is none',
		displayOptions: showFor('query'),
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
		displayOptions: showFor('query'),
	},
	{
		displayName: 'Sort',
		name: 'sort',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Sort Column',
		default: {},
		description: 'The order of the records; the first column counts most',
		displayOptions: showFor('query'),
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
	},
];

/** Tables whose records repeat. */
const SERIES = ['event'];

function expansion(): INodeProperties[] {
	const resource = core()
		.tables.map((table) => table.name)
		.filter((name) => SERIES.includes(name));
	if (resource.length === 0) return [];
	const show = { resource, operation: ['query'] };
	const range = { show: { ...show, expandSeries: [true] } };
	return [
		{
			displayName: 'Expand Series',
			name: 'expandSeries',
			type: 'boolean',
			default: true,
			description:
				'Whether to return each occurrence of a series that falls into the range, rather than the series once',
			displayOptions: { show },
		},
		{
			displayName: 'Range Start',
			name: 'rangeStart',
			type: 'dateTime',
			default: '',
			description: 'Start of the range; read in the time zone of the options when it has none',
			displayOptions: range,
		},
		{
			displayName: 'Range End',
			name: 'rangeEnd',
			type: 'dateTime',
			default: '',
			description: 'End of the range; read in the time zone of the options when it has none',
			displayOptions: range,
		},
	];
}

/** Which columns come back. */
export const outputParameters = (): INodeProperties[] => [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		options: [
			{
				name: 'All Columns',
				value: 'all',
				description: 'Every column that a list read delivers',
			},
			{
				name: 'Raw',
				value: 'raw',
				description: 'Every column, also those that take a second read, such as bodies',
			},
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
		description: 'Which columns to return; ID and change key always come along',
		displayOptions: showFor('query', 'get'),
	},
	{
		displayName: 'Column Names or IDs',
		name: 'fields',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getColumns', loadOptionsDependsOn: ['resource'] },
		default: [],
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		displayOptions: { show: { ...showFor('query', 'get').show, output: ['fields'] } },
	},
];
