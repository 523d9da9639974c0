import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { Column } from '../../../core/schema/column';
import type { Table } from '../../../core/schema/table';
import { connectDirectory, DIRECTORY_CREDENTIAL } from '../../shared/connection';
import { core } from '../../shared/core';
import { askServer } from '../../shared/panel/search';
import { text } from '../../shared/values';
import { PASSWORD } from '../operations/password';

/** The table of the resource that the panel shows, with the columns that every directory may have. */
export function declaredTable(context: ILoadOptionsFunctions): Table {
	const resource = text(context.getCurrentNodeParameter('resource'));
	const declared = core().directoryTables.find(({ name }) => name === resource);
	if (declared) return declared;
	throw new (core().InputError)(`There is no resource '${resource}'`, {
		field: 'Resource',
		advice: 'Choose a resource from the list.',
	});
}

/**
 * The table of the resource that the panel shows, its columns from the server's schema; while no
 * credential is chosen, the columns that are known anyway.
 */
export async function currentTable(context: ILoadOptionsFunctions): Promise<Table> {
	const declared = declaredTable(context);
	if (!context.getNode().credentials?.[DIRECTORY_CREDENTIAL]) return declared;
	return await askServer(
		context,
		() => connectDirectory(context),
		(session, call) => session.table(declared.name, call),
	);
}

/** Label and lDAPDisplayName, since administrators know attributes by either. */
export function columnLabel({ id, label }: Column): string {
	const letters = (text: string) => text.replace(/[^a-z0-9]/gi, '').toLowerCase();
	return letters(label) === letters(id) ? label : `${label} (${id})`;
}

/** Whether the operation may write the column; a password has a field of its own, which hides it. */
export function isWritable({ id, ldap }: Column, operation: string): boolean {
	const write = ldap?.write;
	if (id === PASSWORD) return false;
	return write !== undefined && (write === 'both' || operation === 'upsert' || write === operation);
}
