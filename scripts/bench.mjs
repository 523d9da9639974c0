// npm run bench -- NAME [--json] [--runs N]: one benchmark of bench/, as ratios against peers of the same run.
// Prints a table and which part of the path costs what; with --json the last line is the summary.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { printBudgets, printTable } from '../bench/lib/table.mjs';

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'bench');
const names = readdirSync(folder)
	.filter((file) => file.endsWith('.mjs'))
	.map((file) => file.replace('.mjs', ''));
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { json: { type: 'boolean', default: false }, runs: { type: 'string', default: '3' } },
});
const [name] = positionals;
const runs = Number(values.runs);
if (positionals.length !== 1 || !names.includes(name) || !Number.isInteger(runs) || runs < 1) {
	console.error(
		`usage: npm run bench -- NAME [--json] [--runs N]\nNAME is one of: ${names.join(', ')}`,
	);
	process.exit(2);
}

const { default: benchmark } = await import(`../bench/${name}.mjs`);
const { tables, budgets } = await benchmark({ runs, say: (text) => console.log(text) });
for (const table of tables) printTable(table);
printBudgets(budgets);
if (values.json) console.log(JSON.stringify({ name, budgets, runs }));
process.exitCode = budgets.every((budget) => budget.ok) ? 0 : 1;
