/** What the credential's form has to show for each way to sign in: chosen by hand, read off the page. */

/** Below the sign-in, whatever it is. */
const REST = [
	...['defaultMailbox', 'readOnly', 'allowedMailboxes', 'caCertificate', 'sslServerCert'],
	...['clientCertificate', 'clientKey', 'clientKeyPassphrase', 'minTlsVersion'],
	...['allowUnauthorizedCerts', 'legacyTls', 'allowPlainHttp', 'proxyMode'],
];
const SERVER = ['platform', 'server'];
const ACCESS = ['access'];
/** An app has no mailbox of its own, so it always impersonates. */
const APP_ACCESS = ['impersonationType'];
const KERBEROS = [
	...['kerberosKdc', 'kerberosRealm', 'kerberosSpn', 'kerberosUser', 'kerberosKeytabFile'],
	...['kerberosKeytab', 'kerberosTicketCache', 'kerberosTicketCacheContent'],
	...['kerberosServiceRealm', 'kerberosServiceKdc', 'kerberosAllowRc4'],
];
const APP = ['azureEnvironment', 'azureTenant', 'oauthClientId'];
const CONSENT = ['callbackUrl', 'oauthVerifier'];
const TOKENS = ['oauthAccessToken', 'oauthRefreshToken', 'oauthExpiresIn', 'oauthTokenTimestamp'];
const AUDIENCE = ['oauthResource', 'oauthScope', 'oauthSettingsLocation'];
const ONLINE = ['userId'];

const EWS = ['EWS', 'schema'];
const GRAPH = ['Microsoft Graph', 'schema'];
const scheme = (name) => [name, 'authScheme'];
const initiate = (name) => [name, 'initiateOAuth'];
const grant = (name) => [name, 'oauthGrantType'];

/**
 * In the order in which a person walks through them: what is chosen, by its name, and the fields between
 * 'Schema' and the end. `picture` goes into the guide.
 */
export const FORMS = [
	{
		name: 'NTLM',
		picture: 'ntlm',
		choose: [EWS, scheme('NTLM')],
		fields: [...SERVER, 'user', 'password', 'channelBinding', ...ACCESS],
	},
	{
		name: 'Basic',
		picture: 'basic',
		choose: [scheme('Basic')],
		fields: [...SERVER, 'user', 'password', ...ACCESS],
	},
	{
		name: 'Digest',
		picture: 'digest',
		choose: [scheme('Digest')],
		fields: [...SERVER, 'user', 'password', ...ACCESS],
	},
	{ name: 'None', picture: 'none', choose: [scheme('None')], fields: [...SERVER, ...ACCESS] },
	{
		name: 'Kerberos',
		picture: 'kerberos',
		choose: [scheme('Kerberos')],
		fields: [...SERVER, 'user', 'password', ...KERBEROS, 'channelBinding', ...ACCESS],
	},
	{
		name: 'Negotiate',
		picture: 'negotiate',
		choose: [scheme('Negotiate')],
		fields: [...SERVER, 'user', 'password', ...KERBEROS, 'allowNtlm', 'channelBinding', ...ACCESS],
	},
	{
		name: 'OAuth with a token of your own',
		picture: 'oauth-off',
		choose: [scheme('OAuth'), initiate('OFF')],
		fields: [...SERVER, 'initiateOAuth', 'oauthAccessToken', ...ACCESS],
	},
	{
		name: 'OAuth that renews a token',
		picture: 'oauth-refresh',
		choose: [initiate('REFRESH')],
		fields: [
			...[...SERVER, 'initiateOAuth', ...APP, 'oauthClientSecret', ...TOKENS, ...CONSENT],
			...['oauthAuthorizationUrl', 'oauthAccessTokenUrl', ...AUDIENCE, ...ACCESS],
		],
	},
	{
		name: 'OAuth with consent',
		picture: 'oauth-code',
		choose: [initiate('GETANDREFRESH'), grant('CODE')],
		fields: [
			...[...SERVER, 'initiateOAuth', 'oauthGrantType', ...APP, 'oauthClientSecret', ...CONSENT],
			...['oauthAuthorizationUrl', 'oauthAccessTokenUrl', ...AUDIENCE, ...ACCESS],
		],
	},
	{
		name: 'OAuth of an app',
		picture: 'oauth-client',
		choose: [grant('CLIENT')],
		fields: [
			...[...SERVER, 'initiateOAuth', 'oauthGrantType', ...APP, 'oauthClientSecret'],
			...['oauthAccessTokenUrl', ...AUDIENCE, ...ACCESS],
		],
	},
	{
		name: 'OAuth by password',
		picture: 'oauth-password',
		choose: [grant('PASSWORD')],
		fields: [
			...[...SERVER, 'user', 'password', 'initiateOAuth', 'oauthGrantType', ...APP],
			...['oauthClientSecret', 'oauthAccessTokenUrl', ...AUDIENCE, ...ACCESS],
		],
	},
	{
		name: 'AzureAD',
		picture: 'azure-ad',
		choose: [GRAPH, scheme('Azure AD'), grant('CODE')],
		fields: [
			...['initiateOAuth', 'oauthGrantType', ...APP, 'oauthClientSecret', ...CONSENT],
			...[...AUDIENCE, ...ONLINE],
		],
	},
	{
		name: 'AzureServicePrincipal',
		picture: 'azure-service-principal',
		choose: [scheme('Azure Service Principal')],
		fields: [...APP, 'oauthClientSecret', 'oauthResource', ...ONLINE],
	},
	{
		name: 'AzureServicePrincipalCert',
		picture: 'azure-service-principal-certificate',
		choose: [scheme('Azure Service Principal With Certificate')],
		fields: [
			...APP,
			...['oauthJwtCertType', 'oauthJwtCert', 'oauthJwtCertFile', 'oauthJwtCertKey'],
			...['oauthJwtCertPassword', 'oauthJwtCertSubject', 'oauthResource', ...ONLINE],
		],
	},
	{
		name: 'AzureMSI',
		picture: 'azure-managed-identity',
		choose: [scheme('Azure Managed Identity (MSI)')],
		fields: ['azureEnvironment', 'msiClientId', 'oauthResource', ...ONLINE],
	},
	{
		name: 'AzureDeviceCode',
		picture: 'azure-device-code',
		choose: [scheme('Azure Device Code')],
		fields: [...APP, 'oauthResource', 'oauthScope', 'oauthSettingsLocation'],
	},
	{
		name: 'AzureServicePrincipal by EWS',
		picture: 'azure-service-principal-ews',
		choose: [EWS, ['Exchange Online', 'platform'], scheme('Azure Service Principal')],
		fields: [...SERVER, ...APP, 'oauthClientSecret', 'oauthResource', ...APP_ACCESS],
	},
].map((form) => ({ ...form, fields: ['schema', 'authScheme', ...form.fields, ...REST] }));

/** The credential with n8n's Connect button; n8n's own fields stand before and after. */
export const CONNECT_FORM = {
	picture: 'connect',
	fields: ['clientId', 'clientSecret', 'schema', 'azureEnvironment', 'azureTenant', ...REST],
};
