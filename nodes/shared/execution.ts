import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Connection } from './connection';
import { errorItem, nodeError } from './errors';
import { Run } from './run';

/** Opens a node's connection, runs its operation for all items, and closes what was opened. */
export async function executeNode<S extends { close(): Promise<void> }>(
	context: IExecuteFunctions,
	open: () => Promise<Connection<S>>,
	perform: (run: Run<S>) => Promise<INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	if (items.length === 0) return [];
	let connection: Connection<S>;
	try {
		connection = await open();
	} catch (error) {
		const failure = nodeError(context.getNode(), error, 0);
		if (!context.continueOnFail()) throw failure;
		return items.map((_, index) => errorItem(failure, index));
	}
	const run = new Run(context, connection);
	try {
		return await perform(run);
	} catch (error) {
		throw nodeError(context.getNode(), error, 0);
	} finally {
		run.showHints();
		await connection.session.close();
	}
}
