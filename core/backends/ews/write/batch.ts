import { CancelledError, ExchangeError, FatalError, RetriableError } from '../../../errors';
import { sleep } from '../../../http/retry';
import type { WriteOutcome, WriteRecord } from '../../backend';
import type { ItemRef } from '../request';
import type { Settled, WriteStep } from './step';
import { asExchangeError, isStillAtWork, isUnsettled, verdict } from './verdict';

/** Milliseconds before each look after a lost answer: the server can still be at work. */
export const SETTLE_DELAYS: readonly number[] = [0, 2000, 5000];

/** Milliseconds that settling one batch may take in all, its requests and their retries included. */
export const SETTLE_BUDGET_MS = 45_000;

export interface BatchOptions {
	/** Cancels the run. */
	readonly signal?: AbortSignal;
	/** Milliseconds before each look after a lost answer; default SETTLE_DELAYS. */
	readonly settleDelays?: readonly number[];
	/** Default SETTLE_BUDGET_MS; what is open when it is spent is `unknown`. */
	readonly settleBudgetMs?: number;
}

/** What is left for settling one batch. */
interface Deadline {
	readonly at: number;
	/** Fires at that time, or when the run is cancelled. */
	readonly signal: AbortSignal;
}

/**
 * Sends batches one after the other and gives every record its outcome. A batch refused because of one
 * record is halved; after a lost answer the mailbox is looked at before anything is sent again, and
 * what was provably not taken is sent once more. What cannot be settled is `unknown`.
 */
export class BatchWriter {
	private stopped?: ExchangeError;

	constructor(
		private readonly step: WriteStep,
		private readonly options: BatchOptions = {},
	) {}

	async write(records: readonly WriteRecord[]): Promise<WriteOutcome[]> {
		if (records.length === 0) return [];
		if (this.stopped) return this.allFailed(records, this.stopped);
		const { outcomes, unsettled } = await this.attempt(records);
		if (unsettled.length === 0) return outcomes;
		return [...outcomes, ...(await this.settle(unsettled, true, this.deadline()))];
	}

	private deadline(): Deadline {
		const { signal, settleBudgetMs = SETTLE_BUDGET_MS } = this.options;
		const clock = AbortSignal.timeout(settleBudgetMs);
		return {
			at: Date.now() + settleBudgetMs,
			signal: signal ? AbortSignal.any([signal, clock]) : clock,
		};
	}

	/** One request, or several where it has to be halved. */
	private async attempt(records: readonly WriteRecord[]): Promise<Attempt> {
		let answers: Array<ItemRef | undefined | ExchangeError>;
		try {
			answers = await this.step.send(records);
		} catch (thrown) {
			return await this.refused(records, asExchangeError(thrown));
		}
		const attempt: Attempt = { outcomes: [], unsettled: [] };
		for (const [place, record] of records.entries()) {
			const answer = place < answers.length ? answers[place] : missingAnswer();
			if (!(answer instanceof ExchangeError)) {
				attempt.outcomes.push(this.done(record, answer));
			} else if (isUnsettled(answer)) {
				attempt.unsettled.push({ record, error: answer });
			} else {
				attempt.outcomes.push(failed(record, answer));
			}
		}
		return attempt;
	}

	private async refused(records: readonly WriteRecord[], error: ExchangeError): Promise<Attempt> {
		switch (verdict(error)) {
			case 'lost':
				return { outcomes: [], unsettled: records.map((record) => ({ record, error })) };
			case 'stop':
				this.stopped = error;
				return { outcomes: this.allFailed(records, error), unsettled: [] };
			case 'refused':
				return { outcomes: this.allFailed(records, error), unsettled: [] };
			case 'split': {
				if (records.length === 1) {
					return { outcomes: this.allFailed(records, error), unsettled: [] };
				}
				const middle = Math.ceil(records.length / 2);
				const first = await this.attempt(records.slice(0, middle));
				const second = await this.attempt(records.slice(middle));
				return {
					outcomes: [...first.outcomes, ...second.outcomes],
					unsettled: [...first.unsettled, ...second.unsettled],
				};
			}
		}
	}

