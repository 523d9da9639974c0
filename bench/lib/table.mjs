/** Prints { title, columns, rows } as aligned text. */
export function printTable({ title, columns, rows }) {
	const text = [columns, ...rows].map((row) => row.map((cell) => format(cell)));
	const widths = columns.map((_, i) => Math.max(...text.map((row) => row[i].length)));
	const line = (row) =>
		row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  ');
	console.log(
		`\n${title}\n${line(text[0])}\n${widths.map((width) => '-'.repeat(width)).join('  ')}`,
	);
	for (const row of text.slice(1)) console.log(line(row));
}

export function printBudgets(budgets) {
	printTable({
		title: 'Budgets',
		columns: ['what', 'measured', 'budget', ''],
		rows: budgets.map(({ what, measured, budget, ok }) => [
			what,
			measured,
			budget,
			ok ? 'ok' : 'NOT OK',
		]),
	});
}

/** A budget that holds when the measured value is at most the budget; a missing peer is not ok. */
export function atMost(what, measured, budget) {
	const value = Number.isFinite(measured) ? Number(measured.toPrecision(3)) : null;
	return { what, measured: value, budget, ok: value !== null && value <= budget };
}

export function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function format(cell) {
	if (cell === null || cell === undefined) return 'missing';
	if (typeof cell !== 'number') return String(cell);
	return Number.isInteger(cell) ? String(cell) : cell.toFixed(cell < 10 ? 2 : 1);
}
