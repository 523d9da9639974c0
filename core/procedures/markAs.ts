import type { Procedure } from '../schema/procedure';
import { itemId } from './inputs';

/** One message, or a whole folder. */
export const markAsRead: Procedure = {
	name: 'markAsRead',
	label: 'Mark as Read',
	description: 'Marks a message, or all messages of a folder, as read or unread',
	resource: 'message',
	operation: 'markAsRead',
	action: 'Mark a message as read or unread',
	inBatches: true,
	recordInput: 'itemId',
	outputs: [{ id: 'outcome', description: 'updated, or unknown when the answer was lost' }],
	inputs: [
		{ ...itemId(['MessageId', 'Id']), required: false },
		{
			id: 'isRead',
			label: 'Is Read',
			type: 'boolean',
			default: true,
			description: 'Whether it becomes read or unread',
		},
		{
			id: 'folder',
			label: 'Whole Folder',
			type: 'folder',
			description:
				'Instead of Record ID: all messages of this folder, by path, ID or name (Exchange 2013 and newer)',
			aliases: ['FolderId'],
		},
		{
			id: 'sendReadReceipts',
			label: 'Send Read Receipts',
			type: 'boolean',
			default: false,
			description:
				'Whether senders who asked for a receipt get one; Exchange 2010 and older always send it',
		},
	],
};

export const markAsJunk: Procedure = {
	name: 'markAsJunk',
	label: 'Mark as Junk',
	description: 'Blocks or unblocks the sender of a message, and moves it to or from Junk Email',
	resource: 'message',
	operation: 'markAsJunk',
	action: 'Mark a message as junk',
	since: 'Exchange2013',
	inBatches: true,
	recordInput: 'itemId',
	outputs: [
		{ id: 'outcome', description: 'updated, or unknown when the answer was lost' },
		{ id: 'id', description: 'ID in the new place; null where Exchange gives none' },
		{ id: 'previousId', description: 'ID that was given' },
	],
	inputs: [
		itemId(['MessageId', 'Id']),
		{
			id: 'isJunk',
			label: 'Is Junk',
			type: 'boolean',
			default: true,
			description: 'Whether the sender is blocked or no longer blocked',
		},
		{
			id: 'moveItem',
			label: 'Move',
			type: 'boolean',
			default: true,
			description: 'Whether the message goes to Junk Email, or back to Inbox',
		},
	],
};
