import type { INodeExecutionData } from 'n8n-workflow';
import type { Call } from '../../core/backends/backend';
import type { Row } from '../../core/schema/column';
import { core } from './core';
import { rowItem } from './items';
import type { NodeOptions } from './options';
import type { TableRun } from './run';
import { wholeNumber } from './values';

/** Rows that a tool gets at the most when it sets no limit: more would flood the model. */
export const TOOL_LIMIT = 50;

const ASKED_AGAIN =
	"Several input items ask for the same, and the query runs once for each of them. Switch on 'Execute Once' in the node's settings to run it once.";

interface Question {
	readonly limit?: number;
}

/** Asks once per item, and says so when two items ask the same; the rows of an item come together. */
export async function queryItems<S, Q extends Question>(
	{ run, table }: TableRun<S>,
	questionOf: (itemIndex: number, options: NodeOptions) => Q | Promise<Q>,
	ask: (question: Q, call: Call) => AsyncGenerator<Row[], { truncated: boolean }>,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	const asked = new Set<string>();
	for (const index of run.indexes) {
		const start = output.length;
		try {
			const options = run.options(index);
			const question = await questionOf(index, options);
			const key = JSON.stringify(question);
			if (asked.has(key)) run.hint(ASKED_AGAIN);
			asked.add(key);
			const { truncated } = await rowsInto(output, index, ask(question, run.call(options)));
			if (!truncated) continue;
			const cut = `There are more ${table.name} records than the ${question.limit ?? 'allowed number of'} that were returned`;
			if (options.failIfTruncated) throw cutError(cut);
			run.hint(`${cut}. Raise 'Limit' or switch on 'Return All' to get them.`);
		} catch (error) {
			output.length = start;
			output.push(run.fail(error, index));
		}
	}
	return output;
}

/** Turns the rows of one item into items as they arrive; returns what the reader ends with. */
export async function rowsInto<End>(
	output: INodeExecutionData[],
	itemIndex: number,
	rows: AsyncGenerator<Row[], End>,
): Promise<End> {
	let piece = await rows.next();
	while (!piece.done) {
		for (const row of piece.value) output.push(rowItem(row, itemIndex));
		piece = await rows.next();
	}
	return piece.value;
}

const cutError = (cut: string): Error =>
	new (core().InputError)(cut, {
		field: 'Limit',
		advice: "Raise 'Limit', switch on 'Return All', or narrow the conditions.",
	});

/** Return All and Limit of an item; absent: all. */
export function limitOf(tool: boolean, read: (name: string) => unknown): number | undefined {
	if (read('returnAll') === true) return tool ? TOOL_LIMIT : undefined;
	return wholeNumber('Limit', read('limit') ?? TOOL_LIMIT, 1);
}
