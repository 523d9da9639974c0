import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';

/** What the backend itself needs to know of folders and of the parents of items. */
export const displayName: Column = {
	id: 'displayName',
	label: 'Display Name',
	type: 'text',
	ews: { field: { uri: 'folder:DisplayName' }, at: 'DisplayName', read: 'list' },
};
export const folderParentId: Column = {
	id: 'parentFolderId',
	label: 'Parent Folder ID',
	type: 'id',
	ews: { field: { uri: 'folder:ParentFolderId' }, at: 'ParentFolderId@Id', read: 'list' },
};
export const folderClass: Column = {
	id: 'folderClass',
	label: 'Folder Class',
	type: 'text',
	ews: { field: { uri: 'folder:FolderClass' }, at: 'FolderClass', read: 'list' },
};
export const childCount: Column = {
	id: 'childFolderCount',
	label: 'Child Folders',
	type: 'integer',
	ews: { field: { uri: 'folder:ChildFolderCount' }, at: 'ChildFolderCount', read: 'list' },
};
/** PidTagAttributeHidden: Outlook does not show the folder. */
export const isHidden: Column = {
	id: 'isHidden',
	label: 'Is Hidden',
	type: 'boolean',
	ews: { field: { tag: '0x10F4', mapiType: 'Boolean' }, read: 'list' },
};
const itemParentId: Column = {
	id: 'parentFolderId',
	label: 'Parent Folder ID',
	type: 'id',
	ews: { field: { uri: 'item:ParentFolderId' }, at: 'ParentFolderId@Id', read: 'list' },
};

/** Says in which folder a record of the table lies. */
export const parentIdOf = (table: Table): Column =>
	table.ews?.kind === 'folder' ? folderParentId : itemParentId;

export const FOLDER_COLUMNS: readonly Column[] = [
	displayName,
	folderParentId,
	folderClass,
	isHidden,
];
