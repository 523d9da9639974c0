import type { IDisplayOptions } from 'n8n-workflow';
import type { Operation } from '../../../core/schema/table';
import { core } from '../../shared/core';

/** Names of the tables that offer one of the operations. */
export const tablesWith = (...operations: Operation[]): string[] =>
	core()
		.tables.filter((table) => operations.some((operation) => table.operations.includes(operation)))
		.map((table) => table.name);

/** Shows a parameter for these operations of the tables that offer them. */
export const showFor = (...operations: Operation[]): IDisplayOptions => ({
	show: { resource: tablesWith(...operations), operation: operations },
});

export { byName, titleOf } from '../../shared/names';
export { showOption } from '../../shared/show';
