import { BatchWriter } from '../../../../core/backends/ews/write/batch';
import type { Settled, WriteStep } from '../../../../core/backends/ews/write/step';
import type { WriteRecord } from '../../../../core/backends/backend';
import type { ItemRef } from '../../../../core/backends/ews/request';
import {
	CancelledError,
	type ExchangeError,
	FatalError,
	InputError,
	PermissionError,
	RetriableError,
	SkippableError,
} from '../../../../core/errors';

type Answer = ItemRef | undefined | ExchangeError;

/** A mailbox that can lose answers before, during and after the work. */
class FakeStep implements WriteStep {
	readonly done = 'created';
	repeatable = true;
	readonly stored = new Map<number, number>();
	sent: number[][] = [];
	looks = 0;
	/** Faults of the requests, in order. */
	script: Array<(records: readonly WriteRecord[], store: () => void) => unknown> = [];
	record: (record: WriteRecord) => ExchangeError | undefined = () => undefined;
	blind = false;

	async send(records: readonly WriteRecord[]): Promise<Answer[]> {
		this.sent.push(records.map(({ index }) => index));
		const store = () => {
			for (const { index } of records) this.stored.set(index, (this.stored.get(index) ?? 0) + 1);
		};
		const fault = this.script.shift()?.(records, store);
		if (fault) throw fault;
		return records.map((record) => {
			const error = this.record(record);
			if (error) return error;
			this.stored.set(record.index, (this.stored.get(record.index) ?? 0) + 1);
			return { id: `id${record.index}`, changeKey: 'ck' };
		});
	}

	async settle(records: readonly WriteRecord[], _signal?: AbortSignal): Promise<Settled[]> {
		this.looks += 1;
		if (this.blind) throw new RetriableError('reset', { code: 'ECONNRESET' });
		return records.map(({ index }) =>
			this.stored.has(index)
				? { state: 'done', ref: { id: `id${index}` } }
				: { state: 'untouched' },
		);
	}

	writeId(record: WriteRecord): string {
		return `w-${record.index}`;
	}
}

const records = (count: number): WriteRecord[] =>
	Array.from({ length: count }, (_, index) => ({ index, values: {} }));
const reset = () => new RetriableError('reset', { code: 'ECONNRESET', delivered: 'unknown' });
const write = async (step: FakeStep, count: number) => {
	const outcomes = await new BatchWriter(step, { settleDelays: [0, 1] }).write(records(count));
	return outcomes.sort((a, b) => a.index - b.index);
};
const kinds = (outcomes: Array<{ outcome: string }>) => outcomes.map(({ outcome }) => outcome);

