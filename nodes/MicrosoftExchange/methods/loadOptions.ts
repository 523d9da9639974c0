import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import type { Column } from '../../../core/schema/column';
import type { Operator } from '../../../core/query/condition';
import { chosenDialect } from '../../shared/connection';
import { core } from '../../shared/core';
import { sentence } from '../../shared/sentence';
import { text } from '../../shared/values';
import { columnLabel, currentTable, isWritable } from './columns';

const optionsFrom = (
	context: ILoadOptionsFunctions,
	wanted: (column: Column) => boolean,
): INodePropertyOptions[] => {
	const table = currentTable(context);
	return table.columns.filter(wanted).map((column) => ({
		name: columnLabel(table, column),
		value: column.id,
		description: sentence(column.description),
	}));
};

/** Columns to read, filter and sort by: those that the connection has. */
export async function getColumns(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const type = text(this.getCurrentNodeParameter('authentication')) || 'microsoftExchangeApi';
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
	const { OPERATOR_LABELS, operatorsFor, resolveColumn } = core();
	const labels = Object.entries(OPERATOR_LABELS) as Array<[Operator, string]>;
	const toOption = ([value, name]: [Operator, string]) => ({ name, value });
	const name = text(this.getCurrentNodeParameter('&column'));
	const table = currentTable(this);
	const found = table.columns.find((column) => column.id === name);
	if (found) {
		return operatorsFor(found).map((value) => toOption([value, OPERATOR_LABELS[value]]));
	}
	if (name === '' || name.startsWith('=')) return labels.map(toOption);
	return operatorsFor(resolveColumn(table, name, 'ews')).map((value) =>
		toOption([value, OPERATOR_LABELS[value]]),
	);
}
