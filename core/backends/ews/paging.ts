import { type ExchangeError, FatalError, RetriableError } from '../../errors';
import { sleep } from '../../http/retry';
import type { Row } from '../../schema/column';
import type { IdSet } from './idSet';
import type { FindPage } from './request';
import { wasRepeated } from './retry';

export interface View {
	readonly offset: number;
	readonly max: number;
}

export interface PagingOptions {
	/** Rows of the first page, which gives a person the first rows soon; at least 2. */
	readonly firstSize: number;
	/** Rows of the further pages. */
	readonly size: number;
	/** Ids returned so far; repeats are dropped. */
	readonly seen: IdSet;
	readonly signal?: AbortSignal;
	/** Milliseconds before a page that broke off is read again; default 500, doubled each time. */
	readonly retryMs?: number;
}

/** Rows that two pages share at the most: a deletion of that many in between is bridged for free. */
const OVERLAP = 20;
/** How often in a row one page may break off or bring nothing. */
const ATTEMPTS = 4;
/** The server allows fewer entries than asked for. */
const TOO_MANY: ReadonlySet<string> = new Set([
	'ErrorExceededFindCountLimit',
	'ErrorInvalidPagingMaxRows',
]);

/**
 * Reads a view to its end. The view must be sorted by what does not change, oldest first. Pages
 * overlap: a page counts only when its first row was returned before, for then nothing that stayed can
 * stand between the two; otherwise rows before it were removed, and the read steps back until the
 * pages meet. Repeats are dropped by id. So an item that stays is returned exactly once, any other at
 * most once; only IncludesLastItemInRange ends the read. An empty piece marks the end of a page: no
 * answer is open then, so further requests can be made.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-perform-paged-searches-by-using-ews-in-exchange
 */
export async function* readView(
	open: (view: View) => AsyncGenerator<Row[], FindPage>,
	options: PagingOptions,
): AsyncGenerator<Row[]> {
	const { seen, signal } = options;
	let size = Math.max(2, options.firstSize);
	let ceiling = Math.max(2, options.size);
	let offset = 0;
	let overlap = 0;
	let stepBack = 0;
	let attempts = 0;

	for (;;) {
		const page = open({ offset, max: size });
		let count = 0;
		let joined = offset === 0;
		let end: FindPage | undefined;
		try {
			for (;;) {
				const next = await page.next();
				if (next.done) {
					end = next.value;
					break;
				}
				const first = next.value[0];
				if (!first) continue;
				if (!joined && !seen.has(String(first.id))) break;
				joined = true;
				count += next.value.length;
				const fresh = next.value.filter((row) => seen.add(String(row.id)));
				if (fresh.length > 0) yield fresh;
			}
		} catch (error) {
			if (isTooMany(error) && size > 2) {
				size = ceiling = Math.max(2, Math.floor(size / 2));
				continue;
			}
			attempts += 1;
			if (!(error instanceof RetriableError) || attempts >= ATTEMPTS) throw error;
			if (wasRepeated(error, count)) throw error;
			await sleep((options.retryMs ?? 500) * 2 ** (attempts - 1), signal);
			continue;
		} finally {
			if (!end) await page.return({ includesLast: false });
		}

		if (!joined) {
			stepBack = Math.max(1, overlap, stepBack * 2);
			offset = Math.max(0, offset - stepBack);
			continue;
		}
		yield [];
		if (end?.includesLast) return;
		if (count < 2) {
			attempts += 1;
			if (attempts >= ATTEMPTS) throw stuck(offset, count);
			await sleep((options.retryMs ?? 500) * 2 ** (attempts - 1), signal);
			continue;
		}
		attempts = 0;
		stepBack = 0;
		overlap = Math.max(1, Math.min(OVERLAP, Math.floor(count / 5)));
		offset += count - overlap;
		size = ceiling;
	}
}

function isTooMany(error: unknown): boolean {
	return TOO_MANY.has((error as ExchangeError | undefined)?.code ?? '');
}

function stuck(offset: number, count: number): FatalError {
	return new FatalError(
		`The server says that more rows follow row ${offset + count}, and does not send them`,
		{
			code: 'PAGE_STUCK',
			advice: 'Try another page size in the options, or narrow the conditions.',
		},
	);
}
