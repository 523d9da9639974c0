/** The contacts sync by n8n's command line and by webhook, confirmed by the log and by another client. */
import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { TARGET } from '../scripts/lib/demo/data.mjs';
import { runSync } from '../scripts/lib/demo/demo.mjs';
import { contradictions } from '../scripts/lib/demo/summary.mjs';
import { NODES, syncWorkflow } from '../scripts/lib/demo/workflow.mjs';
import { look } from './exchangelib.mjs';

const HOOK = 'contacts-sync';
const HOOK_ID = 'exchangeHook0001';

export async function checkSync({ check }, world) {
	const { n8n, sandbox, data } = world;
	const first = await check(
		'first run by command line: every contact gets its outcome',
		async () => {
			const run = await runSync(n8n, sandbox);
			const { expected } = data;
			assert.deepEqual(pick(run, Object.keys(expected)), expected);
			assert.equal(run.writes, expected.created + expected.updated);
			return run;
		},
	);
	await check('second run writes nothing', async () => {
		const second = await runSync(n8n, sandbox);
		assert.deepEqual(contradictions(first, second), []);
	});
	await check('each refused contact has its reason', () => {
		assert.equal(first.reasons.length, data.expected.refused);
		for (const reason of first.reasons) assert.match(reason, /\w{3,} \w+/);
	});
	world.digest = await sandbox.digest(TARGET);
	await check('exchangelib reads the same target mailbox', async () => {
		const seen = await look('digest', { ...world.account, mailbox: TARGET });
		assert.ok(seen.contacts > data.expected.created);
		assert.equal(seen.digest, world.digest);
	});
	await check('by webhook: 200, and nothing to write', async () => {
		await n8n.importWorkflows([await webhookWorkflow(world)]);
		await n8n.rest.activate(HOOK_ID);
		const { result: response, log } = await sandbox.watch(() => n8n.callWebhook(HOOK));
		assert.equal(response.status, 200);
		const rows = await response.json();
		assert.ok(Array.isArray(rows) && rows.length >= data.expected.created);
		assert.ok(rows.every((row) => row.companyName === 'Contoso'));
		assert.equal(
			log.reduce((sum, entry) => sum + entry.writes, 0),
			0,
		);
	});
	await check('the webhook run is stored with its outcomes', async () => {
		const run = await endedRun(n8n, HOOK_ID);
		assert.equal(run.status, 'success');
		assert.equal(run.mode, 'webhook');
	});
}

/** The newest run of a workflow, once it has ended: a webhook is answered before that. */
async function endedRun(n8n, workflowId) {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	for (let attempt = 0; ; attempt += 1) {
		const { results } = await n8n.rest.request('GET', `/rest/executions?filter=${filter}`);
		if (results[0]?.status !== 'running' || attempt === 60) return results[0];
		await setTimeout(500);
	}
}

const pick = (object, keys) => Object.fromEntries(keys.map((key) => [key, object[key]]));

/** The template with a webhook in place of the manual trigger; it answers with what was read to confirm. */
async function webhookWorkflow(world) {
	const workflow = await syncWorkflow(world.credential);
	const start = workflow.nodes.find((node) => node.type === 'n8n-nodes-base.manualTrigger');
	const hook = {
		...start,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: HOOK,
		parameters: { path: HOOK, responseMode: 'responseNode' },
	};
	const answer = {
		id: 'answer',
		name: 'Answer',
		type: 'n8n-nodes-base.respondToWebhook',
		typeVersion: 1.1,
		position: [1152, -96],
		parameters: { respondWith: 'allIncomingItems' },
	};
	return {
		...workflow,
		id: HOOK_ID,
		name: `${workflow.name} (webhook)`,
		nodes: [...workflow.nodes.map((node) => (node === start ? hook : node)), answer],
		connections: {
			...workflow.connections,
			[NODES.confirm]: { main: [[{ node: answer.name, type: 'main', index: 0 }]] },
		},
	};
}
