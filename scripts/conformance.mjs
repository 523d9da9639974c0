// Microsoft's interoperability test cases, told anew, against the sandbox: raw SOAP over HTTP.
//   npm run conformance -- [--json] [--only TEXT]   all scenarios, or those whose name holds TEXT
//   npm run conformance -- --break RULE [--json]    with one rule of the sandbox switched off
//   npm run conformance -- --break all              every rule in turn: which scenarios turn red
//   npm run conformance -- --rules                  the rules, one sentence each
// Ends with 1 when a scenario is red; with `--break all` when a rule turned none red.
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { register } from 'tsx/cjs/api';
import { validateTraces } from '../test/hook/validate.mjs';

const { values } = parseArgs({
	options: {
		json: { type: 'boolean', default: false },
		only: { type: 'string', default: '' },
		break: { type: 'string' },
		rules: { type: 'boolean', default: false },
	},
});

register();
const { CASES, RULES, RULE_NAMES, SCENARIOS, TOTAL, countParts, runAll } = createRequire(
	import.meta.url,
)('../test/conformance/runner.ts');

const scenarios = SCENARIOS.filter(({ name }) => name.includes(values.only));
const red = (outcomes) => outcomes.filter(({ reasons }) => reasons.length > 0);

function printRules() {
	const width = Math.max(...RULE_NAMES.map((name) => name.length));
	for (const name of RULE_NAMES) console.log(`${name.padEnd(width)}  ${RULES[name]}`);
}

/** Runs all with the schema hook: a scenario whose messages break the schema is red. */
async function judged() {
	const trace = mkdtempSync(path.join(tmpdir(), 'exchange-trace-'));
	try {
		const outcomes = await runAll(scenarios, { trace });
		const hook = await validateTraces(trace);
		for (const { test, where, errors } of hook?.invalid ?? []) {
			outcomes.find(({ name }) => name === test)?.reasons.push(`${where}: ${errors.join('; ')}`);
		}
		if (hook)
			console.log(`schema hook: ${hook.validated} validated, ${hook.invalid.length} invalid`);
		return outcomes;
	} finally {
		rmSync(trace, { recursive: true, force: true });
	}
}

function printCount(outcomes) {
	const parts = countParts(outcomes);
	const passed = Object.values(parts).reduce((sum, part) => sum + part.passed, 0);
	console.log('part   passed  total');
	for (const [name, part] of Object.entries(parts)) {
		console.log(
			`${name.padEnd(6)} ${String(part.passed).padStart(6)} ${String(part.total).padStart(6)}`,
		);
	}
	console.log(`${'all'.padEnd(6)} ${String(passed).padStart(6)} ${String(TOTAL).padStart(6)}`);
	return { passed, total: TOTAL, parts };
}

async function breakAll() {
	const without = [];
	// A scenario that never comes to a rule cannot notice that it is switched off.
	const whole = await runAll(scenarios, { trace: '' });
	const askedBy = (rule) => scenarios.filter((_, at) => whole[at].asked.has(rule));
	const width = Math.max(...RULE_NAMES.map((name) => name.length));
	for (const rule of RULE_NAMES) {
		const names = red(await runAll(askedBy(rule), { broken: [rule], trace: '' })).map(
			({ name }) => name,
		);
		if (names.length === 0) without.push(rule);
		const more = names.length > 3 ? ` and ${names.length - 3} more` : '';
		console.log(`${rule.padEnd(width)}  ${names.slice(0, 3).join(', ') || 'NONE'}${more}`);
	}
	console.log(`${RULE_NAMES.length} rules, ${without.length} that no scenario notices`);
	if (values.json) console.log(JSON.stringify({ rules: RULE_NAMES.length, without }));
	return without.length === 0;
}

async function main() {
	if (values.rules) {
		printRules();
		return true;
	}
	if (values.break === 'all') return await breakAll();
	if (values.break !== undefined && !RULE_NAMES.includes(values.break)) {
		console.error(`'${values.break}' is no rule. They are:`);
		printRules();
		process.exit(2);
	}
	const broken = values.break === undefined ? undefined : [values.break];
	const outcomes = broken ? await runAll(scenarios, { broken, trace: '' }) : await judged();
	for (const { name, reasons } of red(outcomes)) {
		console.log(`red: ${name}`);
		for (const reason of reasons.slice(0, 5)) console.log(`  ${reason}`);
	}
	const cases = Object.values(CASES).flat();
	const unknown = outcomes.filter(({ name }) => !cases.includes(name));
	for (const { name } of unknown) console.log(`no case of that name: ${name}`);
	if (broken) console.log(`\n${values.break}: ${RULES[values.break]}`);
	console.log();
	const summary = printCount(outcomes);
	if (values.json) {
		const said = broken
			? { ...summary, broken: values.break, red: red(outcomes).map(({ name }) => name) }
			: summary;
		console.log(JSON.stringify(said));
	}
	return red(outcomes).length === 0 && unknown.length === 0;
}

process.exitCode = (await main()) ? 0 : 1;
