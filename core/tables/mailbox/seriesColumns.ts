import type { Column } from '../../schema/column';
import { byId } from './bindings';

/** Occurrences of a series, as its master knows them; only a read by id of the master delivers them. */
function edge(name: 'first' | 'last'): Column[] {
	const element = name === 'first' ? 'FirstOccurrence' : 'LastOccurrence';
	const label = name === 'first' ? 'First Occurrence' : 'Last Occurrence';
	const field = `calendar:${element}`;
	return (
		[
			['Id', 'ID', 'ItemId', 'id', 'ItemId@Id'],
			['Start', 'Start', 'Start', 'dateTime', 'Start'],
			['End', 'End', 'End', 'dateTime', 'End'],
			['OriginalStart', 'Original Start', 'OriginalStart', 'dateTime', 'OriginalStart'],
		] as const
	).map(([part, title, alias, type, at]) => ({
		id: `${name}Occurrence${part}`,
		label: `${label} ${title}`,
		type,
		description: 'Of the master of a series.',
		aliases: { ews: [`${element}_${alias}`] },
		ews: byId(field, { at: `${element}/${at}` }),
	}));
}

export const series: readonly Column[] = [
	...edge('first'),
	...edge('last'),
	{
		id: 'modifiedOccurrences',
		label: 'Modified Occurrences',
		type: 'object',
		description:
			'Of the master of a series: list of {id, changeKey, start, end, originalStart}, one for each exception.',
		aliases: { ews: ['ModifiedOccurrences_Aggregate'] },
		ews: byId('calendar:ModifiedOccurrences', { codec: 'occurrenceList' }),
	},
	{
		id: 'deletedOccurrences',
		label: 'Deleted Occurrences',
		type: 'object',
		description: 'Of the master of a series: list of {start}, where occurrences were before.',
		aliases: { ews: ['DeletedOccurrences_Aggregate'] },
		ews: byId('calendar:DeletedOccurrences', { codec: 'occurrenceList' }),
	},
];
