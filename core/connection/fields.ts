import { InputError } from '../errors';
import { nearest } from '../schema/suggest';
import { AUTH_SCHEMES, type AuthScheme, schemeNamed } from '../auth/schemes';
import type { Settings } from './settings';
import {
	notUsable,
	readBase64,
	readBoolean,
	readChoice,
	readInteger,
	readList,
	readPem,
	readSecret,
	readText,
} from './values';

/** One field of the credential: its name as n8n stores it, its label as the form shows it. */
export interface CredentialField {
	readonly name: string;
	readonly label: string;
	readonly default: string | boolean;
	readonly isSecret?: boolean;
	/** The path of a file; the field that takes the same thing pasted. */
	readonly pastedTwin?: string;
}

export const PLATFORMS = [
	'auto',
	'Exchange2007',
	'Exchange2007_SP1',
	'Exchange2010',
	'Exchange2010_SP1',
	'Exchange2010_SP2',
	'Exchange2013',
	'Exchange2013_SP1',
	'Exchange2016',
	'Exchange2019',
	'ExchangeSE',
	'Exchange_Online',
] as const satisfies ReadonlyArray<Settings['platform']>;

export const IMPERSONATION_TYPES = [
	'PrimarySmtpAddress',
	'SmtpAddress',
	'PrincipalName',
	'SID',
] as const satisfies ReadonlyArray<Settings['impersonationType']>;

export const PROXY_AUTH_SCHEMES = ['Basic', 'Digest', 'NTLM', 'Negotiate', 'None'] as const;
export const ENVIRONMENTS = ['global', 'usGovL4', 'usGovL5', 'china'] as const;
export const INITIATE_OAUTH = ['OFF', 'REFRESH', 'GETANDREFRESH'] as const;
export const GRANT_TYPES = ['CODE', 'CLIENT', 'PASSWORD'] as const;
export const CERTIFICATE_TYPES = ['PEM', 'PFX'] as const;
const TLS_VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

const field = (
	name: string,
	label: string,
	initial: string | boolean = '',
	more: Partial<CredentialField> = {},
): CredentialField => ({ name, label, default: initial, ...more });
const secret = (name: string, label: string) => field(name, label, '', { isSecret: true });
const file = (name: string, label: string, pastedTwin: string) =>
	field(name, label, '', { pastedTwin });

/** Fields that parseSettings reads, in the order of the form. */
export const credentialFields: readonly CredentialField[] = [
	field('schema', 'Schema', 'EWS'),
	field('authScheme', 'Auth Scheme', 'NTLM'),
	field('platform', 'Platform', 'auto'),
	field('server', 'Server'),
	field('user', 'User'),
	secret('password', 'Password'),

	field('azureEnvironment', 'Azure Environment', 'global'),
	field('azureTenant', 'Azure Tenant'),
	field('msiClientId', 'Managed Identity Client ID'),

	field('initiateOAuth', 'Initiate OAuth', 'OFF'),
	field('oauthGrantType', 'OAuth Grant Type', 'CODE'),
	field('oauthClientId', 'OAuth Client ID'),
	secret('oauthClientSecret', 'OAuth Client Secret'),
	secret('oauthAccessToken', 'OAuth Access Token'),
	secret('oauthRefreshToken', 'OAuth Refresh Token'),
	field('oauthExpiresIn', 'OAuth Expires In'),
	field('oauthTokenTimestamp', 'OAuth Token Timestamp'),
	secret('oauthVerifier', 'OAuth Verifier'),
	field('callbackUrl', 'Callback URL', 'http://localhost:33333'),
	field('oauthAuthorizationUrl', 'OAuth Authorization URL'),
	field('oauthAccessTokenUrl', 'OAuth Access Token URL'),
	field('oauthScope', 'OAuth Scope'),
	field('oauthResource', 'OAuth Resource'),
	file('oauthSettingsLocation', 'OAuth Settings Location', 'oauthRefreshToken'),
	field('userId', 'User ID'),
	secret('oauthJwtCert', 'OAuth JWT Cert'),
	file('oauthJwtCertFile', 'OAuth JWT Cert File', 'oauthJwtCert'),
	field('oauthJwtCertType', 'OAuth JWT Cert Type', 'PEM'),
	secret('oauthJwtCertKey', 'OAuth JWT Cert Key'),
	secret('oauthJwtCertPassword', 'OAuth JWT Cert Password'),
	field('oauthJwtCertSubject', 'OAuth JWT Cert Subject'),

	field('kerberosKdc', 'Kerberos KDC'),
	field('kerberosRealm', 'Kerberos Realm'),
	field('kerberosSpn', 'Kerberos SPN'),
	field('kerberosUser', 'Kerberos User'),
	file('kerberosKeytabFile', 'Kerberos Keytab File', 'kerberosKeytab'),
	secret('kerberosKeytab', 'Kerberos Keytab'),
	file('kerberosTicketCache', 'Kerberos Ticket Cache', 'kerberosTicketCacheContent'),
	secret('kerberosTicketCacheContent', 'Kerberos Ticket Cache Content'),
	field('kerberosServiceRealm', 'Kerberos Service Realm'),
	field('kerberosServiceKdc', 'Kerberos Service KDC'),
	field('kerberosAllowRc4', 'Kerberos Allow RC4', false),
	field('allowNtlm', 'Allow NTLM', true),

	field('defaultMailbox', 'Default Mailbox'),
	field('access', 'Access to Other Mailboxes', 'delegate'),
	field('impersonationType', 'Impersonation Type', 'PrimarySmtpAddress'),
	field('readOnly', 'Read Only', false),
	field('allowedMailboxes', 'Allowed Mailboxes'),

	field('caCertificate', 'CA Certificate'),
	field('sslServerCert', 'SSL Server Cert'),
	field('clientCertificate', 'Client Certificate'),
	secret('clientKey', 'Client Key'),
	secret('clientKeyPassphrase', 'Client Key Passphrase'),
	field('allowUnauthorizedCerts', 'Ignore SSL Issues', false),
	field('minTlsVersion', 'Minimum TLS Version'),
	field('legacyTls', 'Legacy TLS', false),
	field('channelBinding', 'Channel Binding', true),
	field('allowPlainHttp', 'Allow Plain HTTP', false),

	field('proxyMode', 'Proxy', 'environment'),
	field('proxyUrl', 'Proxy URL'),
	field('proxyAuthScheme', 'Proxy Auth Scheme', 'Basic'),
	field('proxyUser', 'Proxy User'),
	secret('proxyPassword', 'Proxy Password'),
	field('proxyExceptions', 'Proxy Exceptions'),
];

