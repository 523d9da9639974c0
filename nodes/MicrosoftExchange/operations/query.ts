import type { INodeExecutionData } from 'n8n-workflow';
import type { Query } from '../../../core/query/query';
import type { Table } from '../../../core/schema/table';
import { conditionOf, orderOf } from '../../shared/conditions';
import { core } from '../../shared/core';
import { scopeOf } from '../../shared/locators';
import { rowItem } from '../../shared/items';
import { parameter } from '../../shared/parameter';
import type { NodeOptions } from '../../shared/options';
import type { Run, TableRun } from '../../shared/run';
import { selectOf } from '../../shared/select';
import { text, wholeNumber } from '../../shared/values';
import type { TableOperation } from './operation';

/** Rows that a tool gets at the most when it sets no limit: more would flood the model. */
export const TOOL_LIMIT = 50;

export const query: TableOperation = {
	value: 'query',
	label: 'Query',
	description: (table) => `Retrieve the ${table.plural} that meet conditions`,
	action: (table) => `Query ${table.plural}`,
	execute,
};

async function execute({ run, table }: TableRun): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	const asked = new Set<string>();
	for (const index of run.indexes) {
		const start = output.length;
		try {
			const options = run.options(index);
			const question = queryOf(run, table, index, options);
			const key = JSON.stringify(question);
			if (asked.has(key)) {
				run.hint(
					"Several input items ask for the same, and the query runs once for each of them. Switch on 'Execute Once' in the node's settings to run it once.",
				);
			}
			asked.add(key);
			await readInto(output, run, index, question, options);
		} catch (error) {
			output.length = start;
			output.push(run.fail(error, index));
		}
	}
	return output;
}

async function readInto(
	output: INodeExecutionData[],
	run: Run,
	index: number,
	question: Query,
	options: NodeOptions,
): Promise<void> {
	const rows = run.session.query(question, run.call(options));
	let piece = await rows.next();
	while (!piece.done) {
		for (const row of piece.value) output.push(rowItem(row, index));
		piece = await rows.next();
	}
	if (!piece.value.truncated) return;
	const cut = `There are more ${question.table} records than the ${question.limit ?? 'allowed number of'} that were returned`;
	if (options.failIfTruncated) {
		throw new (core().InputError)(cut, {
			field: 'Limit',
			advice: "Raise 'Limit', switch on 'Return All', or narrow the conditions.",
		});
	}
	run.hint(`${cut}. Raise 'Limit' or switch on 'Return All' to get them.`);
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
		limit: limitOf(run, read),
		expand: expandOf(read),
		pageSize: options.pageSize,
		bodyFormat: options.bodyFormat,
	};
}

function limitOf(run: Run, read: (name: string) => unknown): number | undefined {
	if (read('returnAll') === true) return run.tool ? TOOL_LIMIT : undefined;
	return wholeNumber('Limit', read('limit') ?? TOOL_LIMIT, 1);
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
