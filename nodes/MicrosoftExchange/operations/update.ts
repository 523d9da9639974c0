import type { INodeExecutionData } from 'n8n-workflow';
import { core } from '../../shared/core';
import { take } from '../../shared/mapping';
import type { TableRun } from '../../shared/run';
import { writeItems } from '../../shared/writes';
import { aRecord, type TableOperation } from './operation';
import { mappedItems } from './record';
import { writtenRecord } from './written';

export const update: TableOperation = {
	value: 'update',
	label: 'Update',
	description: (table) => `Change columns of ${aRecord(table)}`,
	action: (table) => `Update ${aRecord(table)}`,
	execute,
};

async function execute(tableRun: TableRun): Promise<INodeExecutionData[]> {
	const prepare = mappedItems(tableRun, 'update', ({ values }, resolver, options) => {
		const id = take(values, resolver, 'id');
		const changeKey = take(values, resolver, 'changeKey');
		if (id === '') {
			throw new (core().InputError)("The column 'ID' is empty, so there is no record to update", {
				field: 'ID',
				advice:
					"Map 'ID' to the column 'id' of a Query, for example {{ $json.id }}, or use 'Create or Update' to find records by other columns.",
			});
		}
		return { record: { id, changeKey: options.changeKey ?? (changeKey || undefined), values } };
	});
	const { session } = tableRun.run;
	return await writeItems(
		tableRun,
		prepare,
		(request, call) => session.update(request, call),
		writtenRecord,
	);
}
