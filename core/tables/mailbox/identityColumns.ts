/** What an item is called by, where it lies, and what may be done with it. */
import type { Column } from '../../schema/column';
import { graphMapi, graphPath, kept, listed, listedText, tagged } from './bindings';

export const id: Column = {
	id: 'id',
	label: 'ID',
	type: 'id',
	description:
		'Locates the record in its mailbox. In EWS it changes when the record moves to another folder.',
	common: true,
	aliases: { ews: ['ItemId'] },
	ews: { field: { uri: 'item:ItemId' }, at: 'ItemId@Id', read: 'list' },
	graph: graphPath('id'),
};

export const changeKey: Column = {
	id: 'changeKey',
	label: 'Change Key',
	type: 'id',
	description: 'Version of the record; an update against an older one ends in a conflict.',
	aliases: { ews: ['ItemChangeKey'] },
	ews: { field: { uri: 'item:ItemId' }, at: 'ItemId@ChangeKey', read: 'list' },
	graph: graphPath('changeKey'),
};

export const searchKey: Column = {
	id: 'searchKey',
	label: 'Search Key',
	type: 'binary',
	description: 'Identifies the record for life, also after it moved (MAPI 0x300B).',
	match: true,
	ews: tagged('0x300B', 'Binary', { sort: false }),
	graph: graphMapi('Binary 0x300B'),
};

export const entryId: Column = {
	id: 'entryId',
	label: 'Entry ID',
	type: 'binary',
	description: 'Long-term id that Outlook uses (MAPI 0x0FFF).',
	ews: tagged('0x0FFF', 'Binary', { filter: false, sort: false }),
	graph: graphMapi('Binary 0x0FFF'),
};

export const storeEntryId: Column = {
	id: 'storeEntryId',
	label: 'Store Entry ID',
	type: 'binary',
	ews: listed('item:StoreEntryId', { filter: false, sort: false, since: 'Exchange2010_SP2' }),
};

export const parentFolderId: Column = {
	id: 'parentFolderId',
	label: 'Parent Folder ID',
	type: 'id',
	description: 'Folder that holds the record.',
	aliases: { ews: ['ParentFolderId'] },
	ews: { field: { uri: 'item:ParentFolderId' }, at: 'ParentFolderId@Id', read: 'list' },
	graph: graphPath('parentFolderId'),
};

export const parentFolderChangeKey: Column = {
	id: 'parentFolderChangeKey',
	label: 'Parent Folder Change Key',
	type: 'id',
	aliases: { ews: ['ParentFolderChangeKey'] },
	ews: { field: { uri: 'item:ParentFolderId' }, at: 'ParentFolderId@ChangeKey', read: 'list' },
};

export const parentFolderPath: Column = {
	id: 'parentFolderPath',
	label: 'Parent Folder Path',
	type: 'text',
	description:
		'Path of the folder below the mailbox, such as Inbox/Customers. Computed from the folder hierarchy.',
	aliases: { ews: ['ParentFolderName'] },
	ews: { read: 'list' },
	graph: { read: 'list' },
};

export const itemClass: Column = {
	id: 'itemClass',
	label: 'Item Class',
	type: 'text',
	description: 'MAPI message class, such as IPM.Contact.',
	aliases: { ews: ['ItemClass'] },
	ews: listedText('item:ItemClass', kept),
	graph: graphMapi('String 0x001A'),
};

const RIGHTS = [
	['CreateAssociated', 'Create Associated'],
	['CreateContents', 'Create Contents'],
	['CreateHierarchy', 'Create Hierarchy'],
	['Delete', 'Delete'],
	['Modify', 'Modify'],
	['Read', 'Read'],
	['ViewPrivateItems', 'View Private Items'],
] as const;

/** What the signed-in account may do with the record; `prefix` is `item` or `folder`. */
export function effectiveRights(prefix: 'item' | 'folder'): Column[] {
	return RIGHTS.map(([right, label]) => ({
		id: `effectiveRights${right}`,
		label: `${label} Right`,
		type: 'boolean' as const,
		aliases: { ews: [`EffectiveRights_${right}`] },
		ews: {
			field: { uri: `${prefix}:EffectiveRights` },
			at: `EffectiveRights/${right}`,
			read: 'list' as const,
			...(right === 'ViewPrivateItems' ? { since: 'Exchange2010' as const } : {}),
		},
	}));
}
