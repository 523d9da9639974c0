import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';

const moment = (id: string, label: string, alias: string): Column => ({
	id,
	label,
	type: 'dateTime',
	common: true,
	aliases: { ews: [alias] },
	ews: { read: 'list' },
});

/**
 * Exceptions of series: occurrences that were moved or changed, as the master of the series lists them.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/modifiedoccurrences
 */
export const modifiedOccurrence: Table = {
	name: 'modifiedOccurrence',
	label: 'Modified Occurrence',
	plural: 'modified occurrences',
	description: 'Occurrences of series that differ from their series',
	operations: ['query', 'get'],
	aliases: [{ name: 'Calendar_ModifiedOccurrences', schema: 'ews' }],
	ews: { kind: 'collection', element: 'Occurrence' },
	columns: [
		{
			id: 'id',
			label: 'ID',
			type: 'id',
			description: 'Event of the occurrence.',
			common: true,
			aliases: { ews: ['OccurrenceId'] },
			ews: { read: 'list' },
		},
		{
			id: 'seriesMasterId',
			label: 'Series Master ID',
			type: 'id',
			description: 'A condition on it spares reading all series of the calendar.',
			common: true,
			aliases: { ews: ['ItemId'] },
			ews: { read: 'list' },
		},
		moment('startDateTime', 'Start', 'Start'),
		moment('endDateTime', 'End', 'End'),
		moment('originalStart', 'Original Start', 'OriginalStart'),
		{
			id: 'changeKey',
			label: 'Change Key',
			type: 'id',
			ews: { read: 'list' },
		},
	],
};
