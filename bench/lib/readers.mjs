// One read of a mailbox by this package, by its peers and as raw bytes. CPU is the client's own process.
import { dirname, join } from 'node:path';
import { measure } from './child.mjs';
import { startRecorder } from './recorder.mjs';
import { atMost, median } from './table.mjs';

const client = (name) => join(dirname(import.meta.dirname), 'clients', name);

/** Runs a client of Node; its figures. */
export const runClient = (file, given) =>
	measure(process.execPath, ['--expose-gc', client(file)], given);

/**
 * Every client reads `rows` rows of `target`, in turn, `runs` times. `warmUp`: rows read before memory
 * and blocks are watched, since after a whole read the memory would be there already.
 */
export async function timeReaders({ target, rows, warmUp, peer, python, fields, runs, say }) {
	const bodies = await record(target, rows);
	const node = (file, given) => async () => {
		const costs = await runClient(file, { ...target, ...given });
		const watch = { ...target, ...given, warmUp, watch: true };
		return { ...(await runClient(file, watch)), ...costs };
	};
	const clients = {
		'raw transfer': node('raw.mjs', { bodies }),
		'this package': node('ours.mjs'),
		'ews-javascript-api': node(peer),
		// Python compiles nothing while it runs: one read after a short warm-up is its steady state.
		...(python && {
			exchangelib: () =>
				measure(python, [client('exchangelib_query.py')], { ...target, fields, warmUp }),
		}),
	};
	const results = {};
	for (let run = 0; run < runs; run += 1) {
		for (const [name, start] of Object.entries(clients)) {
			say(`run ${run + 1} of ${runs}: ${name}`);
			(results[name] ??= []).push(await start());
		}
	}
	for (const [name, [result]] of Object.entries(results)) {
		if (result.rows !== undefined && result.rows !== rows) {
			throw new Error(`${name} read ${result.rows} rows instead of ${rows}`);
		}
	}
	const of = (name, figure) => median((results[name] ?? []).map((result) => result[figure]));
	return { of, names: Object.keys(results), requests: bodies.length };
}

/** The requests of one read by this package. */
async function record(target, expected) {
	const recorder = await startRecorder(target.url);
	try {
		const { rows } = await runClient('ours.mjs', { ...target, watch: true, url: recorder.url });
		if (rows !== expected) throw new Error(`${rows} rows came instead of ${expected}`);
		return recorder.bodies;
	} finally {
		await recorder.close();
	}
}

/** A line for each client. */
export const readersTable = (title, { of, names }) => ({
	title,
	columns: ['client', 'CPU ms', 'first read', 'wall ms', 'CPU / ours', 'block ms', 'memory MB'],
	rows: names.map((name) => [
		name,
		of(name, 'cpu'),
		of(name, 'first') || null,
		of(name, 'wall'),
		of(name, 'cpu') / of('this package', 'cpu'),
		of(name, 'block') || null,
		of(name, 'memory') || null,
	]),
});

/** Budgets of reads; the shares of the peers' CPU differ. */
export function readersBudgets({ of }, share) {
	const ours = of('this package', 'cpu');
	return [
		atMost('CPU over ews-javascript-api', ours / of('ews-javascript-api', 'cpu'), share.ews),
		atMost('CPU over exchangelib', ours / of('exchangelib', 'cpu'), share.exchangelib),
		atMost('CPU over the raw transfer', ours / of('raw transfer', 'cpu'), 15),
		atMost('peak memory over idle, MB', of('this package', 'memory'), 60),
		atMost('longest event-loop block, ms', of('this package', 'block'), 30),
	];
}
