import type { Procedure } from '../schema/procedure';

export const getServerTimeZones: Procedure = {
	name: 'getServerTimeZones',
	label: 'Get Server Time Zones',
	description: 'Lists the time zones that the server knows',
	reads: true,
	since: 'Exchange2010',
	outputs: [
		{ id: 'id', description: 'Windows name, such as W. Europe Standard Time' },
		{ id: 'name', description: 'Name as the server shows it' },
		{ id: 'ianaName', description: 'Name such as Europe/Berlin; null where there is none' },
		{ id: 'periods', description: 'With Full: offsets from UTC by the name of the period' },
	],
	inputs: [
		{
			id: 'ids',
			label: 'Time Zones',
			type: 'textList',
			description: 'Only these, by IANA or Windows name, separated by commas',
			aliases: ['Ids'],
		},
		{
			id: 'full',
			label: 'Full',
			type: 'boolean',
			default: false,
			description: 'Whether the rules of each zone come too',
			aliases: ['ReturnFullTimeZoneData'],
		},
	],
};
