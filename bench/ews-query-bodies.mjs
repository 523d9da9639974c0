// 2,000 messages with bodies and recipients, which no list read has: this package against
// ews-javascript-api, exchangelib and the raw transfer of the same bytes. CPU is the client's own process.
import { join } from 'node:path';
import { measure } from './lib/child.mjs';
import { MAIL_COLUMNS } from './lib/columns.mjs';
import { buildPackage, installExchangelib } from './lib/peers.mjs';
import { startRecorder } from './lib/recorder.mjs';
import { startSandboxProcess } from './lib/sandbox.mjs';
import { atMost, median } from './lib/table.mjs';

const MESSAGES = 2_000;
const WARM_UP = 400;
const client = (name) => join(import.meta.dirname, 'clients', name);
const run = (file, given) => measure(process.execPath, ['--expose-gc', client(file)], given);

export default async function ewsQueryBodies({ runs, say }) {
	await buildPackage(say);
	const python = await installExchangelib(say);
	const sandbox = await startSandboxProcess({ contacts: 0, schemes: 'Basic', seed: 7 });
	try {
		const { user, password, mailbox } = sandbox.accounts[0];
		const target = { url: sandbox.url, user, password, mailbox, mail: true };
		say(`filling in ${MESSAGES} messages, and recording the requests of one read`);
		const { made } = await run('mail_fill.mjs', { ...target, count: MESSAGES });
		if (made !== MESSAGES) throw new Error(`${made} messages were made instead of ${MESSAGES}`);
		const bodies = await record(target);

		const node = (file, given) => async () => {
			const costs = await run(file, { ...target, ...given });
			const watch = { ...target, ...given, warmUp: WARM_UP, watch: true };
			return { ...(await run(file, watch)), ...costs };
		};
		const clients = {
			'raw transfer': node('raw.mjs', { bodies }),
			'this package': node('ours.mjs'),
			'ews-javascript-api': node('mail_ews-javascript-api.mjs'),
			...(python && {
				exchangelib: () =>
					measure(python, [client('exchangelib_query.py')], {
						...target,
						fields: MAIL_COLUMNS.map(([, , field]) => field),
						warmUp: WARM_UP,
					}),
			}),
		};
		const results = {};
		for (let pass = 0; pass < runs; pass += 1) {
			for (const [name, start] of Object.entries(clients)) {
				say(`run ${pass + 1} of ${runs}: ${name}`);
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
		await run('ours.mjs', { ...target, watch: true, url: recorder.url });
		return recorder.bodies;
	} finally {
		await recorder.close();
	}
}

function report(results, requests) {
	const of = (name, figure) => median((results[name] ?? []).map((result) => result[figure]));
	const ours = of('this package', 'cpu');
	for (const [name, [{ rows }]] of Object.entries(results)) {
		if (rows !== undefined && rows !== MESSAGES) throw new Error(`${name} read ${rows} rows`);
	}
	return {
		tables: [
			{
				title: `${MESSAGES} messages x ${MAIL_COLUMNS.length} columns with bodies, ${requests} requests, medians`,
				columns: ['client', 'CPU ms', 'wall ms', 'CPU / ours', 'block ms', 'memory MB'],
				rows: Object.keys(results).map((name) => [
					name,
					of(name, 'cpu'),
					of(name, 'wall'),
					of(name, 'cpu') / ours,
					of(name, 'block') || null,
					of(name, 'memory') || null,
				]),
			},
		],
		budgets: [
			atMost('CPU over ews-javascript-api', ours / of('ews-javascript-api', 'cpu'), 1 / 3),
			atMost('CPU over exchangelib', ours / of('exchangelib', 'cpu'), 1 / 10),
			atMost('CPU over the raw transfer', ours / of('raw transfer', 'cpu'), 15),
			atMost('peak memory over idle, MB', of('this package', 'memory'), 60),
			atMost('longest event-loop block, ms', of('this package', 'block'), 30),
		],
	};
}
