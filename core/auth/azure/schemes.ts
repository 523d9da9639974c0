import { createBearer } from '../bearer';
import { FatalError } from '../../errors';
import type { Authenticator } from '../../http/authenticator';
import type { Identity } from '../identity';
import { createOAuthSource } from '../oauth/oauth';
import { StoredTokens } from '../oauth/storedTokens';
import type { TokenSource } from '../oauth/tokenSource';
import type { AuthServices } from '../services';
import { createManagedIdentitySource } from './managedIdentity';
import { createCertificateSource, createSecretSource } from './servicePrincipal';

type Source = (identity: Identity, services: AuthServices) => TokenSource;

/** A scheme of Entra: where its tokens come from; Bearer sends them. */
const scheme =
	(name: string, createSource: Source) =>
	(identity: Identity, services?: AuthServices): Authenticator => {
		if (!services) {
			throw new FatalError('Tokens cannot be fetched outside a connection', {
				advice: 'Open the connection from a credential.',
			});
		}
		const { allowPlainHttp, oauth } = identity;
		return createBearer(name, createSource(identity, services), {
			allowPlainHttp,
			resource: oauth?.resource,
		});
	};

/** Whichever proof the credential holds; a certificate is the stronger one. */
const createApplicationSource: Source = (identity, services) =>
	identity.oauth?.certificate
		? createCertificateSource(identity, services)
		: createSecretSource(identity, services);

/** An own application in Entra: for a person who signed in once, by name and password, or for itself. */
export const createAzureAD = scheme('AzureAD', (identity, services) => {
	const { grantType, initiate } = identity.oauth ?? {};
	return grantType === 'CLIENT' && initiate === 'GETANDREFRESH'
		? createApplicationSource(identity, services)
		: createOAuthSource(identity, services);
});

export const createAzureServicePrincipal = scheme('AzureServicePrincipal', (identity, services) =>
	identity.oauth?.clientSecret
		? createSecretSource(identity, services)
		: createApplicationSource(identity, services),
);

export const createAzureServicePrincipalCert = scheme(
	'AzureServicePrincipalCert',
	createCertificateSource,
);

export const createAzureMSI = scheme('AzureMSI', createManagedIdentitySource);

/** A person who entered a code on another device; Start Sign-In and Complete Sign-In keep the tokens. */
export const createAzureDeviceCode = scheme(
	'AzureDeviceCode',
	(identity, services) => new StoredTokens(identity, services),
);
