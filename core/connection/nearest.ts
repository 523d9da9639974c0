/** The name closest to a misspelt one, or undefined when none is close. */
export function nearest(name: string, names: readonly string[]): string | undefined {
	const wanted = name
		.toLowerCase()
		.replace(/[\s_-]/g, '')
		.slice(0, 64);
	let best: string | undefined;
	let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
	for (const candidate of names) {
		const known = candidate.toLowerCase().replace(/_/g, '');
		const distance = editDistance(wanted, known);
		if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
	}
	return best;
}

/** Levenshtein, one row at a time. */
function editDistance(a: string, b: string): number {
	let row = Array.from({ length: b.length + 1 }, (_, index) => index);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const replace = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replace, row[j]! + 1, next[j - 1]! + 1));
		}
		row = next;
	}
	return row[b.length]!;
}
