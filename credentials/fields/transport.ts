import type { INodeProperties } from 'n8n-workflow';
import { when } from './show';

/** What the connection trusts and how it is protected. */
export const TLS: INodeProperties[] = [
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
		displayName: 'Allow Plain HTTP',
		name: 'allowPlainHttp',
		type: 'boolean',
		default: false,
		description:
			'Whether to allow an address with http://, where passwords and mails can be read on the way',
	},
];

/** The way out of the network. */
export const PROXY: INodeProperties[] = [
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
		displayOptions: when({ proxyMode: ['custom'] }),
		description:
			'Begins with http:// or https:// for an HTTP proxy, with socks5:// for a SOCKS one',
	},
	{
		displayName: 'Proxy Auth Scheme',
		name: 'proxyAuthScheme',
		type: 'options',
		options: [
			{ name: 'Basic', value: 'Basic' },
			{ name: 'Digest', value: 'Digest' },
			{ name: 'Negotiate', value: 'Negotiate' },
			{ name: 'None', value: 'None' },
			{ name: 'NTLM', value: 'NTLM' },
		],
		default: 'Basic',
		displayOptions: when({ proxyMode: ['custom'] }),
		description: 'How to sign in at the proxy, where it asks for a user',
	},
	{
		displayName: 'Proxy User',
		name: 'proxyUser',
		type: 'string',
		default: '',
		displayOptions: when({ proxyMode: ['custom'] }),
	},
	{
		displayName: 'Proxy Password',
		name: 'proxyPassword',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: when({ proxyMode: ['custom'] }),
	},
	{
		displayName: 'Proxy Exceptions',
		name: 'proxyExceptions',
		type: 'string',
		default: '',
		placeholder: 'e.g. mail.example.org, .example.net',
		displayOptions: when({ proxyMode: ['custom'] }),
		description: 'Hosts that are reached without the proxy, separated by commas',
	},
];
