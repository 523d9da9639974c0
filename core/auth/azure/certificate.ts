import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { InputError } from '../../errors';
import type { Files } from '../../files/files';
import type { CertificateIdentity } from '../identity';

/** What a service principal signs with. */
export interface SigningCertificate {
	/** PKCS #8, PEM; secret. */
	readonly privateKey: string;
	/** The certificate and those of the authorities that came with it, PEM. */
	readonly chain: string;
	/** Hexadecimal, of the certificate's DER. */
	readonly sha256: string;
	readonly sha1: string;
	readonly subject: string;
}

const FIELD = 'OAuth JWT Cert';
const KEY_FIELD = 'OAuth JWT Cert Key';
const PASSWORD_FIELD = 'OAuth JWT Cert Password';
const FILE_LIMIT = 256 * 1024;

/**
 * Reads the certificate of a service principal, from pasted text or a file, with its key.
 * @throws InputError when there is none, the password is wrong, or key and certificate do not belong together
 */
export async function readCertificate(
	identity: CertificateIdentity,
	files: Files,
): Promise<SigningCertificate> {
	const bytes = await bytesOf(identity, files);
	const found =
		identity.type === 'PFX'
			? await readPfx(bytes, identity.password ?? '')
			: readPem(bytes, identity);
	const matching = found.certificates.filter((certificate) =>
		found.keys.some((key) => certificate.checkPrivateKey(key)),
	);
	if (matching.length === 0) {
		throw bad(
			found.certificates.length === 0
				? 'holds no certificate'
				: 'holds no certificate that the key belongs to',
			`Give the certificate that is registered with the application, with its private key: in the same text, or in '${KEY_FIELD}'.`,
		);
	}
	const certificate = pick(matching, identity.subject);
	const key = found.keys.find((candidate) => certificate.checkPrivateKey(candidate))!;
	if (key.asymmetricKeyType !== 'rsa') {
		throw bad(
			'has a key that is not RSA',
			'Entra takes certificates with RSA keys of 2048 bits or more.',
		);
	}
	const rest = found.certificates.filter((other) => other !== certificate && other.ca);
	return {
		privateKey: key.export({ type: 'pkcs8', format: 'pem' }) as string,
		chain: [certificate, ...rest].map(String).join(''),
		sha256: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
		sha1: certificate.fingerprint.replaceAll(':', '').toLowerCase(),
		subject: inOneLine(certificate.subject),
	};
}

interface Found {
	readonly certificates: readonly X509Certificate[];
	readonly keys: readonly KeyObject[];
}

const bad = (what: string, advice: string, field = 'oauthJwtCert'): InputError => {
	const label =
		{ oauthJwtCertKey: KEY_FIELD, oauthJwtCertPassword: PASSWORD_FIELD }[field] ?? FIELD;
	return new InputError(`'${label}' ${what}`, { field, advice });
};

async function bytesOf({ text, file, type }: CertificateIdentity, files: Files): Promise<Buffer> {
	if (file) return await files.read(file, FIELD, FILE_LIMIT);
	if (!text) {
		throw bad(
			'is empty',
			`Paste the certificate (PEM, or a PFX in Base64), or give the path of its file.`,
		);
	}
	if (type === 'PEM') return Buffer.from(text, 'utf8');
	const base64 = text.replace(/-----[^-]+-----|\s+/g, '');
	if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(base64)) {
		throw bad('is no Base64', 'Paste the bytes of the PFX file in Base64.');
	}
	return Buffer.from(base64, 'base64');
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]+?-----END \1-----/g;

function readPem(bytes: Buffer, { key, password }: CertificateIdentity): Found {
	const text = bytes.toString('utf8');
	// n8n's form turns line breaks into blanks where a single line is pasted.
	const blocks = [...`${text}\n${key ?? ''}`.replaceAll('\\n', '\n').matchAll(BLOCK)].map(
		([whole, label = '']) => ({ label, pem: unfold(whole, label) }),
	);
	const certificates = blocks
		.filter(({ label }) => label === 'CERTIFICATE')
		.map(({ pem }) => {
			try {
				return new X509Certificate(pem);
			} catch {
				throw bad(
					'holds a certificate that cannot be read',
					'Copy it whole, with both lines of dashes.',
				);
			}
		});
	const keys = blocks
		.filter(({ label }) => label.endsWith('PRIVATE KEY'))
		.map(({ pem, label }) => readKey(pem, label, password));
	if (keys.length === 0) {
		throw bad(
			"is empty, and no key stands in the certificate's text",
			`Paste the private key (PEM) that belongs to '${FIELD}'.`,
			'oauthJwtCertKey',
		);
	}
	return { certificates, keys };
}

