import { CancelledError } from '../../errors';

/** One piece of work for however many wait for it; it ends when the last of them has gone. */
export class Flight<T> {
	private readonly abort = new AbortController();
	private readonly work: Promise<T>;
	private waiting = 0;

	constructor(start: (signal: AbortSignal) => Promise<T>) {
		this.work = start(this.abort.signal);
		this.work.catch(() => undefined);
	}

	/** Whether nobody waits any more, so that it comes to nothing. */
	get isAbandoned(): boolean {
		return this.abort.signal.aborted;
	}

	async join(signal?: AbortSignal): Promise<T> {
		if (signal?.aborted) throw new CancelledError();
		this.waiting += 1;
		let leave: (() => void) | undefined;
		const left = new Promise<never>((_resolve, reject) => {
			leave = () => reject(new CancelledError());
			signal?.addEventListener('abort', leave, { once: true });
		});
		try {
			return await Promise.race([this.work, left]);
		} finally {
			if (leave) signal?.removeEventListener('abort', leave);
			this.waiting -= 1;
			if (this.waiting === 0) this.abort.abort();
		}
	}
}
