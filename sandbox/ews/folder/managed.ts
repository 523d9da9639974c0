import type { Folder } from '../../store';
import { element, wrap } from '../xml/escape';

/** ManagedFolderInformation; '' for folders that a person made (MS-OXWSFOLD 2.2.4.13). */
export function managedXml(folder: Folder): string {
	const { managed } = folder;
	if (managed === undefined) return '';
	const { isRoot = false, mustDisplayComment = false, storageQuota } = managed;
	const maybe = (name: string, value: string | number | undefined) =>
		value === undefined ? '' : element(name, String(value));
	return wrap(
		'ManagedFolderInformation',
		element('CanDelete', 'true') +
			element('CanRenameOrMove', 'true') +
			element('MustDisplayComment', String(mustDisplayComment)) +
			element('HasQuota', String(storageQuota !== undefined)) +
			element('IsManagedFoldersRoot', String(isRoot)) +
			element('ManagedFolderId', managed.id) +
			maybe('Comment', managed.comment) +
			maybe('StorageQuota', storageQuota) +
			maybe('HomePage', managed.homePage),
	);
}
