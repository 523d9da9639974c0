import type { INodeExecutionData } from 'n8n-workflow';
import { readItems } from '../../shared/reads';
import { schemaOf } from '../../shared/schema';
import { objectOf, scopeOf } from '../locators';
import { selectOf } from '../select';
import { aRecord, declared, type DirectoryOperation, type DirectoryTableRun } from './operation';

export const get: DirectoryOperation = {
	value: 'get',
	label: 'Get',
	description: (table) => `Retrieve ${aRecord(table)} by its name or ID`,
	action: (table) => `Get ${aRecord(table)}`,
	offered: declared('get'),
	execute,
};

async function execute(tableRun: DirectoryTableRun): Promise<INodeExecutionData[]> {
	const { run, table } = tableRun;
	const schema = schemaOf(tableRun);
	return await readItems(
		run,
		async (index) => {
			const options = run.options(index);
			const call = run.call(options);
			return {
				target: {
					table: table.name,
					scope: scopeOf(run.context, index, options),
					select: await selectOf(run.context, index, () => schema(call), run.tool),
				},
				call,
				key: objectOf(run.context, 'object', 'Object', index),
			};
		},
		(target, objects, call) => run.session.get(target, objects, call),
	);
}