function unfold(pem: string, label: string): string {
	// Old keys carry headers before the body, which only line breaks tell apart.
	if (pem.includes('Proc-Type')) return pem;
	const body = pem
		.replace(`-----BEGIN ${label}-----`, '')
		.replace(`-----END ${label}-----`, '')
		.replace(/\s+/g, '');
	const lines = body.match(/.{1,64}/g) ?? [];
	return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

function readKey(pem: string, label: string, password: string | undefined): KeyObject {
	const isEncrypted = label.startsWith('ENCRYPTED') || pem.includes('ENCRYPTED');
	if (isEncrypted && !password) {
		throw bad(
			'is empty, and the private key is encrypted',
			'Write the password of the key.',
			'oauthJwtCertPassword',
		);
	}
	try {
		return createPrivateKey({ key: pem, format: 'pem', passphrase: password });
	} catch {
		throw isEncrypted
			? bad(
					'does not open the private key',
					'Check the password of the key.',
					'oauthJwtCertPassword',
				)
			: bad(
					'holds a private key that cannot be read',
					'Copy it whole, with both lines of dashes.',
					'oauthJwtCertKey',
				);
	}
}

let forge: Promise<typeof import('node-forge')> | undefined;

/** node-forge, which takes the letters of a password for bytes where PBES2 (RFC 8018) wants UTF-8. */
async function openForge() {
	forge ??= import('node-forge').then((library) => {
		const { pbe } = library.pki;
		const open = pbe.getCipherForPBES2;
		pbe.getCipherForPBES2 = (oid, parameters, password) =>
			open(oid, parameters, Buffer.from(password, 'utf8').toString('latin1'));
		return library;
	});
	return await forge;
}

/** PFX (RFC 7292), with the old ciphers of Windows that Node no longer opens. */
async function readPfx(bytes: Buffer, password: string): Promise<Found> {
	const { asn1, pkcs12, pki } = await openForge();
	let outer;
	try {
		outer = asn1.fromDer(bytes.toString('latin1'), { strict: false, parseAllBytes: false });
	} catch {
		throw bad(
			'is no PFX',
			"Choose PEM in 'OAuth JWT Cert Type', or give the .pfx or .p12 file whole.",
		);
	}
	const der = (value: Parameters<typeof asn1.toDer>[0]) =>
		Buffer.from(asn1.toDer(value).getBytes(), 'latin1');
	let pfx;
	try {
		pfx = pkcs12.pkcs12FromAsn1(outer, false, password);
	} catch (cause) {
		throw /mac|password|decrypt/i.test((cause as Error).message)
			? bad(
					'does not open the PFX',
					'Check the password that the file was exported with.',
					'oauthJwtCertPassword',
				)
			: bad(
					'is no PFX that can be read',
					'Export it again: with its private key, and encrypted by AES.',
				);
	}
	const bagsOf = (type: string) => {
		const oid = pki.oids[type]!;
		return pfx.getBags({ bagType: oid })[oid] ?? [];
	};
	try {
		return {
			certificates: bagsOf('certBag').map(
				({ cert, asn1: raw }) =>
					new X509Certificate(der(cert ? pki.certificateToAsn1(cert) : raw!)),
			),
			keys: [...bagsOf('pkcs8ShroudedKeyBag'), ...bagsOf('keyBag')].map(({ key, asn1: raw }) =>
				createPrivateKey({
					key: der(key ? pki.wrapRsaPrivateKey(pki.privateKeyToAsn1(key)) : raw!),
					format: 'der',
					type: 'pkcs8',
				}),
			),
		};
	} catch {
		throw bad(
			'holds a key or certificate that cannot be read',
			'Export it again, with its private key.',
		);
	}
}

const inOneLine = (subject: string): string => subject.split('\n').join(', ');

/** The certificate whose subject is, or contains, the given text; the first for none or `*`. */
function pick(certificates: readonly X509Certificate[], subject = '*'): X509Certificate {
	const wanted = subject.trim().toLowerCase();
	if (wanted === '' || wanted === '*') return certificates[0]!;
	const parts = wanted.split(/\s*,\s*/);
	const found = certificates.find((certificate) => {
		const lines = certificate.subject.toLowerCase().split('\n');
		const names = lines.map((line) => line.replace(/^[^=]*=/, ''));
		return parts.every((part) => lines.includes(part) || names.includes(part));
	});
	if (found) return found;
	const have = certificates.map((certificate) => `'${inOneLine(certificate.subject)}'`).join(', ');
	throw new InputError(`No certificate has the subject '${subject}'`, {
		field: 'oauthJwtCertSubject',
		advice: `There is ${have}.`,
	});
}
