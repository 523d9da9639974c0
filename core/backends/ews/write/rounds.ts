import type { Settings } from '../../../connection/settings';
import type { WriteOptions, WriteOutcome, WriteRecord } from '../../backend';
import { BatchWriter } from './batch';
import type { WriteStep } from './step';

const DEFAULT_BATCH = 100;

export interface BatchContext {
	readonly settings: Pick<Settings, 'batchSize'>;
	/** Milliseconds before each look after a lost answer. */
	readonly settleDelays?: readonly number[];
	/** Milliseconds that settling one batch may take in all. */
	readonly settleBudgetMs?: number;
}

/** What all batches of one request share. */
export interface BatchRequest {
	readonly options: Pick<WriteOptions, 'batchSize'>;
	readonly signal?: AbortSignal;
}

/** Sends records in batches of the size asked for. */
export async function inBatches(
	{ settings, settleDelays, settleBudgetMs }: BatchContext,
	step: WriteStep,
	{ options, signal }: BatchRequest,
	records: readonly WriteRecord[],
): Promise<WriteOutcome[]> {
	const size = Math.max(1, options.batchSize || settings.batchSize || DEFAULT_BATCH);
	const writer = new BatchWriter(step, { signal, settleDelays, settleBudgetMs });
	const outcomes: WriteOutcome[] = [];
	for (let start = 0; start < records.length; start += size) {
		outcomes.push(...(await writer.write(records.slice(start, start + size))));
	}
	return outcomes;
}

/** The same for records that may come again: each time that they do waits for the next round. */
export async function inRounds(
	context: BatchContext,
	step: WriteStep,
	request: BatchRequest,
	records: readonly WriteRecord[],
): Promise<WriteOutcome[]> {
	const outcomes: WriteOutcome[] = [];
	for (const round of rounds(records)) {
		outcomes.push(...(await inBatches(context, step, request, round)));
	}
	return outcomes;
}

/** Records of one request have different ids: what comes again waits for the next round. */
export function* rounds(records: readonly WriteRecord[]): Generator<WriteRecord[]> {
	let rest = [...records];
	while (rest.length > 0) {
		const ids = new Set<string>();
		const round: WriteRecord[] = [];
		const later: WriteRecord[] = [];
		for (const record of rest) {
			const { id } = record;
			(id !== undefined && ids.has(id) ? later : round).push(record);
			if (id !== undefined) ids.add(id);
		}
		yield round;
		rest = later;
	}
}
