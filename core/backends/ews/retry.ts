import { RetriableError } from '../../errors';

/** The first wait when the server names none; doubles with each attempt. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
const MOST_ATTEMPTS = 6;

/** What EWS itself says; the HTTP client has already tried what goes wrong before an answer. */
const ofEws = (error: RetriableError): boolean =>
	error.code !== undefined &&
	/^(?:Error[A-Z]|XML_ENDS_EARLY$|EMPTY_ANSWER$|ANSWER_BROKE_OFF$)/.test(error.code);

/** A server that is too slow for the timeout is so again. */
export const isBroken = (error: unknown): error is RetriableError =>
	error instanceof RetriableError && !/^(?:TIMEOUT$|HTTP_)/.test(error.code ?? '');

/** The connection ended in the middle of an answer of which nothing has been given out. */
export const brokeOff = (error: RetriableError): RetriableError =>
	ofEws(error)
		? error
		: new RetriableError(error.message, {
				code: 'ANSWER_BROKE_OFF',
				advice: error.advice,
				requestId: error.requestId,
				status: error.status,
				delivered: error.delivered,
				waitMs: error.waitMs,
				cause: error,
			});

/**
 * Whether the layers below have sent a read again as often as that makes sense: all but an answer that
 * broke off when rows had left already, or below EWS in its middle.
 */
export function wasRepeated(error: RetriableError, rows: number): boolean {
	if (error.waitMs !== undefined) return true;
	return rows === 0 && ofEws(error);
}

/** Sending less helps, sending again does not: whoever pages halves the page. */
const TOO_MUCH = 'ErrorExceededFindCountLimit';

/** The server itself asks for fewer requests at a time. */
const CROWDED: ReadonlySet<string> = new Set(['ErrorServerBusy', 'ErrorExceededConnectionCount']);

export const isCrowded = (error: unknown): error is RetriableError =>
	error instanceof RetriableError && CROWDED.has(error.code ?? '');

/**
 * Milliseconds to wait before the operation is sent again; undefined: the error stands. A write is sent
 * again only when the server took nothing. `left` is what remains of the budget.
 */
export function retryWait(
	error: unknown,
	safe: boolean,
	attempt: number,
	left: number,
	random: () => number = Math.random,
): number | undefined {
	if (!(error instanceof RetriableError) || !ofEws(error) || attempt >= MOST_ATTEMPTS)
		return undefined;
	if (error.code === TOO_MUCH) return undefined;
	if (!safe && error.delivered !== 'no') return undefined;
	const backOff = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
	// What the server asks is the least; jitter keeps parallel runs from coming back together.
	const wait =
		error.waitMs === undefined
			? backOff * (0.5 + random() / 2)
			: error.waitMs + Math.min(error.waitMs, 1_000) * random();
	return wait <= left ? wait : undefined;
}
