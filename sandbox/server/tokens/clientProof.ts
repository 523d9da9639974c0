import { X509Certificate } from 'node:crypto';
import { isSignedBy, readJwt } from './jwt';
import { refusals } from './refusal';
import type { TokenIssuer } from './issuer';
import type { Application } from './settings';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

export interface Proof {
	readonly form: URLSearchParams;
	readonly authorization?: string;
	/** Address of the token endpoint, which an assertion is made out to. */
	readonly endpoint: string;
}

/** Name and secret of `Authorization: Basic` (RFC 6749, 2.3.1). */
function basic(authorization: string | undefined): [string?, string?] {
	const token = /^Basic\s+(\S+)$/i.exec(authorization ?? '')?.[1];
	if (token === undefined) return [];
	const text = Buffer.from(token, 'base64').toString('utf8');
	const colon = text.indexOf(':');
	const decode = (part: string) => decodeURIComponent(part.replaceAll('+', ' '));
	return [decode(text.slice(0, colon)), decode(text.slice(colon + 1))];
}

export const clientIdOf = ({ form, authorization }: Proof): string | undefined =>
	form.get('client_id') ?? basic(authorization)[0];

/**
 * Whether the caller is the application: by its secret, or an assertion signed with one of its certificates.
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export function proveClient(
	issuer: TokenIssuer,
	application: Application,
	proof: Proof,
	needsProof: boolean,
): void {
	const { form, authorization } = proof;
	const secret = form.get('client_secret') ?? basic(authorization)[1];
	const assertion = form.get('client_assertion');
	if (assertion !== null) {
		if (form.get('client_assertion_type') !== ASSERTION_TYPE) {
			throw refusals.missing('client_assertion_type');
		}
		return proveAssertion(issuer, application, assertion, proof.endpoint);
	}
	const { clientId, secrets = [], expiredSecrets = [] } = application;
	if (secret) {
		if (secrets.includes(secret)) return;
		throw expiredSecrets.includes(secret)
			? refusals.expiredSecret(clientId)
			: refusals.secret(clientId);
	}
	if (needsProof || application.isPublic !== true) throw refusals.noProof();
}

function proveAssertion(
	issuer: TokenIssuer,
	{ clientId, certificates = [] }: Application,
	assertion: string,
	endpoint: string,
): void {
	const jwt = readJwt(assertion);
	if (jwt === undefined) throw refusals.assertion('The assertion is no JWT.');
	const { x5t, 'x5t#S256': sha256 } = jwt.header as Record<string, unknown>;
	const named = sha256 ?? x5t;
	const thumbprint = Buffer.from(String(named ?? ''), 'base64url')
		.toString('hex')
		.toUpperCase();
	const known = certificates
		.map((pem) => new X509Certificate(pem))
		.find(({ fingerprint, fingerprint256 }) => {
			const wanted = sha256 === undefined ? fingerprint : fingerprint256;
			return wanted.replaceAll(':', '') === thumbprint;
		});
	if (known === undefined || !isSignedBy(jwt, known.publicKey)) {
		throw refusals.certificate(thumbprint);
	}
	const { aud, iss, sub, exp, nbf, jti } = jwt.payload;
	const now = Date.now() / 1000;
	if (iss !== clientId || sub !== clientId) throw refusals.assertion('Wrong issuer or subject.');
	if (aud !== endpoint) throw refusals.assertion('The audience is not this endpoint.');
	if (typeof exp !== 'number' || exp < now || exp > now + 86_400) {
		throw refusals.assertion('It has expired, or lives too long.');
	}
	if (typeof nbf === 'number' && nbf > now + 300) throw refusals.assertion('It is not valid yet.');
	if (typeof jti !== 'string' || issuer.assertions.has(jti)) throw refusals.replay();
	issuer.assertions.add(jti);
}
