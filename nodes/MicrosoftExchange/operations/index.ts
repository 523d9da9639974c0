import { create } from './create';
import { deleteRecord } from './delete';
import { get } from './get';
import type { TableOperation } from './operation';
import { query } from './query';
import { update } from './update';
import { upsert } from './upsert';

/** Everything that can be done with a table; which table offers what is in the table's declaration. */
export const TABLE_OPERATIONS: readonly TableOperation[] = [
	create,
	upsert,
	deleteRecord,
	get,
	query,
	update,
];
