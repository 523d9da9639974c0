/** What the server adds to an item of any kind: retention, protection, what may be done with it. */
import type { Column } from '../../schema/column';
import { both, byId, graphPath, listed } from './bindings';

function tag(id: 'policyTag' | 'archiveTag', label: string, element: string): Column[] {
	const field = `item:${element}`;
	return [
		{
			id,
			label,
			type: 'text',
			description: 'GUID of the retention tag.',
			ews: listed(field, { filter: false, sort: false, since: 'Exchange2013' }),
		},
		{
			id: `${id}IsExplicit`,
			label: `${label} Is Explicit`,
			type: 'boolean',
			description: 'Set on the item itself, not taken over from its folder.',
			ews: listed(field, {
				at: `${element}@IsExplicit`,
				filter: false,
				sort: false,
				since: 'Exchange2013',
			}),
		},
	];
}

export const retention: readonly Column[] = [
	...tag('policyTag', 'Retention Tag', 'PolicyTag'),
	...tag('archiveTag', 'Archive Tag', 'ArchiveTag'),
	{
		id: 'retentionDate',
		label: 'Retention Date',
		type: 'dateTime',
		description: 'When the retention policy acts on the item.',
		ews: listed('item:RetentionDate', { since: 'Exchange2013' }),
	},
];

export const bodies: readonly Column[] = [
	{
		id: 'textBody',
		label: 'Text Body',
		type: 'text',
		description: 'The body as plain text, whatever format it has.',
		ews: byId('item:TextBody', { since: 'Exchange2013' }),
	},
	{
		id: 'normalizedBody',
		label: 'Normalized Body',
		type: 'text',
		description: 'The body as HTML that stands by itself.',
		ews: byId('item:NormalizedBody', { since: 'Exchange2013' }),
	},
];

export const service: readonly Column[] = [
	{
		id: 'responseObjects',
		label: 'Response Objects',
		type: 'textList',
		description: 'What the item can be answered with, such as ReplyToItem or AcceptItem.',
		ews: byId('item:ResponseObjects', { codec: 'nameList' }),
	},
	{
		id: 'reminderNextTime',
		label: 'Reminder Next Time',
		type: 'dateTime',
		description: 'When the reminder shows next.',
		ews: byId('item:ReminderNextTime', { since: 'Exchange2013' }),
	},
	{
		id: 'instanceKey',
		label: 'Instance Key',
		type: 'binary',
		description: 'Tells the item in its folder, for as long as the view of the server lives.',
		ews: listed('item:InstanceKey', { filter: false, sort: false, since: 'Exchange2013' }),
	},
	{
		id: 'iconIndex',
		label: 'Icon Index',
		type: 'text',
		description: 'Icon that Outlook shows, such as MailReplied.',
		ews: listed('item:IconIndex', { filter: false, sort: false, since: 'Exchange2013' }),
	},
	{
		id: 'entityExtractionResult',
		label: 'Extracted Entities',
		type: 'object',
		description: 'Addresses, phone numbers, meetings and tasks that Exchange found in the body.',
		ews: byId('item:EntityExtractionResult', { since: 'Exchange2013' }),
	},
	...retention,
];

