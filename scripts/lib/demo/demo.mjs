/** The demo from an empty checkout to an open canvas. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPackage, ensureModules } from '../checkout.mjs';
import { findN8n, N8n, OWNER, pack } from '../n8n.mjs';
import { say, step, table } from '../progress.mjs';
import { demoData, SERVICE, SOURCE, TARGET } from './data.mjs';
import { SandboxProcess } from './sandbox.mjs';
import { sandboxSeed } from './seed.mjs';
import { contradictions, countRun } from './summary.mjs';
import { credential, syncWorkflow, WORKFLOW_ID } from './workflow.mjs';

const COUNTS = ['queried', 'created', 'updated', 'unchanged', 'failed', 'refused'];

const pickKeys = (object, keys) => Object.fromEntries(keys.map((key) => [key, object[key]]));

/** Ends with what was pressed or sent; a second signal ends at once. */
function interrupted() {
	return new Promise((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM']) {
			process.once(signal, () => {
				process.once(signal, () => process.exit(1));
				resolve(signal);
			});
		}
	});
}

/** @returns {Promise<number>} exit code */
export async function runDemo({ once, json, seed, n8nFolder, port }) {
	const since = Date.now();
	const stopping = interrupted();
	const folder = await mkdtemp(join(tmpdir(), 'exchange-demo-'));
	const parts = [];
	const work = async () => {
		await ensureModules();
		await buildPackage();
		const installation = await findN8n(n8nFolder);
		const sandbox = await step('Starting the Exchange sandbox', () =>
			SandboxProcess.start({ seed: sandboxSeed(demoData(seed)), folder }),
		);
		parts.push(sandbox);
		const n8n = new N8n({ installation, folder, port });
		await step('Installing the package as n8n does it', async () =>
			n8n.install(await pack(process.cwd(), folder)),
		);
		parts.push(n8n);
		await step('Starting n8n', () => n8n.start());
		await step('Importing the credential and the workflow', () => prepare(n8n, sandbox));
		const first = await step('Running the sync', () => runSync(n8n, sandbox));
		const second = await step('Running it again', () => runSync(n8n, sandbox));
		const digest = await sandbox.digest(TARGET);
		return { n8n, sandbox, first, second, digest, version: installation.version };
	};
	try {
		const done = await Promise.race([work(), stopping]);
		if (typeof done === 'string') return 1;
		const faults = contradictions(done.first, done.second);
		print(done, faults);
		const summary = summarize(done, since);
		if (!once) invite(done);
		if (json) say(JSON.stringify(summary));
		if (!once) await stopping;
		return faults.length ? 1 : 0;
	} finally {
		for (const part of parts.reverse()) await part.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

async function prepare(n8n, sandbox) {
	const chosen = credential(sandbox.account(SERVICE));
	await n8n.importCredentials([chosen]);
	await n8n.importWorkflows([await syncWorkflow(chosen)]);
}

/** One run by n8n's command line, counted. */
export async function runSync(n8n, sandbox) {
	const { result, log } = await sandbox.watch(() => n8n.execute(WORKFLOW_ID));
	return countRun(result, log);
}

function print({ first, second, digest }, faults) {
	say(
		`\nContacts of ${SOURCE} where Company = Contoso and Department ≠ Archive, into ${TARGET}:\n`,
	);
	say(
		table(
			['', 'first run', 'second run'],
			[
				...COUNTS.map((key) => [key, first[key], second[key]]),
				['writes that the server saw', first.writes, second.writes],
				['in the target afterwards', first.confirmed, second.confirmed],
			],
		),
	);
	say('\nRefused, with the reason:');
	for (const [reason, times] of tally(first.reasons)) say(`  ${times} × ${reason}`);
	say(`\nDigest of ${TARGET}: ${digest}`);
	for (const fault of faults) say(`\nThis does not fit: ${fault}`);
}

/** Equal reasons counted; ids of records are as long as a line, so they are cut here. */
function tally(reasons) {
	const times = new Map();
	for (const reason of reasons) {
		const short = reason.replace(/ Their ids: .*/s, '').trim();
		times.set(short, (times.get(short) ?? 0) + 1);
	}
	return times;
}

function summarize({ first, second, digest, version }, since) {
	return {
		...pickKeys(first, COUNTS),
		writesSeen: { first: first.writes, second: second.writes },
		digest,
		secondRun: pickKeys(second, ['created', 'updated', 'unchanged', 'failed']),
		n8n: version,
		seconds: Math.round((Date.now() - since) / 100) / 10,
	};
}

function invite({ n8n }) {
	say(`\nThe canvas: ${n8n.url}/workflow/${WORKFLOW_ID}`);
	say(`Sign in as ${OWNER.email} with the password ${OWNER.password}`);
	say('Ctrl+C stops n8n and the sandbox.');
}
