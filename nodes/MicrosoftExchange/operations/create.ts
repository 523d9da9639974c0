import type { INodeExecutionData } from 'n8n-workflow';
import { take } from '../../shared/mapping';
import type { TableRun } from '../../shared/run';
import { writeItems } from '../../shared/writes';
import { aRecord, type TableOperation } from './operation';
import { mappedItems } from './record';
import { writtenRecord } from './written';

export const create: TableOperation = {
	value: 'create',
	label: 'Create',
	description: (table) => `Create ${aRecord(table)}`,
	action: (table) => `Create ${aRecord(table)}`,
	execute,
};

async function execute(tableRun: TableRun): Promise<INodeExecutionData[]> {
	const prepare = mappedItems(tableRun, 'create', ({ values }, resolver) => {
		take(values, resolver, 'id');
		take(values, resolver, 'changeKey');
		return { record: { values } };
	});
	const { session } = tableRun.run;
	return await writeItems(
		tableRun,
		prepare,
		(request, call) => session.create(request, call),
		writtenRecord,
	);
}
