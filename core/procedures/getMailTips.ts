import type { Procedure } from '../schema/procedure';

export const getMailTips: Procedure = {
	name: 'getMailTips',
	label: 'Get Mail Tips',
	description: 'Tells what a sender should know of recipients before sending',
	resource: 'mailbox',
	operation: 'getMailTips',
	action: 'Get mail tips of recipients',
	reads: true,
	since: 'Exchange2010',
	outputs: [
		{ id: 'address', description: 'Recipient' },
		{ id: 'outOfOffice', description: 'Text of the automatic reply; null when there is none' },
		{ id: 'mailboxFull', description: 'Whether the mailbox takes no more mail' },
		{ id: 'customMailTip', description: 'Text that the administrator wrote' },
		{ id: 'totalMemberCount', description: 'Members of a group' },
		{ id: 'externalMemberCount', description: 'Members of a group outside the organization' },
		{ id: 'maxMessageSize', description: 'Bytes that a message may have' },
		{ id: 'deliveryRestricted', description: 'Whether a message would be refused' },
		{ id: 'isModerated', description: 'Whether somebody has to approve a message' },
		{ id: 'invalidRecipient', description: 'Whether nobody has the address' },
		{ id: 'error', description: 'Why nothing is known of the recipient' },
	],
	inputs: [
		{
			id: 'recipients',
			label: 'Recipients',
			type: 'recipientList',
			required: true,
			description: 'Addresses, separated by commas or semicolons',
		},
		{
			id: 'sendingAs',
			label: 'Sending As',
			type: 'text',
			description: 'Address of the sender; default the address of the mailbox',
		},
		{
			id: 'tips',
			label: 'Tips',
			type: 'textList',
			description:
				'Only these: OutOfOfficeMessage, MailboxFullStatus, CustomMailTip, ExternalMemberCount, TotalMemberCount, MaxMessageSize, DeliveryRestriction, ModerationStatus, InvalidRecipient',
			aliases: ['MailTipsRequested'],
		},
	],
};
