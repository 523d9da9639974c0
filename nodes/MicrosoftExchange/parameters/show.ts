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

/** The same for an entry of a collection, which looks at the parameters above it. */
export const showOption = (
	resources: readonly string[],
	operations: readonly string[],
): IDisplayOptions => ({
	show: { '/resource': [...resources], '/operation': [...operations] },
});

/** Title Case of a camel-case name: `aboveNormal` becomes `Above Normal`. */
export const titleOf = (name: string): string =>
	name.charAt(0).toUpperCase() + name.slice(1).replace(/([a-z0-9])([A-Z])/g, '$1 $2');

export const byName = (a: { name: string }, b: { name: string }): number =>
	a.name.localeCompare(b.name, 'en');
