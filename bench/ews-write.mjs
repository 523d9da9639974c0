// Creates, updates (two columns set, one cleared) and deletes 5,000 contacts: this package against
// ews-javascript-api and exchangelib, each 100 records per request. CPU is the client's own process.
import { join } from 'node:path';
import { measure } from './lib/child.mjs';
import { buildPackage, installExchangelib } from './lib/peers.mjs';
import { startSandboxProcess } from './lib/sandbox.mjs';
import { atMost, median } from './lib/table.mjs';

const CONTACTS = 5_000;
const WARM = 500;
const PHASES = ['create', 'update', 'delete'];
/** Operation whose requests are counted for each phase; a look before or after counts as well. */
const OPERATIONS = { create: 'CreateItem', update: 'UpdateItem', delete: 'DeleteItem' };
const client = (name) => join(import.meta.dirname, 'clients', name);

export default async function ewsWrite({ runs, say }) {
	await buildPackage(say);
	const python = await installExchangelib(say);
	const sandbox = await startSandboxProcess({ contacts: 0, schemes: 'Basic', seed: 7 });
	try {
		const { user, password, mailbox } = sandbox.accounts[0];
		const given = { url: sandbox.url, user, password, mailbox, count: CONTACTS, warm: WARM };
		const node = (file) => () => measure(process.execPath, ['--expose-gc', client(file)], given);
		const clients = {
			'this package': node('write_ours.mjs'),
			'ews-javascript-api': node('write_ews-javascript-api.mjs'),
			...(python && {
				exchangelib: () => measure(python, [client('exchangelib_write.py')], given),
			}),
		};
		const results = {};
		const requests = {};
		for (let run = 0; run < runs; run += 1) {
			for (const [name, start] of Object.entries(clients)) {
				say(`run ${run + 1} of ${runs}: ${name}`);
				await control(sandbox, 'DELETE');
				(results[name] ??= []).push(await start());
				requests[name] = await counted(sandbox);
			}
		}
		return report(results, requests);
	} finally {
		await sandbox.close();
	}
}

/** The log of the sandbox; see sandbox/server/control.ts. */
async function control({ url }, method) {
	const answer = await fetch(new URL('/_sandbox/log', url), { method });
	return await answer.json();
}

/** Requests of one client by operation, all others together. */
async function counted(sandbox) {
	const { entries } = await control(sandbox, 'GET');
	const counts = { others: 0 };
	for (const { operation } of entries) {
		if (Object.values(OPERATIONS).includes(operation)) {
			counts[operation] = (counts[operation] ?? 0) + 1;
		} else counts.others += 1;
	}
	return counts;
}

function report(results, requests) {
	const of = (name, phase, figure) =>
		median((results[name] ?? []).map((result) => result[phase][figure]));
	const ours = (phase) => of('this package', phase, 'cpu');
	const perRecord = (name, phase) => (requests[name][OPERATIONS[phase]] ?? 0) / (CONTACTS + WARM);
	const names = Object.keys(results);
	const total = (name) => PHASES.reduce((sum, phase) => sum + of(name, phase, 'cpu'), 0);
	const over = (name) => total('this package') / total(name);
	const all = Object.values(requests['this package']).reduce((sum, count) => sum + count, 0);
	return {
		tables: PHASES.map((phase) => ({
			title: `${phase} ${CONTACTS} contacts, medians`,
			columns: ['client', 'records/s', 'CPU ms', 'CPU / ours', 'requests/record'],
			rows: names.map((name) => [
				name,
				CONTACTS / (of(name, phase, 'wall') / 1000),
				of(name, phase, 'cpu'),
				of(name, phase, 'cpu') / ours(phase),
				perRecord(name, phase),
			]),
		})),
		budgets: [
			atMost('CPU over ews-javascript-api, all phases', over('ews-javascript-api'), 2 / 3),
			atMost('CPU over exchangelib, all phases', over('exchangelib'), 1 / 4),
			atMost('requests per record, all phases', all / (CONTACTS + WARM), 0.035),
		],
	};
}
