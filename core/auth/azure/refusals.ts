/** One reason for which no token is issued, in plain words; `{clientId}`, `{tenant}`… are filled in. */
export interface KnownRefusal {
	readonly message: string;
	readonly advice: string;
	/** The credential's field to look at. */
	readonly field?: string;
	/** Default: a right is missing. */
	readonly kind?: 'fatal' | 'retriable';
	/** A person has to sign in anew; what is kept of the old sign-in is of no further use. */
	readonly needsSignIn?: true;
	/** The endpoint's own sentence is shown too. */
	readonly quotes?: true;
}

const SIGN_IN_AGAIN =
	'Run Mailbox → Start Sign-In and Complete Sign-In, or press Connect in the OAuth2 credential.';

const mfa: KnownRefusal = {
	message: "Entra asks the user '{user}' for a second factor, which only a person can give",
	advice: `${SIGN_IN_AGAIN} A workflow without a person uses an application: 'Auth Scheme' AzureServicePrincipal.`,
	needsSignIn: true,
};
const conditionalAccess: KnownRefusal = {
	message: 'A conditional access policy of the tenant forbids this sign-in',
	advice:
		'Have the administrator look at the sign-in log with the request id, and let the policy pass this application, this machine or its network address.',
};
const consent: KnownRefusal = {
	message: "Nobody has agreed yet that the application '{clientId}' may use Exchange",
	advice:
		'Have an administrator open API permissions of the app registration and choose Grant admin consent, or agree yourself by Mailbox → Start Sign-In.',
};
const adminConsent: KnownRefusal = {
	message: "Only an administrator can agree that the application '{clientId}' uses Exchange",
	advice:
		'Have an administrator open API permissions of the app registration and choose Grant admin consent.',
};
const wrongPassword: KnownRefusal = {
	message: "Entra does not accept user or password of '{user}'",
	advice: "Check 'User' (as user@domain) and 'Password'.",
	field: 'password',
};
const endedSignIn: KnownRefusal = {
	message: 'The sign-in has ended: its refresh token is too old, was revoked or used up',
	advice: SIGN_IN_AGAIN,
	needsSignIn: true,
};
const wrongResource: KnownRefusal = {
	kind: 'fatal',
	message: "The tenant knows no service named '{resource}'",
	advice:
		"Check 'OAuth Resource' and 'Azure Environment'. An Exchange server of your own must be registered in the tenant by Hybrid Configuration.",
	field: 'oauthResource',
};
const wrongScope: KnownRefusal = {
	kind: 'fatal',
	quotes: true,
	message: "The scope is not one that the tenant knows for '{resource}'",
	advice:
		"Leave 'OAuth Scope' empty: it is made from 'OAuth Resource'. Applications without a user ask for …/.default alone.",
	field: 'oauthScope',
};
const redirect: KnownRefusal = {
	kind: 'fatal',
	message: "The callback address is not registered with the application '{clientId}'",
	advice:
		"Add the address in 'Callback URL' to Authentication → Redirect URIs of the app registration, letter by letter.",
	field: 'callbackUrl',
};
const usedCode: KnownRefusal = {
	message: 'The code from the sign-in page was used already, or is too old',
	advice: 'A code is good once and for ten minutes: run Mailbox → Start Sign-In again.',
	needsSignIn: true,
};
const publicClient: KnownRefusal = {
	kind: 'fatal',
	message: "The application '{clientId}' may not sign in without a secret",
	advice:
		"Switch on Authentication → Allow public client flows in the app registration, or fill in 'OAuth Client Secret'.",
	field: 'oauthClientSecret',
};
const disabledApplication: KnownRefusal = {
	message: "The application '{clientId}' is switched off in this tenant",
	advice: 'Have the administrator enable it: Enterprise applications → Properties.',
	field: 'oauthClientId',
};
const transient: KnownRefusal = {
	kind: 'retriable',
	message: "'{host}' cannot issue tokens at the moment",
	advice: 'Try again in a minute; where it stays, look at the service health of Microsoft 365.',
};
const expiredDeviceCode: KnownRefusal = {
	message: 'The code for the device page is too old',
	advice: 'Run Mailbox → Start Sign-In again and enter the new code within fifteen minutes.',
	needsSignIn: true,
};
const pendingDeviceCode: KnownRefusal = {
	kind: 'retriable',
	message: 'The code has not been entered on the device page yet',
	advice: 'Enter it there, sign in, then run Mailbox → Complete Sign-In again.',
};
const declinedDeviceCode: KnownRefusal = {
	message: 'The sign-in was declined on the device page',
	advice: 'Run Mailbox → Start Sign-In again and agree.',
	needsSignIn: true,
};

