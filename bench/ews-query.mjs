// 10,000 contacts, 30 columns, rows not kept: this package against ews-javascript-api, exchangelib and the
// raw transfer of the same bytes. CPU is the client's own process.
import { join } from 'node:path';
import { measure } from './lib/child.mjs';
import { CONTACT_COLUMNS } from './lib/columns.mjs';
import { buildPackage, installExchangelib } from './lib/peers.mjs';
import { startRecorder } from './lib/recorder.mjs';
import { startSandboxProcess } from './lib/sandbox.mjs';
import { atMost, median } from './lib/table.mjs';

const CONTACTS = 10_000;
/** Rows read before memory and blocks are watched: after a whole read the memory would be there already. */
const WARM_UP = 1000;
const client = (name) => join(import.meta.dirname, 'clients', name);

export default async function ewsQuery({ runs, say }) {
	await buildPackage(say);
	const python = await installExchangelib(say);
	const sandbox = await startSandboxProcess({ contacts: CONTACTS, schemes: 'Basic', seed: 7 });
	try {
		const { user, password, mailbox } = sandbox.accounts[0];
		const target = { url: sandbox.url, user, password, mailbox };
		say(`recording the requests of one read of ${CONTACTS} contacts`);
		const bodies = await record(target);

		const node = (file, given) => async () => {
			const args = ['--expose-gc', client(file)];
			const costs = await measure(process.execPath, args, { ...target, ...given });
			const watch = { ...target, ...given, warmUp: WARM_UP, watch: true };
			return { ...(await measure(process.execPath, args, watch)), ...costs };
		};
		const clients = {
			'raw transfer': node('raw.mjs', { bodies }),
			'this package': node('ours.mjs'),
			'ews-javascript-api': node('ews-javascript-api.mjs'),
			// Python compiles nothing while it runs: one read after a short warm-up is its steady state.
			...(python && {
				exchangelib: () =>
					measure(python, [client('exchangelib_query.py')], {
						...target,
						fields: CONTACT_COLUMNS.map(([, , field]) => field).filter(Boolean),
						warmUp: WARM_UP,
					}),
			}),
		};
		const results = {};
		for (let run = 0; run < runs; run += 1) {
			for (const [name, start] of Object.entries(clients)) {
				say(`run ${run + 1} of ${runs}: ${name}`);
				(results[name] ??= []).push(await start());
			}
		}
		return report(results, bodies.length);
	} finally {
		await sandbox.close();
	}
}

async function record(target) {
	const recorder = await startRecorder(target.url);
	try {
		const { rows } = await measure(process.execPath, [client('ours.mjs')], {
			...target,
			watch: true,
			url: recorder.url,
		});
		if (rows !== CONTACTS) throw new Error(`${rows} rows came instead of ${CONTACTS}`);
		return recorder.bodies;
	} finally {
		await recorder.close();
	}
}

function report(results, requests) {
	const of = (name, figure) => median((results[name] ?? []).map((result) => result[figure]));
	const ours = of('this package', 'cpu');
	const raw = of('raw transfer', 'cpu');
	for (const [name, [{ rows }]] of Object.entries(results)) {
		if (rows !== undefined && rows !== CONTACTS) throw new Error(`${name} read ${rows} rows`);
	}
	return {
		tables: [
			{
				title: `${CONTACTS} contacts x ${CONTACT_COLUMNS.length} columns, ${requests} requests, medians`,
				columns: [
					'client',
					'CPU ms',
					'first read',
					'wall ms',
					'CPU / ours',
					'block ms',
					'memory MB',
				],
				rows: Object.keys(results).map((name) => [
					name,
					of(name, 'cpu'),
					of(name, 'first') || null,
					of(name, 'wall'),
					of(name, 'cpu') / ours,
					of(name, 'block') || null,
					of(name, 'memory') || null,
				]),
			},
			{
				title: 'Where the CPU goes',
				columns: ['part', 'ms', '%'],
				rows: [
					['transfer of the bytes', raw, (100 * raw) / ours],
					['scan, decode, page, filter, rows', ours - raw, (100 * (ours - raw)) / ours],
				],
			},
		],
		budgets: [
			atMost('CPU over ews-javascript-api', ours / of('ews-javascript-api', 'cpu'), 1 / 10),
			atMost('CPU over exchangelib', ours / of('exchangelib', 'cpu'), 1 / 30),
			atMost('CPU over the raw transfer', ours / raw, 15),
			atMost('peak memory over idle, MB', of('this package', 'memory'), 60),
			atMost('longest event-loop block, ms', of('this package', 'block'), 30),
		],
	};
}
