import { type ExchangeError, SkippableError } from '../../../errors';
import type { Row } from '../../../schema/column';

/** Rows of a collection that is read as a whole, in the order of the ids; an error for what is not there. */
export function byIds(
	rows: readonly Row[],
	ids: readonly string[],
	{ label, fold = (id) => id }: { readonly label: string; fold?(id: string): string },
): Array<Row | ExchangeError> {
	const known = new Map(rows.map((row) => [fold(String(row.id)), row]));
	return ids.map((id) => known.get(fold(id.trim())) ?? notThere(label, id));
}

export function notThere(label: string, id: string): SkippableError {
	return new SkippableError(`The ${label} does not exist`, {
		code: 'ErrorItemNotFound',
		field: 'id',
		recordKey: id,
		advice: 'Take the ID from a fresh query.',
	});
}

/** Addresses are the same in any case. */
export const foldAddress = (id: string): string => id.trim().toLowerCase();
