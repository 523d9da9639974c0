import { rowReader } from '../backends/ldap/rows';
import type { Entry } from '../backends/ldap/entry';
import {
	ConflictError,
	ExchangeError,
	CancelledError,
	InputError,
	SkippableError,
} from '../errors';
import type { Condition } from '../query/condition';
import { compileCondition } from '../query/evaluate';
import { foldText } from '../query/fold';
import type { PreparedRecord } from '../records/values';
import type { Column, Row } from '../schema/column';
import { dnKey } from '../schema/dn';
import { columnsById, resolveColumn } from '../schema/resolve';
import type { RecordResult } from '../session';
import { guidOf } from './lookUp';
import { planOf, readEntries } from './query';
import {
	createWith,
	type InputRecord,
	type Outcome,
	outcomeOf,
	prepare,
	updateEntry,
	type Work,
	written,
} from './record';

/** Keys that one search asks for, and how long they may be together. */
const PER_SEARCH = 50;
const MOST_BYTES = 16 << 10;
/** Ids that a dispute names. */
const MOST_TOLD = 10;

/** A record with what it is matched on. */
interface Keyed {
	readonly record: InputRecord;
	readonly prepared: PreparedRecord;
	readonly where: Condition;
	/** The same for all records that match the same objects. */
	readonly key: string;
}

type Matches = readonly Entry[] | ExchangeError;

/**
 * Create or Update. The objects of many records are found by one search; each is compared, and only what
 * differs is written. No match creates; two are disputed and nothing is written. Records are applied in
 * order, and one whose key was written before in this run is looked for again.
 */
export async function upsertRecords(work: Work): Promise<RecordResult[]> {
	const keys = matchColumns(work);
	const results: RecordResult[] = [];
	for (const batch of batches(work, keys, results)) {
		const found = await readMatches(work, keys, batch);
		const touched = new Set<string>();
		for (const keyed of batch) {
			const { record, key } = keyed;
			const again = touched.has(key) ? await readMatches(work, keys, [keyed]) : found;
			const outcome = await settle(work, keys, keyed, again.get(key) ?? []);
			if (outcome.outcome !== 'unchanged' && !work.request.options.dryRun) touched.add(key);
			results.push({ index: record.index, ...outcome });
		}
	}
	const order = new Map(work.request.records.map(({ index }, at) => [index, at]));
	return results.sort((a, b) => (order.get(a.index) ?? 0) - (order.get(b.index) ?? 0));
}

/** Records in groups of one search each; what cannot be looked for has its result at once. */
function* batches(
	work: Work,
	keys: readonly Column[],
	results: RecordResult[],
): Generator<Keyed[]> {
	let batch: Keyed[] = [];
	let bytes = 0;
	for (const record of work.request.records) {
		let keyed: Keyed;
		try {
			keyed = keyedOf(work, keys, record);
		} catch (error) {
			results.push({ index: record.index, ...outcomeOf(error) });
			continue;
		}
		bytes += Buffer.byteLength(keyed.key);
		if (batch.length >= PER_SEARCH || (batch.length > 0 && bytes > MOST_BYTES)) {
			yield batch;
			batch = [];
			bytes = Buffer.byteLength(keyed.key);
		}
		batch.push(keyed);
	}
	if (batch.length > 0) yield batch;
}

function keyedOf(work: Work, keys: readonly Column[], record: InputRecord): Keyed {
	const prepared = prepare(work, record, 'upsert', new Set(keys.map((column) => column.id)));
	const { values } = prepared;
	const parts: string[] = [];
	const conditions: Condition[] = [];
	for (const column of keys) {
		const value = values[column.id];
		if (value === undefined || value === null || value === '') {
			throw new InputError(`The column '${column.label}' is empty, and records are matched on it`, {
				field: column.id,
				advice: 'Give it a value, or match on another column.',
			});
		}
		conditions.push({ column: column.id, operator: 'equals', value });
		const isName = column.ldap?.codec === 'dn' && typeof value === 'string';
		parts.push(isName ? dnKey(value) : foldText(String(value)));
	}
	return { record, prepared, where: { and: conditions }, key: JSON.stringify(parts) };
}

/**
 * The objects of each key, by one search. A search that is refused is tried key by key, so that one
 * value that the server does not take spoils no other record.
 */
