import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { Column } from '../../../core/schema/column';
import { chosenCredential, chosenDialect } from '../../shared/connection';
import { columnOptions, operatorOptions } from '../../shared/panel/columns';
import { text } from '../../shared/values';
import { columnLabel, currentTable, isWritable } from './columns';

const optionsFrom = (
	context: ILoadOptionsFunctions,
	wanted: (column: Column) => boolean,
): INodePropertyOptions[] => {
	const table = currentTable(context);
	return columnOptions(table.columns.filter(wanted), (column) => columnLabel(table, column));
};

/** Columns to read, filter and sort by: those that the connection has. */
export async function getColumns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const type = chosenCredential(this.getCurrentNodeParameter('authentication'));
	const dialect = await chosenDialect(this, type);
	return optionsFrom(this, (column) => dialect === undefined || column[dialect] !== undefined);
}

/** Columns that the chosen operation can write. */
export async function getWritableColumns(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const operation = text(this.getCurrentNodeParameter('operation'));
	return optionsFrom(this, (column) => isWritable(column, operation));
}

/** Operators fit for the column beside; all of them while the column is not known. */
export async function getOperators(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const name = text(this.getCurrentNodeParameter('&column'));
	return operatorOptions(currentTable(this), name, 'ews');
}
