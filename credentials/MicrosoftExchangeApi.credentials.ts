import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/**
 * Constants, since n8n's lint wants a literal documentation link to be both a URL (community packages)
 * and a camel-cased page name (its own repository).
 */
const DISPLAY_NAME = 'Microsoft Exchange API';
const DOCUMENTATION =
	'https://github.com/n8n-nodes-microsoft-exchange/n8n-nodes-microsoft-exchange#credentials';

/** A line of plain text. */
const line = (displayName: string, name: string, placeholder = ''): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
});

/** Protocol, server and who signs in. */
const SIGN_IN: INodeProperties[] = [
	{
		displayName: 'Schema',
		name: 'schema',
		type: 'options',
		options: [
			{
				name: 'EWS',
				value: 'EWS',
				description: 'Exchange Web Services of an Exchange server in your own network',
			},
		],
		default: 'EWS',
		description: 'The protocol that the server is spoken to in',
	},
	{
		displayName: 'Auth Scheme',
		name: 'authScheme',
		type: 'options',
		options: [
			{
				name: 'Basic',
				value: 'Basic',
				description: 'User and password with every request; has to be switched on in Exchange',
			},
			{
				name: 'None',
				value: 'None',
				description: 'No sign-in, for a gateway that signs in by itself',
			},
			{
				name: 'NTLM',
				value: 'NTLM',
				description: 'Windows sign-in with user and password, what Exchange offers by default',
			},
		],
		default: 'NTLM',
		description: 'How to sign in',
	},
	{
		displayName: 'Platform',
		name: 'platform',
		type: 'options',
		options: [
			{ name: 'Detect Automatically', value: 'auto' },
			{ name: 'Exchange 2007', value: 'Exchange2007' },
			{ name: 'Exchange 2007 SP1', value: 'Exchange2007_SP1' },
			{ name: 'Exchange 2010', value: 'Exchange2010' },
			{ name: 'Exchange 2010 SP1', value: 'Exchange2010_SP1' },
			{ name: 'Exchange 2010 SP2', value: 'Exchange2010_SP2' },
			{ name: 'Exchange 2013', value: 'Exchange2013' },
			{ name: 'Exchange 2013 SP1', value: 'Exchange2013_SP1' },
			{ name: 'Exchange 2016', value: 'Exchange2016' },
			{ name: 'Exchange 2019', value: 'Exchange2019' },
			{ name: 'Exchange Subscription Edition', value: 'ExchangeSE' },
		],
		default: 'auto',
		description: 'Version of the server. The newest one that both sides know is found by itself.',
	},
	{
		displayName: 'Server',
		name: 'server',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. https://mail.example.org/EWS/Exchange.asmx',
		description:
			'Address of Exchange Web Services. A host name alone stands for https://host/EWS/Exchange.asmx.',
	},
	{
		displayName: 'User',
		name: 'user',
		type: 'string',
		default: '',
		placeholder: 'e.g. CONTOSO\\svc-n8n or svc-n8n@example.org',
		displayOptions: { hide: { authScheme: ['None'] } },
	},
	{
		displayName: 'Password',
		name: 'password',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: { hide: { authScheme: ['None'] } },
	},
];

/** Whose mailbox, and what may be done there. */
const ACCESS: INodeProperties[] = [
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
	},
	{
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
		displayOptions: { show: { access: ['impersonate'] } },
		description: 'What the mailboxes are named by',
	},
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

