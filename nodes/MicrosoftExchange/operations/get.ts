import type { INodeExecutionData } from 'n8n-workflow';
import { scopeOf } from '../../shared/locators';
import { readItems } from '../../shared/reads';
import { recordIdOf } from '../../shared/recordId';
import type { TableRun } from '../../shared/run';
import { selectOf } from '../../shared/select';
import { aRecord, type TableOperation } from './operation';

export const get: TableOperation = {
	value: 'get',
	label: 'Get',
	description: (table) => `Retrieve ${aRecord(table)} by its ID`,
	action: (table) => `Get ${aRecord(table)}`,
	execute,
};

async function execute({ run, table }: TableRun): Promise<INodeExecutionData[]> {
	return await readItems(
		run,
		(index) => {
			const options = run.options(index);
			return {
				target: {
					table: table.name,
					scope: { ...scopeOf(run.context, index, options), folders: [] },
					select: selectOf(run.context, index, table, run.dialect, {
						tool: run.tool,
						byId: true,
					}),
					bodyFormat: options.bodyFormat,
				},
				call: run.call(options),
				key: recordIdOf(run.context, index),
			};
		},
		(target, ids, call) => run.session.get(target, ids, call),
	);
}
