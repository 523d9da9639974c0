// Attachments up and down: one of 100 MB, 1,000 of 100 kB. What counts is that memory stays flat.
import { join } from 'node:path';
import { measure } from './lib/child.mjs';
import { buildPackage } from './lib/peers.mjs';
import { startSandboxProcess } from './lib/sandbox.mjs';
import { atMost, median } from './lib/table.mjs';

const MEGABYTE = 1_000_000;
const CASES = {
	'1 x 100 MB': { count: 1, size: 100 * MEGABYTE, perItem: 1 },
	'1,000 x 100 kB': { count: 1_000, size: MEGABYTE / 10, perItem: 100 },
};
const BYTES = 100 * MEGABYTE;

export default async function ewsAttachment({ runs, say }) {
	await buildPackage(say);
	const results = {};
	for (const [name, files] of Object.entries(CASES)) {
		// Each case has a server of its own: the server holds what it was given.
		const sandbox = await startSandboxProcess({
			schemes: 'Basic',
			seed: 7,
			contacts: 1,
			'max-request-bytes': 2 * BYTES,
		});
		try {
			const { user, password } = sandbox.accounts[0];
			const args = ['--expose-gc', join(import.meta.dirname, 'clients/attachments_ours.mjs')];
			const given = { url: sandbox.url, user, password, ...files };
			for (let run = 0; run < runs; run += 1) {
				say(`run ${run + 1} of ${runs}: ${name}`);
				const costs = await measure(process.execPath, args, given);
				const watched = await measure(process.execPath, args, { ...given, watch: true });
				for (const way of ['sent', 'received']) {
					(results[`${name}, ${way}`] ??= []).push({ ...watched[way], ...costs[way] });
				}
			}
		} finally {
			await sandbox.close();
		}
	}
	const of = (name, figure) => median(results[name].map((result) => result[figure]));
	const names = Object.keys(results);
	return {
		tables: [
			{
				title: 'Attachments, medians; the server runs on the same machine',
				columns: ['case', 'MB/s', 'CPU ms per MB', 'memory MB', 'block ms'],
				rows: names.map((name) => [
					name,
					BYTES / MEGABYTE / (of(name, 'wall') / 1000),
					of(name, 'cpu') / (BYTES / MEGABYTE),
					of(name, 'memory'),
					of(name, 'block'),
				]),
			},
		],
		budgets: names.flatMap((name) => [
			atMost(`${name}: peak memory over idle, MB`, of(name, 'memory'), 60),
			atMost(`${name}: longest event-loop block, ms`, of(name, 'block'), 30),
		]),
	};
}
