import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/**
 * Constants, since n8n's lint wants a literal documentation link to be both a URL (community packages)
 * and a camel-cased page name (its own repository).
 */
const DISPLAY_NAME = 'Microsoft Active Directory API';
const DOCUMENTATION =
	'https://github.com/n8n-nodes-microsoft-exchange/n8n-nodes-microsoft-exchange/blob/main/docs/guides/active-directory.md#2-connect';

/** Which domain controllers, and how they are reached. */
const SERVER: INodeProperties[] = [
	{
		displayName: 'Domain Controllers',
		name: 'discovery',
		type: 'options',
		options: [
			{
				name: 'By Host Name',
				value: 'hosts',
				description: 'The servers that you name, in that order',
			},
			{
				name: 'From DNS',
				value: 'dns',
				description: 'The servers that DNS names for the domain',
			},
		],
		default: 'hosts',
	},
	{
		displayName: 'Hosts',
		name: 'hosts',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. dc1.ad.example.org, dc2.ad.example.org',
		displayOptions: { show: { discovery: ['hosts'] } },
		description:
			'Domain controllers, separated by commas. The next one is tried where one does not answer.',
	},
	{
		displayName: 'Domain',
		name: 'domain',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. ad.example.org',
		displayOptions: { show: { discovery: ['dns'] } },
		description: 'DNS name of the domain',
	},
	{
		displayName: 'Security',
		name: 'security',
		type: 'options',
		options: [
			{
				name: 'Implicit TLS',
				value: 'implicitTls',
				description: 'Encrypted from the first byte, usually on port 636',
			},
			{
				name: 'None',
				value: 'none',
				description: 'Password and data can be read on the way',
			},
			{
				name: 'StartTLS',
				value: 'startTls',
				description: 'Encrypted before the sign-in, usually on port 389',
			},
		],
		default: 'implicitTls',
	},
	{
		displayName: 'Port',
		name: 'port',
		type: 'number',
		default: 636,
		description:
			'636 with implicit TLS, 389 otherwise. The global catalog on 3269 (TLS) or 3268 covers the whole forest, but has only some of the attributes.',
	},
];

/** Who signs in, and where searches begin. */
const SIGN_IN: INodeProperties[] = [
	{
		displayName: 'User',
		name: 'user',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. EXAMPLE\\svc-n8n or svc-n8n@ad.example.org',
		description: 'With the domain before it, as user principal name, or as distinguished name',
	},
	{
		displayName: 'Password',
		name: 'password',
		type: 'string',
		typeOptions: { password: true },
		required: true,
		default: '',
	},
	{
		displayName: 'Base DN',
		name: 'baseDn',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. OU=Sales,DC=ad,DC=example,DC=org',
		description:
			'Where searches begin, unless a node says otherwise; several, such as child domains, one per line. Empty: the whole domain.',
	},
	{
		displayName: 'Read Only',
		name: 'readOnly',
		type: 'boolean',
		default: false,
		description: 'Whether to refuse everything that writes or deletes',
	},
];

/** What the connection trusts, and how long it waits. */
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
		displayName: 'Server Name',
		name: 'serverName',
		type: 'string',
		default: '',
		placeholder: 'e.g. dc1.ad.example.org',
		description:
			'Name that the certificate has to show, where the host is an address or another name',
	},
	{
		displayName: 'Ignore SSL Issues (Insecure)',
		name: 'allowUnauthorizedCerts',
		type: 'boolean',
		default: false,
		description: 'Whether to connect even if SSL certificate validation is not possible',
	},
	{
		displayName: 'Page Size',
		name: 'pageSize',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 100000 },
		default: 1000,
		description:
			'Entries per page of a search, up to 100,000. All pages are read anyway; most servers give 1,000 at the most.',
	},
	{
		displayName: 'Connect Timeout',
		name: 'connectTimeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 10,
		description: 'Seconds that it may take to reach a server',
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		description: 'Seconds that one request may take',
	},
];

/** One connection to Active Directory: domain controllers, security, sign-in, base and paging. */
export class MicrosoftActiveDirectoryApi implements ICredentialType {
	name = 'microsoftActiveDirectoryApi';

	displayName = DISPLAY_NAME;

	icon: Icon = { light: 'file:activeDirectory.svg', dark: 'file:activeDirectory.dark.svg' };

	documentationUrl = DOCUMENTATION;

	properties: INodeProperties[] = [...SERVER, ...SIGN_IN, ...TRANSPORT];
}
