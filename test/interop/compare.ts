import type { Row } from '../../core';

/** Of a row those columns that were written. */
export function pick(row: Row | Error | undefined, written: Row): Row {
	if (row === undefined || row instanceof Error) throw row ?? new Error('no row');
	return Object.fromEntries(Object.keys(written).map((column) => [column, row[column]]));
}

/** The clients that are not ours have no column for a body's type. */
export function withoutType({ bodyType: _type, ...rest }: Row): Row {
	return rest;
}

/** FindItem returns neither bodies nor recipients. */
export function withoutBody(record: Row): Row {
	const {
		body: _body,
		bodyType: _type,
		personalNotes: _notes,
		toRecipients: _to,
		...rest
	} = record;
	return rest;
}

/** All texts of a record without outer white space, for a client that trims what it reads. */
export function trimmed<T>(value: T): T {
	if (typeof value === 'string') return value.trim() as T;
	if (Array.isArray(value)) return value.map(trimmed) as T;
	if (value === null || typeof value !== 'object') return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [key, trimmed(inner as unknown)]),
	) as T;
}
