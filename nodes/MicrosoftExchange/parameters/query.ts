import type { INodeProperties } from 'n8n-workflow';
import { core } from '../../shared/core';
import {
	conditionParameters,
	limitParameters,
	outputParameters as sharedOutput,
	sortParameter,
} from '../../shared/parameters/query';
import { showFor } from './show';

/** What to read: limit, range, conditions, order. */
export const queryParameters = (): INodeProperties[] => [
	...limitParameters(showFor('query')),
	...expansion(),
	...conditionParameters(
		showFor('query'),
		'Which records to return; all when there is none. An expression may name any MAPI property, such as String 0x3A45, or a pseudo-column, such as SharedMailboxEmail.',
	),
	sortParameter(showFor('query')),
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
export const outputParameters = (): INodeProperties[] =>
	sharedOutput(showFor('query', 'get'), {
		description: 'Which columns to return; ID and change key always come along',
		all: 'Every column that a list read delivers',
		raw: 'Every column, also those that take a second read, such as bodies',
	});
