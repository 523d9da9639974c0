import type { INodeExecutionData } from 'n8n-workflow';
import { core } from '../../shared/core';
import { take } from '../../shared/mapping';
import type { TableRun } from '../../shared/run';
import { writeItems } from '../../shared/writes';
import { aRecord, type TableOperation } from './operation';
import { mappedItems } from './record';
import { writtenRecord } from './written';

export const upsert: TableOperation = {
	value: 'upsert',
	label: 'Create or Update',
	description: () => 'Create a new record, or update the current one if it already exists (upsert)',
	action: (table) => `Create or update ${aRecord(table)}`,
	execute,
};

async function execute(tableRun: TableRun): Promise<INodeExecutionData[]> {
	const prepare = mappedItems(tableRun, 'upsert', ({ values, matchColumns }, resolver) => {
		if (matchColumns.length === 0) {
			throw new (core().InputError)("'Columns to Match On' is empty", {
				field: 'Columns to Match On',
				advice: 'Choose the columns whose values identify a record, such as an e-mail address.',
			});
		}
		const matched = matchColumns.map((name) => resolver.find(name).id);
		// The key of the record that an item came from says nothing about the record it goes to.
		for (const key of ['id', 'changeKey']) if (!matched.includes(key)) take(values, resolver, key);
		return { record: { values }, more: { matchColumns } };
	});
	const { session } = tableRun.run;
	return await writeItems(
		tableRun,
		prepare,
		(request, call) => session.upsert(request, call),
		writtenRecord,
	);
}
