import type { KerberosIdentity } from '../auth/identity';
import { Fields } from './fields';
import { hasKeys } from './kerberosFields';
import type { AuthScheme } from '../auth/schemes';
import { notUsable } from './values';

const REGISTRATION =
	'Enter the application (client) ID of its app registration in Microsoft Entra, or of its client at your own issuer.';

/** What a scheme cannot do without, asked for by the label of the field. */
const REQUIRED: Readonly<
	Record<AuthScheme, (fields: Fields, kerberos?: KerberosIdentity) => void>
> = {
	NTLM: requirePassword,
	Basic: requirePassword,
	Digest: requirePassword,
	None: () => undefined,
	Negotiate: requireTicketSource,
	Kerberos: (fields, kerberos) => {
		requireTicketSource(fields, kerberos);
		requireRealm(fields, kerberos);
	},
	OAuth: requireGrant,
	AzureAD: requireGrant,
	AzureServicePrincipal: (fields) => {
		requireApplication(fields);
		if (fields.has('oauthJwtCert') || fields.has('oauthJwtCertFile')) return;
		fields.require(
			'oauthClientSecret',
			"Enter the value of a client secret of the application, or choose AzureServicePrincipalCert as 'Auth Scheme'.",
		);
	},
	AzureServicePrincipalCert: (fields) => {
		requireApplication(fields);
		if (fields.has('oauthJwtCertFile')) return;
		fields.require(
			'oauthJwtCert',
			"Paste the certificate with its key, or name its file as 'OAuth JWT Cert File'.",
		);
	},
	AzureMSI: () => undefined,
	AzureDeviceCode: (fields) => fields.require('oauthClientId', REGISTRATION),
};

/** @throws InputError that names the first field which the scheme needs and nobody filled in */
export function requireFields(
	scheme: AuthScheme,
	fields: Fields,
	kerberos: KerberosIdentity | undefined,
): void {
	REQUIRED[scheme](fields, kerberos);
}

function requirePassword(fields: Fields): void {
	fields.require('user', 'Write it as DOMAIN\\user or user@domain.');
	if (fields.secret('password') === '') {
		throw notUsable('Password', 'is empty', "Enter it, or choose None as 'Auth Scheme'.");
	}
}

/** A password, a keytab or a ticket cache; with none of them, and no user, the system's own tickets. */
function requireTicketSource(fields: Fields, kerberos: KerberosIdentity | undefined): void {
	if (kerberos && hasKeys(kerberos)) return;
	const hasUser = fields.has('user') || fields.has('kerberosUser');
	const hasPassword = fields.secret('password') !== '';
	if (hasUser === hasPassword) return;
	throw hasUser
		? notUsable(
				'Password',
				'is empty',
				"Enter it, or give a 'Kerberos Keytab' or 'Kerberos Ticket Cache'. With 'User' empty as well, the tickets of the system are used (package kerberos).",
			)
		: notUsable('User', 'is empty', 'Write it as user@domain or DOMAIN\\user.');
}

/** A bare name belongs to no realm; keytabs and ticket caches name theirs. */
function requireRealm(fields: Fields, kerberos: KerberosIdentity | undefined): void {
	if (!kerberos || kerberos.realm || hasKeys(kerberos)) return;
	const user = kerberos.user ?? fields.text('user');
	if (user === '' || /[@\\]/.test(user)) return;
	throw notUsable(
		'Kerberos Realm',
		'is empty',
		"Enter the DNS name of the user's domain, such as CONTOSO.EXAMPLE, or write 'User' as user@contoso.example.",
	);
}

function requireApplication(fields: Fields): void {
	fields.require(
		'azureTenant',
		'Enter the id or a domain of the tenant, such as contoso.onmicrosoft.com: an application signs in to one tenant.',
	);
	fields.require('oauthClientId', REGISTRATION);
}

function requireGrant(fields: Fields): void {
	if (fields.text('initiateOAuth').toUpperCase() === 'OFF') {
		return fields.require(
			'oauthAccessToken',
			"Paste a token, or choose GETANDREFRESH as 'Initiate OAuth', so that tokens are fetched and renewed here.",
		);
	}
	fields.require('oauthClientId', REGISTRATION);
	if (fields.text('initiateOAuth').toUpperCase() !== 'GETANDREFRESH') return;
	const grant = fields.text('oauthGrantType').toUpperCase();
	const hasOwnIssuer = fields.has('oauthAccessTokenUrl');
	if (grant === 'CLIENT') {
		if (!hasOwnIssuer) requireApplication(fields);
		if (fields.has('oauthJwtCert') || fields.has('oauthJwtCertFile')) return;
		fields.require(
			'oauthClientSecret',
			'Enter the secret of the application, or give its certificate.',
		);
	}
	if (grant === 'PASSWORD') requirePassword(fields);
	const asksPerson = grant === 'CODE' && !fields.has('oauthRefreshToken');
	if (asksPerson && hasOwnIssuer) {
		fields.require(
			'oauthAuthorizationUrl',
			"Enter the address of the consent page that belongs to 'OAuth Access Token URL'.",
		);
	}
	if (asksPerson && fields.has('oauthAuthorizationUrl')) {
		fields.require(
			'oauthAccessTokenUrl',
			"Enter the address where codes are exchanged, which belongs to 'OAuth Authorization URL'.",
		);
	}
}
