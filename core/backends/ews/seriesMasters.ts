import { CancelledError, ExchangeError } from '../../errors';
import type { Column, Row } from '../../schema/column';
import type { Table } from '../../schema/table';
import type { EwsChannel } from './channel';
import { getItem } from './operations/getItem';
import type { EwsCall } from './request';

/** Column of events that no property holds: the master is asked for by its occurrence. */
export const MASTER = 'seriesMasterId';
/** Columns that tell which rows have a master, and which have the same. */
const KIND = 'type';
const UID = 'iCalUId';
const BATCH = 50;

/** What a read of the column needs besides. */
export const masterColumns = ({ columns }: Table): Column[] =>
	columns.filter(({ id }) => id === KIND || id === UID);

export const hasMaster = (row: Row): boolean =>
	row[KIND] === 'occurrence' || row[KIND] === 'exception';

/**
 * Finds the masters of occurrences; all of a series have one UID, so each series is asked for once.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/recurringmasteritemid
 */
export class SeriesMasters {
	/** Key of a series -> id of its master; null where it is not there any more. */
	private readonly known = new Map<string, string | null>();

	constructor(
		private readonly channel: EwsChannel,
		private readonly table: Table,
	) {}

	/** Fills the column in place. */
	async fill(rows: readonly Row[], call: EwsCall): Promise<void> {
		const own = rows.filter(hasMaster);
		const open = new Map<string, Row>();
		for (const row of own) if (!this.known.has(keyOf(row))) open.set(keyOf(row), row);
		const series = [...open];
		for (let start = 0; start < series.length; start += BATCH) {
			const batch = series.slice(start, start + BATCH);
			const ids = batch.map(([, row]) => ({ id: String(row.id), isOccurrence: true }));
			const request = { table: this.table, ids, columns: [] };
			const masters = await getItem(this.channel, request, call);
			for (const [place, [key]] of batch.entries()) this.known.set(key, idOf(masters[place]));
		}
		for (const row of own) row[MASTER] = this.known.get(keyOf(row)) ?? null;
	}
}

const keyOf = (row: Row): string => (typeof row[UID] === 'string' ? row[UID] : String(row.id));

/** A series that was deleted meanwhile has no master; any other refusal is one of the read. */
function idOf(master: Row | ExchangeError | undefined): string | null {
	if (master === undefined) return null;
	if (!(master instanceof ExchangeError)) return String(master.id);
	if (master instanceof CancelledError || master.code !== 'ErrorItemNotFound') throw master;
	return null;
}
