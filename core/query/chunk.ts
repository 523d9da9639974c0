/**
 * Cuts a long list of alternatives (the values of an `in`, the parts of an OR) into pieces that one
 * request can carry. Order is kept; no piece is empty.
 */
export function chunk<T>(values: readonly T[], size: number): T[][] {
	if (!Number.isInteger(size) || size < 1)
		throw new RangeError('size must be a whole number above 0');
	const pieces: T[][] = [];
	for (let start = 0; start < values.length; start += size) {
		pieces.push(values.slice(start, start + size));
	}
	return pieces;
}
