import type { IDisplayOptions } from 'n8n-workflow';
import { core } from '../../shared/core';
import { DIRECTORY_OPERATIONS } from '../operations';

/** Names of the tables that offer one of the operations. */
export function tablesWith(...operations: string[]): string[] {
	const wanted = DIRECTORY_OPERATIONS.filter(({ value }) => operations.includes(value));
	return core()
		.directoryTables.filter((table) => wanted.some((operation) => operation.offered(table)))
		.map(({ name }) => name);
}

/** Shows a parameter for these operations of the tables that offer them. */
export const showFor = (...operations: string[]): IDisplayOptions => ({
	show: { resource: tablesWith(...operations), operation: operations },
});

/** Rows of another object, which is named instead of where to search. */
export const MEMBERS = 'groupMember';

/** The same, for objects that are searched for below a base. */
export function showSearch(...operations: string[]): IDisplayOptions {
	const resource = tablesWith(...operations).filter((name) => name !== MEMBERS);
	return { show: { resource, operation: operations } };
}
