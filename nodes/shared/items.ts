import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Row } from '../../core/schema/column';

/** A row as an item that descends from the input item it was read for. */
export const rowItem = (row: Row, itemIndex: number): INodeExecutionData => ({
	json: row as IDataObject,
	pairedItem: { item: itemIndex },
});
