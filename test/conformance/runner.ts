import { startSandbox } from '../../sandbox';
import type { Rule } from '../../sandbox/rules';
import CASES from './cases.json';
import { SCENARIOS } from './parts';
import type { Scenario } from './scenario';
import { Trial } from './trial';

export { RULES, RULE_NAMES } from '../../sandbox/rules';
export { CASES, SCENARIOS };

export interface Outcome {
	readonly name: string;
	/** Why it is red; none when it passed. */
	readonly reasons: string[];
	/** Rules of the sandbox that its requests came to. */
	readonly asked: ReadonlySet<Rule>;
}

export interface RunOptions {
	/** Rules that the sandbox does not hold. */
	readonly broken?: readonly Rule[];
	/** Folder for the schema hook; default that of the environment; '' for none. */
	readonly trace?: string;
}

export interface Count {
	passed: number;
	total: number;
}

export const TOTAL = Object.values(CASES).reduce((sum, names) => sum + names.length, 0);

/** Runs one scenario against a sandbox of its own. */
export async function runScenario(scenario: Scenario, options: RunOptions = {}): Promise<Outcome> {
	const sandbox = await startSandbox({
		...scenario.sandbox,
		schemes: ['Basic'],
		broken: options.broken ?? [],
		...(options.trace === undefined ? {} : { trace: options.trace }),
		traceLabel: scenario.name,
	});
	const trial = new Trial(sandbox, scenario.sandbox.build);
	const reasons: string[] = [];
	try {
		await scenario.run(trial);
	} catch (error) {
		reasons.push((error as Error).message);
	} finally {
		await sandbox.close();
	}
	reasons.unshift(...trial.failures);
	if (scenario.requirements.length === 0) reasons.push('It lists no requirement');
	for (const id of scenario.requirements) {
		if (!trial.checked.has(id) && reasons.length === 0) reasons.push(`${id} was not checked`);
	}
	for (const id of trial.checked) {
		if (!scenario.requirements.includes(id)) reasons.push(`${id} was checked but is not listed`);
	}
	return { name: scenario.name, reasons, asked: sandbox.rules.asked };
}

/** All of them, or those given, one after the other. */
export async function runAll(
	scenarios: readonly Scenario[] = SCENARIOS,
	options: RunOptions = {},
): Promise<Outcome[]> {
	const outcomes: Outcome[] = [];
	for (const scenario of scenarios) outcomes.push(await runScenario(scenario, options));
	return outcomes;
}

/** Passed of all cases there are, per part: a case without a scenario has not passed. */
export function countParts(outcomes: readonly Outcome[]): Record<string, Count> {
	const passed = new Set(outcomes.filter((one) => one.reasons.length === 0).map((one) => one.name));
	return Object.fromEntries(
		Object.entries(CASES).map(([part, names]) => [
			part,
			{ passed: names.filter((name) => passed.has(name)).length, total: names.length },
		]),
	);
}
