import type { Column } from '../../schema/column';
import { both, graphPath, kept, listed } from './bindings';

const onItem = { ...kept, filter: false, sort: false, since: 'Exchange2013' } as const;

/** Graph has no start date below a flag that is not set, nor a reminder in it. */
const flag: Column = {
	id: 'flag',
	label: 'Flag',
	type: 'flag',
	description: 'Follow-up: {status: notFlagged | flagged | complete, start, due, completed}.',
	ews: listed('item:Flag', onItem),
	graph: graphPath('flag', both),
};

const status: Column = {
	id: 'flagStatus',
	label: 'Flag Status',
	type: 'choice',
	description: 'Another status drops the times of the one before.',
	choices: ['notFlagged', 'flagged', 'complete'],
	partOf: { column: 'flag', path: 'status', decides: true },
	aliases: { graph: ['flag_flagStatus'] },
	ews: listed('item:Flag', { at: 'Flag/FlagStatus', ...onItem }),
	graph: graphPath('flag/flagStatus', both),
};

const times = (
	[
		['start', 'Start', 'StartDate'],
		['due', 'Due', 'DueDate'],
		['completed', 'Completed', 'CompleteDate'],
	] as const
).map(([part, title, element]): Column => ({
	id: `flag${title}DateTime`,
	label: `Flag ${title}`,
	type: 'dateTime',
	partOf: { column: 'flag', path: part },
	aliases: { graph: [`flag_${part}DateTime_dateTime`] },
	ews: listed('item:Flag', { at: `Flag/${element}`, ...onItem, kept: false }),
	graph: graphPath(`flag/${part}DateTime/dateTime`, both),
}));

/** Instants carry their offset, so EWS needs no zone beside them. */
const completedZone: Column = {
	id: 'flagCompletedTimeZone',
	label: 'Flag Completed Time Zone',
	type: 'text',
	aliases: { graph: ['flag_completedDateTime_timeZone'] },
	graph: graphPath('flag/completedDateTime/timeZone'),
};

export const flagColumns: readonly Column[] = [flag, status, ...times, completedZone];

/** For tables whose records have no flag in Graph. */
export const flagOfEws: readonly Column[] = [flag, status, ...times].map((column) => ({
	...column,
	graph: undefined,
}));
