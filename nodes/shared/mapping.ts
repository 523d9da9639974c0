import type { IExecuteFunctions } from 'n8n-workflow';
import type { Column, Row } from '../../core/schema/column';
import type { PseudoColumn } from '../../core/schema/pseudoColumns';
import type { Dialect, Operation, Table } from '../../core/schema/table';
import { core } from './core';
import { parameter } from './parameter';
import { plain, text } from './values';

/** A mapper as the workflow stores it, its expressions not evaluated. */
interface StoredMapper {
	mappingMode?: string;
	value?: unknown;
	matchingColumns?: unknown;
}

/** What an item writes, and the columns that identify its record. */
export interface Mapping {
	readonly values: Row;
	readonly matchColumns: string[];
	/** The incoming item itself was mapped, so its `id` and `changeKey` belong to the record it came from. */
	readonly automatic: boolean;
}

const isExpression = (value: unknown): boolean =>
	typeof value === 'string' && value.startsWith('=');

const entriesOf = (value: unknown): Array<[string, unknown]> =>
	typeof value === 'object' && value !== null ? Object.entries(value) : [];

/**
 * The mapper of an item as it is stored. It also holds the schema of all columns, which would take
 * longest to evaluate and is of no use here.
 */
export const storedMapper = (
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
): StoredMapper =>
	(parameter(context, name, itemIndex, { rawExpressions: true }) ?? {}) as StoredMapper;

/**
 * Values of a column mapper filled by hand. The panel keeps `null` for every column that nobody
 * touched: such a blank is left out, while an expression that yields `null` clears the column and one
 * that yields nothing leaves it alone. n8n's own validation is passed over: core judges all values.
 */
export function typedValues(
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
	stored: StoredMapper,
): Row {
	const whole = isExpression(stored.value);
	const raw = Object.fromEntries(entriesOf(stored.value));
	const resolved = parameter(context, `${name}.value`, itemIndex, { skipValidation: true });
	const values: Row = {};
	for (const [column, value] of entriesOf(resolved)) {
		if (value === undefined) continue;
		if (value === null && !whole && !isExpression(raw[column])) continue;
		values[column] = plain(value);
	}
	return values;
}

/** Reads the mapper and Additional Columns of an item; the latter win. */
export function mappingOf(
	context: IExecuteFunctions,
	resolver: ColumnResolver,
	itemIndex: number,
	unknownColumns: 'ignore' | 'error',
): Mapping {
	const mapper = storedMapper(context, 'columns', itemIndex);
	const matchColumns = (Array.isArray(mapper.matchingColumns) ? mapper.matchingColumns : [])
		.map(text)
		.filter((name) => name !== '');
	const automatic = mapper.mappingMode === 'autoMapInputData';
	const values = automatic
		? resolver.automatic(
				context.getInputData()[itemIndex]?.json ?? {},
				matchColumns,
				unknownColumns,
			)
		: typedValues(context, 'columns', itemIndex, mapper);
	for (const [name, value] of additionalColumns(context, itemIndex)) {
		if (resolver.pseudo(name)) {
			values[name] = value;
			continue;
		}
		const { id } = resolver.find(name);
		for (const key of Object.keys(values)) {
			if (key !== name && resolver.tryFind(key)?.id === id) delete values[key];
		}
		values[name] = value;
	}
	return { values, matchColumns, automatic };
}

function additionalColumns(
	context: IExecuteFunctions,
	itemIndex: number,
): Array<[string, unknown]> {
	const rows = (
		context.getNodeParameter('additionalColumns', itemIndex, {}) as
			{ values?: Array<{ column?: unknown; value?: unknown }> } | undefined
	)?.values;
	return (rows ?? [])
		.filter((row) => row.value !== undefined)
		.map((row, index) => {
			const name = text(row.column);
			if (name !== '') return [name, plain(row.value)];
			throw new (core().InputError)(`Entry ${index + 1} of 'Additional Columns' has no column`, {
				field: 'Additional Columns',
				advice: 'Choose a column, or remove the entry.',
			});
		});
}

/** Finds columns by id or alias and remembers them: automatic mapping asks for the same names per item. */
export class ColumnResolver {
	private readonly known = new Map<string, Column | Error>();

	constructor(
		private readonly table: Table,
		private readonly dialect: Dialect,
		private readonly operation: Operation,
		private readonly keys: readonly string[] = ['id', 'changeKey'],
	) {}

	/** The column, or core's error that names the nearest one. */
	find(name: string): Column {
		const found = this.look(name);
		if (found instanceof Error) throw found;
		return found;
	}

	/** What a name that is no column chooses for the whole call, such as SharedMailboxEmail. */
	pseudo(name: string): PseudoColumn | undefined {
		return core().findPseudoColumn(this.table, name, this.dialect);
	}

	tryFind(name: string): Column | undefined {
		const found = this.look(name);
		return found instanceof Error ? undefined : found;
	}

	/**
	 * The incoming item as values: columns that cannot be written are left out, unknown ones too or
	 * refused, as the option says. Columns to match on always stay.
	 */
	automatic(json: Row, matchColumns: readonly string[], unknownColumns: 'ignore' | 'error'): Row {
		const matching = new Set(matchColumns.map((name) => this.tryFind(name)?.id ?? name));
		const values: Row = {};
		for (const [name, value] of Object.entries(json)) {
			if (value === undefined) continue;
			const column = unknownColumns === 'error' ? this.find(name) : this.tryFind(name);
			if (
				column &&
				(matching.has(column.id) || this.isWritable(column) || this.keys.includes(column.id))
			) {
				values[name] = plain(value);
			}
		}
		return values;
	}

	private isWritable(column: Column): boolean {
		const write = column[this.dialect]?.write;
		if (this.operation === 'upsert') return write !== undefined;
		return write === 'both' || write === this.operation;
	}

	private look(name: string): Column | Error {
		let found = this.known.get(name);
		if (!found) {
			found = this.resolve(name);
			this.known.set(name, found);
		}
		return found;
	}

	private resolve(name: string): Column | Error {
		try {
			return core().resolveColumn(this.table, name, this.dialect);
		} catch (error) {
			return error instanceof Error ? error : new Error(String(error));
		}
	}
}

/** Takes a column out of the values, under whichever of its names it came; returns its text. */
export function take(values: Row, resolver: ColumnResolver, id: string): string {
	let taken = '';
	for (const name of Object.keys(values)) {
		if (resolver.tryFind(name)?.id !== id) continue;
		taken = text(values[name]);
		delete values[name];
	}
	return taken;
}
