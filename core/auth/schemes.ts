/** Sign-in schemes as the credential spells them. */
export const AUTH_SCHEMES = [
	'NTLM',
	'Basic',
	'Digest',
	'None',
	'Negotiate',
	'Kerberos',
	'OAuth',
	'AzureAD',
	'AzureServicePrincipal',
	'AzureServicePrincipalCert',
	'AzureMSI',
	'AzureDeviceCode',
] as const;

export type AuthScheme = (typeof AUTH_SCHEMES)[number];

/** The canonical spelling of a scheme typed in any case, or undefined. */
export function schemeNamed(text: string): AuthScheme | undefined {
	const name = text.trim().toLowerCase();
	return AUTH_SCHEMES.find((scheme) => scheme.toLowerCase() === name);
}

/** Schemes that show a token of Microsoft Entra, AD FS or another issuer; all send `Bearer`. */
export function usesTokens(scheme: string): boolean {
	return scheme === 'OAuth' || scheme.startsWith('Azure');
}

/** Schemes that read tickets of Kerberos. */
export function usesTickets(scheme: string): boolean {
	return scheme === 'Kerberos' || scheme === 'Negotiate';
}

/** Schemes of an application alone: there is no user behind their tokens, and no mailbox of its own. */
export function isApplication(scheme: string, grantType: string | undefined): boolean {
	if (scheme === 'OAuth' || scheme === 'AzureAD') return grantType === 'CLIENT';
	return scheme.startsWith('AzureServicePrincipal') || scheme === 'AzureMSI';
}

/** What the server's challenge calls the scheme (WWW-Authenticate). */
export function challengeOf(scheme: string): string {
	if (usesTokens(scheme)) return 'Bearer';
	return scheme === 'Kerberos' ? 'Negotiate' : scheme;
}
