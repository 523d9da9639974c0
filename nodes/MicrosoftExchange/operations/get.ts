import type { INodeExecutionData } from 'n8n-workflow';
import type { Call } from '../../../core/backends/backend';
import type { Query } from '../../../core/query/query';
import { rowItem } from '../../shared/items';
import { scopeOf } from '../../shared/locators';
import { recordIdOf } from '../../shared/recordId';
import { isCancelled } from '../../shared/errors';
import type { Run, TableRun } from '../../shared/run';
import { selectOf } from '../../shared/select';
import { aRecord, type TableOperation } from './operation';

export const get: TableOperation = {
	value: 'get',
	label: 'Get',
	description: (table) => `Retrieve ${aRecord(table)} by its ID`,
	action: (table) => `Get ${aRecord(table)}`,
	execute,
};

type Target = Pick<Query, 'table' | 'scope' | 'select' | 'bodyFormat'>;

interface Batch {
	readonly target: Target;
	readonly call: Call;
	readonly ids: string[];
	readonly indexes: number[];
}

/** Reads the ids of all items in as few requests as their mailboxes and columns allow. */
async function execute({ run, table }: TableRun): Promise<INodeExecutionData[]> {
	const found = new Map<number, INodeExecutionData>();
	const batches = new Map<string, Batch>();
	for (const index of run.indexes) {
		try {
			const options = run.options(index);
			const target: Target = {
				table: table.name,
				scope: { ...scopeOf(run.context, index, options), folders: [] },
				select: selectOf(run.context, index, table, run.dialect, { tool: run.tool, byId: true }),
				bodyFormat: options.bodyFormat,
			};
			const call = run.call(options);
			const key = JSON.stringify([target, call.timeZone, call.timeoutMs]);
			const id = recordIdOf(run.context, index);
			const batch = batches.get(key) ?? { target, call, ids: [], indexes: [] };
			batches.set(key, batch);
			batch.ids.push(id);
			batch.indexes.push(index);
		} catch (error) {
			found.set(index, run.fail(error, index));
		}
	}
	for (const batch of batches.values()) await readBatch(run, batch, found);
	return run.indexes.flatMap((index) => found.get(index) ?? []);
}

async function readBatch(
	run: Run,
	{ target, ids, indexes, call }: Batch,
	found: Map<number, INodeExecutionData>,
): Promise<void> {
	const rows = await run.session.get(target, ids, call).catch((error: unknown) => {
		if (isCancelled(error)) throw run.failure(error, indexes[0] ?? 0);
		return ids.map(() => error as Error);
	});
	for (const [position, index] of indexes.entries()) {
		const row = rows[position];
		found.set(
			index,
			row === undefined || row instanceof Error ? run.fail(row, index) : rowItem(row, index),
		);
	}
}
