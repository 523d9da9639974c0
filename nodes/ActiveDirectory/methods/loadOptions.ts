import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { columnOptions, operatorOptions } from '../../shared/panel/columns';
import { text } from '../../shared/values';
import { isReadable } from '../select';
import { columnLabel, currentTable, isWritable } from './table';

/** Columns to read, filter and sort by. */
export async function getColumns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const { columns } = await currentTable(this);
	return columnOptions(columns.filter(isReadable), columnLabel);
}

/** Columns that the chosen operation can write. */
export async function getWritableColumns(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const operation = text(this.getCurrentNodeParameter('operation'));
	const { columns } = await currentTable(this);
	return columnOptions(
		columns.filter((column) => isWritable(column, operation)),
		columnLabel,
	);
}

/** Operators fit for the column beside; all of them while the column is not known. */
export async function getOperators(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const name = text(this.getCurrentNodeParameter('&column'));
	return operatorOptions(await currentTable(this), name, 'ldap');
}
