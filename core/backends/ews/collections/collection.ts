import type { ExchangeError } from '../../../errors';
import type { Condition } from '../../../query/condition';
import type { Scope } from '../../../query/query';
import type { Row } from '../../../schema/column';
import type { Call, WriteOutcome, WriteRequest } from '../../backend';
import type { EwsContext } from '../context';

/** What a read of a collection is asked for. */
export interface CollectionRead {
	readonly scope: Scope;
	/** Canonical ids: selected columns and those of the residual filter and sort. */
	readonly columns: readonly string[];
	/** The whole filter, for collections that the server can search; every row is checked against it afterwards. */
	readonly where?: Condition;
	/** Values that the filter fixes by `equals` or `in`, for those of the collection's `keys` that it fixes. */
	readonly keys: Readonly<Record<string, readonly string[]>>;
	/** Rows after which nobody reads on; absent: all. */
	readonly limit?: number;
	/** Rows per request; 0 or absent: chosen here. */
	readonly pageSize?: number;
}

export type CollectionWrite = (
	context: EwsContext,
	request: WriteRequest,
	call: Call,
) => Promise<WriteOutcome[]>;

/**
 * Records that no FindItem lists: each collection has operations of its own. One file per collection, called
 * like its table, and one line in the registry. Filter, sort, limit and columns are done by the caller.
 */
export interface Collection {
	/** Name of the table. */
	readonly table: string;
	/** Columns whose values spare reading the rest, when the filter fixes them; Table.keys says which must be. */
	readonly keys?: readonly string[];
	/** All rows in pieces; every row has an `id`. */
	read(context: EwsContext, request: CollectionRead, call: Call): AsyncGenerator<Row[]>;
	/** Records by id, in the order asked for. */
	fetch(
		context: EwsContext,
		request: { readonly ids: readonly string[] } & Pick<CollectionRead, 'scope' | 'columns'>,
		call: Call,
	): Promise<Array<Row | ExchangeError>>;
	/** One outcome per record, in any order. A table declares the operations that stand here. */
	readonly create?: CollectionWrite;
	readonly update?: CollectionWrite;
	readonly delete?: CollectionWrite;
}
