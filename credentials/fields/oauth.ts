import type { INodeProperties } from 'n8n-workflow';
import { AZURE_SCHEMES, CONSENT_SCHEMES, line, shown, when } from './show';

const RENEWED = ['REFRESH', 'GETANDREFRESH'];
/** A token is fetched or renewed by this connection. */
const FETCHED = when({ authScheme: CONSENT_SCHEMES, initiateOAuth: RENEWED });
/** A person's consent is needed at some time. */
const CONSENTED = [
	when({ authScheme: CONSENT_SCHEMES, initiateOAuth: ['REFRESH'] }),
	when({
		authScheme: CONSENT_SCHEMES,
		initiateOAuth: ['GETANDREFRESH'],
		oauthGrantType: ['CODE'],
	}),
];
/** A token that is only used, at a server that the cloud names. */
const HOSTED = [
	when({ authScheme: CONSENT_SCHEMES, initiateOAuth: ['OFF'], schema: ['MSGraph'] }),
	when({
		authScheme: CONSENT_SCHEMES,
		initiateOAuth: ['OFF'],
		schema: ['EWS'],
		platform: ['Exchange_Online'],
	}),
];
/** Service principals and device code, which fetch by themselves. */
const APPS = AZURE_SCHEMES.filter((scheme) => !CONSENT_SCHEMES.includes(scheme));

const environment: INodeProperties = {
	displayName: 'Azure Environment',
	name: 'azureEnvironment',
	type: 'options',
	options: [
		{ name: 'China (21Vianet)', value: 'china' },
		{ name: 'Global', value: 'global' },
		{ name: 'US Government L4 (GCC High)', value: 'usGovL4' },
		{ name: 'US Government L5 (DoD)', value: 'usGovL5' },
	],
	default: 'global',
	description: 'The cloud that the organisation is in',
};

const tenant: INodeProperties = {
	displayName: 'Azure Tenant',
	name: 'azureTenant',
	type: 'string',
	default: '',
	placeholder: 'e.g. contoso.onmicrosoft.com',
	description: 'Domain or ID of the directory. Empty: any organisation that the user belongs to.',
};

/** The cloud and the tenant, for any credential. */
export const TENANT: readonly INodeProperties[] = [environment, tenant];

const clientId: INodeProperties = {
	displayName: 'OAuth Client ID',
	name: 'oauthClientId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 00000000-0000-0000-0000-000000000000',
	description: 'Application (client) ID of the app registration',
};

const clientSecret: INodeProperties = {
	displayName: 'OAuth Client Secret',
	name: 'oauthClientSecret',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description: "The secret's value, not its ID",
};

const scope: INodeProperties = {
	displayName: 'OAuth Scope',
	name: 'oauthScope',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://outlook.office365.com/.default offline_access',
	description: 'Scopes, separated by blanks. Empty: what the resource needs.',
};

const resource: INodeProperties = {
	displayName: 'OAuth Resource',
	name: 'oauthResource',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://mail.example.org',
	description:
		'Whom the token is made out to. Empty: Exchange Online or Microsoft Graph by platform; for Exchange servers in your own network the address of the server.',
};

const settingsLocation: INodeProperties = {
	displayName: 'OAuth Settings Location',
	name: 'oauthSettingsLocation',
	type: 'string',
	default: '',
	placeholder: 'e.g. /home/node/.n8n-files/exchange-tokens.json',
	description:
		'File that keeps the tokens, readable by its owner only. Empty: one for each connection, in a folder of its own.',
};

