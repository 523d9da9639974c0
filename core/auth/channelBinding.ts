import { createHash } from 'node:crypto';
import type { AuthContext } from '../http/authenticator';
import type { Identity } from './identity';

/** DER bytes of the hash algorithms' and signature algorithms' object identifiers, and the hash of each. */
const HASH_BY_OID: Readonly<Record<string, string>> = {
	// pkcs-1: md5, sha1, sha256, sha384, sha512, sha224
	'2a864886f70d010104': 'sha256',
	'2a864886f70d010105': 'sha256',
	'2a864886f70d01010b': 'sha256',
	'2a864886f70d01010c': 'sha384',
	'2a864886f70d01010d': 'sha512',
	'2a864886f70d01010e': 'sha224',
	// ecdsa-with-SHA1, SHA224, SHA256, SHA384, SHA512
	'2a8648ce3d0401': 'sha256',
	'2a8648ce3d040301': 'sha224',
	'2a8648ce3d040302': 'sha256',
	'2a8648ce3d040303': 'sha384',
	'2a8648ce3d040304': 'sha512',
	// dsa-with-sha1, sha224, sha256
	'2a8648ce380403': 'sha256',
	'608648016503040301': 'sha224',
	'608648016503040302': 'sha256',
};
const RSA_PSS = '2a864886f70d01010a';
const PSS_HASH: Readonly<Record<string, string>> = {
	'608648016503040201': 'sha256',
	'608648016503040202': 'sha384',
	'608648016503040203': 'sha512',
	'608648016503040204': 'sha224',
};

/**
 * MD5 of the channel binding structure of a TLS connection, type tls-server-end-point: the value of
 * MsvAvChannelBindings in NTLM and of Bnd in Kerberos (RFC 4121, 4.1.1.2). Undefined where RFC 5929 leaves
 * the hash open (Ed25519) or the certificate cannot be read.
 * https://www.rfc-editor.org/rfc/rfc5929#section-4, [MS-NLMP] 2.2.2.1, RFC 2744 3.11
 */
export function channelBindingToken(certificate: Uint8Array): Buffer | undefined {
	const hash = endPointHash(certificate);
	if (!hash) return undefined;
	const data = Buffer.concat([
		Buffer.from('tls-server-end-point:', 'latin1'),
		createHash(hash).update(certificate).digest(),
	]);
	const header = Buffer.alloc(20);
	header.writeUInt32LE(data.length, 16);
	return createHash('md5').update(header).update(data).digest();
}

/** The hash of the certificate's signature; SHA-256 in place of MD5 and SHA-1. */
export function endPointHash(certificate: Uint8Array): string | undefined {
	const der = Buffer.from(certificate);
	const outer = element(der, 0);
	const signed = outer && element(der, outer.start);
	const algorithm = signed && element(der, signed.end);
	const id = algorithm && element(der, algorithm.start);
	if (!id || id.tag !== 0x06) return undefined;
	const oid = der.toString('hex', id.start, id.end);
	if (oid !== RSA_PSS) return HASH_BY_OID[oid];
	// RSASSA-PSS-params: hashAlgorithm [0] EXPLICIT, SHA-1 when absent.
	const params = id.end < algorithm.end ? element(der, id.end) : undefined;
	const first = params && params.start < params.end ? element(der, params.start) : undefined;
	if (first?.tag !== 0xa0) return 'sha256';
	const hashAlgorithm = element(der, first.start);
	const hashId = hashAlgorithm && element(der, hashAlgorithm.start);
	return (hashId && PSS_HASH[der.toString('hex', hashId.start, hashId.end)]) ?? 'sha256';
}

interface Element {
	readonly tag: number;
	readonly start: number;
	readonly end: number;
}

function element(der: Buffer, at: number): Element | undefined {
	if (at + 2 > der.length) return undefined;
	let length = der[at + 1]!;
	let start = at + 2;
	if (length > 0x80) {
		const size = length & 0x7f;
		if (size > 4 || start + size > der.length) return undefined;
		length = der.readUIntBE(start, size);
		start += size;
	}
	const end = start + length;
	return end <= der.length ? { tag: der[at]!, start, end } : undefined;
}

/** How a sign-in stands to the TLS channel that it takes. */
export interface Binding {
	/** From `channelBindingToken`; absent: it holds on any channel. */
	readonly token?: Buffer;
	/** What may help where the server refuses because of it; begins with a blank, empty where nothing can. */
	readonly advice: string;
}

const BOUND =
	" Where a load balancer or proxy in front of the server ends TLS with a certificate of its own, the sign-in is bound to the wrong channel: switch 'Channel Binding' off.";
const LOOSE =
	" 'Channel Binding' is off: a server that requires Extended Protection refuses such a sign-in; switch it on.";

/** The binding of a connection, as the person chose it. */
export function bindingOf(
	{ channelBinding }: Pick<Identity, 'channelBinding'>,
	{ peerCertificate }: Pick<AuthContext, 'peerCertificate'>,
): Binding {
	if (!peerCertificate) return { advice: '' };
	if (!channelBinding) return { advice: LOOSE };
	const token = channelBindingToken(peerCertificate);
	return token ? { token, advice: BOUND } : { advice: '' };
}
