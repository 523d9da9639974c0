/** What a run of the sync did, counted from n8n's run data and the sandbox's own request log. */
import { outputOf } from '../n8n.mjs';
import { NODES } from './workflow.mjs';

const WRITES = ['CreateItem', 'UpdateItem', 'DeleteItem'];

/**
 * @param run as n8n stores it
 * @param {object[]} log the sandbox's entries of this run
 */
export function countRun(run, log) {
	const queried = outputOf(run, NODES.query) ?? [];
	const written = outputOf(run, NODES.write) ?? [];
	const stopped = outputOf(run, NODES.write, 1) ?? [];
	const count = (outcome) => written.filter((item) => item.json.outcome === outcome).length;
	const writes = log.filter((entry) => entry.client === 'ours' && WRITES.includes(entry.operation));
	// a record that the server turned down was sent; a refused one never was
	const failed = writes.flatMap((entry) => entry.codes).filter((code) => code !== 'NoError').length;
	return {
		queried: queried.length,
		created: count('created'),
		updated: count('updated'),
		unchanged: count('unchanged'),
		failed,
		refused: stopped.length - failed,
		writes: writes.reduce((sum, entry) => sum + entry.writes, 0),
		confirmed: outputOf(run, NODES.confirm)?.length ?? 0,
		reasons: stopped.map((item) => reasonOf(item)),
	};
}

function reasonOf({ json, error }) {
	const text = json.error?.message ?? json.error ?? json.message ?? error?.message;
	return typeof text === 'string' ? text : JSON.stringify(text);
}

/** What does not fit together; empty when all is well. */
export function contradictions(first, second) {
	const faults = [];
	const expect = (holds, text) => holds || faults.push(text);
	for (const [name, run] of Object.entries({ first, second })) {
		const { queried, created, updated, unchanged, failed, refused } = run;
		const sum = created + updated + unchanged + failed + refused;
		expect(
			sum === queried,
			`${name} run: ${queried} contacts were queried, ${sum} have an outcome`,
		);
		expect(
			run.writes === created + updated,
			`${name} run: ${created + updated} records were reported as written, the server saw ${run.writes} writes`,
		);
		expect(failed === 0, `${name} run: the server turned down ${failed} records`);
	}
	for (const outcome of ['created', 'updated', 'unchanged', 'refused']) {
		expect(first[outcome] > 0, `first run: no contact was ${outcome}`);
	}
	expect(second.writes === 0, `second run: ${second.writes} records were written`);
	expect(
		second.unchanged === first.created + first.updated + first.unchanged,
		`second run: ${second.unchanged} contacts were unchanged`,
	);
	expect(second.refused === first.refused, `second run: ${second.refused} contacts were refused`);
	return faults;
}
