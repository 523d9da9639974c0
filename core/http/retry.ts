import { CancelledError } from '../errors';

/** When and how long to wait before a request goes out again. */
export interface RetryPolicy {
	/** Tries in all; default 4. */
	readonly attempts: number;
	/** Milliseconds of the first back-off, doubled each time; default 500. */
	readonly baseMs: number;
	/** Longest single back-off in milliseconds; default 20,000. */
	readonly ceilingMs: number;
	/** Milliseconds after the first try in which a further one may begin; default 120,000. */
	readonly budgetMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
	attempts: 4,
	baseMs: 500,
	ceilingMs: 20_000,
	budgetMs: 120_000,
};

/**
 * Statuses that a later try may mend: a read is repeated after any of them, a write only where the
 * status says that the request was not taken (429) or invites the repetition (503 with Retry-After).
 */
const READ_AGAIN: ReadonlySet<number> = new Set([408, 429, 502, 503, 504]);

export function isWorthRepeating(status: number, isSafe: boolean, hasRetryAfter: boolean): boolean {
	if (isSafe) return READ_AGAIN.has(status);
	return status === 429 || (status === 503 && hasRetryAfter);
}

/**
 * Milliseconds of a Retry-After header, in seconds or as HTTP-date (RFC 9110, 10.2.3); undefined
 * when absent or not understood.
 */
export function retryAfterMs(header: string | undefined, now = Date.now()): number | undefined {
	const text = header?.trim();
	if (!text) return undefined;
	if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Number(text), 86_400) * 1000;
	if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined;
	const at = Date.parse(text);
	return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), 86_400_000);
}

/**
 * Milliseconds before try number `attempt + 1`, or undefined when there is none: full jitter over a
 * doubling back-off, never less than the server asked for.
 * https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function delayBefore(
	policy: RetryPolicy,
	attempt: number,
	elapsedMs: number,
	askedMs: number | undefined,
	random: () => number = Math.random,
): number | undefined {
	if (attempt >= policy.attempts) return undefined;
	const backOff = random() * Math.min(policy.ceilingMs, policy.baseMs * 2 ** (attempt - 1));
	// Jitter also on top of what the server asked for: it asked everybody for the same.
	const delay = askedMs === undefined ? backOff : askedMs + backOff / 2;
	return elapsedMs + delay > policy.budgetMs ? undefined : delay;
}

/** Waits; ends at once with CancelledError when the signal fires. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		if (signal?.aborted) return reject(new CancelledError());
		const timer = setTimeout(() => {
			signal?.removeEventListener('abort', cancel);
			resolve();
		}, ms);
		const cancel = () => {
			clearTimeout(timer);
			reject(new CancelledError());
		};
		signal?.addEventListener('abort', cancel, { once: true });
	});
}
