import type { OAuthIdentity } from '../identity';

/** How a request says which service the token is for. */
export interface Audience {
	readonly scopes: readonly string[];
	/** Parameter `resource`, which AD FS and version 1 endpoints read instead of scopes. */
	readonly resource?: string;
}

/** AD FS, and the endpoints of Entra before version 2.0, name the service by a parameter of its own. */
const namesResource = (tokenUrl: string): boolean =>
	/\/adfs\/|\/oauth2\/token\/?$/i.test(new URL(tokenUrl).pathname);

/**
 * Scopes for a token. An audience that ends in a slash keeps it: two slashes are right then.
 * https://learn.microsoft.com/entra/identity-platform/scopes-oidc
 * @param who `app`: an application without a user; `user`: with the right to refresh
 */
export function audienceOf(
	{ scope, resource, accessTokenUrl }: OAuthIdentity,
	who: 'app' | 'user',
): Audience {
	const given = scope?.split(/\s+/).filter(Boolean) ?? [];
	const isNamed = accessTokenUrl !== undefined && namesResource(accessTokenUrl);
	const service = isNamed ? 'openid' : `${resource}/.default`;
	const made = who === 'user' ? [service, 'offline_access'] : [service];
	return {
		scopes: given.length > 0 ? given : made,
		...(isNamed ? { resource } : {}),
	};
}

/** Whether the endpoint is one of AD FS, whose proofs are signed as in Windows Server 2016. */
export const isAdfs = ({ accessTokenUrl }: OAuthIdentity): boolean =>
	accessTokenUrl !== undefined && /\/adfs\//i.test(new URL(accessTokenUrl).pathname);
