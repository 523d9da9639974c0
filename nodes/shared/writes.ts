import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Call } from '../../core/backends/backend';
import type { RecordResult, RecordsRequest } from '../../core/session';
import { core } from './core';
import type { TableRun } from './run';

/** What the requests of all kinds of servers have in common. */
interface WriteRequest {
	readonly table: string;
	readonly scope: unknown;
	readonly records: ReadonlyArray<{ readonly index: number; readonly id?: string }>;
	readonly options: { readonly dryRun?: boolean };
}

type InputRecord<R extends WriteRequest> = R['records'][number];

/** One item, ready to be written. */
export interface Prepared<R extends WriteRequest = RecordsRequest> {
	readonly scope: R['scope'];
	readonly options: R['options'];
	readonly call: Call;
	readonly record: InputRecord<R>;
}

interface Batch<R extends WriteRequest> extends Omit<Prepared<R>, 'record'> {
	readonly records: Array<InputRecord<R>>;
}

type Send<R> = (request: R, call: Call) => Promise<RecordResult[]>;

/** How the records of one kind of server are named in what a person reads. */
export interface RecordWords {
	/** The column that identifies a record. */
	readonly id: string;
	/** Who answers. */
	readonly server: string;
	/** Where a record is looked for. */
	readonly place: string;
}

const MAILBOX_WORDS: RecordWords = { id: 'id', server: 'Exchange', place: 'the mailbox' };

/** How one batch becomes its answers. */
interface Sending<R extends WriteRequest> {
	readonly send: Send<R>;
	readonly show: (result: RecordResult, record: InputRecord<R>) => IDataObject;
	readonly words: RecordWords;
}

/** What became of one item. */
type Answer =
	| { readonly json: IDataObject; readonly outcome: string }
	| { readonly error: unknown; readonly details?: IDataObject };

/** Outcomes that end in an error item although the server answered. */
const FAILED: readonly string[] = ['failed', 'unknown', 'disputed'];

/**
 * Writes the records of all items: in batches of what must be equal in one request, in their order,
 * and each answer goes back to its own item. Nothing is sent when an item cannot be prepared and the
 * person did not ask to continue.
 */
export async function writeItems<S, R extends WriteRequest = RecordsRequest>(
	{ run, table }: TableRun<S>,
	prepare: (itemIndex: number) => Prepared<R> | Promise<Prepared<R>>,
	send: Send<R>,
	show: (result: RecordResult, record: InputRecord<R>) => IDataObject,
	words = MAILBOX_WORDS,
): Promise<INodeExecutionData[]> {
	const answers = new Map<number, Answer>();
	const batches = new Map<string, Batch<R>>();
	for (const index of run.indexes) {
		try {
			addToBatch(batches, await prepare(index));
		} catch (error) {
			run.fail(error, index);
			answers.set(index, { error });
		}
	}
	for (const { records, scope, options, call } of batches.values()) {
		const request = { table: table.name, scope, options, records } as unknown as R;
		for (const [record, answer] of await answersOf(request, call, { send, show, words })) {
			answers.set(record.index, answer);
		}
	}
	const written = tally([...answers.values()]);
	return run.indexes.map((index) => {
		const answer = answers.get(index);
		if (answer && 'json' in answer) return { json: answer.json, pairedItem: { item: index } };
		return run.fail(answer?.error, index, answer?.details, written);
	});
}

function addToBatch<R extends WriteRequest>(
	batches: Map<string, Batch<R>>,
	{ record, ...shared }: Prepared<R>,
): void {
	const { call, scope, options } = shared;
	const key = JSON.stringify([scope, options, call.timeZone, call.timeoutMs]);
	const batch = batches.get(key);
	if (batch) batch.records.push(record);
	else batches.set(key, { ...shared, records: [record] });
}

/** The answers of one batch; when the whole call ended in an error, it is the answer of each record. */
async function answersOf<R extends WriteRequest>(
	request: R,
	call: Call,
	sending: Sending<R>,
): Promise<Map<InputRecord<R>, Answer>> {
	const answers = new Map<InputRecord<R>, Answer>();
	try {
		const results = new Map(
			(await sending.send(request, call)).map((result) => [result.index, result]),
		);
		for (const record of request.records as ReadonlyArray<InputRecord<R>>) {
			const result = results.get(record.index);
			answers.set(
				record,
				result ? answerOf(result, record, request, sending) : { error: unanswered(sending.words) },
			);
		}
	} catch (error) {
		for (const record of request.records as ReadonlyArray<InputRecord<R>>) {
			answers.set(record, { error });
		}
	}
	return answers;
}

function answerOf<R extends WriteRequest>(
	result: RecordResult,
	record: InputRecord<R>,
	request: R,
	{ show, words }: Sending<R>,
): Answer {
	const { outcome, id, writeId, error } = result;
	if (FAILED.includes(outcome)) {
		const known = { outcome, [words.id]: id ?? record.id, writeId };
		return {
			error: error ?? (outcome === 'unknown' ? unsettled(words, writeId) : unanswered(words)),
			details: Object.fromEntries(
				Object.entries(known).filter(([, value]) => value !== undefined),
			) as IDataObject,
		};
	}
	if (!request.options.dryRun) return { outcome, json: show(result, record) };
	return {
		outcome,
		json: {
			[words.id]: id ?? record.id ?? null,
			outcome,
			before: (result.before ?? null) as IDataObject | null,
			after: (result.after ?? null) as IDataObject | null,
		},
	};
}

function unsettled({ server, place }: RecordWords, writeId: string | undefined): Error {
	return new (core().SkippableError)('It is not known whether the record was written', {
		recordKey: writeId,
		advice: `The connection broke while ${server} answered, and the record was not found afterwards.${
			writeId ? ` Its write id is ${writeId}.` : ''
		} Look for it in ${place} before you run this item again.`,
	});
}

function unanswered({ server, place }: RecordWords): Error {
	return new (core().SkippableError)(`${server} did not answer for this record`, {
		advice: `Look for the record in ${place} before you run this item again.`,
	});
}

/** What was written although the run ends with an error; empty when nothing was. */
function tally(answers: readonly Answer[]): string | undefined {
	const counts = new Map<string, number>();
	for (const answer of answers) {
		if ('json' in answer) counts.set(answer.outcome, (counts.get(answer.outcome) ?? 0) + 1);
	}
	if (counts.size === 0) return undefined;
	const parts = [...counts].map(([outcome, count]) => `${count} ${outcome}`);
	return `Of ${answers.length} records in this run: ${parts.join(', ')}.`;
}
