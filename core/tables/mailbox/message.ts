import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';
import { both, graphPath, kept, listed, listedText } from './bindings';
import * as item from './itemColumns';
import * as group from './itemGroups';
import { person, recipients } from './recipientColumns';
import { bodies, mailService, meetingMessage } from './serviceColumns';

/** Mail of a mailbox: https://learn.microsoft.com/exchange/client-developer/web-service-reference/message-ex15websvcsotherref */
export const message: Table = {
	name: 'message',
	label: 'Message',
	plural: 'messages',
	description: 'Mail in the folders of a mailbox',
	operations: ['query', 'get', 'create', 'update', 'upsert', 'delete'],
	aliases: [
		{ name: 'Inbox', schema: 'ews', folder: 'inbox' },
		{ name: 'Drafts', schema: 'ews', folder: 'drafts' },
		{ name: 'SentItems', schema: 'ews', folder: 'sentitems' },
		{ name: 'DeletedItems', schema: 'ews', folder: 'deleteditems' },
		{ name: 'JunkEmail', schema: 'ews', folder: 'junkemail' },
		{ name: 'Outbox', schema: 'ews', folder: 'outbox' },
		{ name: 'Messages', schema: 'ews' },
		{ name: 'Messages', schema: 'graph' },
	],
	ews: {
		kind: 'item',
		element: 'Message',
		alsoElements: ['MeetingMessage', 'MeetingRequest', 'MeetingResponse', 'MeetingCancellation'],
		defaultFolder: 'inbox',
		folderClass: 'IPF.Note',
	},
	graph: { collection: 'messages', folders: 'mailFolders' },
	columns: [
		item.id,
		item.adapted(item.subject, {
			common: true,
			match: true,
			graph: graphPath('subject', { ...both, filter: true }),
		}),
		...person({ id: 'from', element: 'From', label: 'From', write: 'both', common: true }),
		...person({ id: 'sender', element: 'Sender', label: 'Sender', write: 'create', common: true }),
		...recipients('toRecipients', 'To', 'ToRecipients'),
		...recipients('ccRecipients', 'Cc', 'CcRecipients'),
		...recipients('bccRecipients', 'Bcc', 'BccRecipients'),
		...recipients('replyTo', 'Reply To', 'ReplyTo'),
		item.adapted(item.displayTo, { common: true }),
		item.displayCc,
		item.adapted(item.receivedDateTime, {
			common: true,
			graph: graphPath('receivedDateTime', { filter: true, sort: true }),
		}),
		item.adapted(item.sentDateTime, {
			common: true,
			graph: graphPath('sentDateTime', { filter: true, sort: true }),
		}),
		item.adapted(item.body, { common: true }),
		item.bodyType,
		item.preview,
		{
			id: 'isRead',
			label: 'Is Read',
			type: 'boolean',
			common: true,
			aliases: { ews: ['IsRead'] },
			ews: listed('message:IsRead', kept),
			graph: graphPath('isRead', { ...both, filter: true }),
		},
		item.adapted(item.hasAttachments, {
			common: true,
			graph: graphPath('hasAttachments', { filter: true }),
		}),
		item.adapted(item.importance, {
			common: true,
			graph: graphPath('importance', { ...both, filter: true }),
		}),
		item.adapted(item.sensitivity, { common: true }),
		item.adapted(item.categories, { common: true }),
		...item.flagColumns.map((column) =>
			column.id === 'flag' ? item.adapted(column, { common: true }) : column,
		),
		item.adapted(item.size, { common: true }),
		item.adapted(item.isDraft, { common: true, graph: graphPath('isDraft', { filter: true }) }),
		{
			id: 'internetMessageId',
			label: 'Internet Message ID',
			type: 'text',
			description: 'Message-ID header; the same in every mailbox that holds the mail.',
			match: true,
			aliases: { ews: ['InternetMessageId'] },
			ews: listedText('message:InternetMessageId', { write: 'create' }),
			graph: graphPath('internetMessageId', { write: 'create', filter: true }),
		},
		{ ...item.conversationId, graph: graphPath('conversationId', { filter: true }) },
		item.conversationChangeKey,
		{
			id: 'conversationTopic',
			label: 'Conversation Topic',
			type: 'text',
			aliases: { ews: ['ConversationTopic'] },
			ews: listedText('message:ConversationTopic'),
		},
		{
			id: 'conversationIndex',
			label: 'Conversation Index',
			type: 'binary',
			aliases: { ews: ['ConversationIndex'] },
			ews: listed('message:ConversationIndex', { filter: false, sort: false }),
			graph: graphPath('conversationIndex'),
		},
		{
			id: 'references',
			label: 'References',
			type: 'text',
			aliases: { ews: ['References'] },
			ews: listedText('message:References', both),
		},
		item.inReplyTo,
		...(
			[
				['isReadReceiptRequested', 'Read Receipt Requested', true],
				['isDeliveryReceiptRequested', 'Delivery Receipt Requested', true],
				['isResponseRequested', 'Response Requested', false],
			] as const
		).map(([id, label, onGraph]): Column => ({
			id,
			label,
			type: 'boolean',
			aliases: { ews: [`I${id.slice(1)}`] },
			ews: listed(`message:I${id.slice(1)}`, both),
			...(onGraph ? { graph: graphPath(id, both) } : {}),
		})),
		item.isReminderOn,
		item.reminderDueBy,
		item.reminderMinutesBeforeStart,
		...group.history,
		...group.identity,
		...group.states,
		item.culture,
		item.mimeContent,
		{
			...item.internetMessageHeaders,
			graph: graphPath('internetMessageHeaders', { read: 'item' }),
		},
		...group.webForms,
		{
			id: 'webLink',
			label: 'Web Link',
			type: 'text',
			description: 'Opens the message in Outlook on the web.',
			graph: graphPath('webLink'),
		},
		item.onGraph(
			item.adapted(item.uniqueBody, {
				aliases: { ews: ['UniqueBody'], graph: ['uniqueBody_content'] },
			}),
			graphPath('uniqueBody/content', { read: 'item' }),
		),
		item.adapted(item.uniqueBodyType, {
			aliases: { ews: ['UniqueBodyType'], graph: ['uniqueBody_contentType'] },
			graph: graphPath('uniqueBody/contentType', { read: 'item' }),
		}),
		...bodies,
		...group.attachments,
		...person({
			id: 'receivedBy',
			element: 'ReceivedBy',
			label: 'Received By',
			description: 'Whose mailbox got the message.',
			onGraph: false,
		}),
		...person({
			id: 'receivedRepresenting',
			element: 'ReceivedRepresenting',
			label: 'Received Representing',
			description: 'For whom the message was received.',
			onGraph: false,
		}),
		...meetingMessage,
		...group.service,
		...mailService,
	],
};
