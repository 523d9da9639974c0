import type { INodeExecutionData } from 'n8n-workflow';
import { core } from '../../shared/core';
import { take } from '../../shared/mapping';
import { dnOf } from '../locators';
import { aRecord, declared, type DirectoryOperation, type DirectoryTableRun } from './operation';
import { IDENTITY, mappedItems, writeRecords } from './record';

export const upsert: DirectoryOperation = {
	value: 'upsert',
	label: 'Create or Update',
	description: () => 'Create a new record, or update the current one if it already exists (upsert)',
	action: (table) => `Create or update ${aRecord(table)}`,
	offered: declared('upsert'),
	execute,
};

async function execute(tableRun: DirectoryTableRun): Promise<INodeExecutionData[]> {
	const { context } = tableRun.run;
	const prepare = mappedItems(tableRun, 'upsert', (mapping, resolver, index) => {
		const { values, matchColumns, automatic } = mapping;
		if (matchColumns.length === 0) {
			throw new (core().InputError)("'Columns to Match On' is empty", {
				field: 'Columns to Match On',
				advice: 'Choose the columns whose values identify an object, such as sAMAccountName.',
			});
		}
		const matched = matchColumns.map((name) => resolver.find(name).id);
		// The keys of the object that an item came from say nothing about the one it goes to.
		if (automatic) {
			for (const key of IDENTITY) if (!matched.includes(key)) take(values, resolver, key);
		}
		const parentDn = dnOf(context, 'parentDn', 'Parent', index);
		return { record: { parentDn, values }, more: { matchColumns } };
	});
	return await writeRecords(tableRun, prepare, (session, request, call) =>
		session.upsert(request, call),
	);
}
