import type { Authenticator } from '../http/authenticator';
import { tokenClaims, type TokenClaims } from '../auth/oauth/claims';
import { leavesOthers } from '../auth/negotiate/handshake';
import { createAuthenticator } from '../auth/registry';
import { challengeOf, usesTickets, usesTokens } from '../auth/schemes';
import { ExchangeError } from '../errors';
import { Finished, Misplaced } from './finding';
import type { SignIn } from './signIn';
import type { Settings } from './settings';

/** Permissions that are named in one line. */
const MOST_NAMES = 8;

/** What the server's offers say of the chosen scheme. */
export function offered(offers: readonly string[] | undefined, settings: Settings): string {
	if (offers === undefined) return 'The server asks for no sign-in';
	const { authScheme } = settings;
	const list = offers.join(', ') || 'no scheme at all';
	// Many a server names Bearer only to those who show a token.
	if (usesTokens(authScheme)) return `The server offers ${list}`;
	const has = (name: string) => offers.some((offer) => offer.toLowerCase() === name.toLowerCase());
	if (has(challengeOf(authScheme))) {
		const within = has('Negotiate') ? '; Negotiate carries Kerberos and NTLM' : '';
		return `The server offers ${list}${within}`;
	}
	throw new Finished({
		message:
			authScheme === 'None'
				? `The server asks for a sign-in (401); it offers ${list}`
				: `The server does not offer ${authScheme} (401); it offers ${list}`,
		advice: `Choose a scheme that it offers as 'Auth Scheme', or enable ${authScheme} on the server: Set-WebServicesVirtualDirectory.`,
	});
}

/** Asks the issuer for the token, and tells what stands in it; never the token. */
export async function tokenStep(
	{ authenticator }: SignIn,
	settings: Settings,
	signal: AbortSignal,
): Promise<string | undefined> {
	if (!usesTokens(settings.authScheme)) return undefined;
	const header = await firstHeader(authenticator, settings, signal);
	const claims = tokenClaims(header?.replace(/^Bearer /, '') ?? '');
	requireMailbox(settings, claims);
	return described(claims);
}

/** There is nobody behind the token whose mailbox could be meant. */
function requireMailbox(settings: Settings, claims: TokenClaims): void {
	const { schema, defaultMailbox } = settings;
	const isAlone = claims.isApplication ?? settings.isApplication;
	if (!isAlone || defaultMailbox) return;
	const permission =
		schema === 'MSGraph'
			? 'Mail.ReadWrite and the like (application permissions of Microsoft Graph)'
			: 'full_access_as_app (application permission of Office 365 Exchange Online)';
	throw new Misplaced(
		'mailbox',
		new Finished({
			message: `The application signs in, but has no mailbox of its own: ${described(claims)}`,
			advice: `Enter an address as 'Default Mailbox'. The application needs ${permission}, with an administrator's consent.`,
		}),
	);
}

function described({ audience, account, expiresAt, isApplication, roles, scopes }: TokenClaims) {
	if (audience === undefined) return 'A token was issued; what it allows cannot be read from it';
	const whose = isApplication ? 'an application' : account ? `'${account}'` : 'the account';
	const names = roles ?? scopes ?? [];
	const rest = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
	const allows =
		names.length > 0 ? names.slice(0, MOST_NAMES).join(', ') + rest : 'nothing by name';
	const until = expiresAt === undefined ? '' : `, until ${new Date(expiresAt).toISOString()}`;
	return `A token was issued to ${whose} for ${audience}; it allows ${allows}${until}`;
}

/** Asks the domain controllers for a ticket. */
export async function ticketStep(
	{ services }: SignIn,
	settings: Settings,
	signal: AbortSignal,
): Promise<string | undefined> {
	const { authScheme, allowNtlm, kerberos, server } = settings;
	if (!usesTickets(authScheme)) return undefined;
	const service = kerberos?.spn ?? `HTTP/${new URL(server).hostname}`;
	const probe = createAuthenticator('Kerberos', settings, services);
	try {
		await firstHeader(probe, settings, signal);
		return `Kerberos issued a ticket for ${service}`;
	} catch (error) {
		const hasAnother =
			authScheme === 'Negotiate' && allowNtlm !== false && settings.user && settings.password;
		if (!(error instanceof ExchangeError) || !leavesOthers(error) || !hasAnother || signal.aborted)
			throw error;
		return `Kerberos cannot be used for ${service} (${error.message}); NTLM takes its place`;
	} finally {
		await probe.close?.();
	}
}

async function firstHeader(
	authenticator: Authenticator,
	{ server, schema }: Settings,
	signal: AbortSignal,
): Promise<string | undefined> {
	const url = new URL(server);
	const method = schema === 'EWS' ? 'POST' : 'GET';
	const request = { method, target: url.pathname };
	return await authenticator.handshake({ url, request, signal }).first();
}

/** Who was let in. */
export function accepted(settings: Settings): string {
	const { authScheme, user } = settings;
	if (usesTokens(authScheme)) return `The token was accepted (${authScheme})`;
	if (user) return `The sign-in of '${user}' by ${authScheme} was accepted`;
	return authScheme === 'None'
		? 'The server lets this client in without sign-in'
		: `The sign-in by ${authScheme} was accepted`;
}

/** What the credential itself lets nodes do. */
export function allowed(settings: Settings): string {
	const { readOnly, allowedMailboxes, access, schema } = settings;
	const what = readOnly ? 'reads, and writes nothing' : 'reads and writes';
	const where =
		allowedMailboxes.length > 0
			? `in ${allowedMailboxes.slice(0, MOST_NAMES).join(', ')}${allowedMailboxes.length > MOST_NAMES ? ' and more' : ''}`
			: 'in every mailbox that it has rights for';
	const how = access === 'impersonate' ? 'impersonation' : 'delegate or full access';
	return `The credential ${what} ${where}${schema === 'EWS' ? `, others by ${how}` : ''}`;
}
