import { InputError } from '../../errors';
import type { Scope } from '../../query/query';
import type { Table } from '../../schema/table';
import { segment } from './odata';

/** `emailAddresses[0]/address`: property, slot where it is a list, and what is below. */
export interface PropertyPath {
	readonly root: string;
	/** 0-based. */
	readonly slot?: number;
	readonly below: readonly string[];
}

export function parsePath(path: string): PropertyPath {
	const [first = '', ...below] = path.split('/');
	const match = /^(\w+)\[(\d+)\]$/.exec(first);
	return match ? { root: match[1] ?? '', slot: Number(match[2]), below } : { root: first, below };
}

/**
 * Collection that a scope means: `/me/contacts`, `/users/a%40b/contactFolders/ID/contacts`. One
 * request works in one folder; paths are resolved to ids before.
 * @throws InputError for several folders, or one that is not resolved.
 */
export function collectionPath(table: Table, scope: Scope): string {
	const { graph } = table;
	if (!graph) {
		throw new InputError(`The ${table.label} table is EWS only`, {
			field: 'resource',
			advice: 'Use a connection with the schema EWS.',
		});
	}
	const owner = scope.mailbox === undefined ? '/me' : `/users/${segment(scope.mailbox)}`;
	const [folder, ...others] = scope.folders;
	if (others.length > 0) {
		throw new InputError('One request of Microsoft Graph reads one folder', {
			field: 'folder',
			advice: 'Read the folders one after the other.',
		});
	}
	if (!folder || folder.kind === 'default') return `${owner}/${graph.collection}`;
	if (folder.kind === 'wellKnown' && folder.name === graph.collection) {
		return `${owner}/${graph.collection}`;
	}
	if (folder.kind === 'id' && graph.folders) {
		return `${owner}/${graph.folders}/${segment(folder.id)}/${graph.collection}`;
	}
	throw new InputError(
		`The folder '${folder.kind === 'path' ? folder.path : folder.kind === 'id' ? folder.id : folder.name}' cannot hold ${table.plural}`,
		{ field: 'folder', advice: 'Choose a folder of that kind from the list.' },
	);
}
