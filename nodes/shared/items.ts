import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Row } from '../../core/schema/column';
import type { NodeOptions } from './options';
import type { Run } from './run';

/** A row as an item that descends from the input item it was read for. */
export const rowItem = (row: Row, itemIndex: number): INodeExecutionData => ({
	json: row as IDataObject,
	pairedItem: { item: itemIndex },
});

/** Does the work once per item; an item whose work ends in an error is an error item, alone. */
export async function eachItem<S>(
	run: Run<S>,
	work: (itemIndex: number, options: NodeOptions) => Promise<readonly INodeExecutionData[]>,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	for (const index of run.indexes) {
		try {
			for (const item of await work(index, run.options(index))) output.push(item);
		} catch (error) {
			output.push(run.fail(error, index));
		}
	}
	return output;
}
