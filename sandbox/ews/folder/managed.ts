import type { Folder } from '../../store';
import type { Context } from '../context';
import { EwsError } from '../errors';
import { atLeast } from '../version';
import { element, wrap } from '../xml/escape';

/** Whether a folder keeps its name and place: the top of the managed ones, and in Exchange 2010 all of them. */
function isFixed(folder: Folder, ctx: Context): boolean {
	const { managed } = folder;
	return managed !== undefined && (managed.isRoot === true || !atLeast(ctx.build, '15.0'));
}

/** @throws EwsError for a managed folder that cannot be renamed or moved */
export function demandLoose(folder: Folder, ctx: Context): void {
	if (isFixed(folder, ctx)) {
		throw new EwsError('ErrorAccessDenied', 'A managed folder cannot be renamed or moved.');
	}
}

/** ManagedFolderInformation; '' for folders that a person made (MS-OXWSFOLD 2.2.4.13). */
export function managedXml(folder: Folder, ctx: Context): string {
	const { managed } = folder;
	if (managed === undefined) return '';
	const { isRoot = false, mustDisplayComment = false, storageQuota } = managed;
	const maybe = (name: string, value: string | number | undefined) =>
		value === undefined ? '' : element(name, String(value));
	return wrap(
		'ManagedFolderInformation',
		element('CanDelete', 'true') +
			element('CanRenameOrMove', String(!isFixed(folder, ctx))) +
			element('MustDisplayComment', String(mustDisplayComment)) +
			element('HasQuota', String(storageQuota !== undefined)) +
			element('IsManagedFoldersRoot', String(isRoot)) +
			element('ManagedFolderId', managed.id) +
			maybe('Comment', managed.comment) +
			maybe('StorageQuota', storageQuota) +
			maybe('HomePage', managed.homePage),
	);
}
