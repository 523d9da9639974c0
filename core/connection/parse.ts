import { InputError } from '../errors';
import { pinOf } from '../http/tls';
import { credentialFields, Fields, IMPERSONATION_TYPES, PLATFORMS } from './fields';
import { parseAllowedMailboxes } from './mailboxes';
import { parseProperties } from './properties';
import { parseServer } from './server';
import type { Settings } from './settings';
import { notUsable } from './values';

/**
 * A credential as n8n hands it over, validated. Throws InputError that names the field as the form
 * labels it and never repeats a secret.
 */
export function parseSettings(credential: Readonly<Record<string, unknown>>): Settings {
	const advanced = parseProperties(credential.advancedProperties);
	const fields = new Fields(merge(credential, advanced.fields));
	const schema = fields.schema();
	const authScheme = fields.authScheme();
	const platform = fields.choice('platform', PLATFORMS);
	if (platform === 'Exchange_Online') {
		throw notUsable(
			'Platform',
			'is Exchange Online, which needs sign-in by OAuth and is not built yet',
			'Use an Exchange server on premises, 2007 to Subscription Edition.',
		);
	}
	const allowPlainHttp = fields.boolean('allowPlainHttp');
	const server = parseServer(fields.text('server'), allowPlainHttp);
	const user = fields.text('user') || undefined;
	const password = fields.secret('password') || undefined;
	if (authScheme !== 'None') {
		if (!user) {
			throw notUsable('User', 'is empty', 'Write it as DOMAIN\\user or user@domain.');
		}
		if (!password) {
			throw notUsable('Password', 'is empty', "Enter it, or choose None as 'Auth Scheme'.");
		}
	}
	return {
		schema,
		authScheme,
		platform,
		server,
		user,
		password,
		allowPlainHttp,
		channelBinding: fields.boolean('channelBinding'),
		tls: parseTls(fields),
		proxy: parseProxy(fields),
		defaultMailbox: fields.text('defaultMailbox') || undefined,
		access: fields.choice('access', ['delegate', 'impersonate']),
		impersonationType: fields.choice('impersonationType', IMPERSONATION_TYPES),
		readOnly: fields.boolean('readOnly'),
		allowedMailboxes: parseAllowedMailboxes(fields.list('allowedMailboxes')),
		timeoutMs: 60_000,
		pageSize: 0,
		batchSize: 100,
		concurrency: 4,
		customHeaders: {},
		maxRows: -1,
		disableServerSideFiltering: false,
		includeContent: false,
		bodyFormat: 'best',
		folderDepth: 0,
		...advanced.settings,
	};
}

/** A property counts like its field; both with different values leave open which one is meant. */
function merge(
	credential: Readonly<Record<string, unknown>>,
	properties: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
	const merged = { ...credential };
	for (const [name, value] of Object.entries(properties)) {
		const { label, default: initial } = credentialFields.find((entry) => entry.name === name)!;
		const typed = credential[name];
		const isTyped = typed !== undefined && typed !== null && typed !== '' && typed !== initial;
		if (isTyped && String(typed).toLowerCase() !== String(value).toLowerCase()) {
			throw new InputError(`'${label}' is set in the form and among 'Advanced Properties'`, {
				field: label,
				advice: 'Remove the row, or empty the field.',
			});
		}
		merged[name] = value;
	}
	return merged;
}

function parseTls(fields: Fields): Settings['tls'] {
	const serverCert = fields.text('sslServerCert');
	if (serverCert === '*') {
		throw notUsable(
			'SSL Server Cert',
			'is *, which accepts any certificate',
			"Paste the server's certificate or its thumbprint, or switch on 'Ignore SSL Issues'.",
		);
	}
	const pin = serverCert ? pinOf(serverCert) : undefined;
	if (serverCert && !pin) {
		throw notUsable(
			'SSL Server Cert',
			'is neither a PEM certificate nor a thumbprint',
			'Paste the PEM text, or the MD5, SHA-1 or SHA-256 thumbprint in hexadecimal.',
		);
	}
	const ca = fields.text('caCertificate');
	if (ca && !ca.includes('-----BEGIN CERTIFICATE-----')) {
		throw notUsable(
			'CA Certificate',
			'is not a PEM certificate',
			'Paste the text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
		);
	}
	const minVersion = fields.minTlsVersion();
	const cert = fields.text('clientCertificate');
	const key = fields.secret('clientKey');
	const passphrase = fields.secret('clientKeyPassphrase');
	return {
		rejectUnauthorized: !fields.boolean('allowUnauthorizedCerts'),
		legacy: fields.boolean('legacyTls'),
		...(ca ? { ca } : {}),
		...(pin ? { pins: [pin] } : {}),
		...(minVersion ? { minVersion } : {}),
		...(cert ? { cert } : {}),
		...(key ? { key } : {}),
		...(passphrase ? { passphrase } : {}),
	};
}

function parseProxy(fields: Fields): Settings['proxy'] {
	const mode = fields.choice('proxyMode', ['environment', 'none', 'custom']);
	if (mode !== 'custom') return { mode };
	const url = fields.text('proxyUrl');
	const href = url.includes('://') ? url : `http://${url}`;
	if (!url || !URL.canParse(href) || !/^https?:/i.test(href)) {
		throw notUsable(
			'Proxy URL',
			'is not the URL of an HTTP proxy',
			'Write it as http://proxy.example.org:8080.',
		);
	}
	return {
		mode,
		url: href,
		user: fields.text('proxyUser') || undefined,
		password: fields.secret('proxyPassword') || undefined,
		exceptions: fields.list('proxyExceptions'),
	};
}