	private async settle(
		lost: readonly Unsettled[],
		mayRepeat: boolean,
		deadline: Deadline,
	): Promise<WriteOutcome[]> {
		const outcomes: WriteOutcome[] = [];
		let open = lost.map((entry) => ({ ...entry, found: { state: 'open' } as Settled }));
		for (const delay of this.options.settleDelays ?? SETTLE_DELAYS) {
			if (Date.now() + delay >= deadline.at) break;
			if (delay > 0) await sleep(delay, this.options.signal);
			const findings = await this.look(
				open.map(({ record }) => record),
				deadline,
			);
			const rest: typeof open = [];
			for (const [place, entry] of open.entries()) {
				const found = findings[place] ?? { state: 'open' };
				if (found.state === 'done') outcomes.push(this.done(entry.record, found.ref));
				else if (found.state === 'failed') outcomes.push(failed(entry.record, found.error));
				else rest.push({ ...entry, found });
			}
			open = rest;
			if (open.length === 0) return outcomes;
		}

		const again = open.filter(
			({ found, error }) =>
				mayRepeat && this.step.repeatable && found.state === 'untouched' && !isStillAtWork(error),
		);
		const given = open.filter((entry) => !again.includes(entry));
		outcomes.push(...given.map(({ record, error }) => this.unknown(record, error)));
		if (again.length === 0) return outcomes;

		const records = again.map(({ record }) => record);
		const second = await this.attempt(records);
		outcomes.push(...second.outcomes);
		if (second.unsettled.length > 0) {
			outcomes.push(...(await this.settle(second.unsettled, false, deadline)));
		}
		await this.tidy(records);
		return outcomes;
	}

	/** The records are written and their outcomes known: a look for copies that fails changes neither. */
	private async tidy(records: readonly WriteRecord[]): Promise<void> {
		try {
			await this.step.afterRepeat?.(records);
		} catch (error) {
			asExchangeError(error);
		}
	}

	private async look(records: readonly WriteRecord[], { signal }: Deadline): Promise<Settled[]> {
		try {
			return await this.step.settle(records, signal);
		} catch (error) {
			// Out of time is no cancelled run.
			const isOver = error instanceof CancelledError && !this.options.signal?.aborted;
			if (!isOver) asExchangeError(error);
			return records.map(() => ({ state: 'open' }));
		}
	}

	private done(record: WriteRecord, ref: ItemRef | undefined): WriteOutcome {
		const { id = record.id, changeKey } = ref ?? {};
		return {
			index: record.index,
			outcome: this.step.done,
			...(id !== undefined && { id }),
			...(changeKey !== undefined && { changeKey }),
		};
	}

	private unknown(record: WriteRecord, cause: ExchangeError): WriteOutcome {
		const writeId = this.step.writeId?.(record);
		const error = new RetriableError(
			`The answer was lost, and it could not be settled whether the record was ${this.step.verb ?? this.step.done}`,
			{
				code: cause.code,
				requestId: cause.requestId,
				recordKey: record.id ?? writeId,
				delivered: 'unknown',
				advice: writeId
					? `Look in the mailbox for the record with the write id ${writeId} before you run it again.`
					: 'Look at the record in the mailbox before you run it again.',
				cause,
			},
		);
		return {
			index: record.index,
			outcome: 'unknown',
			error,
			...(record.id !== undefined && { id: record.id }),
			...(writeId !== undefined && { writeId }),
		};
	}

	private allFailed(records: readonly WriteRecord[], error: ExchangeError): WriteOutcome[] {
		return records.map((record) => failed(record, error));
	}
}

interface Unsettled {
	readonly record: WriteRecord;
	readonly error: ExchangeError;
}

interface Attempt {
	readonly outcomes: WriteOutcome[];
	readonly unsettled: Unsettled[];
}

export function failed(record: WriteRecord, error: ExchangeError): WriteOutcome {
	return {
		index: record.index,
		outcome: 'failed',
		error,
		...(record.id !== undefined && { id: record.id }),
	};
}

function missingAnswer(): ExchangeError {
	return new FatalError('The server answered for fewer records than it was sent', {
		code: 'EMPTY_ANSWER',
	});
}