/** Of mail alone. */
export const mailService: readonly Column[] = [
	{
		id: 'displayBcc',
		label: 'Display Bcc',
		type: 'text',
		description: 'Names of the Bcc recipients, separated by semicolons.',
		ews: byId('item:DisplayBcc', { since: 'Exchange2013' }),
	},
	{
		id: 'blockStatus',
		label: 'Block Status',
		type: 'boolean',
		description: 'Images and links are blocked.',
		ews: byId('item:BlockStatus', { since: 'Exchange2013' }),
	},
	{
		id: 'hasBlockedImages',
		label: 'Has Blocked Images',
		type: 'boolean',
		ews: byId('item:HasBlockedImages', { since: 'Exchange2013' }),
	},
	{
		id: 'isClutter',
		label: 'Is Clutter',
		type: 'boolean',
		ews: byId('item:IsClutter', { since: 'Exchange2013_SP1' }),
	},
	{
		id: 'mentionedMe',
		label: 'Mentioned Me',
		type: 'boolean',
		description: 'The body mentions the owner of the mailbox with @.',
		ews: byId('item:MentionedMe', { since: 'Exchange2016' }),
	},
	{
		id: 'mentions',
		label: 'Mentions',
		type: 'recipientList',
		description: 'Whom the body mentions with @.',
		ews: byId('item:Mentions', { since: 'Exchange2016' }),
	},
	{
		id: 'inferenceClassification',
		label: 'Inference Classification',
		type: 'choice',
		description: 'Where the focused inbox shows the message.',
		choices: ['focused', 'other'],
		ews: byId('item:InferenceClassification', { since: 'Exchange2016' }),
		graph: graphPath('inferenceClassification', { ...both, filter: true }),
	},
	{
		id: 'votingOptions',
		label: 'Voting Options',
		type: 'textList',
		description: 'What the message asks to choose among.',
		ews: byId('message:VotingInformation', { codec: 'votingOptions', since: 'Exchange2013' }),
	},
	{
		id: 'votingResponse',
		label: 'Voting Response',
		type: 'text',
		ews: byId('message:VotingInformation', {
			at: 'VotingInformation/VotingResponse',
			since: 'Exchange2013',
		}),
	},
	{
		id: 'approvalRequestData',
		label: 'Approval Request Data',
		type: 'object',
		description: 'What became of a message that waited for approval.',
		ews: byId('message:ApprovalRequestData', { since: 'Exchange2013' }),
	},
	...(
		[
			['Text', 'Text', 'text', 'ReminderText', 'Text'],
			['Location', 'Location', 'text', 'Location', 'Location'],
			['StartTime', 'Start Time', 'dateTime', 'StartTime', 'StartTime'],
			['EndTime', 'End Time', 'dateTime', 'EndTime', 'EndTime'],
			[
				'AssociatedCalendarId',
				'Associated Calendar ID',
				'id',
				'AssociatedCalendarItemId@Id',
				'AssociatedCalendarId',
			],
		] as const
	).map(([part, title, type, at, alias]): Column => ({
		id: `reminderMessageData${part}`,
		label: `Reminder Message ${title}`,
		type,
		description: 'Of a message that reminds of an event.',
		aliases: { ews: [`ReminderMessageData_${alias}`] },
		ews: byId('message:ReminderMessageData', {
			at: `ReminderMessageData/${at}`,
			since: 'Exchange2013_SP1',
		}),
	})),
];

/** Of meeting requests, responses and cancellations among the mail. */
export const meetingMessage: readonly Column[] = [
	{
		id: 'associatedEventId',
		label: 'Associated Event ID',
		type: 'id',
		description: 'Event that a meeting request, response or cancellation is about.',
		ews: byId('meeting:AssociatedCalendarItemId', { at: 'AssociatedCalendarItemId@Id' }),
	},
	...(
		[
			['isDelegated', 'Is Delegated', 'IsDelegated', 'A delegate got the meeting message.'],
			['isOutOfDate', 'Is Out of Date', 'IsOutOfDate', 'A newer meeting message replaces it.'],
			[
				'hasBeenProcessed',
				'Has Been Processed',
				'HasBeenProcessed',
				'The calendar shows what the meeting message says.',
			],
		] as const
	).map(([id, label, element, description]): Column => ({
		id,
		label,
		type: 'boolean',
		description,
		ews: byId(`meeting:${element}`),
	})),
	{
		id: 'meetingResponseType',
		label: 'Meeting Response Type',
		type: 'choice',
		description: 'What the sender of a meeting response answers.',
		choices: ['none', 'organizer', 'tentativelyAccepted', 'accepted', 'declined', 'notResponded'],
		ews: byId('meeting:ResponseType', {
			values: {
				none: 'Unknown',
				tentativelyAccepted: 'Tentative',
				accepted: 'Accept',
				declined: 'Decline',
				notResponded: 'NoResponseReceived',
			},
		}),
	},
	{
		id: 'meetingRequestType',
		label: 'Meeting Request Type',
		type: 'choice',
		choices: [
			'none',
			'fullUpdate',
			'informationalUpdate',
			'newMeetingRequest',
			'outdated',
			'silentUpdate',
			'principalWantsCopy',
		],
		ews: byId('meetingRequest:MeetingRequestType', { at: 'MeetingRequestType' }),
	},
];

export const conversationChangeKey: Column = {
	id: 'conversationChangeKey',
	label: 'Conversation Change Key',
	type: 'id',
	aliases: { ews: ['ConversationChangeKey'] },
	ews: listed('item:ConversationId', {
		at: 'ConversationId@ChangeKey',
		filter: false,
		sort: false,
		since: 'Exchange2010',
	}),
};
