import { CancelledError } from '../errors';

/** What each of the attempts ended in, in their order. */
export class NoneError extends Error {
	override readonly name = 'NoneError';

	constructor(readonly reasons: readonly unknown[]) {
		super('every attempt came to nothing');
	}
}

/**
 * The first of several attempts that succeeds. The next one begins when the last has failed, or has taken
 * longer than `stagger` milliseconds; the others are then ended, and what they still come to is dropped.
 */
export function firstOf<T>(
	attempts: ReadonlyArray<(signal: AbortSignal) => Promise<T>>,
	stagger: number,
	drop: (late: T) => void,
	signal?: AbortSignal,
): Promise<T> {
	if (signal?.aborted) return Promise.reject(new CancelledError());
	return new Promise<T>((resolve, reject) => {
		const abort = new AbortController();
		const reasons = new Array<unknown>(attempts.length);
		let begun = 0;
		let running = 0;
		let timer: NodeJS.Timeout | undefined;
		const settle = (act: () => void) => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', cancel);
			abort.abort();
			act();
		};
		const cancel = () => settle(() => reject(new CancelledError()));
		const begin = () => {
			clearTimeout(timer);
			const index = begun;
			const attempt = attempts[index];
			if (!attempt) {
				if (running === 0) settle(() => reject(new NoneError(reasons)));
				return;
			}
			begun += 1;
			running += 1;
			timer = setTimeout(begin, stagger);
			attempt(abort.signal).then(
				(value) => {
					if (abort.signal.aborted) drop(value);
					else settle(() => resolve(value));
				},
				(error: unknown) => {
					reasons[index] = error;
					running -= 1;
					if (!abort.signal.aborted) begin();
				},
			);
		};
		signal?.addEventListener('abort', cancel, { once: true });
		begin();
	});
}
