import { X509Certificate } from 'node:crypto';

/** A certificate authority made for one sandbox, and a server certificate that it signed. */
export interface Certificate {
	/** PEM of the authority: what a client has to trust. */
	readonly ca: string;
	/** PEM of the server's certificate and key. */
	readonly cert: string;
	readonly key: string;
	/** DER of the server's certificate, which channel bindings are made from. */
	readonly der: Buffer;
}

export interface CertificateOptions {
	/** Names and addresses the certificate is valid for; default `localhost`, `127.0.0.1` and `::1`. */
	readonly names?: readonly string[];
	/** Makes a certificate that ran out yesterday. */
	readonly expired?: boolean;
}

const DAY = 86_400_000;

export async function makeCertificate(options: CertificateOptions = {}): Promise<Certificate> {
	const { generate } = await import('selfsigned');
	const names = options.names ?? ['localhost', 'exchange.contoso.example', '127.0.0.1', '::1'];
	const now = Date.now();
	const shared = { keyType: 'ec', algorithm: 'sha256' } as const;
	const authority = await generate([{ name: 'commonName', value: 'Exchange sandbox authority' }], {
		...shared,
		notBeforeDate: new Date(now - 10 * DAY),
		extensions: [
			{ name: 'basicConstraints', cA: true, critical: true },
			{ name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
		],
	});
	const server = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
		...shared,
		notBeforeDate: new Date(now - 9 * DAY),
		notAfterDate: new Date(options.expired ? now - DAY : now + 30 * DAY),
		ca: { key: authority.private, cert: authority.cert },
		extensions: [
			{ name: 'basicConstraints', cA: false, critical: true },
			{ name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
			{ name: 'extKeyUsage', serverAuth: true },
			{
				name: 'subjectAltName',
				altNames: names.map((name) =>
					/^[\d.]+$|:/.test(name)
						? { type: 7 as const, ip: name }
						: { type: 2 as const, value: name },
				),
			},
		],
	});
	return {
		ca: authority.cert,
		cert: server.cert,
		key: server.private,
		der: new X509Certificate(server.cert).raw,
	};
}
