import type { ProcedureInput } from '../schema/procedure';

/** Inputs that several procedures have. */

/** The record that a procedure is about. */
export const itemId = (aliases: readonly string[] = []): ProcedureInput => ({
	id: 'itemId',
	label: 'Record ID',
	type: 'id',
	required: true,
	description: 'The column ID of the record, as a Query returns it',
	aliases,
});

export const recipients = (
	id: 'toRecipients' | 'ccRecipients' | 'bccRecipients',
	label: string,
	required = false,
): ProcedureInput => ({
	id,
	label,
	type: 'recipientList',
	...(required ? { required } : {}),
	description: 'Addresses, separated by commas or semicolons',
});

export const from: ProcedureInput = {
	id: 'from',
	label: 'From',
	type: 'recipient',
	description:
		'Sends in the name of this address; the account needs the right Send As or Send on Behalf',
	aliases: ['FromEmail', 'SenderEmail'],
};

export const importance: ProcedureInput = {
	id: 'importance',
	label: 'Importance',
	type: 'choice',
	choices: ['low', 'normal', 'high'],
};

/** What goes with every message that is sent. */
export const sending: readonly ProcedureInput[] = [
	{
		id: 'replyTo',
		label: 'Reply To',
		type: 'recipientList',
		description: 'Where answers go instead of the sender',
	},
	{
		id: 'isReadReceiptRequested',
		label: 'Read Receipt',
		type: 'boolean',
		description: 'Whether readers are asked to confirm',
	},
	{
		id: 'isDeliveryReceiptRequested',
		label: 'Delivery Receipt',
		type: 'boolean',
		description: 'Whether servers are asked to confirm',
	},
];

/** What becomes of the copy of a sent message. */
export const copies: readonly ProcedureInput[] = [
	{
		id: 'saveToSentItems',
		label: 'Save to Sent Items',
		type: 'boolean',
		default: true,
		description: 'Whether a copy is kept in Sent Items',
	},
	{
		id: 'saveFolder',
		label: 'Save Copy In',
		type: 'folder',
		description: 'Folder that keeps the copy instead of Sent Items: a path, an ID or a name',
	},
];

/** Files from binary fields, and one given as Base64. */
export const attachments: readonly ProcedureInput[] = [
	{
		id: 'files',
		label: 'Attachments',
		type: 'files',
		description: 'Binary fields of the item, separated by commas',
	},
	{
		id: 'attachmentContent',
		label: 'Attachment Content',
		type: 'binary',
		description: 'One further file as Base64',
		aliases: ['ContentBytes'],
	},
	{
		id: 'attachmentName',
		label: 'Attachment Name',
		type: 'text',
		description: 'Name of that file',
		aliases: ['FileName'],
	},
];

/** Files in one text, as the older schema of Graph takes them. */
export const attachmentList: ProcedureInput = {
	id: 'attachmentList',
	label: 'Attachment List',
	type: 'text',
	description: 'Further files as name,Base64 pairs, separated by semicolons',
	aliases: ['Attachments'],
};

/** Where a record goes. */
export const destination = (aliases: readonly string[]): ProcedureInput => ({
	id: 'folder',
	label: 'To Folder',
	type: 'folder',
	required: true,
	description: 'A path such as Inbox/Customers, an ID, or a name such as Deleted Items',
	aliases,
});
