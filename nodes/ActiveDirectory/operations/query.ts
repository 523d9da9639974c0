import type { INodeExecutionData } from 'n8n-workflow';
import type { Call } from '../../../core/backends/backend';
import type { DirectoryQuery } from '../../../core/directory/session';
import type { Table } from '../../../core/schema/table';
import { orderOf } from '../../shared/conditions';
import type { NodeOptions } from '../../shared/options';
import { parameter } from '../../shared/parameter';
import { limitOf, queryItems } from '../../shared/queries';
import { schemaOf } from '../../shared/schema';
import { filterOf, listsOf } from '../filters';
import { objectOf, scopeOf } from '../locators';
import { selectOf } from '../select';
import { declared, type DirectoryOperation, type DirectoryTableRun, objects } from './operation';

export const query: DirectoryOperation = {
	value: 'query',
	label: 'Query',
	description: (table) => `Retrieve the ${table.plural} that meet conditions`,
	action: (table) => `Query ${table.plural}`,
	offered: declared('query'),
	execute,
};

async function execute(tableRun: DirectoryTableRun): Promise<INodeExecutionData[]> {
	const schema = schemaOf(tableRun);
	return await queryItems(
		tableRun,
		(index, options) => queryOf(tableRun, schema, index, options),
		(question, call) => tableRun.run.session.query(question, call),
	);
}

/** The parameters of one item as a query. */
async function queryOf(
	{ run, table }: DirectoryTableRun,
	schema: (call: Call) => Promise<Table>,
	index: number,
	options: NodeOptions,
): Promise<DirectoryQuery> {
	const read = (name: string) => parameter(run.context, name, index);
	return {
		table: table.name,
		scope: scopeOf(run.context, index, options),
		select: await selectOf(run.context, index, () => schema(run.call(options)), run.tool),
		...filterOf(run.context, index),
		...(objects(table)
			? listsOf(run.context, index)
			: { group: objectOf(run.context, 'group', 'Group', index) }),
		orderBy: orderOf(read('sort')),
		limit: limitOf(run.tool, read),
	};
}
