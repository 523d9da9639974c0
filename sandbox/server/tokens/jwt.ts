import { constants, createSign, createVerify, type KeyObject } from 'node:crypto';

/** A JSON Web Token taken apart (RFC 7519); nothing of it is verified. */
export interface Jwt {
	readonly header: Readonly<Record<string, unknown>>;
	readonly payload: Readonly<Record<string, unknown>>;
	/** What was signed. */
	readonly signed: string;
	readonly signature: Buffer;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function decode(text: string): Record<string, unknown> {
	const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
	if (typeof value !== 'object' || value === null) throw new Error('no object');
	return value as Record<string, unknown>;
}

/** RS256 (RFC 7518, 3.3) */
export function signJwt(payload: object, key: KeyObject, header: object): string {
	const signed = `${encode({ typ: 'JWT', alg: 'RS256', ...header })}.${encode(payload)}`;
	return `${signed}.${createSign('sha256').update(signed).sign(key).toString('base64url')}`;
}

/** Undefined for what is no JWT. */
export function readJwt(token: string): Jwt | undefined {
	const [header = '', payload = '', signature, ...rest] = token.split('.');
	if (signature === undefined || rest.length > 0) return undefined;
	try {
		return {
			header: decode(header),
			payload: decode(payload),
			signed: `${header}.${payload}`,
			signature: Buffer.from(signature, 'base64url'),
		};
	} catch {
		return undefined;
	}
}

/** RS256, or PS256 with a salt as long as the hash (RFC 7518, 3.5). Any other algorithm is refused. */
export function isSignedBy({ header, signed, signature }: Jwt, key: KeyObject): boolean {
	if (header.alg !== 'RS256' && header.alg !== 'PS256') return false;
	const pss = {
		padding: constants.RSA_PKCS1_PSS_PADDING,
		saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
	};
	const verifier = createVerify('sha256').update(signed);
	return verifier.verify(header.alg === 'PS256' ? { key, ...pss } : key, signature);
}
