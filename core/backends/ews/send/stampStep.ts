import { ExchangeError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { WriteRecord } from '../../backend';
import { getItem } from '../operations/getItem';
import { updateItem } from '../operations/updateItem';
import type { FieldValue, RefResult } from '../request';
import { type WriteContext, endedBy, fieldValues } from '../write/context';
import type { Settled, WriteStep } from '../write/step';
import { WRITE_ID } from '../write/writeId';

export interface Stamp {
	readonly writeId: string;
	/** Values that the draft gets instead of its own. */
	readonly values: Row;
	/** Recipients that it gets besides its own. */
	readonly added: Row;
}

/**
 * Stamps a draft that exists already with a write id, and completes it in the same request: where the
 * stamp is, the rest is.
 */
export class StampStep implements WriteStep {
	readonly done = 'updated';
	readonly repeatable = true;

	constructor(
		private readonly context: WriteContext,
		private readonly stamp: Stamp,
	) {}

	async send(records: readonly WriteRecord[]): Promise<RefResult[]> {
		const { channel, table, reach } = this.context;
		const { writeId, values, added } = this.stamp;
		const fields: FieldValue[] = [
			...fieldValues(table, values),
			{ column: WRITE_ID, value: writeId },
		];
		const appends = fieldValues(table, added);
		return await updateItem(
			channel,
			{
				table,
				changes: records.map(({ id = '' }) => ({ ref: { id }, fields, appends })),
				// Nobody else knows of the draft, or it is sent as it is.
				conflictResolution: 'AlwaysOverwrite',
			},
			reach.call,
		);
	}

	async settle(records: readonly WriteRecord[], signal?: AbortSignal): Promise<Settled[]> {
		const { channel, table, reach } = endedBy(this.context, signal);
		const ids = records.map(({ id = '' }) => ({ id }));
		const rows = await getItem(channel, { table, ids, columns: [WRITE_ID] }, reach.call);
		return rows.map((row) => {
			if (row instanceof ExchangeError) return { state: 'open' };
			if (row[WRITE_ID.id] !== this.stamp.writeId) return { state: 'untouched' };
			const changeKey = row.changeKey as string | undefined;
			return { state: 'done', ref: { id: String(row.id), changeKey } };
		});
	}
}
