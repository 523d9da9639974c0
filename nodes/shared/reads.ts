import type { INodeExecutionData } from 'n8n-workflow';
import type { Call } from '../../core/backends/backend';
import type { Row } from '../../core/schema/column';
import { isCancelled } from './errors';
import { rowItem } from './items';
import type { Run } from './run';

/** One item's record: what it is named by, and what it shares with others of a request. */
export interface Wanted<Target, Key> {
	readonly target: Target;
	readonly call: Call;
	readonly key: Key;
}

interface Batch<Target, Key> {
	readonly target: Target;
	readonly call: Call;
	readonly keys: Key[];
	readonly indexes: number[];
}

/** Reads the records of all items in as few requests as their targets allow. */
export async function readItems<S, Target, Key>(
	run: Run<S>,
	wantedOf: (itemIndex: number) => Wanted<Target, Key> | Promise<Wanted<Target, Key>>,
	read: (target: Target, keys: readonly Key[], call: Call) => Promise<Array<Row | Error>>,
): Promise<INodeExecutionData[]> {
	const found = new Map<number, INodeExecutionData>();
	const batches = new Map<string, Batch<Target, Key>>();
	for (const index of run.indexes) {
		try {
			const { target, call, key } = await wantedOf(index);
			const group = JSON.stringify([target, call.timeZone, call.timeoutMs]);
			const batch = batches.get(group) ?? { target, call, keys: [], indexes: [] };
			batches.set(group, batch);
			batch.keys.push(key);
			batch.indexes.push(index);
		} catch (error) {
			found.set(index, run.fail(error, index));
		}
	}
	for (const { target, call, keys, indexes } of batches.values()) {
		const rows = await read(target, keys, call).catch((error: unknown) => {
			if (isCancelled(error)) throw run.failure(error, indexes[0] ?? 0);
			return keys.map(() => error as Error);
		});
		for (const [position, index] of indexes.entries()) {
			const row = rows[position];
			found.set(
				index,
				row === undefined || row instanceof Error ? run.fail(row, index) : rowItem(row, index),
			);
		}
	}
	return run.indexes.flatMap((index) => found.get(index) ?? []);
}
