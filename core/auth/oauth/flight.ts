import { CancelledError } from '../../errors';

/**
 * One piece of work at a time, however many want its outcome. It is never broken off: a refresh token
 * that has been sent is spent, and its answer has to be kept. Who is cancelled stops waiting.
 */
export class Flight<T> {
	private running?: Promise<T>;

	async join(start: () => Promise<T>, signal?: AbortSignal): Promise<T> {
		if (signal?.aborted) throw new CancelledError();
		if (!this.running) {
			const running = start().finally(() => {
				if (this.running === running) this.running = undefined;
			});
			running.catch(() => undefined);
			this.running = running;
		}
		return await unlessAborted(this.running, signal);
	}

	/** Waits for what is under way. */
	async settle(): Promise<void> {
		await this.running?.catch(() => undefined);
	}
}

async function unlessAborted<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
	if (!signal) return await work;
	let leave: (() => void) | undefined;
	const left = new Promise<never>((_resolve, reject) => {
		leave = () => reject(new CancelledError());
		signal.addEventListener('abort', leave, { once: true });
	});
	try {
		return await Promise.race([work, left]);
	} finally {
		signal.removeEventListener('abort', leave!);
	}
}
