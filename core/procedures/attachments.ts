import type { Procedure } from '../schema/procedure';
import { attachments } from './inputs';

const ATTACHMENT_OUTPUTS = [
	{ id: 'id', description: 'ID of the attachment' },
	{ id: 'itemId', description: 'ID of the record that it is of, where it is known' },
	{ id: 'kind', description: 'file, item or reference' },
	{ id: 'name', description: 'Name of the attachment' },
	{ id: 'contentType', description: 'MIME type' },
	{ id: 'size', description: 'Bytes as Exchange counts them, a little more than the file has' },
	{ id: 'isInline', description: 'Whether an HTML body shows it' },
	{ id: 'contentId', description: 'Name under which an HTML body shows it' },
] as const;

export const addAttachments: Procedure = {
	name: 'addAttachments',
	label: 'Add Attachments',
	description: 'Adds files, or a copy of another record, to a record',
	resource: 'attachment',
	operation: 'add',
	action: 'Add attachments to a record',
	aliases: ['CreateAttachments'],
	recordInput: 'itemId',
	binaryInput: 'files',
	outputs: ATTACHMENT_OUTPUTS,
	inputs: [
		{
			id: 'itemId',
			label: 'Record ID',
			type: 'id',
			required: true,
			description: 'The record that gets the attachments',
			aliases: ['MessageId', 'EventId', 'SourceId', 'Id'],
		},
		...attachments,
		{
			id: 'attachedItemId',
			label: 'Attached Record ID',
			type: 'id',
			description: 'Another message, a copy of which is attached',
		},
		{
			id: 'isInline',
			label: 'Is Inline',
			type: 'boolean',
			default: false,
			description: 'Whether an HTML body shows the file',
		},
		{
			id: 'contentId',
			label: 'Content ID',
			type: 'text',
			description: 'Name under which an HTML body shows the file: cid: and this',
		},
	],
};

export const downloadAttachments: Procedure = {
	name: 'downloadAttachments',
	label: 'Download Attachments',
	description: 'Gives attachments as files: one, several, or all of a record',
	resource: 'attachment',
	operation: 'download',
	action: 'Download attachments',
	aliases: ['GetAttachment'],
	reads: true,
	recordInput: 'attachmentIds',
	binaryOutput: true,
	outputs: ATTACHMENT_OUTPUTS,
	inputs: [
		{
			id: 'attachmentIds',
			label: 'Attachment IDs',
			type: 'text',
			description: 'One ID, or several separated by semicolons',
			aliases: ['AttachmentId'],
		},
		{
			id: 'itemId',
			label: 'Of Record ID',
			type: 'id',
			description: 'Instead of Attachment IDs: all attachments of this record',
			aliases: ['SourceId', 'MessageId', 'EventId', 'Id'],
		},
		{
			id: 'includeMimeContent',
			label: 'Attached Records as Files',
			type: 'boolean',
			default: true,
			description: 'Whether an attached message comes as an .eml file',
		},
		{
			id: 'bodyType',
			label: 'Body Type',
			type: 'choice',
			choices: ['best', 'html', 'text'],
			description: 'Adds subject and body of attached records that come without a file',
		},
		{
			id: 'attachmentSource',
			label: 'Attachment Source',
			type: 'choice',
			choices: ['message', 'event'],
			description: 'Not needed: the ID tells',
		},
	],
};

export const deleteAttachment: Procedure = {
	name: 'deleteAttachment',
	label: 'Delete Attachment',
	description: 'Removes an attachment from its record',
	resource: 'attachment',
	operation: 'delete',
	action: 'Delete an attachment',
	risky: true,
	inBatches: true,
	recordInput: 'attachmentId',
	outputs: [
		{ id: 'outcome', description: 'deleted, or unknown when the answer was lost' },
		{ id: 'id', description: 'ID of the attachment' },
		{ id: 'itemChangeKey', description: 'Change key of the record that it was of' },
	],
	inputs: [
		{
			id: 'attachmentId',
			label: 'Attachment ID',
			type: 'id',
			required: true,
			aliases: ['Id', 'AttachmentIds'],
		},
	],
};
