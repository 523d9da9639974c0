import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Table } from '../../../core/schema/table';
import { core } from '../../shared/core';
import {
	type Resource,
	resourceParameters as parametersOf,
} from '../../shared/parameters/resources';
import { sentence } from '../../shared/sentence';
import { TABLE_OPERATIONS } from '../operations';
import { procedureOf } from '../operations/procedure';
import { titleOf } from './show';

/** The resource under which any procedure can be run by its name. */
export const PROCEDURE_RESOURCE = 'procedure';

const EXECUTE: INodePropertyOptions = {
	name: 'Execute',
	value: 'execute',
	action: 'Execute a procedure',
	description: 'Run any procedure by its name, names of older connectors included',
};

const tableOperations = (table: Table): INodePropertyOptions[] =>
	TABLE_OPERATIONS.filter((operation) => table.operations.includes(operation.value)).map(
		(operation) => ({
			name: operation.label,
			value: operation.value,
			action: operation.action(table),
			description: operation.description(table),
		}),
	);

const procedureOperations = (resource: string): INodePropertyOptions[] =>
	core()
		.shownProcedures.filter(
			(procedure) =>
				procedure.resource === resource && procedureOf(resource, procedure.operation) === procedure,
		)
		.map((procedure) => ({
			name: procedure.label,
			value: procedure.operation,
			action: procedure.action,
			description: sentence(procedure.description),
		}));

/** Tables, further resources that procedures name, and the generic door to all procedures. */
function resources(): Resource[] {
	const { tables, shownProcedures } = core();
	const named = new Set(tables.map((table) => table.name));
	const others = new Set(
		shownProcedures.map((procedure) => procedure.resource).filter((name) => !named.has(name)),
	);
	return [
		...tables.map((table) => ({
			name: table.label,
			value: table.name,
			description: sentence(table.description),
			operations: [...tableOperations(table), ...procedureOperations(table.name)],
		})),
		...[...others].map((name) => ({
			name: titleOf(name),
			value: name,
			operations: procedureOperations(name),
		})),
		{
			name: 'Procedure',
			value: PROCEDURE_RESOURCE,
			description: 'Actions that are no change of a record, by their name',
			operations: [EXECUTE],
		},
	];
}

/** Resource and, for each of them, Operation. */
export const resourceParameters = (): INodeProperties[] => parametersOf(resources(), 'contact');
