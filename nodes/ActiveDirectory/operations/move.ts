import type { INodeExecutionData } from 'n8n-workflow';
import { core } from '../../shared/core';
import { parameter } from '../../shared/parameter';
import { text } from '../../shared/values';
import { dnOf, objectOf } from '../locators';
import { aRecord, declared, type DirectoryOperation, type DirectoryTableRun } from './operation';
import { prepareNamed, writeRecords } from './record';

export const move: DirectoryOperation = {
	value: 'move',
	label: 'Move or Rename',
	description: (table) => `Put ${aRecord(table)} into another container, or give it another name`,
	action: (table) => `Move or rename ${aRecord(table)}`,
	offered: declared('update'),
	execute,
};

async function execute(tableRun: DirectoryTableRun): Promise<INodeExecutionData[]> {
	const { context } = tableRun.run;
	return await writeRecords(
		tableRun,
		(index) =>
			prepareNamed(tableRun, index, () => {
				const parentDn = dnOf(context, 'newParentDn', 'New Parent', index);
				const newName = text(parameter(context, 'newName', index)) || undefined;
				if (parentDn ?? newName) {
					const object = objectOf(context, 'object', 'Object', index);
					return { object, parentDn, newName };
				}
				throw new (core().InputError)("'New Parent' and 'New Name' are both empty", {
					field: 'New Parent',
					advice: 'Choose where the object goes, or give the name that it gets, or both.',
				});
			}),
		(session, request, call) => session.move(request, call),
	);
}