/** The cloud, the tenant and the app registration. */
const REGISTRATION: INodeProperties[] = [
	...shown(when({ authScheme: [...APPS, 'AzureMSI'] }), [environment]),
	...shown(when({ authScheme: APPS }), [tenant]),
	...shown(FETCHED, [environment, tenant]),
	...HOSTED.map((displayOptions) => ({ ...environment, displayOptions })),
	...shown(when({ authScheme: APPS }), [clientId]),
	...shown(FETCHED, [clientId]),
	...shown(when({ authScheme: ['AzureServicePrincipal'] }), [clientSecret]),
	...shown(FETCHED, [
		{
			...clientSecret,
			description: "The secret's value, not its ID. Empty for a public client.",
		},
	]),
	{
		displayName: 'Managed Identity Client ID',
		name: 'msiClientId',
		type: 'string',
		default: '',
		displayOptions: when({ authScheme: ['AzureMSI'] }),
		description: "Client ID of a user-assigned identity. Empty: the machine's own.",
	},
];

/** Who fetches tokens, and how. */
const INITIATION: INodeProperties[] = [
	{
		displayName: 'Initiate OAuth',
		name: 'initiateOAuth',
		type: 'options',
		options: [
			{
				name: 'GETANDREFRESH',
				value: 'GETANDREFRESH',
				description: 'Fetches a token and renews it',
			},
			{
				name: 'OFF',
				value: 'OFF',
				description: 'Uses the access token that you enter, as long as it is good',
			},
			{
				name: 'REFRESH',
				value: 'REFRESH',
				description: 'Renews the token that you enter, or that Mailbox → Complete Sign-In stored',
			},
		],
		default: 'OFF',
		displayOptions: when({ authScheme: CONSENT_SCHEMES }),
		description: 'Who fetches the access token, and who renews it',
	},
	{
		displayName: 'OAuth Grant Type',
		name: 'oauthGrantType',
		type: 'options',
		options: [
			{ name: 'CLIENT', value: 'CLIENT', description: 'The app signs in as itself' },
			{ name: 'CODE', value: 'CODE', description: 'A person consents in a browser' },
			{
				name: 'PASSWORD',
				value: 'PASSWORD',
				description: 'User and password are sent to the token endpoint; not with a second factor',
			},
		],
		default: 'CODE',
		displayOptions: when({ authScheme: CONSENT_SCHEMES, initiateOAuth: ['GETANDREFRESH'] }),
		description: 'How a token is fetched',
	},
];

/** Consent in a browser, brought back by a person. */
const CONSENT: INodeProperties[] = CONSENTED.flatMap((displayOptions) =>
	shown(displayOptions, [
		{
			displayName: 'Callback URL',
			name: 'callbackUrl',
			type: 'string',
			default: 'http://localhost:33333',
			description: 'Redirect address of the app registration. Nothing needs to listen there.',
		},
		{
			displayName: 'OAuth Verifier',
			name: 'oauthVerifier',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The code, or the whole address that the browser ended at, after Mailbox → Start Sign-In',
		},
	]),
);

/** Endpoints that are not those of Entra ID. */
const ENDPOINTS: INodeProperties[] = [
	...CONSENTED.flatMap((displayOptions) =>
		shown(displayOptions, [
			{
				displayName: 'OAuth Authorization URL',
				name: 'oauthAuthorizationUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://adfs.example.org/adfs/oauth2/authorize',
				displayOptions: when({ authScheme: ['OAuth'] }),
				description: 'Page where a person consents. Empty: the one of Entra ID.',
			},
		]),
	),
	{
		displayName: 'OAuth Access Token URL',
		name: 'oauthAccessTokenUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://adfs.example.org/adfs/oauth2/token',
		displayOptions: when({ authScheme: ['OAuth'], initiateOAuth: RENEWED }),
		description: 'Address that gives out tokens. Empty: the one of Entra ID.',
	},
];

