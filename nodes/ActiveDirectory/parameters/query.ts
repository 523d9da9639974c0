import type { DisplayCondition, IDisplayOptions, INodeProperties } from 'n8n-workflow';
import {
	conditionParameters,
	limitParameters,
	outputParameters as sharedOutput,
	sortParameter,
} from '../../shared/parameters/query';
import { containerLocator, groupLocator } from './locators';
import { showFor, showSearch } from './show';

const INCLUDE = { name: 'Include', value: 'include' };
const EXCLUDE = { name: 'Exclude', value: 'exclude' };

/** What to read: limit, filter, lists, order. */
export const queryParameters = (): INodeProperties[] => [
	...limitParameters(showFor('query')),
	...filterParameters(showFor('query', 'getChanges', 'listAttributes')),
	...listParameters(showSearch('query')),
	sortParameter(showFor('query')),
];

const within = (displayOptions: IDisplayOptions, filterMode: string): IDisplayOptions => ({
	show: { ...displayOptions.show, filterMode: [filterMode] },
});

const filterParameters = (displayOptions: IDisplayOptions): INodeProperties[] => [
	{
		displayName: 'Filter Mode',
		name: 'filterMode',
		type: 'options',
		options: [
			{
				name: 'Conditions',
				value: 'conditions',
				description: 'Choose columns, operators and values',
			},
			{
				name: 'LDAP Filter',
				value: 'ldapFilter',
				description: 'Write a filter by hand',
			},
		],
		default: 'conditions',
		displayOptions,
	},
	{
		displayName: 'LDAP Filter',
		name: 'ldapFilter',
		type: 'string',
		default: '',
		placeholder: 'e.g. (&(department=Sales)(!(mail=*)))',
		description:
			'Which records to return, besides being of the resource. It is checked before it is sent.',
		displayOptions: within(displayOptions, 'ldapFilter'),
	},
	...conditionParameters(within(displayOptions, 'conditions')),
];

/** Met by a list that has an entry. n8n compares whole values, which its type does not say. */
const HAS_ENTRIES = { _cnd: { not: {} } } as unknown as DisplayCondition;

/** The mode of a list shows once the list has an entry. */
const filled = (displayOptions: IDisplayOptions, name: string): IDisplayOptions => ({
	show: { ...displayOptions.show, [name]: [HAS_ENTRIES] },
});

const listParameters = (displayOptions: IDisplayOptions): INodeProperties[] => [
	{
		displayName: 'Organizational Units',
		name: 'organizationalUnits',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Organizational Unit',
		default: {},
		description: 'Include or exclude what lies in these units or below them',
		displayOptions,
		options: [
			{
				displayName: 'Organizational Unit',
				name: 'values',
				values: [containerLocator({ displayName: 'Organizational Unit', name: 'dn' })],
			},
		],
	},
	{
		displayName: 'Organizational Units Mode',
		name: 'organizationalUnitsMode',
		type: 'options',
		options: [EXCLUDE, INCLUDE],
		default: 'include',
		description: 'Whether the units are the ones to return, or the ones to leave out',
		displayOptions: filled(displayOptions, 'organizationalUnits'),
	},
	{
		displayName: 'Groups',
		name: 'groups',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Group',
		default: {},
		description: 'Include or exclude the members of these groups',
		displayOptions,
		options: [
			{
				displayName: 'Group',
				name: 'values',
				values: [
					groupLocator({ displayName: 'Group', name: 'group' }),
					{
						displayName: 'Nested',
						name: 'nested',
						type: 'boolean',
						default: true,
						description: 'Whether members of groups inside the group count too',
					},
				],
			},
		],
	},
	{
		displayName: 'Groups Mode',
		name: 'groupsMode',
		type: 'options',
		options: [EXCLUDE, INCLUDE],
		default: 'include',
		description: 'Whether the members are the ones to return, or the ones to leave out',
		displayOptions: filled(displayOptions, 'groups'),
	},
	{
		displayName: 'Value Lists',
		name: 'valueList',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Value List',
		default: {},
		description: 'Include or exclude the records whose attribute has one of the values',
		displayOptions,
		options: [
			{
				displayName: 'Value List',
				name: 'values',
				values: [
					{
						displayName: 'Attribute Name or ID',
						name: 'attribute',
						type: 'options',
						typeOptions: {
							loadOptionsMethod: 'getColumns',
							loadOptionsDependsOn: ['resource'],
						},
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Mode',
						name: 'mode',
						type: 'options',
						options: [EXCLUDE, INCLUDE],
						default: 'include',
					},
					{
						displayName: 'Values',
						name: 'values',
						type: 'string',
						typeOptions: { rows: 4 },
						default: '',
						description: 'One value per line, or an array',
					},
				],
			},
		],
	},
];

/** Which columns come back. */
export const outputParameters = (): INodeProperties[] =>
	sharedOutput(showFor('query', 'get', 'getChanges'), {
		description: 'Which columns to return; the object GUID always comes along',
		all: 'Every column of the schema, empty ones as null',
		raw: 'Every attribute that has a value',
	});
