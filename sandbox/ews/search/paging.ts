import { EwsError } from '../errors';
import type { Node } from '../xml/node';

/** FindItem returns at most this many in one answer (throttling policy EwsFindCountLimit). */
export const ROW_CAP = 1000;

export interface Page<T> {
	readonly rows: readonly T[];
	/** Attributes of RootFolder. */
	readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

function invalid(): EwsError {
	return new EwsError(
		'ErrorInvalidPagingMaxRows',
		'Paging operation MaxRows must be greater than zero.',
	);
}

export function tooMany(): EwsError {
	return new EwsError(
		'ErrorExceededFindCountLimit',
		'You have exceeded the maximum number of objects that can be returned for the find operation. Use paging to reduce the result size and try your request again.',
		`<t:Value Name="PolicyLimit">${ROW_CAP}</t:Value>`,
	);
}

function maximum(view: Node | undefined): number {
	const text = view?.attributes['MaxEntriesReturned'];
	if (text === undefined) return ROW_CAP;
	const rows = Number(text);
	if (rows <= 0) throw invalid();
	return Math.min(rows, ROW_CAP);
}

function indexed<T>(all: readonly T[], view: Node): Page<T> {
	const offset = Number(view.attributes['Offset'] ?? 0);
	if (offset < 0) {
		throw new EwsError('ErrorInvalidIndexedPagingParameters', 'Paging offset is invalid.');
	}
	const fromEnd = view.attributes['BasePoint'] === 'End';
	const count = maximum(view);
	const start = fromEnd ? Math.max(0, all.length - offset - count) : Math.min(offset, all.length);
	const end = fromEnd ? Math.max(0, all.length - offset) : Math.min(all.length, start + count);
	const last = fromEnd ? start === 0 : end >= all.length;
	return {
		rows: all.slice(start, end),
		attributes: {
			IndexedPagingOffset: fromEnd ? all.length - start : end,
			TotalItemsInView: all.length,
			IncludesLastItemInRange: last,
		},
	};
}

function fractional<T>(all: readonly T[], view: Node): Page<T> {
	const numerator = Number(view.attributes['Numerator']);
	const denominator = Number(view.attributes['Denominator']);
	if (denominator <= 0 || numerator < 0 || numerator > denominator) {
		throw new EwsError(
			'ErrorInvalidFractionalPagingParameters',
			'Fractional paging parameters are invalid.',
		);
	}
	const start = Math.floor((all.length * numerator) / denominator);
	const end = Math.min(all.length, start + maximum(view));
	return {
		rows: all.slice(start, end),
		attributes: {
			NumeratorOffset: end,
			AbsoluteDenominator: Math.max(1, all.length),
			TotalItemsInView: all.length,
			IncludesLastItemInRange: end >= all.length,
		},
	};
}

/** The rows that a view asks for, with the numbers that say where it stands. */
export function page<T>(all: readonly T[], view: Node | undefined): Page<T> {
	if (view?.name.startsWith('IndexedPage')) return indexed(all, view);
	if (view?.name.startsWith('FractionalPage')) return fractional(all, view);
	// Without any view nothing is cut silently: more than the cap is an error.
	if (view === undefined && all.length > ROW_CAP) throw tooMany();
	const end = Math.min(all.length, maximum(view));
	return {
		rows: all.slice(0, end),
		attributes: {
			TotalItemsInView: all.length,
			IncludesLastItemInRange: end >= all.length,
		},
	};
}
