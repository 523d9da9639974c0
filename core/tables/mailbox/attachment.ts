import type { Table } from '../../schema/table';
import { graphPath } from './bindings';

/**
 * What is attached to messages, events, contacts and tasks. Adding, downloading as a file and deleting are
 * procedures.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/attachments-and-ews-in-exchange
 */
export const attachment: Table = {
	name: 'attachment',
	label: 'Attachment',
	plural: 'attachments',
	description: 'Files and records attached to messages, events, contacts and tasks',
	operations: ['query', 'get'],
	keys: ['parentId'],
	aliases: [
		{ name: 'MessageAttachments', schema: 'graph' },
		{ name: 'EventAttachments', schema: 'graph' },
	],
	ews: { kind: 'collection', element: 'FileAttachment' },
	columns: [
		{
			id: 'id',
			label: 'ID',
			type: 'id',
			common: true,
			aliases: { ews: ['AttachmentId'] },
			ews: { read: 'list' },
			graph: graphPath('id'),
		},
		{
			id: 'parentId',
			label: 'Parent ID',
			type: 'id',
			description:
				'Record that it is attached to. Every query needs a condition on it; unknown when an attachment is got by its ID.',
			common: true,
			aliases: { ews: ['ItemId'], graph: ['messageId', 'eventId'] },
			ews: { read: 'list' },
			graph: { read: 'list' },
		},
		{
			id: 'name',
			label: 'Name',
			type: 'text',
			common: true,
			aliases: { ews: ['Name', 'AttachmentName'] },
			ews: { read: 'list' },
			graph: graphPath('name'),
		},
		{
			id: 'contentType',
			label: 'Content Type',
			type: 'text',
			description: 'MIME type, such as application/pdf.',
			common: true,
			aliases: { ews: ['ContentType'] },
			ews: { read: 'list' },
			graph: graphPath('contentType'),
		},
		{
			id: 'size',
			label: 'Size',
			type: 'integer',
			description: 'Bytes as Exchange counts them, a little more than the file has.',
			common: true,
			aliases: { ews: ['Size'] },
			ews: { read: 'list', since: 'Exchange2010' },
			graph: graphPath('size'),
		},
		{
			id: 'isInline',
			label: 'Is Inline',
			type: 'boolean',
			description: 'Whether an HTML body shows it.',
			common: true,
			aliases: { ews: ['IsInline'] },
			ews: { read: 'list', since: 'Exchange2010' },
			graph: graphPath('isInline'),
		},
		{
			id: 'contentId',
			label: 'Content ID',
			type: 'text',
			description: 'Name under which an HTML body shows it.',
			common: true,
			ews: { read: 'list' },
			graph: graphPath('contentId'),
		},
		{
			id: 'lastModifiedDateTime',
			label: 'Last Modified',
			type: 'dateTime',
			common: true,
			ews: { read: 'list', since: 'Exchange2010' },
			graph: graphPath('lastModifiedDateTime'),
		},
		{
			id: 'kind',
			label: 'Kind',
			type: 'choice',
			description: 'File; item: another record; reference: a link to a file elsewhere.',
			common: true,
			choices: ['file', 'item', 'reference'],
			ews: { read: 'list' },
			graph: { read: 'list' },
		},
		{
			id: 'contentBytes',
			label: 'Content',
			type: 'binary',
			description:
				'The file as Base64, an attached record as MIME; one more request for each. Download gives it as a file.',
			aliases: { ews: ['Content'] },
			ews: { read: 'item' },
			graph: graphPath('contentBytes', { read: 'item' }),
		},
	],
};
