import type { INodeExecutionData } from 'n8n-workflow';
import { objectOf } from '../locators';
import { aRecord, declared, type DirectoryOperation, type DirectoryTableRun } from './operation';
import { prepareNamed, writeRecords } from './record';

export const deleteObject: DirectoryOperation = {
	value: 'delete',
	label: 'Delete',
	description: (table) => `Delete ${aRecord(table)}`,
	action: (table) => `Delete ${aRecord(table)}`,
	offered: declared('delete'),
	execute,
};

async function execute(tableRun: DirectoryTableRun): Promise<INodeExecutionData[]> {
	const { run } = tableRun;
	return await writeRecords(
		tableRun,
		(index) =>
			prepareNamed(tableRun, index, (options) => {
				run.allowRisky(options, 'Delete');
				return { object: objectOf(run.context, 'object', 'Object', index) };
			}),
		(session, request, call) => session.delete(request, call),
		({ id }, { object }) => ({
			objectGUID: id ?? (object?.by === 'objectGUID' ? object.value : null),
			deleted: true,
		}),
	);
}
