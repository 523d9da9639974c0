import { InputError } from '../../errors';
import type { Identity, OAuthIdentity } from '../identity';
import type { AuthServices } from '../services';
import type { AccessToken, TokenSource } from '../oauth/tokenSource';
import { audienceOf, isAdfs } from './audience';
import { CachedSource } from './cachedSource';
import { readCertificate } from './certificate';
import { azureEnvironments, entraEndpoints } from './environments';
import { explainNonsense } from './explain';
import { msalSystem, throughMsal } from './msal';

type Proof =
	| { readonly clientSecret: string }
	| {
			readonly clientCertificate: {
				readonly privateKey: string;
				readonly x5c: string;
				readonly thumbprint?: string;
				readonly thumbprintSha256?: string;
			};
	  };

/** Tokens for an application by its client secret. */
export function createSecretSource(identity: Identity, services: AuthServices): TokenSource {
	const { clientSecret } = oauthOf(identity);
	if (!clientSecret) {
		throw new InputError("'OAuth Client Secret' is empty", {
			field: 'oauthClientSecret',
			advice:
				'Make a client secret under Certificates & secrets of the app registration and paste its Value.',
		});
	}
	return createSource(identity, services, async () => ({ clientSecret }));
}

/**
 * Tokens for an application by its certificate: an assertion signed with PS256 and named by x5t#S256; with RS256 and x5t
 * for AD FS.
 * https://learn.microsoft.com/entra/identity-platform/certificate-credentials
 */
export function createCertificateSource(identity: Identity, services: AuthServices): TokenSource {
	const oauth = oauthOf(identity);
	const { certificate } = oauth;
	if (!certificate) {
		throw new InputError("'OAuth JWT Cert' is empty", {
			field: 'oauthJwtCert',
			advice: 'Paste the certificate that is registered with the application, or name its file.',
		});
	}
	return createSource(identity, services, async () => {
		const { privateKey, chain, sha256, sha1 } = await readCertificate(certificate, services.files);
		const name = isAdfs(oauth) ? { thumbprint: sha1 } : { thumbprintSha256: sha256 };
		return { clientCertificate: { privateKey, x5c: chain, ...name } };
	});
}

function createSource(
	identity: Identity,
	services: AuthServices,
	prove: () => Promise<Proof>,
): TokenSource {
	const oauth = oauthOf(identity);
	const { environment, tenant } = identity.azure ?? { environment: 'global' as const };
	const { clientId } = oauth;
	if (!clientId) {
		throw new InputError("'OAuth Client ID' is empty", {
			field: 'oauthClientId',
			advice: 'Paste the Application (client) ID of the app registration.',
		});
	}
	if (!tenant && !oauth.accessTokenUrl) {
		throw new InputError("'Azure Tenant' is empty", {
			field: 'azureTenant',
			advice:
				'An application belongs to one tenant: write its domain (contoso.onmicrosoft.com) or Directory ID.',
		});
	}
	const { scopes, resource } = audienceOf(oauth, 'app');
	const http = services.http('tokens');
	return new CachedSource(
		async ({ claims, signal }): Promise<AccessToken> => {
			const [{ ConfidentialClientApplication }, proof] = await Promise.all([
				import('@azure/msal-node'),
				prove(),
			]);
			const call = {
				http,
				signal,
				safe: true,
				parameters: resource === undefined ? undefined : { resource, scope: scopes.join(' ') },
				context: {
					clientId,
					tenant,
					resource: oauth.resource,
					secrets: 'clientSecret' in proof ? [proof.clientSecret] : [],
				},
			};
			return await throughMsal(call, async () => {
				// A new object each time: it keeps no token, and no refusal, for longer than this request.
				const application = new ConfidentialClientApplication({
					auth: { clientId, ...authorityOf(environment, tenant, oauth), ...proof },
					system: msalSystem,
				});
				const result = await application.acquireTokenByClientCredential({
					// MSAL takes no request without the scope of a service.
					scopes: resource === undefined ? [...scopes] : [`${resource}/.default`],
					claims,
					skipCache: true,
				});
				if (!result?.accessToken) throw explainNonsense(endpointHost(oauth, environment), 200);
				return { value: result.accessToken, expiresAt: result.expiresOn?.getTime() };
			});
		},
		() => http.close(),
	);
}

function oauthOf({ oauth }: Identity): OAuthIdentity {
	if (oauth) return oauth;
	throw new InputError("'OAuth Client ID' is empty", {
		field: 'oauthClientId',
		advice: 'Paste the Application (client) ID of the app registration.',
	});
}

const endpointHost = (
	{ accessTokenUrl }: OAuthIdentity,
	environment: keyof typeof azureEnvironments,
): string => new URL(accessTokenUrl ?? azureEnvironments[environment].authority).host;

/**
 * All that MSAL has to know of the issuer, so that it asks nobody: without this it looks authorities up at
 * login.microsoftonline.com, which a national cloud or a closed network cannot reach. Own endpoints are
 * given as those of the tenant.
 */
function authorityOf(
	environment: keyof typeof azureEnvironments,
	tenant = 'organizations',
	{ accessTokenUrl }: OAuthIdentity,
) {
	const { authority: origin } = azureEnvironments[environment];
	const authority = `${origin}/${encodeURIComponent(tenant)}`;
	const { authorization, token } = entraEndpoints(environment, tenant);
	return {
		authority,
		knownAuthorities: [new URL(origin).host],
		authorityMetadata: JSON.stringify({
			authorization_endpoint: authorization,
			token_endpoint: accessTokenUrl ?? token,
			issuer: `${authority}/v2.0`,
			jwks_uri: `${authority}/discovery/v2.0/keys`,
		}),
	};
}
