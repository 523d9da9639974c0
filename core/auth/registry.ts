import type { Authenticator } from '../http/authenticator';
import { InputError } from '../errors';
import {
	createAzureAD,
	createAzureDeviceCode,
	createAzureMSI,
	createAzureServicePrincipal,
	createAzureServicePrincipalCert,
} from './azure/schemes';
import { createBasic } from './basic';
import { createDigest } from './digest/digest';
import type { Identity } from './identity';
import { createKerberos, createNegotiate } from './negotiate/negotiate';
import type { AuthServices } from './services';
import { createNone } from './none';
import { createNtlm } from './ntlm/ntlm';
import { createOAuth } from './oauth/oauth';

type Factory = (identity: Identity, services?: AuthServices) => Authenticator;

const FACTORIES: Readonly<Record<string, Factory>> = {
	NTLM: createNtlm,
	Basic: createBasic,
	Digest: createDigest,
	Negotiate: createNegotiate,
	Kerberos: createKerberos,
	None: createNone,
	OAuth: createOAuth,
	AzureAD: createAzureAD,
	AzureServicePrincipal: createAzureServicePrincipal,
	AzureServicePrincipalCert: createAzureServicePrincipalCert,
	AzureMSI: createAzureMSI,
	AzureDeviceCode: createAzureDeviceCode,
};

/** Schemes that work, as the credential spells them. */
export const authSchemes: readonly string[] = Object.keys(FACTORIES);

/** The canonical spelling of a scheme typed in any case, or undefined. */
export function findAuthScheme(name: string): string | undefined {
	return authSchemes.find((scheme) => scheme.toLowerCase() === name.trim().toLowerCase());
}

/** @param services needed by the schemes that read files or ask other servers */
export function createAuthenticator(
	scheme: string,
	identity: Identity,
	services?: AuthServices,
): Authenticator {
	const found = findAuthScheme(scheme);
	if (!found) {
		throw new InputError(`'Auth Scheme' ${scheme} is not built yet`, {
			field: 'authScheme',
			advice: `Use one of ${authSchemes.join(', ')}.`,
		});
	}
	return FACTORIES[found]!(identity, services);
}
