import { FatalError, PermissionError, type ExchangeError } from '../errors';
import type { Authenticator, AuthContext, Challenge, Handshake } from '../http/authenticator';
import { SignInError } from '../http/errors';
import { tokenClaims } from './oauth/claims';
import type { TokenSource } from './oauth/tokenSource';

export interface BearerOptions {
	readonly allowPlainHttp: boolean;
	/** Audience that the server expects, such as `https://outlook.office365.com`. */
	readonly resource?: string;
}

/** Characters of a demand for claims that are read. */
const CLAIMS_LIMIT = 8_192;

/**
 * A token in each request (RFC 6750, 2.1). A 401 asks the source once for another one, with the claims that
 * the server demands. Refused over plain HTTP unless that is allowed.
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function createBearer(
	scheme: string,
	source: TokenSource,
	options: BearerOptions,
): Authenticator {
	return {
		scheme,
		connectionBound: false,
		handshake: (context) => new BearerHandshake(scheme, source, options, context),
		close: async () => await source.close?.(),
	};
}

class BearerHandshake implements Handshake {
	/** The token that was sent last. */
	private sent?: string;
	private hasAsked = false;

	constructor(
		private readonly scheme: string,
		private readonly source: TokenSource,
		private readonly options: BearerOptions,
		private readonly context: AuthContext,
	) {
		if (context.url.protocol === 'https:' || options.allowPlainHttp) return;
		throw new FatalError(`${scheme} over plain HTTP would show the token to the network`, {
			field: 'allowPlainHttp',
			code: 'PLAIN_HTTP',
			advice: "Use https:// in 'Server', or switch on 'Allow Plain HTTP' in a network you trust.",
		});
	}

	async first(): Promise<string> {
		const { value } = await this.source.token({ signal: this.context.signal });
		this.sent = value;
		return `Bearer ${value}`;
	}

	async next(challenges: readonly Challenge[]): Promise<string | undefined> {
		if (this.hasAsked || this.sent === undefined) return undefined;
		const challenge = bearerOf(challenges);
		// A server that asks for other schemes alone takes no token at all.
		if (!challenge && challenges.length > 0) return undefined;
		this.hasAsked = true;
		const { value } = await this.source.token({
			rejected: this.sent,
			claims: demandedClaims(challenge),
			signal: this.context.signal,
		});
		if (value === this.sent) return undefined;
		this.sent = value;
		return `Bearer ${value}`;
	}

	refused(challenges: readonly Challenge[]): ExchangeError {
		const challenge = bearerOf(challenges);
		return challenge || challenges.length === 0
			? this.explain(challenge)
			: this.notOffered(challenges);
	}

	private notOffered(challenges: readonly Challenge[]): ExchangeError {
		const offers = [...new Set(challenges.map((challenge) => challenge.scheme))];
		return new SignInError(
			`The server takes no tokens (Bearer), which ${this.scheme} sends; it offers ${offers.join(', ')}`,
			offers,
			{
				code: 'AUTH_NOT_OFFERED',
				field: 'authScheme',
				status: 401,
				advice:
					"Choose one of these as 'Auth Scheme', or have OAuth enabled on the EWS virtual directory (Set-WebServicesVirtualDirectory -OAuthAuthentication $true; Hybrid Modern Authentication).",
			},
		);
	}

	private explain(challenge: Challenge | undefined): ExchangeError {
		const { error } = challenge?.params ?? {};
		const details = { status: 401, code: error?.slice(0, 60) ?? 'AUTH_REFUSED' };
		if (error === 'insufficient_claims' || demandedClaims(challenge)) {
			return new PermissionError('The server demands a stronger sign-in for this access', {
				...details,
				code: 'insufficient_claims',
				advice:
					'A conditional access policy applies: sign in again by Mailbox → Start Sign-In, or have the administrator let this application pass.',
			});
		}
		return this.fromToken(details) ?? this.fromChallenge(challenge, details);
	}

	/** What the token itself says; most refusals stand in it. */
	private fromToken(details: { status: number; code: string }): ExchangeError | undefined {
		const { resource } = this.options;
		const { audience, expiresAt, isApplication, roles } = tokenClaims(this.sent ?? '');
		if (expiresAt !== undefined && expiresAt <= Date.now()) {
			return new PermissionError(
				`The access token has expired, at ${new Date(expiresAt).toISOString()}`,
				{
					...details,
					field: 'oauthAccessToken',
					advice:
						"Paste a new one, or choose REFRESH or GETANDREFRESH as 'Initiate OAuth'; check the clock of the machine that runs n8n.",
				},
			);
		}
		if (audience !== undefined && resource && !isFor(audience, resource)) {
			return new PermissionError(
				`The access token is for '${audience}', but the server expects one for '${resource}'`,
				{
					...details,
					field: 'oauthResource',
					advice: `Ask for a token of that resource: empty 'OAuth Scope' or write ${resource}/.default, and check 'OAuth Resource'.`,
				},
			);
		}
		if (isApplication && roles?.length === 0) {
			return new PermissionError('The application has no permission for this server', {
				...details,
				field: 'oauthClientId',
				advice: isGraph(resource ?? audience ?? '')
					? 'Add application permissions of Microsoft Graph such as Mail.ReadWrite to the app registration, and have an administrator grant consent.'
					: 'Add the application permission full_access_as_app of Office 365 Exchange Online to the app registration, have an administrator grant consent, and reach mailboxes by impersonation.',
			});
		}
		return undefined;
	}

	private fromChallenge(
		challenge: Challenge | undefined,
		details: { status: number; code: string },
	): ExchangeError {
		const said = this.quote(challenge?.params.error_description ?? challenge?.params.error);
		const known = REFUSALS.find(({ pattern }) => pattern.test(said));
		return new SignInError(
			`The server refused the token of ${this.scheme} (401)${said === '' ? '' : `: ${said}`}`,
			['Bearer'],
			{
				...details,
				field: known?.field ?? 'oauthResource',
				advice:
					known?.advice ??
					"Check 'OAuth Resource' and 'OAuth Scope', that the token is of the right tenant, and that the account has a mailbox there. EWS without a user needs full_access_as_app and impersonation.",
			},
		);
	}

	/** The server's words; nothing in them that looks like a token. */
	private quote(text = ''): string {
		return (this.sent ? text.replaceAll(this.sent, '…') : text)
			.slice(0, 1_000)
			.replace(/[\w\-.~+/=]{60,}/g, '…')
			.replace(/[\u0000-\u001f\u007f]/g, ' ')
			.slice(0, 300)
			.trim();
	}
}

