import { authSchemes, findAuthScheme } from '../auth/registry';
import type { Settings } from './settings';
import { notUsable, readBoolean, readChoice, readList, readSecret, readText } from './values';

/** One field of the credential: its name as n8n stores it, its label as the form shows it. */
export interface CredentialField {
	readonly name: string;
	readonly label: string;
	readonly default: string | boolean;
	readonly isSecret?: boolean;
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

const TLS_VERSIONS = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;

const field = (
	name: string,
	label: string,
	initial: string | boolean = '',
	isSecret = false,
): CredentialField => ({ name, label, default: initial, ...(isSecret ? { isSecret } : {}) });

/** Fields that parseSettings reads, in the order of the form. */
export const credentialFields: readonly CredentialField[] = [
	field('schema', 'Schema', 'EWS'),
	field('authScheme', 'Auth Scheme', 'NTLM'),
	field('platform', 'Platform', 'auto'),
	field('server', 'Server'),
	field('user', 'User'),
	field('password', 'Password', '', true),
	field('defaultMailbox', 'Default Mailbox'),
	field('access', 'Access to Other Mailboxes', 'delegate'),
	field('impersonationType', 'Impersonation Type', 'PrimarySmtpAddress'),
	field('readOnly', 'Read Only', false),
	field('allowedMailboxes', 'Allowed Mailboxes'),
	field('caCertificate', 'CA Certificate'),
	field('sslServerCert', 'SSL Server Cert'),
	field('clientCertificate', 'Client Certificate'),
	field('clientKey', 'Client Key', '', true),
	field('clientKeyPassphrase', 'Client Key Passphrase', '', true),
	field('allowUnauthorizedCerts', 'Ignore SSL Issues', false),
	field('minTlsVersion', 'Minimum TLS Version'),
	field('legacyTls', 'Legacy TLS', false),
	field('channelBinding', 'Channel Binding', true),
	field('allowPlainHttp', 'Allow Plain HTTP', false),
	field('proxyMode', 'Proxy', 'environment'),
	field('proxyUrl', 'Proxy URL'),
	field('proxyUser', 'Proxy User'),
	field('proxyPassword', 'Proxy Password', '', true),
	field('proxyExceptions', 'Proxy Exceptions'),
];

const BY_NAME = new Map(credentialFields.map((entry) => [entry.name, entry]));

/** Typed access to a credential's raw fields, defaults filled in, labels at hand. */
export class Fields {
	constructor(private readonly data: Readonly<Record<string, unknown>>) {}

	text(name: string): string {
		return readText(this.raw(name), this.label(name));
	}

	secret(name: string): string {
		return readSecret(this.raw(name), this.label(name));
	}

	boolean(name: string): boolean {
		return readBoolean(this.raw(name), this.label(name));
	}

	choice<T extends string>(name: string, choices: readonly T[]): T {
		return readChoice(this.raw(name), this.label(name), choices);
	}

	list(name: string): string[] {
		return readList(this.raw(name), this.label(name));
	}

	schema(): Settings['schema'] {
		const schema = this.choice('schema', ['EWS', 'MSGraph']);
		if (schema === 'EWS') return schema;
		throw notUsable(
			'Schema',
			'is MSGraph, which is not built yet',
			'Use EWS, which works with Exchange 2007 to Subscription Edition.',
		);
	}

	authScheme(): string {
		const text = this.text('authScheme');
		const found = findAuthScheme(text);
		if (found) return found;
		throw notUsable(
			'Auth Scheme',
			`is '${text.slice(0, 60)}', which is not built yet`,
			`Use one of ${authSchemes.join(', ')}. A stock Exchange server offers NTLM.`,
		);
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

	private label(name: string): string {
		return BY_NAME.get(name)!.label;
	}
}
