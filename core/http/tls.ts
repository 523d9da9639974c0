import { constants, createHash, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import tls from 'node:tls';
import { FatalError } from '../errors';

export interface TlsSettings {
	/** PEM of certificate authorities trusted besides the well-known ones. */
	readonly ca?: string;
	/** Refuse a certificate that cannot be verified; only a person's own choice turns it off. */
	readonly rejectUnauthorized: boolean;
	/** TLS 1.0 and 1.1 with the ciphers of their time, for servers that know nothing newer. */
	readonly legacy: boolean;
	readonly minVersion?: tls.SecureVersion;
	/** Accept exactly these certificates: MD5, SHA-1 or SHA-256 of the DER, lower-case hex. */
	readonly pins?: readonly string[];
	/** Client certificate and key, PEM. */
	readonly cert?: string;
	readonly key?: string;
	/** Client certificate, key and chain as PFX (PKCS #12), Base64; in place of `cert` and `key`. */
	readonly pfx?: string;
	/** Of `key` or `pfx`. */
	readonly passphrase?: string;
}

/** Options of `tls.connect` that are the same for every socket; parsed once, since that is slow. */
export function tlsOptions(settings: TlsSettings): tls.ConnectionOptions {
	const { legacy, pins, minVersion = 'TLSv1.2' } = settings;
	const isOld = legacy || minVersion === 'TLSv1' || minVersion === 'TLSv1.1';
	try {
		return {
			rejectUnauthorized: settings.rejectUnauthorized && !pins?.length,
			ALPNProtocols: ['http/1.1'],
			secureContext: tls.createSecureContext({
				...(settings.ca ? { ca: [...trusted(), settings.ca] } : {}),
				...(settings.cert ? { cert: settings.cert } : {}),
				...(settings.key ? { key: settings.key, passphrase: settings.passphrase } : {}),
				...(settings.pfx
					? { pfx: Buffer.from(settings.pfx, 'base64'), passphrase: settings.passphrase }
					: {}),
				minVersion: legacy ? 'TLSv1' : minVersion,
				// OpenSSL 3 speaks the old versions at its lowest level only.
				...(isOld
					? {
							ciphers: 'DEFAULT@SECLEVEL=0',
							secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
						}
					: {}),
			}),
		};
	} catch (cause) {
		const { code, message } = cause as NodeJS.ErrnoException;
		if (settings.pfx) throw pfxError(message, code);
		throw new FatalError('A certificate or key of the credential cannot be read', {
			code,
			advice:
				"Paste 'CA Certificate', 'Client Certificate' and 'Client Key' as PEM text, from the line -----BEGIN to the line -----END, and check 'Client Key Passphrase'.",
		});
	}
}

/**
 * The same for a proxy that speaks TLS itself: the server's pins are not its own, and it never sees the client
 * certificate.
 */
export const proxyTlsOptions = ({ ca, rejectUnauthorized, legacy, minVersion }: TlsSettings) =>
	tlsOptions({ ca, rejectUnauthorized, legacy, minVersion });

function pfxError(message: string, code?: string): FatalError {
	// Both texts are those of OpenSSL 3; only what they mean goes on.
	if (/unsupported/i.test(message)) {
		return new FatalError(
			'The client certificate (PFX) is encrypted by a method that is out of use',
			{
				code,
				field: 'clientCertificate',
				advice:
					'Export it again with AES-256 (Windows: "AES256-SHA256"), or convert it to PEM: openssl pkcs12 -legacy -nodes -in file.pfx.',
			},
		);
	}
	const isPassword = /mac verify|password/i.test(message);
	return new FatalError(
		isPassword
			? 'The passphrase does not open the client certificate (PFX)'
			: 'The client certificate is no PFX file',
		{
			code,
			field: isPassword ? 'clientKeyPassphrase' : 'clientCertificate',
			advice: isPassword
				? "Check 'Client Key Passphrase'."
				: "Give the file's bytes as Base64, or the certificate and its key as PEM.",
		},
	);
}

/** The roots that Node trusts without being told, those of NODE_EXTRA_CA_CERTS included where it can tell. */
function trusted(): readonly string[] {
	const modern = tls as unknown as { getCACertificates?: (type: 'default') => string[] };
	return modern.getCACertificates?.('default') ?? tls.rootCertificates;
}

/** Name for SNI and the certificate check; addresses have none. */
export function serverName(host: string): string | undefined {
	return isIP(host) === 0 ? host : undefined;
}

export function isPinned(certificate: Uint8Array, pins: readonly string[]): boolean {
	return ['md5', 'sha1', 'sha256'].some((name) =>
		pins.includes(createHash(name).update(certificate).digest('hex')),
	);
}

/**
 * What a person gives as the accepted server certificate (PEM text or a thumbprint) as a pin;
 * undefined when it is neither.
 */
export function pinOf(text: string): string | undefined {
	if (text.includes('-----BEGIN CERTIFICATE-----')) {
		try {
			return createHash('sha256').update(new X509Certificate(text).raw).digest('hex');
		} catch {
			return undefined;
		}
	}
	const hex = text.replace(/[\s:-]/g, '').toLowerCase();
	return /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/.test(hex) ? hex : undefined;
}
