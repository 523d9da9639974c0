import type { INodeExecutionData } from 'n8n-workflow';
import { core } from '../../shared/core';
import { take } from '../../shared/mapping';
import { dnOf } from '../locators';
import { aRecord, declared, type DirectoryOperation, type DirectoryTableRun } from './operation';
import { IDENTITY, mappedItems, writeRecords } from './record';

export const create: DirectoryOperation = {
	value: 'create',
	label: 'Create',
	description: (table) => `Create ${aRecord(table)}`,
	action: (table) => `Create ${aRecord(table)}`,
	offered: declared('create'),
	execute,
};

async function execute(tableRun: DirectoryTableRun): Promise<INodeExecutionData[]> {
	const { context } = tableRun.run;
	const prepare = mappedItems(tableRun, 'create', ({ values, automatic }, resolver, index) => {
		if (automatic) for (const key of IDENTITY) take(values, resolver, key);
		const parentDn = dnOf(context, 'parentDn', 'Parent', index);
		if (parentDn) return { record: { parentDn, values } };
		throw new (core().InputError)("'Parent' is empty", {
			field: 'Parent',
			advice: 'Choose the organizational unit or container that the new object goes into.',
		});
	});
	return await writeRecords(tableRun, prepare, (session, request, call) =>
		session.create(request, call),
	);
}
