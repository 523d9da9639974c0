import type { IDataObject } from 'n8n-workflow';
import type { RecordResult } from '../../../core/session';

/** A written record as it leaves the node: its key, what became of it, and the written columns. */
export const writtenRecord = (result: RecordResult): IDataObject => ({
	id: result.id ?? null,
	changeKey: result.changeKey ?? null,
	outcome: result.outcome,
	...(result.row as IDataObject | undefined),
});
