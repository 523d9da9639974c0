import type { INodeExecutionData } from 'n8n-workflow';
import type { Query } from '../../../core/query/query';
import type { Table } from '../../../core/schema/table';
import { conditionOf, orderOf } from '../../shared/conditions';
import { core } from '../../shared/core';
import { scopeOf } from '../../shared/locators';
import { parameter } from '../../shared/parameter';
import type { NodeOptions } from '../../shared/options';
import { limitOf, queryItems } from '../../shared/queries';
import type { Run, TableRun } from '../../shared/run';
import { selectOf } from '../../shared/select';
import { text } from '../../shared/values';
import type { TableOperation } from './operation';

export const query: TableOperation = {
	value: 'query',
	label: 'Query',
	description: (table) => {
		const keys = (table.keys ?? []).map((key) => `'${labelOf(table, key)}'`).join(' and ');
		return keys === ''
			? `Retrieve the ${table.plural} that meet conditions`
			: `Retrieve the ${table.plural} that meet conditions; one on ${keys} is needed`;
	},
	action: (table) => `Query ${table.plural}`,
	execute,
};

const labelOf = ({ columns }: Table, key: string): string =>
	columns.find(({ id }) => id === key)?.label ?? key;

async function execute(tableRun: TableRun): Promise<INodeExecutionData[]> {
	const { run, table } = tableRun;
	return await queryItems(
		tableRun,
		(index, options) => queryOf(run, table, index, options),
		(question, call) => run.session.query(question, call),
	);
}

/** The parameters of one item as a query. */
function queryOf(run: Run, table: Table, index: number, options: NodeOptions): Query {
	const read = (name: string) => parameter(run.context, name, index);
	return {
		table: table.name,
		scope: scopeOf(run.context, index, options),
		select: selectOf(run.context, index, table, run.dialect, { tool: run.tool, byId: false }),
		where: conditionOf(read('conditions'), read('combineConditions')),
		orderBy: orderOf(read('sort')),
		offset: options.offset,
		limit: limitOf(run.tool, read),
		expand: expandOf(read),
		pageSize: options.pageSize,
		bodyFormat: options.bodyFormat,
	};
}

/** The range in which series are expanded; only events have the parameter. */
function expandOf(read: (name: string) => unknown): Query['expand'] {
	if (read('expandSeries') !== true) return undefined;
	return {
		start: bound('Range Start', read('rangeStart')),
		end: bound('Range End', read('rangeEnd')),
	};
}

function bound(label: string, value: unknown): string {
	const given = text(value);
	if (given !== '') return given;
	throw new (core().InputError)(`'${label}' is empty`, {
		field: label,
		advice:
			"Series are expanded between two dates: set 'Range Start' and 'Range End', or switch 'Expand Series' off to get each series once.",
	});
}
