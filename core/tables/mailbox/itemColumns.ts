/**
 * Columns that the item tables share. Their EWS side is the same for all: ItemType of
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/item
 * The Graph side differs by table; `onGraph` adds it.
 */
import type { Column, GraphBinding } from '../../schema/column';
import { both, byId, COMMON_SET, graphMapi, graphPath, kept, listed, listedText } from './bindings';

export * from './bodyColumns';
export * from './identityColumns';
export { flagColumns, flagOfEws } from './flagColumns';
export { conversationChangeKey } from './serviceColumns';

export function onGraph(column: Column, graph: GraphBinding): Column {
	return { ...column, graph };
}

/** The same column as a table shows it: another label, alias or flag. */
export function adapted(column: Column, changes: Partial<Column>): Column {
	return { ...column, ...changes };
}

export const subject: Column = {
	id: 'subject',
	label: 'Subject',
	type: 'text',
	description: 'At most 255 characters.',
	aliases: { ews: ['Subject'] },
	ews: listedText('item:Subject', both),
};

export const sensitivity: Column = {
	id: 'sensitivity',
	label: 'Sensitivity',
	type: 'choice',
	choices: ['normal', 'personal', 'private', 'confidential'],
	aliases: { ews: ['Sensitivity'] },
	ews: listed('item:Sensitivity', kept),
};

export const importance: Column = {
	id: 'importance',
	label: 'Importance',
	type: 'choice',
	choices: ['low', 'normal', 'high'],
	aliases: { ews: ['Importance'] },
	ews: listed('item:Importance', kept),
};

export const categories: Column = {
	id: 'categories',
	label: 'Categories',
	type: 'textList',
	aliases: { ews: ['Categories'] },
	ews: listed('item:Categories', { ...both, sort: false }),
	graph: graphPath('categories', both),
};

export const createdDateTime: Column = {
	id: 'createdDateTime',
	label: 'Created',
	type: 'dateTime',
	aliases: { ews: ['DateTimeCreated'] },
	ews: listed('item:DateTimeCreated'),
	graph: graphPath('createdDateTime', { filter: true, sort: true }),
};

export const lastModifiedDateTime: Column = {
	id: 'lastModifiedDateTime',
	label: 'Last Modified',
	type: 'dateTime',
	aliases: { ews: ['LastModifiedTime'] },
	ews: listed('item:LastModifiedTime'),
	graph: graphPath('lastModifiedDateTime', { filter: true, sort: true }),
};

export const lastModifiedName: Column = {
	id: 'lastModifiedName',
	label: 'Last Modified By',
	type: 'text',
	aliases: { ews: ['LastModifiedName'] },
	ews: listedText('item:LastModifiedName'),
	graph: graphMapi('String 0x3FFA'),
};

export const receivedDateTime: Column = {
	id: 'receivedDateTime',
	label: 'Received',
	type: 'dateTime',
	aliases: { ews: ['DateTimeReceived'] },
	ews: listed('item:DateTimeReceived'),
};

export const sentDateTime: Column = {
	id: 'sentDateTime',
	label: 'Sent',
	type: 'dateTime',
	aliases: { ews: ['DateTimeSent'] },
	ews: listed('item:DateTimeSent'),
};

export const size: Column = {
	id: 'size',
	label: 'Size',
	type: 'integer',
	description: 'Bytes.',
	aliases: { ews: ['Size'] },
	ews: listed('item:Size'),
	graph: graphMapi('Integer 0x0E08'),
};

export const hasAttachments: Column = {
	id: 'hasAttachments',
	label: 'Has Attachments',
	type: 'boolean',
	aliases: { ews: ['HasAttachments'] },
	ews: listed('item:HasAttachments'),
};

export const inReplyTo: Column = {
	id: 'inReplyTo',
	label: 'In Reply To',
	type: 'text',
	description: 'Message ID of the item that this one answers.',
	aliases: { ews: ['InReplyTo'] },
	ews: listedText('item:InReplyTo', both),
	graph: graphMapi('String 0x1042'),
};

