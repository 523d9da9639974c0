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

const placesByTable = new WeakMap<Table, ReadonlyMap<string, number>>();

/** Places of the columns that the server keeps: a record has few of them. */
function placesOf(table: Table): ReadonlyMap<string, number> {
	let places = placesByTable.get(table);
	if (!places) {
		places = new Map(
			table.columns.flatMap(({ id, ews }, place) =>
				ews?.field === undefined ? [] : [[id, place] as const],
			),
		);
		placesByTable.set(table, places);
	}
	return places;
}

/** Whether any of the values is one that the server keeps. */
export function hasFields(table: Table, values: Readonly<Row>): boolean {
	const places = placesOf(table);
	return Object.keys(values).some((id) => places.has(id));
}

/** Fields of the table's columns, in the order of their declaration; parts as the wholes that they make. */
export function fieldValues(table: Table, values: Readonly<Row>): FieldValue[] {
	const whole = withWholes(table, values);
	const places = placesOf(table);
	const written = Object.keys(whole)
		.flatMap((id) => places.get(id) ?? [])
		.sort((left, right) => left - right);
	return written.map((place) => {
		const column = table.columns[place] as Column;
		return { column, value: whole[column.id] };
	});
}
