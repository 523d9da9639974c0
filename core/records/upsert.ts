import { ConflictError, InputError, SkippableError } from '../errors';
import { compileCondition } from '../query/evaluate';
import type { Condition } from '../query/condition';
import { foldText } from '../query/fold';
import type { Column, ColumnType, Row } from '../schema/column';
import { sameValue } from '../schema/equal';
import { columnsById, resolveColumn } from '../schema/resolve';
import type { Table } from '../schema/table';
import type { RecordResult, RecordsRequest } from '../session';
import type { PreparedRecord } from './values';
import { failed, inOrder, named, prepare, write, type WriteContext } from './write';

/** Keys that one read asks for by condition. With more, reading the folder once costs the server less. */
const KEYS_PER_READ = 50;
const KEYS_BY_CONDITION = 200;

/** Types whose values can be a key: one value, with an equality. */
const SCALAR: ReadonlySet<ColumnType> = new Set([
	'text',
	'choice',
	'id',
	'integer',
	'int64',
	'decimal',
	'boolean',
	'dateTime',
	'date',
	'binary',
]);

/** A record as it is on the server, as far as this run knows. */
interface Existing {
	readonly id: string;
	readonly changeKey?: string;
	readonly row: Readonly<Row>;
}

type Known = Existing[] | { readonly settled: false; readonly why: RecordResult };

/**
 * Create or Update: reads the matches in batches, compares, and writes only the columns that differ.
 * No match creates; two matches are disputed and nothing is written. Records of one run that have the
 * same key are applied in order: the second sees what the first wrote, so there are never two creates.
 */
export async function upsertRecords(
	context: WriteContext,
	records: RecordsRequest['records'],
): Promise<RecordResult[]> {
	const keys = matchColumns(context);
	const { ready, refused } = prepare(
		context,
		records,
		'upsert',
		new Set(keys.map((column) => column.id)),
	);
	const keyed: Array<{ record: PreparedRecord; key: string }> = [];
	const keyless: RecordResult[] = [];
	for (const record of ready) {
		const blank = keys.find((column) => isBlank(record.values[column.id]));
		if (blank) keyless.push(failed(record.index, noKey(blank)));
		else keyed.push({ record, key: keyOf(keys, record.values) });
	}

	const known = await readMatches(context, keys, keyed);
	const results: RecordResult[] = [];
	const given = keys.find((column) => !column[context.backend.dialect]?.write);
	for (const round of rounds(keyed)) {
		results.push(...(await applyRound(context, round, known, given)));
	}
	return inOrder(refused, keyless, results);
}

function matchColumns({ table, backend, options }: WriteContext): Column[] {
	const chosen = options.matchColumns ?? [];
	if (chosen.length === 0) {
		throw new InputError('No column is chosen to match on', {
			field: 'Column to Match On',
			advice: 'Choose at least one column that identifies a record, such as an e-mail address.',
		});
	}
	// What every query must fix is part of every key.
	const named = [...(table.keys ?? []), ...chosen].map((name) =>
		resolveColumn(table, name, backend.dialect),
	);
	return [...new Set(named)].map((column) => {
		if (column.match || (column[backend.dialect]?.filter && SCALAR.has(column.type))) return column;
		throw new InputError(`The column '${column.label}' cannot be used to match records`, {
			field: 'Column to Match On',
			advice: `Choose among: ${table.columns
				.filter((candidate) => candidate.match && candidate[backend.dialect])
				.map((candidate) => candidate.label)
				.join(', ')}.`,
		});
	});
}

/** First all records whose key comes first, then the second ones of each key, and so on. */
function* rounds<T extends { key: string }>(keyed: readonly T[]): Generator<T[]> {
	let rest = [...keyed];
	while (rest.length > 0) {
		const seen = new Set<string>();
		const round: T[] = [];
		const later: T[] = [];
		for (const entry of rest) {
			(seen.has(entry.key) ? later : round).push(entry);
			seen.add(entry.key);
		}
		yield round;
		rest = later;
	}
}

async function applyRound(
	context: WriteContext,
	round: ReadonlyArray<{ record: PreparedRecord; key: string }>,
	known: Map<string, Known>,
	/** A key column that Exchange sets itself: a record that has it cannot be created. */
	given: Column | undefined,
): Promise<RecordResult[]> {
	const { table } = context;
	const columns = columnsById(table);
	const results: RecordResult[] = [];
	const creates: PreparedRecord[] = [];
	const updates: PreparedRecord[] = [];
	const keyByIndex = new Map(round.map(({ record, key }) => [record.index, key]));

	for (const { record, key } of round) {
		const matches = known.get(key) ?? [];
		if (!Array.isArray(matches)) {
			results.push(failed(record.index, unsettled(matches.why)));
			continue;
		}
		const [match, ...others] = matches;
		if (!match && given) {
			results.push(failed(record.index, cannotCreate(given)));
		} else if (!match) {
			creates.push(withoutNulls(record));
		} else if (others.length > 0) {
			results.push(disputed(record, matches));
		} else {
			const values = changed(columns, record.values, match.row);
			const target = { ...record, id: match.id, changeKey: match.changeKey, values };
			if (Object.keys(values).length > 0) updates.push(target);
			else results.push(unchanged(context, target));
		}
	}

	const written = [
		...(await write(context, 'create', creates)),
		...(await write(context, 'update', updates)),
	];
	const sent = new Map([...creates, ...updates].map((record) => [record.index, record]));
	for (const outcome of written) {
		const key = keyByIndex.get(outcome.index);
		const record = sent.get(outcome.index);
		if (key !== undefined && record) remember(known, key, record, outcome);
	}
	return [...results, ...written];
}

