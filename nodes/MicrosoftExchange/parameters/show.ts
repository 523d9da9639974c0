import type { IDisplayOptions } from 'n8n-workflow';
import type { EwsTable, Operation, Table } from '../../../core/schema/table';
import { core } from '../../shared/core';

type Kind = EwsTable['kind'];

/** Which tables a parameter is for; all of them where nothing is said. */
export type Which = (table: Table) => boolean;

const every: Which = () => true;

/** Tables of these kinds. */
export const ofKind =
	(...kinds: Kind[]): Which =>
	({ ews }) =>
		ews !== undefined && kinds.includes(ews.kind);

/** Tables of these names. */
export const named =
	(...names: string[]): Which =>
	({ name }) =>
		names.includes(name);

/** Names of the tables that offer one of the operations. */
export const tablesWith = (operations: readonly Operation[], which = every): string[] =>
	core()
		.tables.filter(
			(table) =>
				which(table) && operations.some((operation) => table.operations.includes(operation)),
		)
		.map((table) => table.name);

/** Shows a parameter for these operations of the tables that offer them. */
export const showFor = (...operations: Operation[]): IDisplayOptions =>
	showWhere(every, operations);

/** The same, for some tables only. */
export const showWhere = (which: Which, operations: readonly Operation[]): IDisplayOptions => ({
	show: { resource: tablesWith(operations, which), operation: [...operations] },
});

/** Shows an entry of Options for these operations of the tables that offer them. */
export const optionFor = (operations: readonly Operation[], which = every): IDisplayOptions => ({
	show: { '/resource': tablesWith(operations, which), '/operation': [...operations] },
});

export { byName, titleOf } from '../../shared/names';
export { showOption } from '../../shared/show';