/** What the connection trusts and how it is protected. */
const TRANSPORT: INodeProperties[] = [
	{
		displayName: 'CA Certificate',
		name: 'caCertificate',
		type: 'string',
		typeOptions: { password: true, rows: 4 },
		default: '',
		placeholder: '-----BEGIN CERTIFICATE-----',
		description:
			'Certificate (PEM) of the authority that signed the server certificate, where the machine does not know it',
	},
	{
		displayName: 'SSL Server Cert',
		name: 'sslServerCert',
		type: 'string',
		typeOptions: { password: true, rows: 4 },
		default: '',
		placeholder: 'e.g. a PEM certificate, or its thumbprint',
		description: 'The one certificate that the server may show, whoever signed it',
	},
	{
		displayName: 'Client Certificate',
		name: 'clientCertificate',
		type: 'string',
		typeOptions: { password: true, rows: 4 },
		default: '',
		placeholder: '-----BEGIN CERTIFICATE-----',
		description: 'Certificate (PEM) to show to a server or gateway that asks for one',
	},
	{
		displayName: 'Client Key',
		name: 'clientKey',
		type: 'string',
		typeOptions: { password: true, rows: 4 },
		default: '',
		placeholder: '-----BEGIN PRIVATE KEY-----',
		description: 'Private key (PEM) of the client certificate',
	},
	{
		displayName: 'Client Key Passphrase',
		name: 'clientKeyPassphrase',
		type: 'string',
		typeOptions: { password: true },
		default: '',
	},
	{
		displayName: 'Minimum TLS Version',
		name: 'minTlsVersion',
		type: 'options',
		options: [
			{ name: 'Default', value: '', description: 'TLS 1.2' },
			{ name: 'TLS 1.2', value: 'TLSv1.2' },
			{ name: 'TLS 1.3', value: 'TLSv1.3' },
		],
		default: '',
	},
	{
		displayName: 'Ignore SSL Issues (Insecure)',
		name: 'allowUnauthorizedCerts',
		type: 'boolean',
		default: false,
		description: 'Whether to connect even if SSL certificate validation is not possible',
	},
	{
		displayName: 'Legacy TLS',
		name: 'legacyTls',
		type: 'boolean',
		default: false,
		description:
			'Whether to allow TLS 1.0 and 1.1 and old ciphers, for servers that have no TLS 1.2',
	},
	{
		displayName: 'Channel Binding',
		name: 'channelBinding',
		type: 'boolean',
		default: true,
		displayOptions: { show: { authScheme: ['NTLM'] } },
		description:
			'Whether to bind the sign-in to the TLS connection (Extended Protection). Switch off behind a proxy that opens TLS.',
	},
	{
		displayName: 'Allow Plain HTTP',
		name: 'allowPlainHttp',
		type: 'boolean',
		default: false,
		description:
			'Whether to allow an address with http://, where passwords and mails can be read on the way',
	},
];

/** The way out of the network. */
const PROXY: INodeProperties[] = [
	{
		displayName: 'Proxy',
		name: 'proxyMode',
		type: 'options',
		options: [
			{ name: 'Custom', value: 'custom' },
			{ name: 'From Environment', value: 'environment' },
			{ name: 'None', value: 'none' },
		],
		default: 'environment',
		description:
			'Environment takes HTTPS_PROXY, HTTP_PROXY and NO_PROXY of the machine that n8n runs on',
	},
	{
		displayName: 'Proxy URL',
		name: 'proxyUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. http://proxy.example.org:8080',
		displayOptions: { show: { proxyMode: ['custom'] } },
	},
	{
		displayName: 'Proxy User',
		name: 'proxyUser',
		type: 'string',
		default: '',
		displayOptions: { show: { proxyMode: ['custom'] } },
	},
	{
		displayName: 'Proxy Password',
		name: 'proxyPassword',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: { show: { proxyMode: ['custom'] } },
	},
	{
		displayName: 'Proxy Exceptions',
		name: 'proxyExceptions',
		type: 'string',
		default: '',
		placeholder: 'e.g. mail.example.org, .example.net',
		displayOptions: { show: { proxyMode: ['custom'] } },
		description: 'Hosts that are reached without the proxy, separated by commas',
	},
];

/** Connection properties of the older connectors, by name. */
const ADVANCED: INodeProperties[] = [
	{
		displayName: 'Advanced Properties',
		name: 'advancedProperties',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		default: {},
		placeholder: 'Add Property',
		description:
			'Further connection properties by name, such as Timeout, Pagesize or CustomHeaders. A name that is not known is refused with a suggestion.',
		options: [
			{
				displayName: 'Property',
				name: 'property',
				values: [line('Key', 'key', 'e.g. Timeout'), line('Value', 'value')],
			},
		],
	},
];

/** One connection to Exchange: protocol, sign-in, mailbox access, TLS and proxy. */
export class MicrosoftExchangeApi implements ICredentialType {
	name = 'microsoftExchangeApi';

	displayName = DISPLAY_NAME;

	icon: Icon = { light: 'file:exchange.svg', dark: 'file:exchange.dark.svg' };

	documentationUrl = DOCUMENTATION;

	properties: INodeProperties[] = [...SIGN_IN, ...ACCESS, ...TRANSPORT, ...PROXY, ...ADVANCED];
}