/**
 * What Exchange says of a token that it does not take.
 * https://learn.microsoft.com/exchange/troubleshoot/administration/configure-oauth-authentication-fails
 */
const REFUSALS: ReadonlyArray<{
	readonly pattern: RegExp;
	readonly field: string;
	readonly advice: string;
}> = [
	{
		pattern: /audience/i,
		field: 'oauthResource',
		advice:
			"The token is for another service: check 'OAuth Resource' and 'OAuth Scope'. On premises it is https:// and the host of 'Server'.",
	},
	{
		pattern: /expired|lifetime/i,
		field: 'oauthAccessToken',
		advice:
			"Paste a new token, or choose REFRESH or GETANDREFRESH as 'Initiate OAuth'; check the clock of the machine that runs n8n.",
	},
	{
		pattern: /signature|issuer|trusted/i,
		field: 'azureTenant',
		advice:
			"The server does not trust whoever issued the token: check 'Azure Tenant', 'Azure Environment' and 'OAuth Access Token URL'; on premises, the AuthServer objects (Get-AuthServer).",
	},
	{
		pattern: /permission|scope|role|privilege/i,
		field: 'oauthScope',
		advice:
			'Add the permission to the app registration and have an administrator grant consent: EWS.AccessAsUser.All for a person; full_access_as_app, with impersonation, for an application.',
	},
];

const bearerOf = (challenges: readonly Challenge[]): Challenge | undefined =>
	challenges.find(({ scheme, params }) => isBearer(scheme) && params.error !== undefined) ??
	challenges.find(({ scheme }) => isBearer(scheme));

const isBearer = (scheme: string) => scheme.toLowerCase() === 'bearer';

/** JSON of the `claims` parameter, which is Base64 in either alphabet; undefined when it is not. */
function demandedClaims(challenge: Challenge | undefined): string | undefined {
	const encoded = challenge?.params.claims;
	if (!encoded || encoded.length > CLAIMS_LIMIT) return undefined;
	const text = Buffer.from(encoded, 'base64').toString('utf8');
	try {
		return typeof JSON.parse(text) === 'object' ? text : undefined;
	} catch {
		return undefined;
	}
}

const isGraph = (resource: string) => /\bgraph\./i.test(resource);

/** Services of Exchange Online that are known by their number in tokens. */
const KNOWN_AUDIENCES: Readonly<Record<string, RegExp>> = {
	'00000002-0000-0ff1-ce00-000000000000': /outlook|office365|^https?:\/\//i,
	'00000003-0000-0000-c000-000000000000': /\bgraph\.|microsoftgraph\./i,
};

function isFor(audience: string, resource: string): boolean {
	const wanted = resource.replace(/\/+$/, '').toLowerCase();
	// `00000002-…/host@tenant` names host and tenant too.
	const [given = '', host] = audience
		.toLowerCase()
		.split('@')[0]!
		.replace(/\/+$/, '')
		.split(/(?<=^[0-9a-f-]{36})\//);
	const known = KNOWN_AUDIENCES[given];
	if (known) return host === undefined ? known.test(wanted) : wanted.endsWith(`//${host}`);
	if (given === wanted) return true;
	// Exchange Online answers under both names.
	const isOutlook = (text: string) => /^https:\/\/outlook\.office(?:365)?\.com$/.test(text);
	return isOutlook(given) && isOutlook(wanted);
}
