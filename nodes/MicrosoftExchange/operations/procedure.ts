import type { INodeExecutionData } from 'n8n-workflow';
import type { Call } from '../../../core/backends/backend';
import type { Scope } from '../../../core/query/query';
import type { Row } from '../../../core/schema/column';
import type { Procedure, ProcedureResult } from '../../../core/schema/procedure';
import { binaryOf } from '../../shared/binary';
import { core } from '../../shared/core';
import { isCancelled } from '../../shared/errors';
import { eachItem, rowItem } from '../../shared/items';
import { scopeOf } from '../../shared/locators';
import { parameter } from '../../shared/parameter';
import type { Run } from '../../shared/run';
import { text } from '../../shared/values';
import { inputsOf } from './inputs';

/** The procedure that a resource's own operation stands for; none for the operations of a table. */
export function procedureOf(resource: string, operation: string): Procedure | undefined {
	const { tables, shownProcedures } = core();
	const table = tables.find(({ name }) => name === resource);
	if (table?.operations.some((offered) => offered === operation)) return undefined;
	return shownProcedures.find(
		(procedure) => procedure.resource === resource && procedure.operation === operation,
	);
}

/** One item, ready to run. */
interface Prepared {
	readonly index: number;
	readonly procedure: Procedure;
	readonly input: Row;
	readonly scope: Scope;
	readonly call: Call;
}

/** Runs a procedure for the items: the one of the operation, or the one that each item names. */
export async function executeProcedures(
	run: Run,
	fixed: Procedure | undefined,
): Promise<INodeExecutionData[]> {
	if (fixed?.inBatches) return await inBatches(run, fixed);
	return await eachItem(run, async (index) => {
		const item = await prepare(run, fixed ?? namedProcedure(run, index), index);
		const { procedure, input, scope, call } = item;
		return await itemsOf(run, item, await run.session.execute(procedure.name, input, scope, call));
	});
}

/** Items that one request can carry go out together; each answer goes back to its own item. */
async function inBatches(run: Run, procedure: Procedure): Promise<INodeExecutionData[]> {
	const found = new Map<number, INodeExecutionData[]>();
	const fail = (error: unknown, index: number) => found.set(index, [run.fail(error, index)]);
	const batches = new Map<string, Prepared[]>();
	for (const index of run.indexes) {
		try {
			const item = await prepare(run, procedure, index);
			const key = JSON.stringify([item.scope, item.call.timeZone, item.call.timeoutMs]);
			batches.set(key, [...(batches.get(key) ?? []), item]);
		} catch (error) {
			fail(error, index);
		}
	}
	const failures: Array<readonly [Error, number]> = [];
	for (const batch of batches.values()) {
		const answers = await answersOf(run, batch);
		for (const [place, item] of batch.entries()) {
			const answer = answers[place] ?? [];
			if (answer instanceof Error) failures.push([answer, item.index]);
			else found.set(item.index, await itemsOf(run, item, answer));
		}
	}
	const done = `Of ${run.indexes.length} records in this run, ${found.size} were done.`;
	for (const [error, index] of failures) {
		found.set(index, [run.fail(error, index, undefined, done)]);
	}
	return run.indexes.flatMap((index) => found.get(index) ?? []);
}

/** The answers of one batch; when the whole call ended in an error, it is the answer of each item. */
async function answersOf(
	run: Run,
	batch: readonly Prepared[],
): Promise<Array<ProcedureResult[] | Error>> {
	const [first] = batch;
	if (!first) return [];
	const { procedure, scope, call, index } = first;
	const inputs = batch.map(({ input }) => input);
	try {
		return await run.session.executeAll(procedure.name, inputs, scope, call);
	} catch (error) {
		if (isCancelled(error)) throw run.failure(error, index);
		return batch.map(() => error as Error);
	}
}

async function prepare(run: Run, procedure: Procedure, index: number): Promise<Prepared> {
	const options = run.options(index);
	if (procedure.risky) run.allowRisky(options, procedure.label);
	return {
		index,
		procedure,
		input: await inputsOf(run, index, procedure),
		scope: scopeOf(run.context, index, options),
		call: run.call(options),
	};
}

async function itemsOf(
	run: Run,
	{ index }: Prepared,
	results: readonly ProcedureResult[],
): Promise<INodeExecutionData[]> {
	const field = text(parameter(run.context, 'outputBinaryProperty', index)) || 'data';
	const items: INodeExecutionData[] = [];
	for (const { row, file } of results) {
		const item = rowItem(row, index);
		items.push(file ? { ...item, binary: await binaryOf(run.context, field, file) } : item);
	}
	return items;
}

function namedProcedure(run: Run, index: number): Procedure {
	const locator = parameter(run.context, 'procedure', index);
	const name = text((locator as { value?: unknown } | null)?.value ?? locator);
	if (name !== '') return core().findProcedure(name);
	throw new (core().InputError)("'Procedure' is empty", {
		field: 'Procedure',
		advice: 'Choose a procedure from the list, or give its name.',
	});
}
