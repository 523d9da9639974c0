import { answered, asField, type Property } from './property';
import { readText } from './values';

/** Names of the clouds in use elsewhere, without blanks, dashes and case. */
const CLOUDS: Readonly<Record<string, string>> = {
	worldwide: 'global',
	azurechina: 'china',
	gallatin: 'china',
	usgov: 'usGovL4',
	usgovt: 'usGovL4',
	usgovernment: 'usGovL4',
	gcchigh: 'usGovL4',
	usgovtgcchigh: 'usGovL4',
	usgovdod: 'usGovL5',
	usgovtdod: 'usGovL5',
	dod: 'usGovL5',
};

/** Where to, and who signs in how. */
export const SIGN_IN_PROPERTIES: readonly Property[] = [
	asField('Platform', 'platform'),
	asField('Schema', 'schema'),
	asField('AuthScheme', 'authScheme'),
	asField('Server', 'server'),
	asField('User', 'user'),
	asField('Password', 'password'),
	{
		name: 'Office365Environment',
		field: 'azureEnvironment',
		apply: (value, { fields }) => {
			const text = readText(value, 'Office365Environment')
				.toLowerCase()
				.replace(/[\s_-]/g, '');
			fields.azureEnvironment = CLOUDS[text] ?? readText(value, 'Office365Environment');
		},
	},
	asField('AzureTenant', 'azureTenant'),
	asField('InitiateOAuth', 'initiateOAuth'),
	asField('OAuthClientId', 'oauthClientId'),
	asField('OAuthClientSecret', 'oauthClientSecret'),
	asField('OAuthAccessToken', 'oauthAccessToken'),
	asField('OAuthSettingsLocation', 'oauthSettingsLocation'),
	asField('CallbackURL', 'callbackUrl'),
	asField('OAuthGrantType', 'oauthGrantType'),
	asField('UserId', 'userId'),
	asField('OAuthVerifier', 'oauthVerifier'),
	asField('OAuthRefreshToken', 'oauthRefreshToken'),
	asField('OAuthExpiresIn', 'oauthExpiresIn'),
	asField('OAuthTokenTimestamp', 'oauthTokenTimestamp'),
	{
		name: 'OAuthJWTCert',
		apply: (value, { certificate }) => {
			certificate.value = readText(value, 'OAuthJWTCert');
		},
	},
	{
		name: 'OAuthJWTCertType',
		apply: (value, { certificate }) => {
			certificate.kind = readText(value, 'OAuthJWTCertType');
		},
	},
	asField('OAuthJWTCertPassword', 'oauthJwtCertPassword'),
	asField('OAuthJWTCertSubject', 'oauthJwtCertSubject'),
	answered(
		'OAuthJWTIssuer',
		"Microsoft Entra takes an application's assertion only when it issued it itself",
		"Remove the row; the id in 'OAuth Client ID' is the issuer.",
		[''],
	),
	answered(
		'OAuthJWTSubject',
		"Microsoft Entra takes an application's assertion only for the application itself",
		"Remove the row; a user's mailbox is chosen by 'Default Mailbox' or 'User ID'.",
		[''],
	),
	asField('KerberosKDC', 'kerberosKdc'),
	asField('KerberosRealm', 'kerberosRealm'),
	asField('KerberosSPN', 'kerberosSpn'),
	asField('KerberosUser', 'kerberosUser'),
	asField('KerberosKeytabFile', 'kerberosKeytabFile'),
	asField('KerberosServiceRealm', 'kerberosServiceRealm'),
	asField('KerberosServiceKDC', 'kerberosServiceKdc'),
	asField('KerberosTicketCache', 'kerberosTicketCache'),
];
