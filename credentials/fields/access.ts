import type { INodeProperties } from 'n8n-workflow';
import { APP_SCHEMES, shown, when } from './show';

const IMPERSONATION_TYPE: INodeProperties = {
	displayName: 'Impersonation Type',
	name: 'impersonationType',
	type: 'options',
	options: [
		{ name: 'Primary SMTP Address', value: 'PrimarySmtpAddress' },
		{ name: 'Security Identifier (SID)', value: 'SID' },
		{ name: 'SMTP Address', value: 'SmtpAddress' },
		{ name: 'User Principal Name', value: 'PrincipalName' },
	],
	default: 'PrimarySmtpAddress',
	description: 'What the mailboxes are named by',
};

/** Whose mailbox, and what may be done there. */
export const ACCESS: INodeProperties[] = [
	{
		displayName: 'Default Mailbox',
		name: 'defaultMailbox',
		type: 'string',
		default: '',
		placeholder: 'e.g. sales@example.org',
		description:
			"Mailbox to work in where a node names none. Empty: the user's own mailbox. The test of this credential opens it.",
	},
	{
		displayName: 'Access to Other Mailboxes',
		name: 'access',
		type: 'options',
		options: [
			{
				name: 'Delegate or Full Access',
				value: 'delegate',
				description: 'The user opens the other mailbox with rights of its own',
			},
			{
				name: 'Impersonation',
				value: 'impersonate',
				description: 'The user acts as the owner; needs the role ApplicationImpersonation',
			},
		],
		default: 'delegate',
		displayOptions: when({ schema: ['EWS'] }, { authScheme: APP_SCHEMES }),
	},
	...shown(when({ schema: ['EWS'], access: ['impersonate'] }, { authScheme: APP_SCHEMES }), [
		IMPERSONATION_TYPE,
	]),
	// An app has no mailbox of its own: it always impersonates.
	...shown(when({ schema: ['EWS'], authScheme: APP_SCHEMES }), [IMPERSONATION_TYPE]),
	{
		displayName: 'Read Only',
		name: 'readOnly',
		type: 'boolean',
		default: false,
		description: 'Whether to refuse everything that writes, sends or deletes',
	},
	{
		displayName: 'Allowed Mailboxes',
		name: 'allowedMailboxes',
		type: 'string',
		default: '',
		placeholder: 'e.g. sales@example.org, example.net',
		description:
			'Addresses and domains that may be touched, separated by commas. Empty: all that the user has rights for.',
	},
];
