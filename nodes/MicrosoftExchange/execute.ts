import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { chosenCredential, connect } from '../shared/connection';
import { core } from '../shared/core';
import { executeNode } from '../shared/execution';
import { parameter } from '../shared/parameter';
import type { Run } from '../shared/run';
import { text } from '../shared/values';
import { TABLE_OPERATIONS } from './operations';
import { executeProcedures, procedureOf } from './operations/procedure';
import { PROCEDURE_RESOURCE } from './parameters/resources';

/** Runs the operation of the node for all its items. */
export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[]> =>
	await executeNode(
		context,
		async () => await connect(context, chosenCredential(parameter(context, 'authentication', 0))),
		perform,
	);

async function perform(run: Run): Promise<INodeExecutionData[]> {
	const resource = text(parameter(run.context, 'resource', 0));
	const operation = text(parameter(run.context, 'operation', 0));
	if (resource === PROCEDURE_RESOURCE) return await executeProcedures(run, undefined);
	const procedure = procedureOf(resource, operation);
	if (procedure) return await executeProcedures(run, procedure);
	const table = core().findTable(resource, run.dialect).table;
	const found = TABLE_OPERATIONS.find(({ value }) => value === operation);
	if (found && table.operations.includes(found.value)) return await found.execute({ run, table });
	throw new (core().InputError)(`'${table.label}' has no operation '${operation}'`, {
		field: 'Operation',
		advice: 'Choose an operation from the list.',
	});
}
