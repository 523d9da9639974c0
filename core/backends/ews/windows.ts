import { SkippableError } from '../../errors';
import type { ExchangeError } from '../../errors';
import type { Row } from '../../schema/column';
import type { IdSet } from './idSet';
import type { FindPage } from './request';

/** A CalendarView reaches over two years at the most. */
const LONGEST = 2 * 365 * 86_400_000;
const SECOND = 1000;
/** Answers by which Exchange says that a window holds too much. */
const TOO_MUCH: ReadonlySet<string> = new Set([
	'ErrorExceededFindCountLimit',
	'ErrorCalendarViewRangeTooBig',
]);

export interface Range {
	readonly start: string;
	readonly end: string;
}

/**
 * Reads a range of time by windows: halved when one holds more than the server gives, doubled again
 * after. What spans two windows is returned once. A CalendarView cannot be paged, so more than a page
 * at one moment is an error and not a cut. An empty piece marks the end of a window.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/calendarview
 */
export async function* readWindows(
	open: (range: Range) => AsyncGenerator<Row[], FindPage>,
	range: Range,
	seen: IdSet,
): AsyncGenerator<Row[]> {
	const end = Date.parse(range.end);
	let start = Date.parse(range.start);
	let length = LONGEST;
	while (start < end) {
		const until = Math.min(start + length, end);
		const window = open({ start: iso(start), end: iso(until) });
		const isWhole = yield* readWindow(window, seen);
		yield [];
		if (isWhole) {
			start = until;
			length = Math.min(LONGEST, length * 2);
			continue;
		}
		const half = Math.floor((until - start) / 2 / SECOND) * SECOND;
		if (half < SECOND) throw crowded(iso(start));
		length = half;
	}
}

/** Whether the window came whole; its rows count either way. */
async function* readWindow(
	window: AsyncGenerator<Row[], FindPage>,
	seen: IdSet,
): AsyncGenerator<Row[], boolean> {
	let finished = false;
	try {
		for (;;) {
			const next = await window.next();
			if (next.done) {
				finished = true;
				return next.value.includesLast;
			}
			const fresh = next.value.filter((row) => seen.add(String(row.id)));
			if (fresh.length > 0) yield fresh;
		}
	} catch (error) {
		if (TOO_MUCH.has((error as ExchangeError | undefined)?.code ?? '')) return false;
		throw error;
	} finally {
		if (!finished) await window.return({ includesLast: false });
	}
}

function iso(moment: number): string {
	return new Date(moment).toISOString().replace('.000Z', 'Z');
}

function crowded(moment: string): SkippableError {
	return new SkippableError(`More events lie at ${moment} than Exchange returns at once`, {
		code: 'ErrorExceededFindCountLimit',
		field: 'rangeStart',
		advice:
			"Raise 'Page Size', query without expanding series, or divide the calendar into several.",
	});
}
