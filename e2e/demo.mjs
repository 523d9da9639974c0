/** `npm run demo -- --once --json` as a person calls it, judged by its last line alone. */
import assert from 'node:assert/strict';
import { root } from '../scripts/lib/checkout.mjs';
import { run } from '../scripts/lib/child.mjs';
import { demoData } from '../scripts/lib/demo/data.mjs';
import { SEED } from './world.mjs';

const OTHER_SEED = SEED + 1;

async function demo(world, seed) {
	const { code, stdout } = await run(
		'npm',
		[
			'run',
			'--silent',
			'demo',
			'--',
			'--once',
			'--json',
			`--seed=${seed}`,
			`--n8n=${world.installation.folder}`,
		],
		{ cwd: root, check: false, timeoutMs: 300_000 },
	);
	assert.equal(code, 0, stdout);
	return JSON.parse(stdout.trim().split('\n').at(-1));
}

function assertSummary(summary, seed, world) {
	const { digest, n8n, seconds, ...counts } = summary;
	const { expected } = demoData(seed);
	assert.deepEqual(counts, {
		...expected,
		writesSeen: { first: expected.created + expected.updated, second: 0 },
		secondRun: {
			created: 0,
			updated: 0,
			unchanged: expected.queried - expected.refused,
			failed: 0,
		},
	});
	assert.match(digest, /^[0-9a-f]{64}$/);
	assert.equal(n8n, world.installation.version);
	assert.ok(seconds > 0);
}

export async function checkDemo({ check }, world) {
	const first = await check('ends well, and its summary fits the data', async () => {
		const summary = await demo(world, SEED);
		assertSummary(summary, SEED, world);
		return summary;
	});
	await check('its digest is the one that exchangelib confirmed', () => {
		assert.ok(world.digest, 'needs the part sync');
		assert.equal(first.digest, world.digest);
	});
	await check('another seed: other counts, another digest', async () => {
		const other = await demo(world, OTHER_SEED);
		assertSummary(other, OTHER_SEED, world);
		assert.notEqual(other.digest, first.digest);
		assert.notDeepEqual({ ...other, digest: 0, seconds: 0 }, { ...first, digest: 0, seconds: 0 });
	});
}