/** What a write tells about the record that the next one with the same key will meet. */
function remember(
	known: Map<string, Known>,
	key: string,
	record: PreparedRecord,
	result: RecordResult,
): void {
	if (result.outcome === 'unknown') {
		known.set(key, { settled: false, why: result });
		return;
	}
	if (result.outcome === 'failed') return;
	const before = known.get(key);
	const row = Array.isArray(before) ? before[0]?.row : undefined;
	const id = result.id ?? record.id ?? '';
	known.set(key, [{ id, changeKey: result.changeKey, row: { ...row, ...record.values } }]);
}

/** Only the columns whose value differs from what the server has. */
function changed(
	columns: ReadonlyMap<string, Column>,
	values: Readonly<Row>,
	row: Readonly<Row>,
): Row {
	const differing: Row = {};
	for (const [id, value] of Object.entries(values)) {
		const column = columns.get(id);
		if (column && !sameValue(column, row[id] ?? null, value)) differing[id] = value;
	}
	return differing;
}

async function readMatches(
	context: WriteContext,
	keys: readonly Column[],
	keyed: ReadonlyArray<{ record: PreparedRecord; key: string }>,
): Promise<Map<string, Known>> {
	const wanted = new Map(keyed.map(({ record, key }) => [key, record.values]));
	const known = new Map<string, Known>([...wanted.keys()].map((key) => [key, []]));
	const written = new Set(keyed.flatMap(({ record }) => Object.keys(record.values)));
	const columns = columnsById(context.table);
	const select = [...new Set(['id', 'changeKey', ...keys.map((column) => column.id), ...written])];

	for (const where of conditions(keys, [...wanted.values()], context.table)) {
		const plan = context.backend.plan(context.table, {
			table: context.table.name,
			scope: context.scope,
			select,
			where,
		});
		const passes = plan.residual ? compileCondition(plan.residual, columns) : () => true;
		for await (const rows of context.backend.read(plan, context.call)) {
			for (const row of rows) {
				if (!passes(row)) continue;
				const matches = known.get(keyOf(keys, row));
				if (Array.isArray(matches)) {
					matches.push({ id: String(row.id), changeKey: row.changeKey as string, row });
				}
			}
		}
	}
	return known;
}

/** One condition per read; none at all reads the folder once. */
function conditions(
	keys: readonly Column[],
	wanted: ReadonlyArray<Readonly<Row>>,
	table: Table,
): Array<Condition | undefined> {
	if (wanted.length === 0) return [];
	if (wanted.length > KEYS_BY_CONDITION && !table.keys?.length) return [undefined];
	const reads: Condition[] = [];
	for (let start = 0; start < wanted.length; start += KEYS_PER_READ) {
		const alternatives = wanted.slice(start, start + KEYS_PER_READ).map((values): Condition => ({
			and: keys.map((column) => ({
				column: column.id,
				operator: 'equals' as const,
				value: values[column.id],
			})),
		}));
		reads.push({ or: alternatives });
	}
	return reads;
}

/** Two rows have the same key exactly when `equals` holds for each of the key's columns. */
function keyOf(keys: readonly Column[], row: Readonly<Row>): string {
	return JSON.stringify(keys.map((column) => foldKey(column, row[column.id])));
}

function foldKey(column: Column, value: unknown): unknown {
	if (column.type === 'dateTime' && typeof value === 'string') return Date.parse(value);
	if (typeof value !== 'string' || column.type === 'id' || column.type === 'binary') return value;
	return foldText(value);
}

function withoutNulls(record: PreparedRecord): PreparedRecord {
	const values = Object.entries(record.values).filter(([, value]) => value !== null);
	return { ...record, values: Object.fromEntries(values) };
}

function unchanged(context: WriteContext, record: PreparedRecord): RecordResult {
	const { index, id, changeKey } = record;
	const base = { index, id, changeKey, outcome: 'unchanged' as const };
	return context.options.dryRun ? { ...base, before: {}, after: {} } : { ...base, row: {} };
}

function disputed(record: PreparedRecord, matches: readonly Existing[]): RecordResult {
	const ids = matches.map((match) => match.id);
	return {
		index: record.index,
		outcome: 'disputed',
		error: new ConflictError(
			`Disputed: ${matches.length} records match, so nothing was written. Their ids: ${ids.slice(0, 10).join(', ')}`,
			{
				code: 'Disputed',
				recordKey: JSON.stringify(named(record)),
				advice: 'Match on more columns, or merge the records so that one is left.',
			},
		),
	};
}

function unsettled(earlier: RecordResult): SkippableError {
	return new SkippableError(
		'An earlier record of this run has the same key and its outcome is unknown, so nothing was written',
		{
			advice: `Look for the write id ${earlier.writeId ?? ''} in the mailbox, then run this record again.`,
		},
	);
}

function noKey(column: Column): InputError {
	return new InputError(`The column '${column.label}' is empty, and records are matched on it`, {
		field: column.id,
		advice: 'Give it a value, or match on another column.',
	});
}

function cannotCreate(column: Column): SkippableError {
	return new SkippableError(
		`No record has this '${column.label}', and none can be created with it`,
		{
			field: column.id,
			advice:
				'Exchange sets it itself. Match on a column that can be written, such as an e-mail address.',
		},
	);
}

function isBlank(value: unknown): boolean {
	return value === null || value === undefined || value === '';
}
