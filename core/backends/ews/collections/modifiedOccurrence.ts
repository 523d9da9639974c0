import { ExchangeError } from '../../../errors';
import type { Column, ColumnType, EwsBinding, Row } from '../../../schema/column';
import type { Table } from '../../../schema/table';
import type { Call } from '../../backend';
import type { EwsContext } from '../context';
import { fetchRecords } from '../fetch';
import { nameTarget, TOP } from '../folderErrors';
import { planQuery } from '../plan';
import { Reader } from '../read';
import { reach } from '../reach';
import { fetchById } from '../records';
import type { Collection } from './collection';

const LIST = 'modifiedOccurrences';

const column = (
	id: string,
	type: ColumnType,
	element: string,
	ews: Partial<EwsBinding> = {},
): Column => ({
	id,
	label: element,
	type,
	ews: { field: { uri: `calendar:${element}` }, at: element, read: 'list', ...ews },
});

const identity = (id: 'id' | 'changeKey', at: string): Column => ({
	id,
	label: at,
	type: 'id',
	ews: { field: { uri: 'item:ItemId' }, at, read: 'list' },
});

/** What this collection reads of events. */
const event: Table = {
	name: 'event',
	label: 'Event',
	plural: 'events',
	description: 'Series and their exceptions',
	operations: [],
	columns: [
		identity('id', 'ItemId@Id'),
		identity('changeKey', 'ItemId@ChangeKey'),
		column(LIST, 'object', 'ModifiedOccurrences', { codec: 'occurrenceList', read: 'item' }),
		{
			...column('type', 'choice', 'CalendarItemType', {
				values: { seriesMaster: 'RecurringMaster' },
			}),
			choices: ['occurrence', 'exception', 'seriesMaster'],
		},
		column('iCalUId', 'text', 'UID'),
		column('startDateTime', 'dateTime', 'Start'),
		column('endDateTime', 'dateTime', 'End'),
		column('originalStart', 'dateTime', 'OriginalStart', { read: 'item' }),
		{ id: 'seriesMasterId', label: 'Series Master ID', type: 'id', ews: { read: 'item' } },
	],
	ews: {
		kind: 'item',
		element: 'CalendarItem',
		defaultFolder: 'calendar',
		itemClass: 'IPM.Appointment',
	},
};

const GONE = 'ErrorItemNotFound';
const MASTERS = { column: 'type', operator: 'equals', value: 'seriesMaster' } as const;

interface Occurrence {
	readonly id: string;
	readonly changeKey: string | null;
	readonly start: string;
	readonly end: string;
	readonly originalStart: string;
}

/** One row per exception of a series. */
function rowsOf(master: Row): Row[] {
	const occurrences = (master[LIST] ?? []) as readonly Occurrence[];
	return occurrences.map(({ id, changeKey, start, end, originalStart }) => ({
		id,
		changeKey,
		seriesMasterId: master.id,
		startDateTime: start,
		endDateTime: end,
		originalStart,
	}));
}

/** The series with these ids; one that is gone has no exceptions. */
async function* named(
	{ channel, folders, mailboxIds, settings }: EwsContext,
	ids: readonly string[],
	{ scope }: Parameters<Collection['read']>[1],
	call: Call,
): AsyncGenerator<Row[]> {
	const way = reach(scope, call, settings);
	const columns = event.columns.filter(({ id }) => id === LIST);
	try {
		const strange = await mailboxIds.check(ids, way, (name) => folders.wellKnown(name, way));
		const first = strange.find((error) => error !== undefined);
		if (first) throw first;
		for await (const batch of fetchRecords(channel, { table: event, ids, columns }, way.call)) {
			yield batch.filter((master): master is Row => {
				if (!(master instanceof ExchangeError)) return true;
				if (master.code !== GONE) throw master;
				return false;
			});
		}
	} catch (error) {
		throw nameTarget(error, TOP, way);
	}
}

/** All series of the calendars; lists know which events are masters, so only those are read by id. */
function all(
	context: EwsContext,
	{ scope }: Parameters<Collection['read']>[1],
	call: Call,
): AsyncGenerator<Row[]> {
	const query = { table: event.name, scope, select: [LIST], where: MASTERS };
	return new Reader(context).read(planQuery(event, query, context.settings), call);
}

export const modifiedOccurrence: Collection = {
	table: 'modifiedOccurrence',
	keys: ['seriesMasterId'],
	async *read(context, request, call) {
		const ids = request.keys.seriesMasterId;
		const masters = ids ? named(context, ids, request, call) : all(context, request, call);
		for await (const rows of masters) {
			const found = rows.flatMap(rowsOf);
			if (found.length > 0) yield found;
		}
	},
	async fetch(context, { ids, scope }, call) {
		const columns = ['seriesMasterId', 'startDateTime', 'endDateTime', 'originalStart'];
		return await fetchById(context, { table: event, ids, columns, scope }, call);
	},
};
