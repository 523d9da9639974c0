import type { DirectorySession } from '../../../core/directory/session';
import type { Operation, Table } from '../../../core/schema/table';
import { aRecord as aNoun } from '../../shared/noun';
import type { TableOperation } from '../../shared/operation';
import type { Run, TableRun } from '../../shared/run';

export type DirectoryRun = Run<DirectorySession>;
export type DirectoryTableRun = TableRun<DirectorySession>;

/** An operation on a directory table, and which tables offer it. */
export interface DirectoryOperation extends TableOperation<string, DirectorySession> {
	offered(table: Table): boolean;
}

/** `a user`, `an object`. */
export const aRecord = ({ label }: Table): string => aNoun({ label: label.replace(/^Any /, '') });

/** Tables whose declaration names the operation. */
export const declared =
	(operation: Operation) =>
	(table: Table): boolean =>
		table.operations.includes(operation);

/** Tables of that name alone. */
export const only =
	(name: string) =>
	(table: Table): boolean =>
		table.name === name;

/** Tables whose records are objects of their own, and not rows of another. */
export const objects = (table: Table): boolean => table.name !== 'groupMember';
