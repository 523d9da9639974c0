import type { INodeExecutionData } from 'n8n-workflow';
import type { DeleteType } from '../../../core/backends/backend';
import { parameter } from '../../shared/parameter';
import { recordIdOf } from '../../shared/recordId';
import type { TableRun } from '../../shared/run';
import { writeItems } from '../../shared/writes';
import { aRecord, type TableOperation } from './operation';
import { prepareKnown } from './record';

export const deleteRecord: TableOperation = {
	value: 'delete',
	label: 'Delete',
	description: (table) =>
		table.ews?.kind === 'collection'
			? `Delete ${aRecord(table)} for good`
			: `Move ${aRecord(table)} to Deleted Items, or delete it for good`,
	action: (table) => `Delete ${aRecord(table)}`,
	execute,
};

async function execute(tableRun: TableRun): Promise<INodeExecutionData[]> {
	const { context, session } = tableRun.run;
	return await writeItems(
		tableRun,
		(index) =>
			prepareKnown(
				tableRun,
				index,
				({ changeKey }) => ({ id: recordIdOf(context, index), changeKey }),
				{ deleteType: deleteTypeOf(parameter(context, 'deleteType', index)) },
				'Delete',
			),
		(request, call) => session.delete(request, call),
		(result, record) => ({ id: result.id ?? record.id ?? null, deleted: true }),
	);
}

/** Records of a collection have no Deleted Items to go to: the parameter is not shown. */
const deleteTypeOf = (chosen: unknown): DeleteType =>
	(chosen as DeleteType | null) ?? 'moveToDeletedItems';
