import type { Procedure } from '../schema/procedure';

export const autodiscover: Procedure = {
	name: 'autodiscover',
	label: 'Autodiscover',
	description: 'Finds the Exchange server of an e-mail address',
	resource: 'mailbox',
	operation: 'autodiscover',
	action: 'Find the server of a mailbox',
	aliases: ['GetUserSettings'],
	reads: true,
	mailboxInput: 'address',
	outputs: [
		{ id: 'ewsUrl', description: 'Address to enter as Server in the credential' },
		{ id: 'isForeignHost', description: 'Whether its host is of another domain than the address' },
		{ id: 'address', description: 'Primary address of the mailbox' },
		{ id: 'displayName', description: 'Name of the mailbox' },
		{ id: 'internalEwsUrl', description: 'Address inside the network' },
		{ id: 'externalEwsUrl', description: 'Address from outside' },
		{ id: 'version', description: 'Version of the server, as it tells it' },
		{ id: 'place', description: 'Where the answer came from' },
		{ id: 'tried', description: 'All that was asked, with what came of it' },
	],
	inputs: [
		{
			id: 'address',
			label: 'Address',
			type: 'text',
			description: 'E-mail address; default the address of the mailbox',
			aliases: ['EmailAddress', 'Mailbox'],
		},
		{
			id: 'over',
			label: 'Over',
			type: 'choice',
			choices: ['auto', 'soap', 'pox'],
			default: 'auto',
			description: 'Form of the request; auto asks in both',
		},
		{
			id: 'allowedHosts',
			label: 'Allowed Hosts',
			type: 'textList',
			description:
				'Domains and hosts, other than those of the credential, that it may be sent to, separated by commas; .example.org stands for all below it',
		},
	],
};

export const testConnection: Procedure = {
	name: 'testConnection',
	label: 'Test Connection',
	description: 'Walks from the host name to the opened mailbox and tells what was found',
	resource: 'mailbox',
	operation: 'testConnection',
	action: 'Test the connection',
	reads: true,
	dialects: ['ews', 'graph'],
	outputs: [
		{
			id: 'step',
			description: 'resolve, connect, tls, scheme, identity, endpoint, mailbox, version',
		},
		{ id: 'ok', description: 'Whether the step was passed' },
		{ id: 'message', description: 'What was found' },
		{ id: 'advice', description: 'What to try next, when it was not passed' },
	],
	inputs: [],
};
