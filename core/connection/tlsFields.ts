import { pinOf } from '../http/tls';
import { type Fields, PROXY_AUTH_SCHEMES } from './fields';
import type { Settings } from './settings';
import { notUsable, percentDecoded } from './values';

const SOCKS = /^socks(?:[45][ah]?)?:$/;

export function parseTls(fields: Fields): Settings['tls'] {
	const serverCert = fields.pem('sslServerCert');
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
	const ca = fields.pem('caCertificate');
	if (ca && !ca.includes('-----BEGIN CERTIFICATE-----')) {
		throw notUsable(
			'CA Certificate',
			'is not a PEM certificate',
			'Paste the text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.',
		);
	}
	const minVersion = fields.minTlsVersion();
	const hasPem = fields.text('clientCertificate').includes('-----BEGIN');
	const cert = hasPem ? fields.pem('clientCertificate') : '';
	const pfx = hasPem ? '' : fields.base64('clientCertificate');
	const key = fields.pem('clientKey');
	const passphrase = fields.secret('clientKeyPassphrase');
	return {
		rejectUnauthorized: !fields.boolean('allowUnauthorizedCerts'),
		legacy: fields.boolean('legacyTls'),
		...(ca ? { ca } : {}),
		...(pin ? { pins: [pin] } : {}),
		...(minVersion ? { minVersion } : {}),
		...(cert ? { cert } : {}),
		...(key && !pfx ? { key } : {}),
		...(pfx ? { pfx } : {}),
		...(passphrase ? { passphrase } : {}),
	};
}

export function parseProxy(fields: Fields): Settings['proxy'] {
	const mode = fields.choice('proxyMode', ['environment', 'none', 'custom']);
	if (mode !== 'custom') return { mode };
	const text = fields.text('proxyUrl');
	const href = text.includes('://') ? text : `http://${text}`;
	const protocol = text && URL.canParse(href) ? new URL(href).protocol : '';
	if (!/^https?:$/.test(protocol) && !SOCKS.test(protocol)) {
		throw notUsable(
			'Proxy URL',
			'is not the URL of a proxy',
			'Write it as http://proxy.example.org:8080, or socks5://proxy.example.org:1080.',
		);
	}
	const authScheme = fields.choice('proxyAuthScheme', PROXY_AUTH_SCHEMES);
	const { user, password } = proxyUserOf(fields, href);
	const needsUser = authScheme === 'Digest' || authScheme === 'NTLM';
	if (needsUser && !user && !SOCKS.test(protocol)) {
		throw notUsable(
			'Proxy User',
			'is empty',
			`Enter it, or choose None as 'Proxy Auth Scheme': ${authScheme} needs a user.`,
		);
	}
	if (/^socks4/.test(protocol) && password) {
		throw notUsable(
			'Proxy Password',
			'is filled in, which SOCKS 4 cannot carry',
			'Use socks5:// where the proxy takes it, or empty the field.',
		);
	}
	return {
		mode,
		url: authScheme === 'None' ? withoutUser(href) : href,
		// A proxy without user is not signed in to, whatever scheme the form shows.
		...(authScheme === 'Basic' ? {} : { authScheme }),
		user: authScheme === 'None' ? undefined : user,
		password: authScheme === 'None' ? undefined : password,
		exceptions: fields.list('proxyExceptions'),
	};
}

/** Of the fields, or as they stand in the URL. */
function proxyUserOf(fields: Fields, href: string): { user?: string; password?: string } {
	const user = fields.text('proxyUser') || undefined;
	const password = fields.secret('proxyPassword') || undefined;
	const written = new URL(href);
	const isBasic = fields.text('proxyAuthScheme').toLowerCase() === 'basic';
	// Basic takes them from the URL where it is read.
	if (user || isBasic || !written.username) return { user, password };
	return { user: percentDecoded(written.username), password: percentDecoded(written.password) };
}

function withoutUser(href: string): string {
	const url = new URL(href);
	url.username = '';
	url.password = '';
	return url.href;
}
