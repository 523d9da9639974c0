import type { AzureIdentity, CertificateIdentity, OAuthIdentity } from '../auth/identity';
import {
	CERTIFICATE_TYPES,
	ENVIRONMENTS,
	type Fields,
	GRANT_TYPES,
	INITIATE_OAUTH,
	labelOf,
} from './fields';
import type { AuthScheme } from '../auth/schemes';
import { notUsable } from './values';

/** Seconds since 1970 stay below this until the year 5138, milliseconds since 1970 passed it in 1973. */
const FIRST_MILLISECONDS = 100_000_000_000;

/** The OAuth fields of a credential. `resource` is what the connection's address comes to. */
export function parseOAuth(fields: Fields, scheme: AuthScheme, resource: string): OAuthIdentity {
	const given = fields.text('oauthResource');
	return {
		// The schemes of an application, a machine or a device always get their tokens themselves.
		initiate:
			scheme === 'OAuth' || scheme === 'AzureAD'
				? fields.choice('initiateOAuth', INITIATE_OAUTH)
				: 'GETANDREFRESH',
		grantType: fields.choice('oauthGrantType', GRANT_TYPES),
		clientId: fields.text('oauthClientId') || undefined,
		clientSecret: fields.secret('oauthClientSecret') || undefined,
		accessToken: fields.token('oauthAccessToken').replace(/^Bearer\s+/i, '') || undefined,
		refreshToken: fields.token('oauthRefreshToken') || undefined,
		expiresIn: fields.integer('oauthExpiresIn', 0, 1_000_000_000),
		tokenTimestamp: readTimestamp(fields),
		verifier: fields.token('oauthVerifier') || undefined,
		callbackUrl: readUrl(fields, 'callbackUrl')!,
		authorizationUrl: readEndpoint(fields, 'oauthAuthorizationUrl'),
		accessTokenUrl: readEndpoint(fields, 'oauthAccessTokenUrl'),
		scope:
			fields
				.text('oauthScope')
				.split(/[\s,;]+/)
				.filter(Boolean)
				.join(' ') || undefined,
		resource: given || resource,
		isResourceGiven: given !== '',
		settingsLocation: fields.text('oauthSettingsLocation') || undefined,
		userId: fields.text('userId') || undefined,
		certificate: parseCertificate(fields),
	};
}

export function parseAzure(fields: Fields): AzureIdentity {
	const tenant = fields.text('azureTenant');
	if (!/^[A-Za-z0-9.-]*$/.test(tenant)) {
		throw notUsable(
			labelOf('azureTenant'),
			`is '${tenant.slice(0, 60)}', which names no tenant`,
			'Write its id (a GUID) or one of its domains, such as contoso.onmicrosoft.com.',
		);
	}
	return {
		environment: fields.choice('azureEnvironment', ENVIRONMENTS),
		tenant: tenant || undefined,
		msiClientId: fields.text('msiClientId') || undefined,
	};
}

function parseCertificate(fields: Fields): CertificateIdentity | undefined {
	fields.refuseBoth('oauthJwtCertFile', 'oauthJwtCert');
	const file = fields.text('oauthJwtCertFile');
	if (!file && !fields.has('oauthJwtCert')) return undefined;
	const isPem = fields.secret('oauthJwtCert').includes('-----BEGIN');
	const chosen = fields.choice('oauthJwtCertType', CERTIFICATE_TYPES);
	const type = isPem ? 'PEM' : chosen;
	const key = fields.pem('oauthJwtCertKey');
	const text = isPem ? fields.pem('oauthJwtCert') : file ? '' : readPfx(fields, chosen);
	const hasKey = /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----/.test(text + key);
	if (!file && type === 'PEM' && !hasKey) {
		throw notUsable(
			labelOf('oauthJwtCertKey'),
			'holds no private key',
			'Paste the key as PEM text, from -----BEGIN PRIVATE KEY----- to -----END PRIVATE KEY-----.',
		);
	}
	const subject = fields.text('oauthJwtCertSubject');
	return {
		type,
		...(file ? { file } : { text }),
		...(key ? { key } : {}),
		password: fields.secret('oauthJwtCertPassword') || undefined,
		subject: subject === '*' ? undefined : subject || undefined,
	};
}

function readPfx(fields: Fields, chosen: 'PEM' | 'PFX'): string {
	if (chosen === 'PFX') return fields.base64('oauthJwtCert');
	throw notUsable(
		labelOf('oauthJwtCert'),
		'is not a PEM certificate',
		"Paste the text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----, or choose PFX as 'OAuth JWT Cert Type' and paste the file in Base64.",
	);
}

function readTimestamp(fields: Fields): number | undefined {
	const text = fields.text('oauthTokenTimestamp');
	if (text === '') return undefined;
	const time = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
	if (Number.isSafeInteger(time) && time >= 0)
		return time < FIRST_MILLISECONDS ? time * 1000 : time;
	throw notUsable(
		labelOf('oauthTokenTimestamp'),
		`is '${text.slice(0, 60)}', which is no time`,
		'Write milliseconds or seconds since 1970, or a date such as 2030-01-31T12:00:00Z.',
	);
}

function readUrl(fields: Fields, name: string): string | undefined {
	const text = fields.text(name);
	if (text === '' || (URL.canParse(text) && !new URL(text).username)) return text || undefined;
	throw notUsable(
		labelOf(name),
		'is not a URL',
		'Write it with its scheme, as in https://login.contoso.example/path.',
	);
}

/** Secrets go there: encrypted, or to this very machine. */
function readEndpoint(fields: Fields, name: string): string | undefined {
	const text = readUrl(fields, name);
	if (text === undefined) return undefined;
	const { protocol, hostname } = new URL(text);
	const isLocal = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);
	const isAllowed = protocol === 'http:' && (isLocal || fields.boolean('allowPlainHttp'));
	if (protocol === 'https:' || isAllowed) return text;
	throw notUsable(
		labelOf(name),
		`begins with ${protocol}//`,
		protocol === 'http:'
			? "Use https://, or switch on 'Allow Plain HTTP' in a network you trust."
			: 'Use https://.',
	);
}
