import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';
import { WRITE_ID } from './write/writeId';

const column = (id: string, type: Column['type'], ews: NonNullable<Column['ews']>): Column => ({
	id,
	label: id,
	type,
	ews,
});

export const SUBJECT = column('subject', 'text', {
	field: { uri: 'item:Subject' },
	at: 'Subject',
	read: 'list',
	write: 'both',
});
export const PARENT_ID = column('parentFolderId', 'id', {
	field: { uri: 'item:ParentFolderId' },
	at: 'ParentFolderId@Id',
	read: 'list',
});
export const IS_READ = column('isRead', 'boolean', {
	field: { uri: 'message:IsRead' },
	at: 'IsRead',
	read: 'list',
	write: 'both',
});
export const IS_DRAFT = column('isDraft', 'boolean', {
	field: { uri: 'item:IsDraft' },
	at: 'IsDraft',
	read: 'list',
});
export const ATTACHMENTS = column('attachments', 'object', {
	field: { uri: 'item:Attachments' },
	at: 'Attachments',
	codec: 'attachmentList',
	read: 'item',
});

/** An item of any kind, as far as procedures need it: `elementOf(row)` tells the kind. */
export const ANY_ITEM: Table = {
	name: 'item',
	label: 'Record',
	plural: 'records',
	description: 'Records of any kind',
	operations: [],
	columns: [SUBJECT, PARENT_ID, IS_READ, IS_DRAFT, ATTACHMENTS, WRITE_ID],
	ews: { kind: 'item', element: 'Item', defaultFolder: 'msgfolderroot' },
};
/** The same as far as UpdateItem needs it. */
export const ANY_MESSAGE: Table = {
	...ANY_ITEM,
	ews: { kind: 'item', element: 'Message', defaultFolder: 'inbox' },
};
