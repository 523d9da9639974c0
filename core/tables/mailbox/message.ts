import type { Column } from '../../schema/column';
import type { Table } from '../../schema/table';
import { both, byId, graphPath, kept, listed, listedText } from './bindings';
import * as item from './itemColumns';
import * as group from './itemGroups';

/** Lists give the sender by name alone: the address takes a read by id. */
function person(id: string, label: string, element: string, write: boolean): Column {
	return {
		id,
		label,
		type: 'recipient',
		common: true,
		ews: byId(`message:${element}`, { ...(write ? both : {}) }),
		graph: graphPath(id, write ? both : {}),
	};
}

/** Name or address of a single recipient, as the older schemas show it. */
function personPart(
	owner: string,
	part: 'Name' | 'Address',
	element: string,
	aliases: Column['aliases'],
	onGraph = true,
): Column {
	const leaf = part === 'Name' ? 'Name' : 'EmailAddress';
	return {
		id: `${owner}${part}`,
		label: `${element} ${part}`.replace(/([a-z])([A-Z])/g, '$1 $2'),
		type: 'text',
		aliases,
		ews:
			part === 'Name'
				? listedText(`message:${element}`, { at: `${element}/Mailbox/${leaf}`, filter: false })
				: byId(`message:${element}`, { at: `${element}/Mailbox/${leaf}` }),
		...(onGraph
			? { graph: graphPath(`${owner}/emailAddress/${part.toLowerCase()}`, { filter: true }) }
			: {}),
	};
}

function recipients(id: string, label: string, element: string): Column {
	return {
		id,
		label,
		type: 'recipientList',
		common: element !== 'ReplyTo',
		aliases: { ews: element === 'ReplyTo' ? [] : [`${element}_EmailAddress`] },
		ews: byId(`message:${element}`, both),
		graph: graphPath(id, both),
	};
}

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
		person('from', 'From', 'From', true),
		personPart('from', 'Name', 'From', {
			ews: ['FromName'],
			graph: ['from_emailAddress_name'],
		}),
		personPart('from', 'Address', 'From', {
			ews: ['FromEmailAddress'],
			graph: ['from_emailAddress_address'],
		}),
		person('sender', 'Sender', 'Sender', false),
		personPart('sender', 'Name', 'Sender', {
			ews: ['SenderName'],
			graph: ['sender_emailAddress_name'],
		}),
		personPart('sender', 'Address', 'Sender', {
			ews: ['SenderEmailAddress'],
			graph: ['sender_emailAddress_address'],
		}),
		recipients('toRecipients', 'To', 'ToRecipients'),
		recipients('ccRecipients', 'Cc', 'CcRecipients'),
		recipients('bccRecipients', 'Bcc', 'BccRecipients'),
		recipients('replyTo', 'Reply To', 'ReplyTo'),
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
		item.adapted(item.flag, { common: true }),
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
		{
			id: 'inferenceClassification',
			label: 'Inference Classification',
			type: 'choice',
			description: 'Where the focused inbox shows the message.',
			choices: ['focused', 'other'],
			graph: graphPath('inferenceClassification', { ...both, filter: true }),
		},
		item.onGraph(
			item.adapted(item.uniqueBody, {
				aliases: { ews: ['UniqueBody'], graph: ['uniqueBody_content'] },
			}),
			graphPath('uniqueBody/content', { read: 'item' }),
		),
		item.uniqueBodyType,
	],
};
