import type { INodeExecutionData } from 'n8n-workflow';
import type { ObjectRef } from '../../../core/directory/session';
import { core } from '../../shared/core';
import { type Mapping, type ColumnResolver, take } from '../../shared/mapping';
import { aRecord, declared, type DirectoryOperation, type DirectoryTableRun } from './operation';
import { IDENTITY, mappedItems, writeRecords } from './record';

export const update: DirectoryOperation = {
	value: 'update',
	label: 'Update',
	description: (table) => `Change columns of ${aRecord(table)}`,
	action: (table) => `Update ${aRecord(table)}`,
	offered: declared('update'),
	execute,
};

/** Columns that name one object, by what the directory looks it up by. */
export const NAMING_COLUMNS: Readonly<Record<string, ObjectRef['by']>> = {
	objectGUID: 'objectGUID',
	distinguishedName: 'dn',
	objectSid: 'objectSid',
	sAMAccountName: 'sAMAccountName',
	userPrincipalName: 'userPrincipalName',
};

async function execute(tableRun: DirectoryTableRun): Promise<INodeExecutionData[]> {
	const prepare = mappedItems(tableRun, 'update', (mapping, resolver) => {
		const object = objectIn(mapping, resolver);
		const { values, automatic } = mapping;
		if (automatic) for (const key of IDENTITY) take(values, resolver, key);
		return { record: { object, values } };
	});
	return await writeRecords(tableRun, prepare, (session, request, call) =>
		session.update(request, call),
	);
}

/** Takes the column to match on out of the values: it says which object is meant. */
function objectIn({ values, matchColumns }: Mapping, resolver: ColumnResolver): ObjectRef {
	const { id, label } = resolver.find(matchColumns[0] ?? 'objectGUID');
	const by = NAMING_COLUMNS[id];
	if (!by) {
		throw new (core().InputError)(`'${label}' does not name one object`, {
			field: 'Column to Match On',
			advice: `Match on ${Object.keys(NAMING_COLUMNS).join(', ')}, or use 'Create or Update' to find objects by other columns.`,
		});
	}
	const value = take(values, resolver, id);
	if (value !== '') return { by, value };
	throw new (core().InputError)(`The column '${label}' is empty, so there is no object to update`, {
		field: label,
		advice: `Map it to the column '${id}' of a Query, for example {{ $json.${id} }}.`,
	});
}