/**
 * Numbers of Entra.
 * https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export const AADSTS: Readonly<Record<number, KnownRefusal>> = {
	7000215: {
		message: "Entra does not accept the client secret of the application '{clientId}'",
		advice:
			"Paste the secret's Value into 'OAuth Client Secret', not its Secret ID; the value is shown once, when the secret is made.",
		field: 'oauthClientSecret',
	},
	7000222: {
		message: "The client secret of the application '{clientId}' has expired",
		advice:
			"Make a new one under Certificates & secrets of the app registration and paste its Value into 'OAuth Client Secret'.",
		field: 'oauthClientSecret',
	},
	7000216: publicClient,
	7000218: publicClient,
	7000112: disabledApplication,
	700016: {
		kind: 'fatal',
		message: "The tenant '{tenant}' knows no application '{clientId}'",
		advice:
			"Check 'OAuth Client ID' (Application ID of the app registration, not the object ID), 'Azure Tenant' and 'Azure Environment'.",
		field: 'oauthClientId',
	},
	90002: {
		kind: 'fatal',
		message: "There is no tenant '{tenant}' in this cloud",
		advice:
			"Check 'Azure Tenant' (a domain or the Directory ID) and 'Azure Environment': US Government and China have clouds of their own.",
		field: 'azureTenant',
	},
	900021: {
		kind: 'fatal',
		message: "'{tenant}' is no name of a tenant",
		advice:
			"Write a domain such as contoso.onmicrosoft.com or the Directory ID into 'Azure Tenant'.",
		field: 'azureTenant',
	},
	900023: {
		kind: 'fatal',
		message: "'{tenant}' is no name of a tenant",
		advice:
			"Write a domain such as contoso.onmicrosoft.com or the Directory ID into 'Azure Tenant'.",
		field: 'azureTenant',
	},
	900382: {
		kind: 'fatal',
		message: 'This cloud does not serve the application or the resource',
		advice: "Check 'Azure Environment'.",
		field: 'azureEnvironment',
	},
	50059: {
		kind: 'fatal',
		message: 'Entra cannot tell which tenant is meant',
		advice: "Fill in 'Azure Tenant'.",
		field: 'azureTenant',
	},
	53000: conditionalAccess,
	53001: conditionalAccess,
	53002: conditionalAccess,
	53003: conditionalAccess,
	53004: mfa,
	530032: conditionalAccess,
	530034: conditionalAccess,
	530035: conditionalAccess,
	50005: conditionalAccess,
	50097: conditionalAccess,
	50131: conditionalAccess,
	50158: mfa,
	50072: mfa,
	50074: mfa,
	50076: mfa,
	50079: mfa,
	500121: mfa,
	50078: mfa,
	50126: wrongPassword,
	50034: {
		message: "The tenant '{tenant}' knows no user '{user}'",
		advice: "Check 'User' (as user@domain) and 'Azure Tenant'.",
		field: 'user',
	},
	50053: {
		message:
			"The account '{user}' is locked after too many wrong passwords, or its network address is",
		advice: 'Wait until the lock ends, or have the administrator lift it; then check the password.',
		field: 'user',
	},
	50055: {
		message: "The password of '{user}' has expired",
		advice: "Have the person set a new one, then write it into 'Password'.",
		field: 'password',
	},
	50056: wrongPassword,
	50057: {
		message: "The account '{user}' is disabled",
		advice: 'Have the administrator enable it, or use another one.',
		field: 'user',
	},
	50128: {
		kind: 'fatal',
		message: "'{user}' does not belong to any known tenant",
		advice: "Check 'User' and 'Azure Tenant'.",
		field: 'user',
	},
	50144: {
		message: "The password of '{user}' has expired in Active Directory",
		advice: "Have the person set a new one, then write it into 'Password'.",
		field: 'password',
	},
	50105: {
		message: "'{user}' is not assigned to the application '{clientId}'",
		advice:
			'Have the administrator add the user or a group: Enterprise applications → Users and groups.',
		field: 'user',
	},
	501051: {
		message: "The application '{clientId}' is not assigned a role of '{resource}'",
		advice:
			'Have the administrator give it one (API permissions, Grant admin consent), or switch off Assignment required.',
	},
	65001: consent,
	65004: {
		message: 'The person did not agree on the consent page',
		advice: 'Run Mailbox → Start Sign-In again and agree, or have an administrator grant consent.',
		needsSignIn: true,
	},
	90094: adminConsent,
	90008: consent,
	650057: {
		kind: 'fatal',
		message: "The app registration '{clientId}' asks for no permission of '{resource}'",
		advice:
			'Add it under API permissions: Office 365 Exchange Online (full_access_as_app or EWS.AccessAsUser.All), or Microsoft Graph.',
	},
	650052: wrongResource,
	500011: wrongResource,
	50001: wrongResource,
	500014: wrongResource,
	70011: wrongScope,
	1002012: wrongScope,
	28002: wrongScope,
	28003: wrongScope,
	700027: {
		message:
			"The certificate is not registered with the application '{clientId}', or another key signed",
		advice:
			"Upload its public part under Certificates & secrets of the app registration, and check that 'OAuth JWT Cert' and its key belong together.",
		field: 'oauthJwtCert',
	},
	700030: {
		message: "The certificate is not registered with the application '{clientId}'",
		advice: 'Upload its public part under Certificates & secrets of the app registration.',
		field: 'oauthJwtCert',
	},
	700024: {
		message: 'The proof signed with the certificate is not valid at this time',
		advice: 'Check the clock of the machine that runs n8n.',
		field: 'oauthJwtCert',
	},
	700021: {
		message: "Issuer or subject of the signed proof is not the application '{clientId}'",
		advice: "Check 'OAuth Client ID'.",
		field: 'oauthClientId',
	},
	7000214: {
		message: "The certificate of the application '{clientId}' was revoked",
		advice: 'Register a new one under Certificates & secrets, and choose it in the credential.',
		field: 'oauthJwtCert',
	},
	7000212: {
		message: "No federated credential of the application '{clientId}' matches",
		advice: 'Compare subject and audience under Certificates & secrets → Federated credentials.',
	},
	70008: endedSignIn,
	70043: endedSignIn,
	70044: endedSignIn,
	700081: endedSignIn,
	700082: endedSignIn,
	700084: endedSignIn,
	50173: endedSignIn,
	50089: endedSignIn,
	50132: endedSignIn,
	50133: endedSignIn,
	50058: endedSignIn,
	70000: endedSignIn,
	54005: usedCode,
	501481: {
		message: 'The proof key of the sign-in does not fit the code (PKCE)',
		advice:
			'The code comes from another Start Sign-In: run it again and complete with the code of that very page.',
		needsSignIn: true,
	},
	50148: {
		message: 'The proof key of the sign-in does not fit the code (PKCE)',
		advice:
			'The code comes from another Start Sign-In: run it again and complete with the code of that very page.',
		needsSignIn: true,
	},
	50011: redirect,
	500112: redirect,
	50020: {
		message: "'{user}' has no account in the tenant '{tenant}'",
		advice: "Check 'Azure Tenant', or have the person invited as a guest.",
		field: 'azureTenant',
	},
	70016: pendingDeviceCode,
	70018: {
		message: 'The code for the device page is unknown',
		advice: 'Run Mailbox → Start Sign-In again.',
		needsSignIn: true,
	},
	70019: expiredDeviceCode,
	70020: expiredDeviceCode,
	70003: {
		kind: 'fatal',
		message: 'The application may not get tokens in this way',
		advice:
			"Choose another 'Auth Scheme' or 'OAuth Grant Type', or allow it in the app registration.",
		field: 'oauthGrantType',
	},
	700003: conditionalAccess,
	50196: {
		kind: 'retriable',
		message: 'Entra sees the same request too often in a short time',
		advice: 'Wait five minutes; look for workflows that open many connections at once.',
	},
	90024: transient,
	90033: transient,
	90006: transient,
	90012: transient,
};

/**
 * Words of OAuth, where no number of Entra says more: RFC 6749 (4.1.2.1, 5.2), RFC 8628 (3.5), OpenID
 * Connect Core (3.1.2.6).
 */
