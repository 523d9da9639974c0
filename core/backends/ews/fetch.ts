import { ExchangeError, RetriableError, SkippableError } from '../../errors';
import { sleep } from '../../http/retry';
import type { Query } from '../../query/query';
import type { Column, Row } from '../../schema/column';
import type { Table } from '../../schema/table';
import type { EwsChannel } from './channel';
import { elementOf } from './decode/element';
import { getFolder } from './operations/getFolder';
import { getItem } from './operations/getItem';
import type { EwsCall } from './request';
import { retryWait } from './retry';

/** Records per read by id; bodies can be large. */
const BATCH = 50;
/** How often a record of a batch is read before its error stands, and the longest wait between. */
const ATTEMPTS = 4;
const LONGEST_WAIT_MS = 30_000;

export interface FetchRequest {
	readonly table: Table;
	readonly ids: readonly string[];
	readonly columns: readonly Column[];
	readonly bodyFormat?: Query['bodyFormat'];
	/** Records per request; default 50. */
	readonly batch?: number;
}

/** Records by id, batch by batch, in order; an error stands in the place of its record. */
export async function* fetchRecords(
	channel: EwsChannel,
	request: FetchRequest,
	call: EwsCall,
): AsyncGenerator<Array<Row | ExchangeError>> {
	const { batch = BATCH } = request;
	for (let start = 0; start < request.ids.length; start += batch) {
		const ids = request.ids.slice(start, start + batch);
		yield await fetchBatch(channel, { ...request, ids }, call);
	}
}

async function fetchBatch(
	channel: EwsChannel,
	request: FetchRequest,
	call: EwsCall,
): Promise<Array<Row | ExchangeError>> {
	const { table, ids } = request;
	const results = await readBatch(channel, request, call);
	// Exchange can be busy, or without its database, for some records of a batch only.
	for (let attempt = 1; ; attempt++) {
		const again = results.flatMap((result, index) =>
			result instanceof RetriableError ? [index] : [],
		);
		if (again.length === 0) break;
		const wait = Math.max(...again.map((index) => waitFor(results[index], attempt)));
		if (wait < 0) break;
		await sleep(wait, call.signal);
		const retried = { ...request, ids: again.map((index) => ids[index] ?? '') };
		const next = await readBatch(channel, retried, call).catch((error: unknown) => {
			// The others are there: what the channel gave up is the answer of these.
			if (error instanceof RetriableError) return again.map(() => error);
			throw error;
		});
		for (const [place, index] of again.entries()) {
			results[index] = next[place] ?? (results[index] as ExchangeError);
		}
		if (again.every((index) => results[index] instanceof RetriableError)) break;
	}
	return results.map((result) =>
		result instanceof ExchangeError || belongs(table, result) ? result : stranger(table, result),
	);
}

/** Milliseconds until a record is worth another read; negative when it is not. */
function waitFor(error: unknown, attempt: number): number {
	if (attempt >= ATTEMPTS) return -1;
	return retryWait(error, true, attempt, LONGEST_WAIT_MS) ?? -1;
}

async function readBatch(
	channel: EwsChannel,
	{ table, ids, columns, bodyFormat }: FetchRequest,
	call: EwsCall,
): Promise<Array<Row | ExchangeError>> {
	if (table.ews?.kind === 'folder') {
		return await getFolder(channel, { folders: ids.map((id) => ({ id })), columns }, call);
	}
	return await getItem(
		channel,
		{ table, ids: ids.map((id) => ({ id })), columns, bodyFormat },
		call,
	);
}

/** Whether a record is of the table's kind: a distribution list in Contacts is no contact. */
export function belongs(table: Table, row: Row): boolean {
	const element = elementOf(row);
	if (table.ews?.kind === 'folder') {
		return table.ews.element === 'Folder' || element === table.ews.element;
	}
	if (element === undefined) return true;
	return element === table.ews?.element || (table.ews?.alsoElements ?? []).includes(element);
}

function stranger(table: Table, row: Row): SkippableError {
	return new SkippableError(
		`The record with this id is no ${table.label.toLowerCase()} but of the kind ${elementOf(row)}`,
		{
			code: 'WRONG_KIND',
			field: 'id',
			recordKey: String(row.id),
			advice: 'Choose the resource that fits the record.',
		},
	);
}
