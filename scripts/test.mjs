// npm test: what setup.mjs does, then type check, lint, build, and all tests on this Node and on the Node that n8n uses.
//   --only NAME   one of types, lint, build, tests, tests24; may be repeated
// The last line is `N passed, N failed`; a step without tests of its own counts as one.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './lib/checkout.mjs';
import { run } from './lib/child.mjs';
import { ensureNode24 } from './lib/node24.mjs';
import { say, step, table } from './lib/progress.mjs';

// Not left to a pretest script: npm runs none where ignore-scripts is set, as it is here.
await import('./setup.mjs');

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const wanted = (name) => values.only === undefined || values.only.includes(name);

const scratch = await mkdtemp(join(tmpdir(), 'exchange-tests-'));
const results = [];

/** Runs a command as one step and keeps its result. */
async function check(name, title, work) {
	if (!wanted(name)) return;
	const since = Date.now();
	let result;
	try {
		result = await step(title, async (detail) => {
			const outcome = await work(detail);
			if (outcome.failed > 0) throw Object.assign(new Error(title), { outcome });
			return outcome;
		});
	} catch (error) {
		result = error.outcome ?? { passed: 0, failed: 1, output: error.message };
		say(`${result.output.trimEnd()}\n`);
	}
	results.push({ title, ...result, seconds: Math.round((Date.now() - since) / 1000) });
}

async function command(file, args, detail) {
	const { code, stdout, stderr } = await run(file, args, {
		cwd: root,
		env: { CI: 'true' },
		check: false,
		onLine: (line) => detail(line),
	});
	return code === 0
		? { passed: 1, failed: 0, output: '' }
		: { passed: 0, failed: 1, output: stdout + stderr };
}

/** All test files on one Node. Files that did not get to their tests, and a red schema hook, count too. */
async function jest(node, detail) {
	const summary = join(scratch, `jest-${results.length}.json`);
	const args = ['node_modules/jest/bin/jest.js', '--ci', '--json', `--outputFile=${summary}`];
	const remarks = new Set();
	const { code, stderr, stdout } = await run(node, args, {
		cwd: root,
		env: { CI: 'true', EXCHANGE_FULL_RUN: '1' },
		check: false,
		onLine: (line) => {
			if (/^(PASS|FAIL)/.test(line)) detail(line);
			const remark = /LEFT OUT.*|^schema hook: \d.*|^\s+samples: \d.*/.exec(line);
			if (remark) remarks.add(remark[0].trim());
		},
	});
	remarks.forEach((remark) => say(`  ${remark}`));
	const text = await readFile(summary, 'utf8').catch(() => '{}');
	const {
		numPassedTests = 0,
		numFailedTests = 0,
		numRuntimeErrorTestSuites = 0,
	} = JSON.parse(text);
	const broken = numFailedTests + numRuntimeErrorTestSuites;
	const failed = code !== 0 && broken === 0 ? 1 : broken;
	return { passed: numPassedTests, failed, output: stderr + (text === '{}' ? stdout : '') };
}

const npm = (script) => (detail) => command('npm', ['run', '--silent', script], detail);

await check('types', 'Types', npm('typecheck'));
await check('lint', 'Lint', npm('lint'));
await check('build', 'Build', npm('build'));
await check('tests', `Tests on Node ${process.versions.node}`, (detail) =>
	jest(process.execPath, detail),
);
if (wanted('tests24') && Number(process.versions.node.split('.')[0]) < 24) {
	await check('tests24', 'Tests on Node 24', async (detail) =>
		jest(await ensureNode24(say), detail),
	);
}
await rm(scratch, { recursive: true, force: true });

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const rows = results.map(({ title, passed, failed, seconds }) => [title, passed, failed, seconds]);
say(`\n${table(['step', 'passed', 'failed', 'seconds'], rows)}\n`);
const failed = sum('failed');
say(`${sum('passed')} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
