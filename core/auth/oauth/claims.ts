/** What a token says of itself that helps to explain a refusal; nothing in it is secret, nothing is verified. */
export interface TokenClaims {
	readonly audience?: string;
	/** Milliseconds since 1970. */
	readonly expiresAt?: number;
	/** Who signed in, as the issuer names him. */
	readonly account?: string;
	/** There is no user behind it. */
	readonly isApplication?: boolean;
	/** Permissions of an application. */
	readonly roles?: readonly string[];
	/** Permissions that a person has given. */
	readonly scopes?: readonly string[];
}

const LIMIT = 65_536;

/** Reads a JWT (RFC 7519) without verifying it; empty for any other token. */
export function tokenClaims(token: string): TokenClaims {
	const parts = token.split('.');
	if (parts.length !== 3 || token.length > LIMIT) return {};
	let claims: Record<string, unknown>;
	try {
		claims = JSON.parse(Buffer.from(parts[1]!, 'base64url').toString('utf8')) as typeof claims;
	} catch {
		return {};
	}
	if (typeof claims !== 'object' || claims === null) return {};
	const { aud, exp, idtyp, oid, roles, scp, sub } = claims;
	const audience = text(Array.isArray(aud) ? aud[0] : aud);
	const names = [claims.preferred_username, claims.upn, claims.unique_name, claims.email];
	// Entra: tokens of applications have roles instead of scopes, and name the same object twice.
	const isEntra = text(claims.tid) !== undefined;
	const isApplication =
		idtyp === 'app' || (isEntra && scp === undefined && oid !== undefined && oid === sub);
	return {
		audience,
		account: names.map((name) => text(name)).find(Boolean),
		scopes: text(scp, 2_000)?.split(/\s+/),
		...(typeof exp === 'number' && Number.isFinite(exp) ? { expiresAt: exp * 1000 } : {}),
		...(isApplication
			? { isApplication, roles: Array.isArray(roles) ? roles.map(String) : [] }
			: {}),
	};
}

const text = (value: unknown, most = 200): string | undefined =>
	typeof value === 'string' && value !== ''
		? value.replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, most)
		: undefined;
