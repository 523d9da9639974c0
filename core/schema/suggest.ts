/** Damerau-Levenshtein distance of two short names, up to `limit`; `limit + 1` means farther. */
function distance(a: string, b: string, limit: number): number {
	if (Math.abs(a.length - b.length) > limit) return limit + 1;
	let before: number[] = [];
	let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		let best = row;
		for (let column = 1; column <= b.length; column++) {
			const cost = a[row - 1] === b[column - 1] ? 0 : 1;
			let value = Math.min(
				(previous[column] ?? 0) + 1,
				(current[column - 1] ?? 0) + 1,
				(previous[column - 1] ?? 0) + cost,
			);
			if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
				value = Math.min(value, (before[column - 2] ?? 0) + 1);
			}
			current.push(value);
			best = Math.min(best, value);
		}
		if (best > limit) return limit + 1;
		before = previous;
		previous = current;
	}
	return previous[b.length] ?? limit + 1;
}

/** Names are short; longer input is no misspelt name, and would cost time to compare. */
const LONGEST = 100;

/**
 * The known name that the person probably meant, ignoring case and the characters that older
 * schemas put between words; `undefined` when none is near enough (a third of its length).
 */
export function nearest(name: string, known: Iterable<string>): string | undefined {
	if (name.length === 0 || name.length > LONGEST) return undefined;
	const plain = (text: string) => text.toLowerCase().replace(/[\s._-]/g, '');
	const wanted = plain(name);
	let found: string | undefined;
	let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
	for (const candidate of known) {
		const far = distance(wanted, plain(candidate), least - 1);
		if (far < least) {
			least = far;
			found = candidate;
			if (far === 0) break;
		}
	}
	return found;
}

/** `Did you mean 'x'?`, or the given sentence when nothing is near. */
export function suggestion(name: string, known: Iterable<string>, otherwise: string): string {
	const found = nearest(name, known);
	return found === undefined ? otherwise : `Did you mean '${found}'?`;
}
