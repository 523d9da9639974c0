import type { Procedure } from '../schema/procedure';

export const startSignIn: Procedure = {
	name: 'startSignIn',
	label: 'Start Sign-In',
	description: "Begins a person's sign-in for this connection: the address to open, and the code",
	resource: 'mailbox',
	operation: 'startSignIn',
	action: 'Start signing in',
	aliases: ['GetOAuthAuthorizationURL'],
	reads: true,
	risky: true,
	dialects: ['ews', 'graph'],
	outputs: [
		{ id: 'url', description: 'Page to open in a browser' },
		{ id: 'userCode', description: 'Code to type on that page, where it asks for one' },
		{ id: 'verificationUrl', description: 'The same page, where it asks for a code' },
		{ id: 'message', description: 'What to do next' },
		{ id: 'expiresAt', description: 'When the sign-in has to be completed' },
		{ id: 'state', description: 'Names this sign-in, for Complete Sign-In' },
	],
	inputs: [
		{
			id: 'callbackUrl',
			label: 'Callback URL',
			type: 'text',
			description: "Where the browser is sent after the sign-in; default the credential's",
		},
	],
};

export const completeSignIn: Procedure = {
	name: 'completeSignIn',
	label: 'Complete Sign-In',
	description: 'Turns what came back from the sign-in into tokens and keeps them in the token file',
	resource: 'mailbox',
	operation: 'completeSignIn',
	action: 'Complete signing in',
	aliases: ['GetOAuthAccessToken'],
	reads: true,
	risky: true,
	dialects: ['ews', 'graph'],
	outputs: [
		{ id: 'account', description: 'Who signed in, where the issuer says so' },
		{ id: 'expiresAt', description: 'When the access token ends' },
		{ id: 'isRenewable', description: 'Whether it will be renewed without a person' },
		{ id: 'scopes', description: 'What was granted' },
		{ id: 'location', description: 'Name of the token file' },
	],
	inputs: [
		{
			id: 'code',
			label: 'Code',
			type: 'text',
			description:
				'The whole address that the browser was sent to, or the code in it; nothing after a device code',
			aliases: ['Verifier'],
		},
		{
			id: 'state',
			label: 'State',
			type: 'text',
			description: 'Column State of Start Sign-In, where several were started; default the latest',
		},
	],
};
