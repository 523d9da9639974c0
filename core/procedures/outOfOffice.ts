import type { Procedure, ProcedureInput } from '../schema/procedure';

const OUTPUTS = [
	{ id: 'mailbox', description: 'Address of the mailbox' },
	{ id: 'state', description: 'disabled, enabled, or scheduled between start and end' },
	{ id: 'externalAudience', description: 'Who outside gets the external reply: none, known, all' },
	{ id: 'start', description: 'Start of a schedule' },
	{ id: 'end', description: 'End of a schedule' },
	{ id: 'internalReply', description: 'Text or HTML for people of the organization' },
	{ id: 'externalReply', description: 'Text or HTML for others' },
	{ id: 'allowExternal', description: 'To whom the server lets external replies go' },
] as const;

const mailbox: ProcedureInput = {
	id: 'mailbox',
	label: 'Address of Mailbox',
	type: 'text',
	description: 'Default the mailbox that the connection works on',
	aliases: ['EmailAddress', 'MailboxEmail', 'Address'],
};

export const getOutOfOffice: Procedure = {
	name: 'getOutOfOffice',
	label: 'Get Out of Office',
	description: 'Reads the automatic replies of a mailbox',
	resource: 'mailbox',
	operation: 'getOutOfOffice',
	action: 'Get out of office settings',
	aliases: ['GetUserOofSettings'],
	reads: true,
	mailboxInput: 'mailbox',
	outputs: OUTPUTS,
	inputs: [mailbox],
};

export const setOutOfOffice: Procedure = {
	name: 'setOutOfOffice',
	label: 'Set Out of Office',
	description: 'Changes the automatic replies of a mailbox; what is left empty stays as it is',
	resource: 'mailbox',
	operation: 'setOutOfOffice',
	action: 'Set out of office settings',
	aliases: ['SetUserOofSettings'],
	risky: true,
	mailboxInput: 'mailbox',
	outputs: OUTPUTS,
	inputs: [
		{
			id: 'state',
			label: 'State',
			type: 'choice',
			choices: ['disabled', 'enabled', 'scheduled'],
			description: 'Scheduled replies go out between Start and End',
			aliases: ['OofState'],
		},
		{ id: 'start', label: 'Start', type: 'dateTime', aliases: ['StartTime'] },
		{ id: 'end', label: 'End', type: 'dateTime', aliases: ['EndTime'] },
		{
			id: 'internalReply',
			label: 'Internal Reply',
			type: 'text',
			description: 'Text or HTML for people of the organization',
		},
		{
			id: 'externalReply',
			label: 'External Reply',
			type: 'text',
			description: 'Text or HTML for others',
		},
		{
			id: 'externalAudience',
			label: 'External Audience',
			type: 'choice',
			choices: ['none', 'known', 'all'],
			description: 'Who outside gets the external reply: nobody, contacts, everybody',
		},
		mailbox,
	],
};
