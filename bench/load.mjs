// Loading all node and credential files in both ways n8n does it, over an empty package.
import { dirname, join } from 'node:path';
import { measure } from './lib/child.mjs';
import { buildPackage } from './lib/peers.mjs';
import { atMost, median } from './lib/table.mjs';

const root = dirname(import.meta.dirname);
const loader = join(import.meta.dirname, 'clients', 'loader.mjs');

export default async function load({ runs, say }) {
	await buildPackage(say);
	const ways = ['empty', 'eager', 'lazy'];
	const results = {};
	for (let run = 0; run < runs * 3; run += 1) {
		for (const way of ways) {
			const result = await measure(process.execPath, ['--expose-gc', loader], { root, way });
			(results[way] ??= []).push(result);
		}
	}
	const of = (way, figure) => median(results[way].map((result) => result[figure]));
	const over = (way, figure) => of(way, figure) - of('empty', figure);
	return {
		tables: [
			{
				title: 'Loading as n8n does, medians',
				columns: ['way', 'ms', 'MB', 'ms over empty', 'MB over empty'],
				rows: ways.map((way) => [
					way,
					of(way, 'wall'),
					of(way, 'memory'),
					over(way, 'wall'),
					over(way, 'memory'),
				]),
			},
		],
		budgets: ['eager', 'lazy'].flatMap((way) => [
			atMost(`${way}: time over an empty package, ms`, over(way, 'wall'), 100),
			atMost(`${way}: memory over an empty package, MB`, over(way, 'memory'), 20),
		]),
	};
}
