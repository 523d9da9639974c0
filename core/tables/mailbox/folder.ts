import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';
import { byId, graphMapi, graphPath, kept, listed } from './bindings';
import { effectiveRights } from './itemColumns';

function count(id: string, label: string, element: string): Column {
	return {
		id,
		label,
		type: 'integer',
		common: true,
		aliases: { ews: [element] },
		ews: listed(`folder:${element}`),
		graph: graphPath(id),
	};
}

/** Permissions and the conditions of a search folder are delivered by GetFolder alone. */
const details: readonly Column[] = [
	{
		id: 'permissions',
		label: 'Permissions',
		type: 'object',
		description:
			'Who may do what in the folder: list of {name, address, level, …}, with default and anonymous.',
		ews: byId('folder:PermissionSet', { codec: 'permissions' }),
	},
	{
		id: 'searchParameters',
		label: 'Search Parameters',
		type: 'object',
		description: 'Conditions and base folders of a search folder.',
		ews: byId('folder:SearchParameters'),
	},
	...(['policyTag', 'archiveTag'] as const).map((id): Column => {
		const element = id === 'policyTag' ? 'PolicyTag' : 'ArchiveTag';
		return {
			id,
			label: id === 'policyTag' ? 'Retention Tag' : 'Archive Tag',
			type: 'text',
			description: 'GUID of the retention tag.',
			ews: listed(`folder:${element}`, { filter: false, sort: false, since: 'Exchange2013' }),
		};
	}),
	{
		id: 'replicaList',
		label: 'Replica List',
		type: 'textList',
		description: 'Of a public folder: the mailboxes that hold its content.',
		ews: byId('folder:ReplicaList', { since: 'Exchange2016' }),
	},
];

/** Folders: https://learn.microsoft.com/exchange/client-developer/web-service-reference/folder */
export const folder: Table = {
	name: 'folder',
	label: 'Folder',
	plural: 'folders',
	description: 'Folders of a mailbox, of every kind',
	operations: ['query', 'get', 'create', 'update', 'upsert', 'delete'],
	aliases: [
		{ name: 'Folders', schema: 'ews' },
		{ name: 'MailFolders', schema: 'ews' },
		{ name: 'MailFolders', schema: 'graph' },
	],
	ews: {
		kind: 'folder',
		element: 'Folder',
		alsoElements: ['CalendarFolder', 'ContactsFolder', 'SearchFolder', 'TasksFolder'],
		defaultFolder: 'msgfolderroot',
	},
	graph: { collection: 'mailFolders', folders: 'mailFolders' },
	columns: [
		{
			id: 'id',
			label: 'ID',
			type: 'id',
			description: 'Locates the folder in its mailbox.',
			common: true,
			aliases: { ews: ['FolderId'] },
			ews: { field: { uri: 'folder:FolderId' }, at: 'FolderId@Id', read: 'list' },
			graph: graphPath('id'),
		},
		{
			id: 'displayName',
			label: 'Display Name',
			type: 'text',
			common: true,
			match: true,
			aliases: { ews: ['DisplayName'] },
			// A folder name has at most 255 characters, so a list never cuts it.
			ews: listed('folder:DisplayName', kept),
			graph: graphPath('displayName', { write: 'both', filter: true }),
		},
		{
			id: 'folderClass',
			label: 'Folder Class',
			type: 'text',
			description: 'Kind of items that it holds, such as IPF.Contact.',
			common: true,
			aliases: { ews: ['FolderClass'] },
			ews: listed('folder:FolderClass', { write: 'create' }),
			graph: graphMapi('String 0x3613'),
		},
		{
			id: 'parentFolderId',
			label: 'Parent Folder ID',
			type: 'id',
			common: true,
			aliases: { ews: ['ParentFolderId'] },
			ews: { field: { uri: 'folder:ParentFolderId' }, at: 'ParentFolderId@Id', read: 'list' },
			graph: graphPath('parentFolderId'),
		},
		{
			id: 'parentFolderChangeKey',
			label: 'Parent Folder Change Key',
			type: 'id',
			aliases: { ews: ['ParentFolderChangeKey'] },
			ews: {
				field: { uri: 'folder:ParentFolderId' },
				at: 'ParentFolderId@ChangeKey',
				read: 'list',
			},
		},
		{
			id: 'parentFolderPath',
			label: 'Parent Folder Path',
			type: 'text',
			description: 'Names from the top of the mailbox, such as Inbox/Customers. Computed.',
			common: true,
			aliases: { ews: ['ParentFolderName'] },
			ews: { read: 'list' },
			graph: { read: 'list' },
		},
		count('totalItemCount', 'Total Items', 'TotalCount'),
		// Only folders of mail count unread items; Exchange leaves the element out of others.
		count('unreadItemCount', 'Unread Items', 'UnreadCount'),
		count('childFolderCount', 'Child Folders', 'ChildFolderCount'),
		{
			id: 'distinguishedFolderId',
			label: 'Well-Known Name',
			type: 'text',
			description: 'Name of a well-known folder, such as inbox.',
			common: true,
			ews: listed('folder:DistinguishedFolderId', {
				filter: false,
				sort: false,
				since: 'Exchange2013',
			}),
		},
		{
			id: 'changeKey',
			label: 'Change Key',
			type: 'id',
			aliases: { ews: ['FolderChangeKey'] },
			ews: { field: { uri: 'folder:FolderId' }, at: 'FolderId@ChangeKey', read: 'list' },
		},
		{
			id: 'isHidden',
			label: 'Is Hidden',
			type: 'boolean',
			ews: {
				field: { tag: '0x10F4', mapiType: 'Boolean' },
				read: 'list',
				write: 'both',
				filter: true,
			},
			graph: graphPath('isHidden', { write: 'create' }),
		},
		{
			id: 'size',
			label: 'Size',
			type: 'int64',
			description: 'Bytes of the items in the folder itself.',
			common: true,
			aliases: { ews: ['FolderSize'] },
			ews: { field: { tag: '0x0E08', mapiType: 'Long' }, read: 'list' },
			graph: graphMapi('Long 0x0E08'),
		},
		...(
			[
				['canDelete', 'Can Delete', 'CanDelete', 'boolean'],
				['canRenameOrMove', 'Can Rename or Move', 'CanRenameOrMove', 'boolean'],
				['mustDisplayComment', 'Must Display Comment', 'MustDisplayComment', 'boolean'],
				['hasQuota', 'Has Quota', 'HasQuota', 'boolean'],
				['isManagedFoldersRoot', 'Is Managed Folders Root', 'IsManagedFoldersRoot', 'boolean'],
				['managedFolderId', 'Managed Folder ID', 'ManagedFolderId', 'text'],
				['comment', 'Comment', 'Comment', 'text'],
				['storageQuota', 'Storage Quota', 'StorageQuota', 'integer'],
				['homePage', 'Home Page', 'HomePage', 'text'],
			] as const
		).map(([id, label, element, type]): Column => ({
			id,
			label,
			type,
			description: 'Managed folders of Exchange 2007 and 2010.',
			aliases: { ews: [element] },
			ews: byId('folder:ManagedFolderInformation', {
				at: `ManagedFolderInformation/${element}`,
			}),
		})),
		{
			id: 'sharingEffectiveRights',
			label: 'Sharing Effective Rights',
			type: 'text',
			description: 'Calendar and contact folders of another organisation.',
			aliases: { ews: ['SharingEffectiveRights'] },
			ews: byId('folder:SharingEffectiveRights', { since: 'Exchange2010' }),
		},
		...effectiveRights('folder'),
		...details,
	],
};
