import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
	CASES,
	countParts,
	RULE_NAMES,
	runAll,
	runScenario,
	SCENARIOS,
	type Outcome,
} from './runner';

const INTEROP = join(
	resolve(__dirname, '../..', process.env['EXCHANGE_SHARED'] ?? '../shared'),
	'samples/interop',
);
/** Scenarios that have to pass: what was reached is not lost again. */
const FLOOR = 413;
const WITNESSES_TRIED = 2;

const ids = SCENARIOS.map(({ requirements }) => requirements).flat();

/** A file of Microsoft's lists; undefined, with a loud remark, where they are not at hand. */
function interop<T>(file: string, checks: string): T | undefined {
	const path = join(INTEROP, file);
	if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as T;
	console.warn(`LEFT OUT: ${checks}, there is no ${path} (set EXCHANGE_SHARED)`);
	return undefined;
}

describe('declarations', () => {
	it('has one scenario at most for each case, by its exact name', () => {
		const names = SCENARIOS.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		const cases = Object.values(CASES).flat();
		expect(names.filter((name) => !cases.includes(name))).toEqual([]);
	});

	it('lists requirements of the right form for every scenario, each once', () => {
		for (const { name, requirements } of SCENARIOS) {
			expect([name, requirements.length > 0]).toEqual([name, true]);
			expect([name, new Set(requirements).size]).toEqual([name, requirements.length]);
		}
		expect(ids.filter((id) => !/^MS-OX[A-Z]+_R\d+$/.test(id))).toEqual([]);
	});

	it("names requirements of Microsoft's list alone, and all that it names for a case", () => {
		type List = Record<string, Array<{ 'Req ID': string }>>;
		const list = interop<List>('interop-ews-requirements.json', 'ids of requirements');
		if (list !== undefined) {
			const known = new Set(
				Object.values(list).flatMap((part) => part.map((one) => one['Req ID'])),
			);
			expect(ids.filter((id) => !known.has(id))).toEqual([]);
		}
		type Cases = Array<{ name: string; requirements: string[] }>;
		const cases = interop<Cases>('interop-ews-testcases.json', 'requirements of cases');
		expect(
			(cases ?? []).flatMap((one) => {
				const found = SCENARIOS.find(({ name }) => name === one.name);
				return one.requirements.filter((id) => found && !found.requirements.includes(id));
			}),
		).toEqual([]);
		if (cases !== undefined) {
			expect(cases.map(({ name }) => name).sort()).toEqual(Object.values(CASES).flat().sort());
		}
	});
});

describe('scenarios', () => {
	const outcomes: Outcome[] = [];

	it.each(SCENARIOS.map((one) => [one.name, one] as const))('%s', async (_name, scenario) => {
		const outcome = await runScenario(scenario);
		outcomes.push(outcome);
		expect(outcome.reasons).toEqual([]);
	});

	it(`passes at least ${FLOOR} of the 413 cases`, () => {
		const counts = Object.values(countParts(outcomes));
		expect(counts.reduce((sum, { total }) => sum + total, 0)).toBe(413);
		expect(counts.reduce((sum, { passed }) => sum + passed, 0)).toBeGreaterThanOrEqual(FLOOR);
	});
});

describe('rules', () => {
	it.each(RULE_NAMES)('%s is noticed when it is switched off', async (rule) => {
		const witnesses = SCENARIOS.filter((one) => one.witnesses.includes(rule));
		expect(witnesses.length).toBeGreaterThan(0);
		const tried = witnesses.slice(0, WITNESSES_TRIED);
		const outcomes = await runAll(tried, { broken: [rule], trace: '' });
		expect(outcomes.filter(({ reasons }) => reasons.length === 0)).toEqual([]);
	});
});
