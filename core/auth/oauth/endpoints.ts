import { audienceOf, isAdfs } from '../azure/audience';
import { azureEnvironments, entraEndpoints } from '../azure/environments';
import { FatalError } from '../../errors';
import type { Identity, OAuthIdentity } from '../identity';

/** `plain header`: for servers that do not undo the encoding of RFC 6749, 2.3.1. */
export type SecretPlace = 'header' | 'body' | 'plain header';

/** Where a connection gets its tokens, and how it asks there. */
export interface Endpoints {
	readonly token: string;
	/** Page where a person agrees; absent where only the other endpoint was given. */
	readonly authorization?: string;
	/** Parameters that say which service the token is for. */
	readonly audience: { readonly scope?: string; readonly resource?: string };
	/**
	 * Where the secret stands in the request. Every server has to take the header (RFC 6749, 2.3.1), and some
	 * take nothing else; Entra and AD FS are documented with the body.
	 */
	readonly secretIn: readonly SecretPlace[];
	/** For errors; absent at issuers that know no tenants. */
	readonly tenant?: string;
}

/** The given endpoints, or those of Entra for tenant and environment. */
export function endpointsOf(identity: Identity, who: 'app' | 'user'): Endpoints {
	const oauth = oauthOf(identity);
	const { environment = 'global', tenant } = identity.azure ?? {};
	const entra = entraEndpoints(environment, tenant);
	const token = oauth.accessTokenUrl ?? entra.token;
	const isEntra = isMicrosoft(token);
	return {
		token,
		authorization:
			oauth.authorizationUrl ?? (oauth.accessTokenUrl ? undefined : entra.authorization),
		audience: isEntra || isAdfs(oauth) ? ofMicrosoft(oauth, who) : ofOthers(oauth),
		secretIn: isEntra || isAdfs(oauth) ? ['body'] : ['header', 'body', 'plain header'],
		...(isEntra ? { tenant: tenant ?? 'organizations' } : {}),
	};
}

export function oauthOf({ oauth }: Identity): OAuthIdentity {
	if (oauth) return oauth;
	throw new FatalError('The fields of OAuth are missing', {
		field: 'oauthClientId',
		advice: "Fill in the fields that 'Auth Scheme' shows.",
	});
}

function ofMicrosoft(oauth: OAuthIdentity, who: 'app' | 'user'): Endpoints['audience'] {
	const { scopes, resource } = audienceOf(oauth, who);
	return { scope: scopes.join(' '), ...(resource ? { resource } : {}) };
}

/** Other issuers have scopes of their own, and `resource` only where somebody set it up (RFC 8707). */
const ofOthers = ({ scope, resource, isResourceGiven }: OAuthIdentity): Endpoints['audience'] => ({
	...(scope ? { scope } : {}),
	...(isResourceGiven ? { resource } : {}),
});

const isMicrosoft = (url: string): boolean =>
	Object.values(azureEnvironments).some(({ authority }) => new URL(url).origin === authority) ||
	// Entra behind another name: a relay.
	/\/oauth2\/v2\.0\/token\/?$/i.test(new URL(url).pathname);
