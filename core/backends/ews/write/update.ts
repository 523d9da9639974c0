import { ExchangeError } from '../../../errors';
import { sameValue } from '../../../schema/equal';
import type { Column, Row } from '../../../schema/column';
import type { Table } from '../../../schema/table';
import type { ConflictResolution, WriteRecord } from '../../backend';
import { elementOf } from '../decode/element';
import { fetchRecords } from '../fetch';
import type { FolderElement } from '../operations/createFolder';
import { updateFolder } from '../operations/updateFolder';
import { type UpdateItemRequest, updateItem } from '../operations/updateItem';
import type { RefResult } from '../request';
import { supports } from '../versions';
import { type WriteContext, endedBy, fieldValues } from './context';
import { storedColumns, withStored } from './entries';
import { type Settled, type WriteStep } from './step';

const RESOLUTION: Readonly<
	Record<ConflictResolution, NonNullable<UpdateItemRequest['conflictResolution']>>
> = {
	autoResolve: 'AutoResolve',
	neverOverwrite: 'NeverOverwrite',
	alwaysOverwrite: 'AlwaysOverwrite',
};

/** Changes the given columns of records, each against the change key that was read. */
export class UpdateStep implements WriteStep {
	readonly done = 'updated';
	/** Kinds of the folders that are changed. */
	private readonly elements = new Map<string, FolderElement>();

	constructor(private readonly context: WriteContext) {}

	get repeatable(): boolean {
		return (this.context.options.sendInvitations ?? 'SendToNone') === 'SendToNone';
	}

	/**
	 * The records with the change keys that the server compares; in the place of one that is not there
	 * its error.
	 */
	async withChangeKeys(
		records: readonly WriteRecord[],
	): Promise<Array<WriteRecord | ExchangeError>> {
		const { table, options } = this.context;
		const isFolder = table.ews?.kind === 'folder';
		const needsKey = options.conflictResolution !== 'alwaysOverwrite';
		const stored = new Map(records.map((record) => [record, storedColumns(table, record.values)]));
		const open = records.filter(
			(record) =>
				isFolder || (needsKey && !record.changeKey) || (stored.get(record)?.length ?? 0) > 0,
		);
		const found = new Map<WriteRecord, WriteRecord | ExchangeError>();
		const ids = new Set(open.flatMap((record) => stored.get(record) ?? []));
		const readable = [...ids].filter((column) => supports(this.context.channel, column));
		const rows = await this.fetch(open, readable);
		for (const [place, record] of open.entries()) {
			const row = rows[place];
			if (row === undefined) continue;
			if (row instanceof ExchangeError) {
				found.set(record, row);
				continue;
			}
			if (isFolder) this.elements.set(String(row.id), elementOf(row) as FolderElement);
			const changeKey = record.changeKey ?? (row.changeKey as string | undefined);
			found.set(record, whole(record, row, changeKey, table));
		}
		return records.map((record) => found.get(record) ?? record);
	}

	async send(records: readonly WriteRecord[]): Promise<RefResult[]> {
		const { channel, table, options, reach } = this.context;
		const changes = records.map(({ id = '', changeKey, values }) => ({
			ref: { id, changeKey },
			fields: fieldValues(table, values),
		}));
		if (table.ews?.kind === 'folder') {
			return await updateFolder(
				channel,
				{
					changes: changes.map(({ ref, fields }) => ({
						target: ref,
						element: this.elements.get(ref.id),
						fields,
					})),
				},
				reach.call,
			);
		}
		return await updateItem(
			channel,
			{
				table,
				changes,
				conflictResolution: RESOLUTION[options.conflictResolution ?? 'autoResolve'],
				sendInvitations: options.sendInvitations,
			},
			reach.call,
		);
	}

	/** An unchanged change key proves that nothing was taken; the written values that it was. */
	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const written = new Set(records.flatMap(({ values }) => Object.keys(values)));
		const columns = this.context.table.columns.filter(
			({ id, ews }) => written.has(id) && ews?.field !== undefined,
		);
		const rows = await this.fetch(records, columns, signal);
		return records.map((record, place): Settled => {
			const row = rows[place];
			if (!row) return { state: 'open' };
			if (row instanceof ExchangeError) {
				return row.kind === 'retriable' ? { state: 'open' } : { state: 'failed', error: row };
			}
			if (record.changeKey !== undefined && row.changeKey === record.changeKey) {
				return { state: 'untouched' };
			}
			const isWritten = columns.every(
				(column) =>
					!(column.id in record.values) ||
					sameValue(column, row[column.id], record.values[column.id]),
			);
			if (!isWritten) return { state: 'open' };
			const changeKey = row.changeKey as string | undefined;
			return { state: 'done', ref: { id: String(row.id), changeKey } };
		});
	}

	private async fetch(
		records: readonly WriteRecord[],
		columns: readonly Column[],
		signal?: AbortSignal,
	) {
		const { channel, table, reach } = endedBy(this.context, signal);
		const ids = records.map(({ id = '' }) => id);
		const rows = [];
		for await (const batch of fetchRecords(channel, { table, ids, columns }, reach.call)) {
			rows.push(...batch);
		}
		return rows;
	}
}

/** The record with the parts of values made whole, or why they make no whole. */
function whole(
	record: WriteRecord,
	row: Readonly<Row>,
	changeKey: string | undefined,
	table: Table,
): WriteRecord | ExchangeError {
	try {
		return { ...record, changeKey, values: withStored(record.values, row, table) };
	} catch (error) {
		if (error instanceof ExchangeError) return error;
		throw error;
	}
}
