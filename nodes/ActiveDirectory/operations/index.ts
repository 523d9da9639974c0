import { accountOperations } from './account';
import { create } from './create';
import { deleteObject } from './delete';
import { get } from './get';
import { getChanges } from './getChanges';
import { listAttributes } from './listAttributes';
import { memberOperations } from './members';
import { move } from './move';
import type { DirectoryOperation } from './operation';
import { query } from './query';
import { testConnection } from './testConnection';
import { update } from './update';
import { upsert } from './upsert';

/** Everything that can be done with a directory table; each says which tables offer it. */
export const DIRECTORY_OPERATIONS: readonly DirectoryOperation[] = [
	create,
	upsert,
	deleteObject,
	get,
	getChanges,
	listAttributes,
	move,
	query,
	testConnection,
	update,
	...accountOperations,
	...memberOperations,
];