const BY_NAME = new Map(credentialFields.map((entry) => [entry.name, entry]));

/** The label under which the form shows a field. */
export const labelOf = (name: string): string => BY_NAME.get(name)!.label;

/** Typed access to a credential's raw fields, defaults filled in, labels at hand. */
export class Fields {
	constructor(private readonly data: Readonly<Record<string, unknown>>) {}

	/** Empty for what is not there. */
	text(name: string): string {
		return readText(this.raw(name), labelOf(name));
	}

	secret(name: string): string {
		return readSecret(this.raw(name), labelOf(name));
	}

	/** A key or token: blanks and line breaks around it are of the clipboard. */
	token(name: string): string {
		return this.secret(name).trim();
	}

	boolean(name: string): boolean {
		return readBoolean(this.raw(name), labelOf(name));
	}

	choice<T extends string>(name: string, choices: readonly T[]): T {
		return readChoice(this.raw(name), labelOf(name), choices);
	}

	list(name: string): string[] {
		return readList(this.raw(name), labelOf(name));
	}

	integer(name: string, min: number, max: number): number | undefined {
		return this.text(name) === ''
			? undefined
			: readInteger(this.raw(name), labelOf(name), min, max);
	}

	/** PEM text, its lines restored where a form has joined them. */
	pem(name: string): string {
		return readPem(this.raw(name), labelOf(name));
	}

	/** Base64 without blanks. */
	base64(name: string): string {
		return readBase64(this.raw(name), labelOf(name));
	}

	has(name: string): boolean {
		return this.secret(name).trim() !== '';
	}

	/** @throws InputError by the field's label where nothing stands in it. */
	require(name: string, advice: string): void {
		if (!this.has(name)) throw notUsable(labelOf(name), 'is empty', advice);
	}

	/** A file and what is pasted for it: one of them. */
	refuseBoth(file: string, pasted: string): void {
		if (!this.has(file) || !this.has(pasted)) return;
		throw notUsable(
			labelOf(file),
			`and '${labelOf(pasted)}' are both filled in`,
			'Keep one of them: a file on the machine that runs n8n, or its content pasted.',
		);
	}

	schema(): Settings['schema'] {
		return this.choice('schema', ['EWS', 'MSGraph']);
	}

	authScheme(): AuthScheme {
		const text = this.text('authScheme');
		const found = schemeNamed(text);
		if (found) return found;
		const close = nearest(text, AUTH_SCHEMES);
		throw new InputError(`'Auth Scheme' is '${text.slice(0, 60)}', which is not a scheme`, {
			field: 'Auth Scheme',
			advice: close ? `Did you mean '${close}'?` : `Use one of ${AUTH_SCHEMES.join(', ')}.`,
		});
	}

	minTlsVersion(): Settings['tls']['minVersion'] {
		const text = this.text('minTlsVersion').replace(/^TLS\s*v?/i, '');
		if (!text) return undefined;
		return readChoice(
			text === '1.0' ? 'TLSv1' : `TLSv${text}`,
			'Minimum TLS Version',
			TLS_VERSIONS,
		);
	}

	private raw(name: string): unknown {
		const value = this.data[name];
		return value === undefined || value === null || value === ''
			? BY_NAME.get(name)!.default
			: value;
	}
}
