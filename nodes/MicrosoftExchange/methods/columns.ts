import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { Column } from '../../../core/schema/column';
import type { Table } from '../../../core/schema/table';
import { core } from '../../shared/core';
import { text } from '../../shared/values';

/** The table of the resource that the panel shows. */
export const currentTable = (context: ILoadOptionsFunctions): Table =>
	core().findTable(text(context.getCurrentNodeParameter('resource')), 'ews').table;

/** Label, with the protocol that alone has the column where the table exists in both. */
export function columnLabel(table: Table, column: Column): string {
	if (!table.ews || !table.graph) return column.label;
	if (!column.graph) return `${column.label} (EWS Only)`;
	if (!column.ews) return `${column.label} (Graph Only)`;
	return column.label;
}

/** Whether either protocol lets the operation write the column. */
export const isWritable = (column: Column, operation: string): boolean =>
	[column.ews?.write, column.graph?.write].some(
		(write) =>
			write !== undefined && (write === 'both' || operation === 'upsert' || write === operation),
	);
