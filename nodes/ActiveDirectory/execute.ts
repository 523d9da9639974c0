import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { DirectorySession } from '../../core/directory/session';
import { connectDirectory } from '../shared/connection';
import { core } from '../shared/core';
import { executeNode } from '../shared/execution';
import { parameter } from '../shared/parameter';
import type { Run } from '../shared/run';
import { text } from '../shared/values';
import { DIRECTORY_OPERATIONS } from './operations';

/** Runs the operation of the node for all its items. */
export const execute = async (context: IExecuteFunctions): Promise<INodeExecutionData[]> =>
	await executeNode(context, () => connectDirectory(context), perform);

async function perform(run: Run<DirectorySession>): Promise<INodeExecutionData[]> {
	const resource = text(parameter(run.context, 'resource', 0));
	const operation = text(parameter(run.context, 'operation', 0));
	const table = core().directoryTables.find(({ name }) => name === resource);
	if (!table) {
		throw new (core().InputError)(`There is no resource '${resource}'`, {
			field: 'Resource',
			advice: 'Choose a resource from the list.',
		});
	}
	const found = DIRECTORY_OPERATIONS.find(({ value }) => value === operation);
	if (found?.offered(table)) return await found.execute({ run, table });
	throw new (core().InputError)(`'${table.label}' has no operation '${operation}'`, {
		field: 'Operation',
		advice: 'Choose an operation from the list.',
	});
}
