import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** Entries of Options that nodes on tables share; each is told where it applies. */
export const allowRiskyToolOption = (
	description: string,
	displayOptions: IDisplayOptions,
): INodeProperties => ({
	displayName: 'Allow Risky Tool',
	name: 'allowRiskyTool',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description: `Whether an AI agent that uses this node as a tool may ${description}`,
	displayOptions,
});

export const dryRunOption = (displayOptions: IDisplayOptions): INodeProperties => ({
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: false,
	description: 'Whether to tell what would be written, without writing it',
	displayOptions,
});

export const emptyValuesOption = (displayOptions: IDisplayOptions): INodeProperties => ({
	displayName: 'Empty Values',
	name: 'emptyValues',
	type: 'options',
	options: [
		{ name: 'Clear the Column', value: 'clear' },
		{ name: 'Leave the Column Alone', value: 'leave' },
	],
	default: 'leave',
	description: 'What an empty text does; null always clears',
	displayOptions,
});

export const failIfTruncatedOption = (displayOptions: IDisplayOptions): INodeProperties => ({
	displayName: 'Fail If Truncated',
	name: 'failIfTruncated',
	type: 'boolean',
	default: false,
	description: 'Whether to end with an error when the limit cuts the result',
	displayOptions,
});

export const timeZoneOption: INodeProperties = {
	displayName: 'Time Zone',
	name: 'timezone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Europe/Berlin',
	description: 'Zone in which dates without an offset are read. Empty: the zone of the workflow.',
};

export const timeoutOption: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 60,
	description: 'Seconds that one request may take',
};

export const unknownColumnsOption = (displayOptions: IDisplayOptions): INodeProperties => ({
	displayName: 'Unknown Columns',
	name: 'unknownColumns',
	type: 'options',
	options: [
		{ name: 'Ignore', value: 'ignore' },
		{ name: 'Refuse the Item', value: 'error' },
	],
	default: 'ignore',
	description: 'What to do, in automatic mapping, with fields that are no column',
	displayOptions,
});
