import { findAccount, type Account } from '../account';
import type { Presented, Refused, SchemeVerifier, SignedIn } from './scheme';
import { objectIdOf, valuesOf, type Subject, type TokenIssuer } from '../tokens/issuer';

export type BearerVerdict =
	| {
			readonly account: Account;
			/** Every mailbox is open to it by impersonation. */
			readonly isApplication: boolean;
	  }
	| {
			readonly reason: string;
			/** Value of WWW-Authenticate. */
			readonly challenge: string;
			/** Value of x-ms-diagnostics. */
			readonly diagnostics: string;
	  };

const VERSIONS: ReadonlyArray<Subject['version']> = [1, 2, 'adfs'];

/** The offer of a server that takes tokens, as Exchange words it. */
export const bearerOffer = (tenantId: string, more = ''): string =>
	`Bearer client_id="00000002-0000-0ff1-ce00-000000000000", trusted_issuers="00000001-0000-0000-c000-000000000000@${tenantId}", token_types="app_asserted_user_v1 service_asserted_app_v1", authorization_uri="https://login.windows.net/common/oauth2/authorize"${more}`;

/**
 * Who a token stands for: signature, issuer, audience, times, permissions. Refusals are worded as Exchange words them.
 * https://learn.microsoft.com/exchange/troubleshoot/administration/configure-oauth-authentication-fails
 */
export function verifyBearer(
	issuer: TokenIssuer,
	token: string,
	service: 'exchange' | 'graph' = 'exchange',
): BearerVerdict {
	const { tenantId, demandedClaims } = issuer.settings;
	const refuse = (number: number, reason: string, category: string, more = ''): BearerVerdict => ({
		reason: category,
		challenge: bearerOffer(tenantId, more || ', error="invalid_token"'),
		diagnostics: `${number};reason="${reason}";error_category="${category}"`,
	});
	const claims = issuer.verify(token);
	if (claims === undefined) {
		return refuse(2000001, 'The token has an invalid signature.', 'invalid_signature');
	}
	const { aud, exp, nbf, iss, upn, appid, scp, roles, acrs } = claims;
	const now = Date.now() / 1000;
	if (!VERSIONS.some((version) => issuer.issuer(version) === iss)) {
		return refuse(
			2000002,
			`The issuer of the token '${String(iss)}' is not trusted.`,
			'invalid_issuer',
		);
	}
	if (!issuer.isOwnAudience(String(aud), service)) {
		return refuse(
			2000003,
			`The audience claim value is invalid for current resource. Audience claim is '${String(aud)}', and resource type is 'Exchange'.`,
			'invalid_resource',
		);
	}
	if (typeof exp !== 'number' || exp <= now || typeof nbf !== 'number' || nbf > now + 300) {
		return refuse(
			2000004,
			`The token has expired. Current time: ${new Date().toISOString()}, expiration time: ${new Date(Number(exp) * 1000).toISOString()}`,
			'token_expired',
		);
	}
	const demanded = demandedClaims ? valuesOf(demandedClaims) : [];
	const held = Array.isArray(acrs) ? acrs.map(String) : [];
	if (demanded.some((value) => !held.includes(value))) {
		const encoded = Buffer.from(demandedClaims).toString('base64');
		return refuse(
			2000010,
			'The token does not satisfy the claims that the policy demands.',
			'insufficient_claims',
			`, error="insufficient_claims", claims="${encoded}"`,
		);
	}
	if (upn === undefined) {
		const needed =
			service === 'graph' ? /^(Mail|User|Contacts|Calendars)\./ : /^full_access_as_app$/;
		if (!Array.isArray(roles) || !roles.some((role) => needed.test(String(role)))) {
			return refuse(
				2000005,
				'The token contains not enough scope to make this call.',
				'invalid_grant',
				', error="insufficient_scope"',
			);
		}
		const id = String(appid);
		const account = { domain: 'APPLICATION', user: id, principal: objectIdOf(id), password: '' };
		return { account, isApplication: true };
	}
	const account = findAccount(issuer.accounts(), String(upn));
	if (account === undefined) {
		return refuse(2000008, `The user '${String(upn)}' is not known here.`, 'invalid_user');
	}
	const needed =
		service === 'graph' ? /\b(Mail|User)\./ : /\b(EWS\.AccessAsUser\.All|user_impersonation)\b/;
	if (!needed.test(String(scp))) {
		return refuse(
			2000005,
			'The token contains not enough scope to make this call.',
			'invalid_grant',
			', error="insufficient_scope"',
		);
	}
	return { account, isApplication: false };
}

/** Bearer (RFC 6750) with tokens of the sandbox's own tenant. */
export class BearerVerifier implements SchemeVerifier {
	constructor(private readonly issuer: TokenIssuer) {}

	offers(): readonly string[] {
		return [bearerOffer(this.issuer.settings.tenantId)];
	}

	check({ credentials }: Presented): SignedIn | Refused {
		// Who sends the word alone is told what is offered, as Exchange does.
		if (credentials === '') return { reason: 'no token' };
		const verdict = verifyBearer(this.issuer, credentials);
		if ('account' in verdict) return verdict;
		const { reason, challenge, diagnostics } = verdict;
		return { reason, challenges: [challenge], headers: { 'x-ms-diagnostics': diagnostics } };
	}
}