async function readMatches(
	work: Work,
	keys: readonly Column[],
	batch: readonly Keyed[],
): Promise<Map<string, Matches>> {
	try {
		return await searchMatches(work, keys, batch);
	} catch (error) {
		if (error instanceof CancelledError || !(error instanceof ExchangeError)) throw error;
		if (batch.length === 1) return new Map([[batch[0]?.key ?? '', error]]);
	}
	const found = new Map<string, Matches>();
	for (const keyed of batch) {
		if (found.has(keyed.key)) continue;
		for (const [key, matches] of await readMatches(work, keys, [keyed])) found.set(key, matches);
	}
	return found;
}

async function searchMatches(
	work: Work,
	keys: readonly Column[],
	batch: readonly Keyed[],
): Promise<Map<string, Entry[]>> {
	const { table, request, call } = work;
	const columns = columnsById(table);
	const wanted = new Map(
		batch.map(({ key, where }) => [key, { passes: compileCondition(where, columns), where }]),
	);
	const where: Condition = { or: [...wanted.values()].map((one) => one.where) };
	const ids = new Set(keys.map((column) => column.id));
	for (const { prepared } of batch) for (const id of Object.keys(prepared.values)) ids.add(id);
	const plan = await planOf(
		work,
		{ table: table.name, scope: request.scope, where },
		[...ids],
		call,
	);
	const toRow = rowReader(plan.columns);
	const found = new Map<string, Entry[]>();
	for await (const entries of readEntries(work, plan, {}, call)) {
		for (const entry of entries) {
			const row = toRow(entry);
			for (const [key, { passes }] of wanted) {
				if (!passes(row)) continue;
				const list = found.get(key) ?? [];
				if (list.length <= MOST_TOLD) found.set(key, [...list, entry]);
				else if (wanted.size === 1) return found;
			}
		}
	}
	return found;
}

async function settle(
	work: Work,
	keys: readonly Column[],
	keyed: Keyed,
	matches: Matches,
): Promise<Outcome> {
	// Nothing was written yet, so the record did not succeed, whatever kept it from being looked for.
	if (matches instanceof ExchangeError) return { outcome: 'failed', error: matches };
	const { record, prepared } = keyed;
	const [match] = matches;
	if (matches.length > 1) return disputed(prepared, matches);
	const columns = columnsById(work.table);
	const writable = (when: (write: string) => boolean): Row =>
		Object.fromEntries(
			Object.entries(prepared.values).filter(([id, value]) => {
				const write = columns.get(id)?.ldap?.write;
				return write && when(write) && (match || value !== null);
			}),
		);
	try {
		if (match) {
			const values = writable((write) => write !== 'create');
			return await updateEntry(work, { ...prepared, values }, match);
		}
		const given = keys.find((column) => !column.ldap?.write);
		if (given) throw cannotCreate(given);
		return await createWith(work, record, { ...prepared, values: writable(() => true) });
	} catch (error) {
		return outcomeOf(error);
	}
}

function disputed(prepared: PreparedRecord, matches: readonly Entry[]): Outcome {
	const ids = matches.slice(0, MOST_TOLD).map((entry) => guidOf(entry) ?? entry.dn);
	const count = matches.length > MOST_TOLD ? `more than ${MOST_TOLD}` : matches.length;
	return {
		outcome: 'disputed',
		error: new ConflictError(
			`Disputed: ${count} objects match, so nothing was written. Their ids: ${ids.join(', ')}`,
			{
				code: 'Disputed',
				recordKey: JSON.stringify(written(prepared)),
				advice: 'Match on more columns, or mend the directory so that one is left.',
			},
		),
	};
}

function cannotCreate(given: Column): SkippableError {
	return new SkippableError(
		`No object has this '${given.label}', and none can be created with it`,
		{
			field: given.id,
			advice: 'The directory sets it itself. Match on a column that can be written, such as mail.',
		},
	);
}

function matchColumns({ table, request }: Work): Column[] {
	const names = request.options.matchColumns ?? [];
	if (names.length === 0) {
		throw new InputError('No column is chosen to match on', {
			field: 'Column to Match On',
			advice: 'Choose at least one column that identifies an object, such as objectGUID.',
		});
	}
	return names.map((name) => {
		const column = resolveColumn(table, name, 'ldap');
		if (column.ldap?.filter !== false && column.type !== 'textList') return column;
		throw new InputError(`The column '${column.label}' cannot be used to match objects`, {
			field: 'Column to Match On',
			advice: 'Choose a column with a single value that the server can search for.',
		});
	});
}
