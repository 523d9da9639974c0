import type { WriteRecord } from '../backends/backend';
import { type ExchangeError, InputError } from '../errors';
import type { Column, Row } from '../schema/column';
import { findColumn, resolveColumn } from '../schema/resolve';
import { checkParts } from '../schema/parts';
import type { Dialect, Table } from '../schema/table';
import { convert } from '../schema/value';
import type { RecordsRequest } from '../session';

export interface ValueRules {
	readonly dialect: Dialect;
	readonly timeZone: string;
	readonly emptyValues: 'leave' | 'clear';
	readonly unknownColumns: 'ignore' | 'error';
	/** Automatic mapping passes columns over that Exchange sets itself. */
	readonly readOnlyColumns: 'ignore' | 'error';
	/** Columns that records are matched on; Exchange may set them itself, as it does `searchKey`. */
	readonly matchColumns?: ReadonlySet<string>;
	/** Clearing has no meaning for a record that does not exist yet. */
	readonly action: 'create' | 'update' | 'upsert';
}

/** A record ready to be written, and the names under which its columns came in. */
export interface PreparedRecord extends WriteRecord {
	readonly names: ReadonlyMap<string, string>;
}

/** Columns that say which record is meant, not what it holds. */
const ADDRESS = new Set(['id', 'changeKey']);

type InputRecord = RecordsRequest['records'][number];

/**
 * What a person typed or mapped, as typed values under canonical ids. A blank leaves the column alone
 * (or clears it, by rule), `null` clears, a missing key never touches.
 */
export function prepareRecord(
	table: Table,
	record: InputRecord,
	rules: ValueRules,
): PreparedRecord | { index: number; error: ExchangeError } {
	try {
		const values: Row = {};
		const names = new Map<string, string>();
		for (const [name, raw] of Object.entries(record.values ?? {})) {
			if (raw === undefined) continue;
			const column = writableColumn(table, name, rules);
			if (!column) continue;
			if (raw === '' && rules.emptyValues === 'leave') continue;
			const value = raw === '' || raw === null ? null : convert(column, raw, rules);
			if (value === null && rules.action === 'create') continue;
			if (column.id in values) {
				throw new InputError(`The column '${column.label}' is given twice`, {
					field: name,
					advice: `Leave one of '${names.get(column.id)}' and '${name}' out.`,
				});
			}
			values[column.id] = value;
			names.set(column.id, name);
		}
		checkParts(table, values);
		return { index: record.index, id: record.id, changeKey: record.changeKey, values, names };
	} catch (error) {
		if (error instanceof InputError) return { index: record.index, error };
		throw error;
	}
}

/** The column to write, or undefined when the rules say to pass it over. */
function writableColumn(table: Table, name: string, rules: ValueRules): Column | undefined {
	const known =
		findColumn(table, name, rules.dialect) ??
		findColumn(table, name, 'ews') ??
		findColumn(table, name, 'graph');
	if (!known && rules.unknownColumns === 'ignore') return undefined;
	const column = resolveColumn(table, name, rules.dialect);
	const write = column[rules.dialect]?.write;
	const fits =
		write === 'both' || (rules.action === 'upsert' ? write !== undefined : write === rules.action);
	if (fits) return column;
	if (rules.readOnlyColumns === 'ignore' || ADDRESS.has(column.id)) return undefined;
	if (rules.matchColumns?.has(column.id)) return column;
	const server = rules.dialect === 'ldap' ? 'The directory' : 'Exchange';
	throw new InputError(`The column '${column.label}' cannot be written`, {
		field: name,
		advice: write
			? `${server} sets it only when a record is ${write}d.`
			: `${server} sets it itself. Remove it from the columns.`,
	});
}