function state(name: string, label: string, uri: string): Column {
	return {
		id: name,
		label,
		type: 'boolean',
		aliases: { ews: [`I${name.slice(1)}`] },
		ews: listed(uri),
	};
}

export const isDraft = state('isDraft', 'Is Draft', 'item:IsDraft');
export const isSubmitted = state('isSubmitted', 'Is Submitted', 'item:IsSubmitted');
export const isFromMe = state('isFromMe', 'Is From Me', 'item:IsFromMe');
export const isResend = state('isResend', 'Is Resend', 'item:IsResend');
export const isUnmodified = state('isUnmodified', 'Is Unmodified', 'item:IsUnmodified');
export const isAssociated: Column = {
	...state('isAssociated', 'Is Associated', 'item:IsAssociated'),
	description: 'Hidden item of the folder, such as a setting of Outlook.',
	ews: listed('item:IsAssociated', { since: 'Exchange2010' }),
};

export const reminderDueBy: Column = {
	id: 'reminderDueBy',
	label: 'Reminder Due By',
	type: 'dateTime',
	description: 'The time that the reminder counts from.',
	aliases: { ews: ['ReminderDueBy'] },
	ews: listed('item:ReminderDueBy', kept),
	graph: graphMapi(`SystemTime ${COMMON_SET} Id 0x8502`, both),
};

export const isReminderOn: Column = {
	id: 'isReminderOn',
	label: 'Reminder Is On',
	type: 'boolean',
	aliases: { ews: ['ReminderIsSet'] },
	ews: listed('item:ReminderIsSet', kept),
	graph: graphMapi(`Boolean ${COMMON_SET} Id 0x8503`, both),
};

export const reminderMinutesBeforeStart: Column = {
	id: 'reminderMinutesBeforeStart',
	label: 'Reminder Minutes Before Start',
	type: 'integer',
	aliases: { ews: ['ReminderMinutesBeforeStart'] },
	ews: listed('item:ReminderMinutesBeforeStart', kept),
	graph: graphMapi(`Integer ${COMMON_SET} Id 0x8501`, both),
};

export const displayTo: Column = {
	id: 'displayTo',
	label: 'Display To',
	type: 'text',
	description: 'Names of the To recipients, separated by semicolons.',
	aliases: { ews: ['DisplayTo'] },
	ews: listedText('item:DisplayTo'),
	graph: graphMapi('String 0x0E04'),
};

export const displayCc: Column = {
	id: 'displayCc',
	label: 'Display Cc',
	type: 'text',
	description: 'Names of the Cc recipients, separated by semicolons.',
	aliases: { ews: ['DisplayCc'] },
	ews: listedText('item:DisplayCc'),
	graph: graphMapi('String 0x0E03'),
};

export const culture: Column = {
	id: 'culture',
	label: 'Culture',
	type: 'text',
	description: 'Language tag, such as en-US.',
	aliases: { ews: ['Culture'] },
	ews: listedText('item:Culture', both),
};

export const webClientReadFormQueryString: Column = {
	id: 'webClientReadFormQueryString',
	label: 'Web Client Read Form Query String',
	type: 'text',
	description: 'Appended to the Outlook on the web address, opens the item for reading.',
	aliases: { ews: ['WebClientReadFormQueryString'] },
	ews: byId('item:WebClientReadFormQueryString', { since: 'Exchange2010' }),
};

export const webClientEditFormQueryString: Column = {
	id: 'webClientEditFormQueryString',
	label: 'Web Client Edit Form Query String',
	type: 'text',
	description: 'Appended to the Outlook on the web address, opens the item for editing.',
	aliases: { ews: ['WebClientEditFormQueryString'] },
	ews: byId('item:WebClientEditFormQueryString', { since: 'Exchange2010' }),
};

export const conversationId: Column = {
	id: 'conversationId',
	label: 'Conversation ID',
	type: 'id',
	aliases: { ews: ['ConversationId'] },
	ews: listed('item:ConversationId', {
		at: 'ConversationId@Id',
		filter: false,
		sort: false,
		since: 'Exchange2010',
	}),
};
