import type { Row } from '../../../schema/column';
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

/** Fields of the table's columns, in the order of their declaration. */
export function fieldValues(table: Table, values: Readonly<Row>): FieldValue[] {
	return table.columns
		.filter((column) => column.id in values && column.ews?.field !== undefined)
		.map((column) => ({ column, value: values[column.id] }));
}