/** A token that was fetched elsewhere. */
const TOKEN: INodeProperties[] = [
	{
		displayName: 'OAuth Access Token',
		name: 'oauthAccessToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		displayOptions: when({ authScheme: CONSENT_SCHEMES, initiateOAuth: ['OFF', 'REFRESH'] }),
	},
	...shown(when({ authScheme: CONSENT_SCHEMES, initiateOAuth: ['REFRESH'] }), [
		{
			displayName: 'OAuth Refresh Token',
			name: 'oauthRefreshToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
		},
		{
			displayName: 'OAuth Expires In',
			name: 'oauthExpiresIn',
			type: 'string',
			default: '',
			placeholder: 'e.g. 3600',
			description: 'Seconds that the access token is good for',
		},
		line(
			'OAuth Token Timestamp',
			'oauthTokenTimestamp',
			'e.g. 2030-01-31T12:00:00Z',
			'When the access token was issued: a date, or milliseconds since 1970',
		),
	]),
];

/** Certificate of a service principal. */
const CERTIFICATE: INodeProperties[] = shown(when({ authScheme: ['AzureServicePrincipalCert'] }), [
	{
		displayName: 'OAuth JWT Cert Type',
		name: 'oauthJwtCertType',
		type: 'options',
		options: [
			{ name: 'PEM', value: 'PEM', description: 'Text with BEGIN CERTIFICATE' },
			{ name: 'PFX', value: 'PFX', description: 'PKCS #12, with the key in it' },
		],
		default: 'PEM',
	},
	{
		displayName: 'OAuth JWT Cert',
		name: 'oauthJwtCert',
		type: 'string',
		typeOptions: { password: true, rows: 4 },
		default: '',
		placeholder: '-----BEGIN CERTIFICATE-----',
		description: 'The certificate: PEM, its key with it or below; or a PFX in Base64',
	},
	{
		displayName: 'OAuth JWT Cert File',
		name: 'oauthJwtCertFile',
		type: 'string',
		default: '',
		placeholder: 'e.g. /home/node/.n8n-files/exchange-app.pfx',
		description: 'Path of the certificate on the machine that runs n8n, instead of pasting it',
	},
	{
		displayName: 'OAuth JWT Cert Key',
		name: 'oauthJwtCertKey',
		type: 'string',
		typeOptions: { password: true, rows: 4 },
		default: '',
		placeholder: '-----BEGIN PRIVATE KEY-----',
		displayOptions: when({ oauthJwtCertType: ['PEM'] }),
		description: 'Private key (PEM), where it is not in the certificate',
	},
	{
		displayName: 'OAuth JWT Cert Password',
		name: 'oauthJwtCertPassword',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'Password of the key or of the PFX',
	},
	{
		displayName: 'OAuth JWT Cert Subject',
		name: 'oauthJwtCertSubject',
		type: 'string',
		default: '',
		placeholder: 'e.g. CN=exchange-app',
		description: 'Picks one of several certificates by its subject. Empty: the first.',
	},
]);

const AUDIENCE: INodeProperties[] = [
	...shown(when({ authScheme: [...APPS, 'AzureMSI'] }), [resource]),
	...shown(when({ authScheme: ['AzureDeviceCode'] }), [scope]),
	...shown(FETCHED, [resource, scope]),
	...shown(when({ authScheme: ['AzureDeviceCode'] }), [settingsLocation]),
	...shown(FETCHED, [settingsLocation]),
	{
		displayName: 'User ID',
		name: 'userId',
		type: 'string',
		default: '',
		placeholder: 'e.g. sales@example.org',
		displayOptions: when({
			schema: ['MSGraph'],
			authScheme: [
				'OAuth',
				'AzureAD',
				'AzureServicePrincipal',
				'AzureServicePrincipalCert',
				'AzureMSI',
			],
		}),
		description:
			'User principal name or ID of the user whose mailbox an app works in. Empty: Default Mailbox.',
	},
];

/** Tokens: by whom, from where, for whom. */
export const OAUTH: INodeProperties[] = [
	...INITIATION,
	...REGISTRATION,
	...CERTIFICATE,
	...TOKEN,
	...CONSENT,
	...ENDPOINTS,
	...AUDIENCE,
];
