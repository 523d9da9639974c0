import { CancelledError } from '../errors';
import { NetError } from './failure';

/** Settles once: by what `start` does, by the signal or when the time is over. `start` returns what cleans up. */
export function bounded<T>(
	{ timeoutMs, signal }: { readonly timeoutMs: number; readonly signal?: AbortSignal },
	start: (resolve: (value: T) => void, reject: (error: unknown) => void) => () => void,
): Promise<T> {
	if (signal?.aborted) return Promise.reject(new CancelledError());
	return new Promise<T>((resolve, reject) => {
		let isSettled = false;
		let clean: (() => void) | undefined;
		const settle = (act: () => void) => {
			if (isSettled) return;
			isSettled = true;
			clearTimeout(timer);
			signal?.removeEventListener('abort', cancel);
			clean?.();
			act();
		};
		const cancel = () => settle(() => reject(new CancelledError()));
		const timer = setTimeout(
			() => settle(() => reject(new NetError('TIMEOUT'))),
			Math.max(1, timeoutMs),
		);
		signal?.addEventListener('abort', cancel, { once: true });
		clean = start(
			(value) => settle(() => resolve(value)),
			(error) => settle(() => reject(error as Error)),
		);
		if (isSettled) clean();
	});
}
