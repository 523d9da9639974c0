import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Call } from '../../core/backends/backend';
import type { RecordResult, RecordsRequest } from '../../core/session';
import { core } from './core';
import type { TableRun } from './run';

type InputRecord = RecordsRequest['records'][number];

/** One item, ready to be written. */
export interface Prepared {
	readonly scope: RecordsRequest['scope'];
	readonly options: RecordsRequest['options'];
	readonly call: Call;
	readonly record: InputRecord;
}

interface Batch extends Omit<Prepared, 'record'> {
	readonly records: InputRecord[];
}

type Send = (request: RecordsRequest, call: Call) => Promise<RecordResult[]>;

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
export async function writeItems(
	{ run, table }: TableRun,
	prepare: (itemIndex: number) => Prepared,
	send: Send,
	show: (result: RecordResult, record: InputRecord) => IDataObject,
): Promise<INodeExecutionData[]> {
	const answers = new Map<number, Answer>();
	const batches = new Map<string, Batch>();
	for (const index of run.indexes) {
		try {
			addToBatch(batches, prepare(index));
		} catch (error) {
			run.fail(error, index);
			answers.set(index, { error });
		}
	}
	for (const { records, scope, options, call } of batches.values()) {
		const request = { table: table.name, scope, options, records };
		for (const [record, answer] of await answersOf(request, call, send, show)) {
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

function addToBatch(batches: Map<string, Batch>, { record, ...shared }: Prepared): void {
	const { call, scope, options } = shared;
	const key = JSON.stringify([scope, options, call.timeZone, call.timeoutMs]);
	const batch = batches.get(key);
	if (batch) batch.records.push(record);
	else batches.set(key, { ...shared, records: [record] });
}

/** The answers of one batch; when the whole call ended in an error, it is the answer of each record. */
async function answersOf(
	request: RecordsRequest,
	call: Call,
	send: Send,
	show: (result: RecordResult, record: InputRecord) => IDataObject,
): Promise<Map<InputRecord, Answer>> {
	const answers = new Map<InputRecord, Answer>();
	try {
		const results = new Map((await send(request, call)).map((result) => [result.index, result]));
		for (const record of request.records) {
			const result = results.get(record.index);
			answers.set(
				record,
				result ? answerOf(result, record, request, show) : { error: unanswered() },
			);
		}
	} catch (error) {
		for (const record of request.records) answers.set(record, { error });
	}
	return answers;
}

function answerOf(
	result: RecordResult,
	record: InputRecord,
	request: RecordsRequest,
	show: (result: RecordResult, record: InputRecord) => IDataObject,
): Answer {
	const { outcome, id, writeId, error } = result;
	if (FAILED.includes(outcome)) {
		const known = { outcome, id: id ?? record.id, writeId };
		return {
			error: error ?? (outcome === 'unknown' ? unsettled(writeId) : unanswered()),
			details: Object.fromEntries(
				Object.entries(known).filter(([, value]) => value !== undefined),
			) as IDataObject,
		};
	}
	if (!request.options.dryRun) return { outcome, json: show(result, record) };
	return {
		outcome,
		json: {
			id: id ?? record.id ?? null,
			outcome,
			before: (result.before ?? null) as IDataObject | null,
			after: (result.after ?? null) as IDataObject | null,
		},
	};
}

function unsettled(writeId: string | undefined): Error {
	return new (core().SkippableError)('It is not known whether the record was written', {
		recordKey: writeId,
		advice: `The connection broke while Exchange answered, and the record was not found afterwards.${
			writeId ? ` Its write id is ${writeId}.` : ''
		} Look for it in the mailbox before you run this item again.`,
	});
}

function unanswered(): Error {
	return new (core().SkippableError)('Exchange did not answer for this record', {
		advice: 'Look for the record in the mailbox before you run this item again.',
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