describe('BatchWriter', () => {
	it('gives every record its outcome; one bad record stops nothing else', async () => {
		const step = new FakeStep();
		step.record = ({ index }) => (index === 1 ? new SkippableError('bad') : undefined);
		const outcomes = await write(step, 3);
		expect(kinds(outcomes)).toEqual(['created', 'failed', 'created']);
		expect(outcomes[0]).toEqual({ index: 0, outcome: 'created', id: 'id0', changeKey: 'ck' });
	});

	it('answer lost after the work: found, not sent again', async () => {
		const step = new FakeStep();
		step.script = [(_records, store) => (store(), reset())];
		expect(kinds(await write(step, 3))).toEqual(['created', 'created', 'created']);
		expect(step.sent).toHaveLength(1);
	});

	it('answer lost before the work: sent once more', async () => {
		const step = new FakeStep();
		step.script = [() => reset()];
		expect(kinds(await write(step, 2))).toEqual(['created', 'created']);
		expect(step.sent).toEqual([
			[0, 1],
			[0, 1],
		]);
		expect([...step.stored.values()]).toEqual([1, 1]);
	});

	it('answer lost in the middle of the work: only the rest is sent again', async () => {
		const step = new FakeStep();
		step.script = [
			() => {
				step.stored.set(0, 1);
				return reset();
			},
		];
		expect(kinds(await write(step, 3))).toEqual(['created', 'created', 'created']);
		expect(step.sent).toEqual([
			[0, 1, 2],
			[1, 2],
		]);
		expect([...step.stored.values()]).toEqual([1, 1, 1]);
	});

	it('answer lost twice: unknown with the write id, never a third time', async () => {
		const step = new FakeStep();
		step.script = [() => reset(), () => reset()];
		const [outcome] = await write(step, 1);
		expect(outcome).toMatchObject({ outcome: 'unknown', writeId: 'w-0' });
		expect(outcome?.error?.advice).toContain('w-0');
		expect(step.sent).toHaveLength(2);
	});

	it('cannot be looked at: unknown, and not sent again', async () => {
		const step = new FakeStep();
		step.blind = true;
		step.script = [() => reset()];
		expect(kinds(await write(step, 2))).toEqual(['unknown', 'unknown']);
		expect(step.sent).toHaveLength(1);
	});

	it('after a timeout the server may still be at work: not sent again', async () => {
		const step = new FakeStep();
		step.script = [() => new RetriableError('late', { code: 'TIMEOUT', delivered: 'unknown' })];
		expect(kinds(await write(step, 1))).toEqual(['unknown']);
		expect(step.sent).toHaveLength(1);
	});

	it('what reaches people is not sent again', async () => {
		const step = new FakeStep();
		step.repeatable = false;
		step.script = [() => reset()];
		expect(kinds(await write(step, 1))).toEqual(['unknown']);
		expect(step.sent).toHaveLength(1);
	});

	it.each([
		['a web page', new FatalError('page', { code: 'HTML_ANSWER' })],
		['XML that ends early', new RetriableError('end', { code: 'XML_ENDS_EARLY' })],
		['an internal error', new RetriableError('500', { code: 'ErrorInternalServerError' })],
		['something unforeseen', new TypeError('x')],
	])('%s counts as a lost answer', async (_name, fault) => {
		const step = new FakeStep();
		step.script = [(_records, store) => (store(), fault)];
		expect(kinds(await write(step, 2))).toEqual(['created', 'created']);
		expect(step.sent).toHaveLength(1);
	});

	it('halves a batch until the record stands alone that the server cannot read', async () => {
		const step = new FakeStep();
		const bad = 5;
		const refuse = (sent: readonly WriteRecord[]) =>
			sent.some(({ index }) => index === bad)
				? new FatalError('schema', { code: 'ErrorSchemaValidation' })
				: undefined;
		step.script = Array.from({ length: 40 }, () => refuse);
		const outcomes = await write(step, 16);
		expect(kinds(outcomes)).toEqual(
			Array.from({ length: 16 }, (_, index) => (index === bad ? 'failed' : 'created')),
		);
		expect(step.sent.length).toBeLessThan(12);
	});

	it('halves for a value that cannot be written, before anything was sent', async () => {
		const step = new FakeStep();
		step.script = Array.from(
			{ length: 9 },
			() => (sent: readonly WriteRecord[]) =>
				sent.some(({ index }) => index === 0) ? new InputError('bad value') : undefined,
		);
		expect(kinds(await write(step, 4))).toEqual(['failed', 'created', 'created', 'created']);
	});

	it('a refused sign-in ends the further batches without a request', async () => {
		const step = new FakeStep();
		step.script = [() => new PermissionError('401', { status: 401 })];
		const writer = new BatchWriter(step, { settleDelays: [0] });
		expect(kinds(await writer.write(records(2)))).toEqual(['failed', 'failed']);
		expect(kinds(await writer.write(records(1)))).toEqual(['failed']);
		expect(step.sent).toHaveLength(1);
	});

	it('what was never delivered is reported as it is', async () => {
		const step = new FakeStep();
		step.script = [() => new RetriableError('refused', { code: 'ECONNREFUSED', delivered: 'no' })];
		expect(kinds(await write(step, 1))).toEqual(['failed']);
		expect(step.looks).toBe(0);
	});

	it('a cancelled run is cancelled', async () => {
		const step = new FakeStep();
		step.script = [() => new CancelledError()];
		await expect(write(step, 1)).rejects.toBeInstanceOf(CancelledError);
	});

	it('an answer with fewer records than were sent settles the rest', async () => {
		const step = new FakeStep();
		const send = step.send.bind(step);
		step.send = async (sent) => (await send(sent)).slice(0, 1);
		expect(kinds(await write(step, 3))).toEqual(['created', 'created', 'created']);
		expect(step.sent).toHaveLength(1);
	});

	it('settling ends with its budget, however long a look takes', async () => {
		const step = new FakeStep();
		step.script = [reset];
		step.settle = async (_records, signal) => {
			step.looks += 1;
			return await new Promise<Settled[]>((_resolve, reject) => {
				signal?.addEventListener('abort', () => reject(new CancelledError()));
			});
		};
		const options = { settleDelays: [0, 1, 1], settleBudgetMs: 60 };
		const start = Date.now();
		expect(kinds(await new BatchWriter(step, options).write(records(2)))).toEqual([
			'unknown',
			'unknown',
		]);
		expect(Date.now() - start).toBeLessThan(5_000);
		expect([step.looks, step.sent.length]).toEqual([1, 1]);
	});

	it('a run cancelled while it settles is cancelled', async () => {
		const step = new FakeStep();
		const run = new AbortController();
		step.script = [reset];
		step.settle = async () => {
			run.abort();
			throw new CancelledError();
		};
		const writer = new BatchWriter(step, { signal: run.signal, settleDelays: [0] });
		await expect(writer.write(records(1))).rejects.toBeInstanceOf(CancelledError);
	});

	it('a look for copies that fails keeps the outcomes', async () => {
		const step: FakeStep & WriteStep = new FakeStep();
		step.script = [reset];
		step.afterRepeat = async () => {
			throw new PermissionError('no');
		};
		expect(kinds(await write(step, 2))).toEqual(['created', 'created']);
		expect(step.sent).toHaveLength(2);
	});

	it('sends nothing for an empty batch', async () => {
		const step = new FakeStep();
		expect(await write(step, 0)).toEqual([]);
		expect(step.sent).toEqual([]);
	});
});
