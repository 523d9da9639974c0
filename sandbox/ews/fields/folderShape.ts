import type { Folder, Value } from '../../store';
import { effectiveRightsXml, rights } from '../access';
import type { Context } from '../context';
import { itemsIn } from '../folder/contents';
import { managedXml } from '../folder/managed';
import { searchXml } from '../folder/search';
import { comparable, type Comparable } from '../search/compare';
import type { Subject } from '../search/restriction';
import { element, wrap } from '../xml/escape';
import { below, child, type Node } from '../xml/node';
import { atLeast } from '../version';
import { extendedXml } from './extended';
import { readPath, type Path } from './path';
import { permissionSetXml } from './permissions';

/** Element name of a folder, by its class. */
export function folderElement(folder: Folder): string {
	if (folder.search !== undefined) return 'SearchFolder';
	if (folder.folderClass.startsWith('IPF.Contact')) return 'ContactsFolder';
	if (folder.folderClass.startsWith('IPF.Appointment')) return 'CalendarFolder';
	if (folder.folderClass.startsWith('IPF.Task')) return 'TasksFolder';
	return 'Folder';
}

export function totalCount(folder: Folder): number {
	let count = 0;
	for (const item of itemsIn(folder)) if (!item.associated) count += 1;
	return count;
}

function unreadCount(folder: Folder): number {
	let count = 0;
	for (const item of itemsIn(folder)) {
		if (!item.associated && item.properties.get('message:IsRead') === false) count += 1;
	}
	return count;
}

function lastChange(folder: Folder): number {
	let last = folder.modified;
	for (const item of itemsIn(folder)) last = Math.max(last, item.modified);
	return last;
}

/** Folders that Exchange keeps for itself and Outlook does not show. */
const HIDDEN: ReadonlySet<string> = new Set([
	'recipientcache',
	'quickcontacts',
	'imcontactlist',
	'peopleconnect',
]);

const MAPI: Readonly<Record<string, (folder: Folder) => Value>> = {
	'contacts:DisplayName': (folder) => folder.displayName,
	'tag:3613': (folder) => folder.folderClass,
	'tag:3602': totalCount,
	'tag:3603': unreadCount,
	'tag:10f4': (folder) =>
		folder.properties.get('tag:10f4') ?? folder.distinguished.some((name) => HIDDEN.has(name)),
	'tag:3601': (folder) => (folder.parent === undefined ? 0 : 1),
	'tag:360a': (folder) => folder.children.length > 0,
	'item:DateTimeCreated': (folder) => folder.created,
	'item:LastModifiedTime': (folder) => folder.modified,
	// PidTagLocalCommitTimeMax: gateways see by it that something in the folder changed.
	'tag:670a': lastChange,
};

const VALUES: Readonly<Record<string, (folder: Folder) => Value | undefined>> = {
	...MAPI,
	'folder:DisplayName': (folder) => folder.displayName,
	'folder:FolderClass': (folder) => folder.folderClass,
	'folder:TotalCount': totalCount,
	'folder:ChildFolderCount': (folder) => folder.children.length,
	'folder:UnreadCount': unreadCount,
	'folder:FolderId': (folder) => folder.id,
	'folder:ParentFolderId': (folder) => folder.parent?.id,
	'folder:DistinguishedFolderId': (folder) => folder.distinguished[0],
};

export function folderSubject(folder: Folder): Subject {
	return {
		get(key: string): Comparable | undefined {
			const compute = VALUES[key];
			return comparable(key, compute ? compute(folder) : folder.properties.get(key));
		},
	};
}

const DEFAULT = [
	'folder:DisplayName',
	'folder:TotalCount',
	'folder:ChildFolderCount',
	'folder:UnreadCount',
];
const ALL = [
	...DEFAULT,
	'folder:ParentFolderId',
	'folder:FolderClass',
	'folder:EffectiveRights',
	'folder:PermissionSet',
	'folder:DistinguishedFolderId',
	'folder:SharingEffectiveRights',
	'folder:ManagedFolderInformation',
	'folder:SearchParameters',
];

/** FolderShape, turned into an element for each folder. */
export class FolderShape {
	private readonly wanted: ReadonlySet<string>;
	private readonly extended: Array<Extract<Path, { kind: 'extended' }>> = [];

	constructor(
		shape: Node,
		private readonly ctx: Context,
		private readonly find: boolean,
	) {
		const base = child(shape, 'BaseShape')?.text.trim();
		const wanted = new Set(base === 'AllProperties' ? ALL : base === 'Default' ? DEFAULT : []);
		// FindFolder has no permissions among its columns.
		if (find) wanted.delete('folder:PermissionSet');
		for (const node of below(shape, 'AdditionalProperties')) {
			const path = readPath(node, ctx.requested);
			if (path.kind === 'extended') this.extended.push(path);
			else if (path.kind === 'field') wanted.add(path.uri);
		}
		this.wanted = wanted;
	}

	print(folder: Folder): string {
		const { ctx, wanted } = this;
		const name = folderElement(folder);
		const parts: string[] = [wrap('FolderId', '', { Id: folder.id, ChangeKey: folder.changeKey })];
		const add = (uri: string, xml: () => string) => {
			if (wanted.has(uri)) parts.push(xml());
		};
		const parent = folder.parent;
		if (parent) {
			add('folder:ParentFolderId', () =>
				wrap('ParentFolderId', '', { Id: parent.id, ChangeKey: parent.changeKey }),
			);
		}
		if (folder.folderClass !== '') {
			add('folder:FolderClass', () => element('FolderClass', folder.folderClass));
		}
		add('folder:DisplayName', () => element('DisplayName', folder.displayName));
		add('folder:TotalCount', () => element('TotalCount', String(totalCount(folder))));
		add('folder:ChildFolderCount', () =>
			element('ChildFolderCount', String(folder.children.length)),
		);
		for (const path of this.extended) {
			const compute = MAPI[path.key];
			const value = compute ? compute(folder) : folder.properties.get(path.key);
			parts.push(extendedXml(path, value, ctx, this.find));
		}
		add('folder:ManagedFolderInformation', () => managedXml(folder, ctx));
		add('folder:EffectiveRights', () => effectiveRightsXml(ctx, folder));
		const distinguished = folder.distinguished[0];
		if (distinguished !== undefined && atLeast(ctx.requested, '15.0')) {
			add('folder:DistinguishedFolderId', () => element('DistinguishedFolderId', distinguished));
		}
		if (name === 'ContactsFolder' || name === 'CalendarFolder') {
			const mine = folder.mailbox === ctx.user;
			if (mine) {
				add('folder:SharingEffectiveRights', () =>
					element('SharingEffectiveRights', 'FullDetails'),
				);
			}
		}
		if (!this.find) {
			add('folder:PermissionSet', () =>
				folder.mailbox === ctx.user || rights(ctx, folder).has('FolderOwner')
					? permissionSetXml(ctx, folder, name)
					: '',
			);
		}
		if (name === 'Folder' || name === 'TasksFolder' || name === 'SearchFolder') {
			add('folder:UnreadCount', () => element('UnreadCount', String(unreadCount(folder))));
		}
		const { search } = folder;
		if (search !== undefined) add('folder:SearchParameters', () => searchXml(search));
		return wrap(name, parts.join(''));
	}
}

/** Only the id, as CreateFolder and UpdateFolder return it. */
export function folderIdXml(folder: Folder): string {
	return wrap(
		folderElement(folder),
		wrap('FolderId', '', { Id: folder.id, ChangeKey: folder.changeKey }),
	);
}
