import type { INodeExecutionData } from 'n8n-workflow';
import type { ChangesRequest } from '../../../core/directory/session';
import { eachItem, rowItem } from '../../shared/items';
import type { NodeOptions } from '../../shared/options';
import { parameter } from '../../shared/parameter';
import { rowsInto, TOOL_LIMIT } from '../../shared/queries';
import { schemaOf } from '../../shared/schema';
import { text } from '../../shared/values';
import { filterOf } from '../filters';
import { scopeOf } from '../locators';
import { selectOf } from '../select';
import { type DirectoryOperation, type DirectoryTableRun, objects } from './operation';

export const getChanges: DirectoryOperation = {
	value: 'getChanges',
	label: 'Get Changes',
	description: (table) => `Retrieve the ${table.plural} that changed since the last run`,
	action: (table) => `Get changes of ${table.plural}`,
	offered: objects,
	execute,
};

async function execute(tableRun: DirectoryTableRun): Promise<INodeExecutionData[]> {
	const { run, table } = tableRun;
	const schema = schemaOf(tableRun);
	return await eachItem(run, async (index, options) => {
		const call = run.call(options);
		const select = await selectOf(run.context, index, () => schema(call), run.tool);
		const request = requestOf(tableRun, index, options);
		const rows: INodeExecutionData[] = [];
		const end = await rowsInto(rows, index, run.session.changes({ ...request, select }, call));
		if (end.fullRead && request.cursor) {
			run.hint(`All ${table.plural} were read${end.reason ? `: ${end.reason}` : '.'}`);
		}
		const shown = run.tool ? rows.slice(0, TOOL_LIMIT) : rows;
		const omitted = rows.length - shown.length;
		return [...shown, rowItem({ ...end, ...(omitted > 0 ? { omitted } : {}) }, index)];
	});
}

function requestOf(
	{ run, table }: DirectoryTableRun,
	index: number,
	options: NodeOptions,
): ChangesRequest {
	const read = (name: string) => parameter(run.context, name, index);
	return {
		table: table.name,
		scope: scopeOf(run.context, index, options),
		method: text(read('method')) === 'usnChanged' ? 'usnChanged' : 'dirSync',
		cursor: text(read('cursor')) || undefined,
		...filterOf(run.context, index),
		includeDeleted: read('includeDeleted') !== false,
		withoutDeletions: options.withoutDeletions,
	};
}
