import { ExchangeError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { ProcedureResult } from '../../../schema/procedure';

/**
 * A row for each entry that one input asked about; an error stands in the row of its entry. When nothing
 * but errors came, the first one is thrown.
 * @param key what the row begins with, so that its entry can be told
 */
export function entryRows<T>(
	entries: ReadonlyArray<T | ExchangeError>,
	rowOf: (entry: T, index: number) => Row,
	key: (index: number) => Row,
): ProcedureResult[] {
	const errors = entries.filter((entry) => entry instanceof ExchangeError);
	if (errors.length > 0 && errors.length === entries.length) throw errors[0];
	return entries.map((entry, index) => ({
		row:
			entry instanceof ExchangeError
				? { ...key(index), error: entry.message, errorCode: entry.code ?? null }
				: { ...key(index), ...rowOf(entry, index) },
	}));
}
