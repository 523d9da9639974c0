import type { Column, Row } from '../../../schema/column';
import { withWholes } from '../../../schema/parts';
import type { Table } from '../../../schema/table';
import type { WriteOptions } from '../../backend';
import type { EwsChannel } from '../channel';
import type { FieldValue, FolderTarget } from '../request';
import type { Reach } from '../reach';

/** What all writes of one request share. */
export interface WriteContext {
	readonly channel: EwsChannel;
	readonly table: Table;
	readonly reach: Reach;
	readonly options: WriteOptions;
	/** Where new records go and lost ones are looked for. */
	readonly folder: FolderTarget;
}

/** The same with requests that end by this signal. */
export function endedBy(context: WriteContext, signal: AbortSignal | undefined): WriteContext {
	if (!signal) return context;
	const { reach } = context;
	return { ...context, reach: { ...reach, call: { ...reach.call, signal } } };
}

const isWritten = (column: Column, values: Readonly<Row>): boolean =>
	column.id in values && column.ews?.field !== undefined;

/** Whether any of the values is one that the server keeps. */
export const hasFields = (table: Table, values: Readonly<Row>): boolean =>
	table.columns.some((column) => isWritten(column, values));

/** Fields of the table's columns, in the order of their declaration; parts as the wholes that they make. */
export function fieldValues(table: Table, values: Readonly<Row>): FieldValue[] {
	const whole = withWholes(table, values);
	return table.columns
		.filter((column) => isWritten(column, whole))
		.map((column) => ({ column, value: whole[column.id] }));
}
