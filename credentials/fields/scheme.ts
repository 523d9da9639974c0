import type { INodeProperties } from 'n8n-workflow';
import { KERBEROS_SCHEMES, PASSWORD_SCHEMES, when } from './show';

const user = (
	placeholder: string,
): Pick<INodeProperties, 'displayName' | 'name' | 'type'> & {
	default: string;
	placeholder: string;
} => ({ displayName: 'User', name: 'user', type: 'string', default: '', placeholder });

const PASSWORD = {
	displayName: 'Password',
	name: 'password',
	type: 'string',
	typeOptions: { password: true },
	default: '',
} as const satisfies INodeProperties;

/** Grants of OAuth that send a user's password. */
const BY_PASSWORD = {
	authScheme: ['OAuth', 'AzureAD'],
	initiateOAuth: ['GETANDREFRESH'],
	oauthGrantType: ['PASSWORD'],
};

/** How to sign in. */
export const SCHEME: INodeProperties = {
	displayName: 'Auth Scheme',
	name: 'authScheme',
	type: 'options',
	options: [
		{
			name: 'Azure AD',
			value: 'AzureAD',
			description: 'Entra ID: a person consents once, in a browser',
		},
		{
			name: 'Azure Device Code',
			value: 'AzureDeviceCode',
			description: 'Entra ID: a person enters a code on a page, from any device',
		},
		{
			name: 'Azure Managed Identity (MSI)',
			value: 'AzureMSI',
			description: 'Entra ID: the identity of the Azure machine that n8n runs on; no secret at all',
		},
		{
			name: 'Azure Service Principal',
			value: 'AzureServicePrincipal',
			description: 'Entra ID: an app registration signs in with its secret',
		},
		{
			name: 'Azure Service Principal With Certificate',
			value: 'AzureServicePrincipalCert',
			description: 'Entra ID: an app registration signs in with its certificate',
		},
		{
			name: 'Basic',
			value: 'Basic',
			description: 'User and password with every request; has to be switched on in Exchange. EWS.',
		},
		{
			name: 'Digest',
			value: 'Digest',
			description: 'User and password, of which only a hash is sent. EWS.',
		},
		{
			name: 'Kerberos',
			value: 'Kerberos',
			description: 'Tickets of Active Directory by password, keytab or ticket cache. EWS.',
		},
		{
			name: 'Negotiate',
			value: 'Negotiate',
			description: 'Kerberos where it works, NTLM where you allow it. EWS.',
		},
		{
			name: 'None',
			value: 'None',
			description: 'No sign-in, for a gateway that signs in by itself. EWS.',
		},
		{
			name: 'NTLM',
			value: 'NTLM',
			description: 'Windows sign-in with user and password, what Exchange offers by default. EWS.',
		},
		{
			name: 'OAuth',
			value: 'OAuth',
			description: 'Tokens of Entra ID, AD FS or endpoints of your own',
		},
	],
	default: 'NTLM',
	description: 'How to sign in',
};

/** A name and a password. */
export const USER: INodeProperties[] = [
	{
		...user('e.g. CONTOSO\\svc-n8n or svc-n8n@example.org'),
		displayOptions: when({ authScheme: PASSWORD_SCHEMES }),
	},
	{
		...user('e.g. CONTOSO\\svc-n8n or svc-n8n@ad.example.org'),
		displayOptions: when({ authScheme: KERBEROS_SCHEMES }),
		description: 'Empty: the one that the keytab or the ticket cache is made out to',
	},
	{
		...user('e.g. svc-n8n@example.org'),
		displayOptions: when(BY_PASSWORD),
	},
	{ ...PASSWORD, displayOptions: when({ authScheme: PASSWORD_SCHEMES }) },
	{
		...PASSWORD,
		displayOptions: when({ authScheme: KERBEROS_SCHEMES }),
		description: 'Empty: the keytab or the ticket cache below stands for it',
	},
	{ ...PASSWORD, displayOptions: when(BY_PASSWORD) },
];

/** How a Windows sign-in is bound, and what Negotiate may fall back to. */
export const WINDOWS: INodeProperties[] = [
	{
		displayName: 'Allow NTLM',
		name: 'allowNtlm',
		type: 'boolean',
		default: true,
		displayOptions: when({ authScheme: ['Negotiate'] }),
		description: 'Whether to sign in by NTLM where Kerberos is not possible',
	},
	{
		displayName: 'Channel Binding',
		name: 'channelBinding',
		type: 'boolean',
		default: true,
		displayOptions: when({ authScheme: ['NTLM', ...KERBEROS_SCHEMES] }),
		description:
			'Whether to bind the sign-in to the TLS connection (Extended Protection). Switch off behind a proxy that opens TLS.',
	},
];
