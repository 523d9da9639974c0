import type { Column } from '../../../schema/column';
import type { Table } from '../../../schema/table';

const flag = (id: string, element: string): Column => ({
	id,
	label: element,
	type: 'boolean',
	ews: { field: { uri: `message:${element}` }, at: element, read: 'list', write: 'both' },
});

function people(id: string, element: string, type: 'recipient' | 'recipientList'): Column {
	return {
		id,
		label: element,
		type,
		ews: { field: { uri: `message:${element}` }, at: element, read: 'item', write: 'both' },
	};
}

/** A message as far as sending needs it; columns are called as the inputs of Send Mail. */
export const DRAFT: Table = {
	name: 'draft',
	label: 'Draft',
	plural: 'drafts',
	description: 'Messages before they are sent',
	operations: ['create'],
	columns: [
		{
			id: 'subject',
			label: 'Subject',
			type: 'text',
			ews: { field: { uri: 'item:Subject' }, at: 'Subject', read: 'list', write: 'both' },
		},
		{
			id: 'body',
			label: 'Body',
			type: 'text',
			ews: {
				field: { uri: 'item:Body' },
				at: 'Body',
				codec: 'body',
				read: 'item',
				write: 'both',
			},
		},
		{
			id: 'bodyType',
			label: 'Body Type',
			type: 'choice',
			choices: ['text', 'html'],
			ews: {
				field: { uri: 'item:Body' },
				at: 'Body@BodyType',
				values: { text: 'Text', html: 'HTML' },
				read: 'item',
				write: 'both',
			},
		},
		{
			id: 'importance',
			label: 'Importance',
			type: 'choice',
			choices: ['low', 'normal', 'high'],
			ews: { field: { uri: 'item:Importance' }, at: 'Importance', read: 'list', write: 'both' },
		},
		people('toRecipients', 'ToRecipients', 'recipientList'),
		people('ccRecipients', 'CcRecipients', 'recipientList'),
		people('bccRecipients', 'BccRecipients', 'recipientList'),
		people('from', 'From', 'recipient'),
		people('replyTo', 'ReplyTo', 'recipientList'),
		flag('isReadReceiptRequested', 'IsReadReceiptRequested'),
		flag('isDeliveryReceiptRequested', 'IsDeliveryReceiptRequested'),
	],
	ews: { kind: 'item', element: 'Message', defaultFolder: 'drafts', itemClass: 'IPM.Note' },
};