export const OAUTH_ERRORS: Readonly<Record<string, KnownRefusal>> = {
	invalid_client: {
		quotes: true,
		message: "'{host}' does not accept the application '{clientId}' or its secret",
		advice: "Check 'OAuth Client ID' and 'OAuth Client Secret' or the certificate.",
		field: 'oauthClientSecret',
	},
	invalid_grant: {
		quotes: true,
		message: "'{host}' does not accept what the sign-in brought: code, password or refresh token",
		advice: `Check user and password, or sign in again. ${SIGN_IN_AGAIN}`,
		needsSignIn: true,
	},
	invalid_request: {
		kind: 'fatal',
		quotes: true,
		message: "'{host}' does not understand the request for a token",
		advice: "Check 'Azure Tenant', 'OAuth Client ID', 'OAuth Resource' and 'OAuth Scope'.",
	},
	invalid_scope: wrongScope,
	invalid_resource: wrongResource,
	invalid_target: wrongResource,
	unauthorized_client: {
		quotes: true,
		message: "The application '{clientId}' may not get tokens in this way",
		advice: 'Allow this grant in its registration, or choose another one.',
		field: 'oauthClientId',
	},
	unsupported_grant_type: {
		kind: 'fatal',
		message: "'{host}' does not offer this way to a token",
		advice: "Choose another 'OAuth Grant Type', or check 'OAuth Access Token URL'.",
		field: 'oauthGrantType',
	},
	access_denied: {
		quotes: true,
		message: 'The sign-in was refused on the consent page',
		advice: 'Sign in again and agree, or have an administrator grant consent.',
		needsSignIn: true,
	},
	interaction_required: { ...mfa, quotes: true },
	login_required: endedSignIn,
	consent_required: consent,
	authorization_pending: pendingDeviceCode,
	slow_down: pendingDeviceCode,
	expired_token: expiredDeviceCode,
	code_expired: expiredDeviceCode,
	authorization_declined: declinedDeviceCode,
	bad_verification_code: {
		message: 'The code for the device page is unknown',
		advice: 'Run Mailbox → Start Sign-In again.',
		needsSignIn: true,
	},
	temporarily_unavailable: transient,
	server_error: transient,
};
