import type { Authenticator } from '../http/authenticator';
import { InputError } from '../errors';
import { createBasic } from './basic';
import type { Identity } from './identity';
import { createNone } from './none';
import { createNtlm } from './ntlm/ntlm';

type Factory = (identity: Identity) => Authenticator;

const FACTORIES: Readonly<Record<string, Factory>> = {
	NTLM: createNtlm,
	Basic: createBasic,
	None: createNone,
};

/** Schemes that work, as the credential spells them. */
export const authSchemes: readonly string[] = Object.keys(FACTORIES);

/** The canonical spelling of a scheme typed in any case, or undefined. */
export function findAuthScheme(name: string): string | undefined {
	return authSchemes.find((scheme) => scheme.toLowerCase() === name.trim().toLowerCase());
}

export function createAuthenticator(scheme: string, identity: Identity): Authenticator {
	const found = findAuthScheme(scheme);
	if (!found) {
		throw new InputError(`'Auth Scheme' ${scheme} is not built yet`, {
			field: 'authScheme',
			advice: `Use one of ${authSchemes.join(', ')}.`,
		});
	}
	return FACTORIES[found]!(identity);
}
