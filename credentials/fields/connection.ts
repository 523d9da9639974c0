import type { INodeProperties } from 'n8n-workflow';
import { line, when } from './show';

/** The protocol; which one comes first is the credential's to say. */
export const schema = (initial: 'EWS' | 'MSGraph'): INodeProperties => ({
	displayName: 'Schema',
	name: 'schema',
	type: 'options',
	options: [
		{
			name: 'EWS',
			value: 'EWS',
			description: 'Exchange Web Services: an Exchange server in your own network, 2007 and later',
		},
		{
			name: 'Microsoft Graph',
			value: 'MSGraph',
			description: 'Exchange Online of Microsoft 365',
		},
	],
	default: initial,
	description: 'The protocol that the server is spoken to in',
});

/** Version and address of the server; Microsoft Graph has neither. */
export const SERVER: INodeProperties[] = [
	{
		displayName: 'Platform',
		name: 'platform',
		type: 'options',
		options: [
			{ name: 'Detect Automatically', value: 'auto' },
			{ name: 'Exchange 2007', value: 'Exchange2007' },
			{ name: 'Exchange 2007 SP1', value: 'Exchange2007_SP1' },
			{ name: 'Exchange 2010', value: 'Exchange2010' },
			{ name: 'Exchange 2010 SP1', value: 'Exchange2010_SP1' },
			{ name: 'Exchange 2010 SP2', value: 'Exchange2010_SP2' },
			{ name: 'Exchange 2013', value: 'Exchange2013' },
			{ name: 'Exchange 2013 SP1', value: 'Exchange2013_SP1' },
			{ name: 'Exchange 2016', value: 'Exchange2016' },
			{ name: 'Exchange 2019', value: 'Exchange2019' },
			{ name: 'Exchange Online', value: 'Exchange_Online' },
			{ name: 'Exchange Subscription Edition', value: 'ExchangeSE' },
		],
		default: 'auto',
		displayOptions: when({ schema: ['EWS'] }),
		description: 'Version of the server. The newest one that both sides know is found by itself.',
	},
	{
		displayName: 'Server',
		name: 'server',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://mail.example.org/EWS/Exchange.asmx',
		displayOptions: when({ schema: ['EWS'] }, { platform: ['Exchange_Online'] }),
		description:
			'Address of Exchange Web Services. A host name alone stands for https://host/EWS/Exchange.asmx.',
	},
	{
		displayName: 'Server',
		name: 'server',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://outlook.office365.com/EWS/Exchange.asmx',
		displayOptions: when({ schema: ['EWS'], platform: ['Exchange_Online'] }),
		description: 'Address of Exchange Web Services. Empty: the one of the Azure environment.',
	},
];

/** Connection properties of the older connectors, by name. */
export const ADVANCED: INodeProperties[] = [
	{
		displayName: 'Advanced Properties',
		name: 'advancedProperties',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add Property',
		description:
			'Further connection properties by name, such as Timeout, Pagesize or CustomHeaders. A name that is not known is refused with a suggestion.',
		options: [
			{
				displayName: 'Property',
				name: 'property',
				values: [line('Key', 'key', 'e.g. Timeout'), line('Value', 'value')],
			},
		],
	},
];
