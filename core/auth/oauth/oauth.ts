import { CachedSource } from '../azure/cachedSource';
import { createCertificateSource } from '../azure/servicePrincipal';
import { createBearer } from '../bearer';
import { FatalError } from '../../errors';
import type { Authenticator } from '../../http/authenticator';
import type { Identity } from '../identity';
import type { AuthServices } from '../services';
import { oauthOf } from './endpoints';
import { GivenToken } from './givenToken';
import { createHostTokens } from './hostTokens';
import { StoredTokens } from './storedTokens';
import { TokenEndpoint } from './tokenEndpoint';
import type { TokenSource } from './tokenSource';

/** Tokens of any issuer that speaks OAuth 2.0 (RFC 6749): given, renewed, fetched, or kept by the host program. */
export function createOAuth(identity: Identity, services?: AuthServices): Authenticator {
	const { allowPlainHttp, oauth } = identity;
	return createBearer('OAuth', createOAuthSource(identity, services), {
		allowPlainHttp,
		resource: oauth?.resource,
	});
}

/** Where tokens come from by the fields of OAuth; endpoints that are not given are those of Entra. */
export function createOAuthSource(
	identity: Identity,
	services: AuthServices | undefined,
): TokenSource {
	const { hostToken } = identity;
	if (hostToken) return createHostTokens(hostToken, services);
	const oauth = oauthOf(identity);
	if (oauth.initiate === 'OFF') return new GivenToken(oauth);
	if (!services) {
		throw new FatalError('Tokens cannot be fetched outside a connection', {
			advice: 'Open the connection from a credential.',
		});
	}
	if (oauth.initiate === 'GETANDREFRESH' && oauth.grantType === 'CLIENT') {
		if (oauth.certificate && !oauth.clientSecret)
			return createCertificateSource(identity, services);
		const endpoint = new TokenEndpoint(identity, services, 'app');
		return fetched(endpoint, (claims) => endpoint.clientCredentials(claims));
	}
	if (oauth.initiate === 'GETANDREFRESH' && oauth.grantType === 'PASSWORD') {
		const endpoint = new TokenEndpoint(identity, services, 'user');
		return fetched(endpoint, (claims) => endpoint.password(claims));
	}
	return new StoredTokens(identity, services);
}

/** Who can ask again at any time keeps tokens in memory alone: none outlives a changed secret or password. */
function fetched(
	endpoint: TokenEndpoint,
	fetch: (claims: string | undefined) => ReturnType<TokenEndpoint['password']>,
): TokenSource {
	return new CachedSource(
		async ({ claims }) => {
			const { accessToken, expiresAt } = await fetch(claims);
			return { value: accessToken!, expiresAt };
		},
		() => endpoint.close(),
	);
}
