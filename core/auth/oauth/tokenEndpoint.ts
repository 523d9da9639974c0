import { setTimeout as sleep } from 'node:timers/promises';
import {
	explainNonsense,
	readRefusal,
	TokenRefusedError,
	type TokenRefusal,
} from '../azure/explain';
import { explainAnswer, parse } from '../azure/msal';
import { ExchangeError } from '../../errors';
import type { HttpClient, HttpResponse } from '../../http/message';
import { retryAfterMs } from '../../http/retry';
import type { Identity } from '../identity';
import type { AuthServices } from '../services';
import { tokenClaims } from './claims';
import { endpointsOf, oauthOf, type Endpoints, type SecretPlace } from './endpoints';
import type { TokenRecord } from './tokenStore';

type Params = Readonly<Record<string, string | undefined>>;
type Answer = Readonly<Record<string, unknown>>;

/** Bytes of an answer; real ones have a few thousand. */
const ANSWER_LIMIT = 256 * 1024;
/** Characters of a token: what fits into the header of a request. */
const TOKEN_LIMIT = 64 * 1024;
/** Milliseconds for one answer. */
const TIMEOUT_MS = 30_000;
/** Milliseconds after which no further try begins: others may be waiting for the lock. */
const PATIENCE_MS = 60_000;
/** Milliseconds before each further try after a status that HTTP itself does not repeat (500). */
const AGAIN_MS = [1_000, 3_000];

/** Refusals that say only that something was wrong with what was shown. */
const UNSAID: ReadonlySet<string> = new Set(['invalid_grant', 'AADSTS70000', 'AADSTS70008']);

/** What invalid_grant means, by what was shown (RFC 6749, 5.2). */
const ENDED: Readonly<
	Record<string, { readonly message: string; readonly advice: string; readonly field?: string }>
> = {
	refresh_token: {
		message: 'The sign-in has ended: its refresh token is too old, was revoked or used up',
		advice:
			"Run Mailbox → Start Sign-In and Complete Sign-In, or fill in a new 'OAuth Refresh Token'.",
	},
	authorization_code: {
		message:
			'The code from the sign-in page was used already, is too old, or is of another sign-in',
		advice:
			"A code is good once and for some minutes: run Mailbox → Start Sign-In again. The address in 'Callback URL' has to be the same in both steps.",
	},
	password: {
		message: "The token endpoint does not accept 'User' or 'Password'",
		advice: 'Check both, and that the application may sign in people by their password.',
		field: 'password',
	},
};

/** One code brought back from the consent page. */
export interface Code {
	readonly code: string;
	readonly redirectUri: string;
	/** Of PKCE (RFC 7636), where the sign-in began with it. */
	readonly verifier?: string;
}

/**
 * The grants of one connection at its token endpoint: simple-oauth2 with our HTTP client under it. Its own client
 * is left out: it takes no secret with letters outside ASCII, sends an empty secret for clients that have none,
 * and writes secrets to its debug log. docs/decisions/oauth.md
 */
export class TokenEndpoint {
	readonly endpoints: Endpoints;
	private http?: HttpClient;
	/** Places of the secret that are still possible, the most likely first. */
	private secretIn: Endpoints['secretIn'];
	private readonly host: string;

	constructor(
		private readonly identity: Identity,
		private readonly services: Pick<AuthServices, 'http'>,
		who: 'app' | 'user',
		private readonly againMs: readonly number[] = AGAIN_MS,
	) {
		this.endpoints = endpointsOf(identity, who);
		this.secretIn = this.endpoints.secretIn;
		this.host = new URL(this.endpoints.token).host;
	}

	/** For an application without a user (RFC 6749, 4.4). */
	async clientCredentials(claims?: string): Promise<TokenRecord> {
		const { default: ClientCredentials } =
			await import('simple-oauth2/lib/client-credentials-grant-type');
		const grant = new ClientCredentials(this.config(), this);
		const { token } = await grant.getToken({ ...this.endpoints.audience, claims });
		return this.record(token);
	}

	/** By name and password of a user (RFC 6749, 4.3). */
	async password(claims?: string): Promise<TokenRecord> {
		const { default: ResourceOwnerPassword } =
			await import('simple-oauth2/lib/resource-owner-password-grant-type');
		const { user: username, password } = this.identity;
		const grant = new ResourceOwnerPassword(this.config(), this);
		const { token } = await grant.getToken({
			...this.endpoints.audience,
			username,
			password,
			claims,
		});
		return this.record(token);
	}

	/** With the code of the consent page (RFC 6749, 4.1.3). */
	async redeem({ code, redirectUri, verifier }: Code): Promise<TokenRecord> {
		const grant = await this.authorizationCode();
		const { token } = await grant.getToken({
			...this.endpoints.audience,
			code,
			redirect_uri: redirectUri,
			code_verifier: verifier,
		});
		return this.record(token);
	}

	/** With a refresh token (RFC 6749, 6); the old one stays where the answer brings no new one. */
	async refresh(before: TokenRecord, claims?: string): Promise<TokenRecord> {
		const grant = await this.authorizationCode();
		const { refreshToken } = before;
		const { token } = await grant
			.createToken({ refresh_token: refreshToken })
			.refresh({ ...this.endpoints.audience, claims });
		return { ...before, refreshToken, ...this.record(token) };
	}

	/** Address of the consent page (RFC 6749, 4.1.1). */
	async authorizationUrl(params: Params): Promise<string> {
		const grant = await this.authorizationCode();
		return grant.authorizeURL({ ...this.endpoints.audience, ...params });
	}

	async close(): Promise<void> {
		const { http } = this;
		this.http = undefined;
		await http?.close();
	}

	/** What the grants of simple-oauth2 call to send their parameters. */
	async request(url: string, params: Params): Promise<Answer> {
		for (;;) {
			const [place = 'body', ...others] = this.secretIn;
			const answer = await this.post(url, params, place);
			const text = await answer.text(ANSWER_LIMIT).catch((error: unknown) => {
				throw this.tooLong(error, answer);
			});
			const data = parse(text);
			if (answer.status >= 200 && answer.status < 300) {
				if (isToken(data)) return data;
				// Entra before version 2.0 and some gateways refuse with a status of success.
				throw data && readRefusal(data).error !== undefined
					? this.explain(data, answer, params)
					: explainNonsense(this.host, answer.status);
			}
			const said = readRefusal(data, answer.status);
			const isUnseen = isClientUnseen(said, params.grant_type);
			if (!isUnseen || others.length === 0 || !this.secret) {
				throw this.explain(data, answer, params);
			}
			this.secretIn = others;
		}
	}

	private get secret(): string | undefined {
		return this.identity.oauth?.clientSecret;
	}

	/** Asking twice does no harm that an answer which got lost has not done: what was used up is used up. */
	private async post(url: string, params: Params, place: SecretPlace): Promise<HttpResponse> {
		this.http ??= this.services.http('tokens');
		const { body, headers } = this.signed(params, place);
		const end = performance.now() + PATIENCE_MS;
		for (let attempt = 0; ; attempt++) {
			const answer = await this.http.send({
				method: 'POST',
				url,
				headers: {
					accept: 'application/json',
					'content-type': 'application/x-www-form-urlencoded',
					...headers,
				},
				body,
				safe: true,
				timeoutMs: TIMEOUT_MS,
			});
			const pause = this.againMs[attempt];
			const isOver = pause === undefined || performance.now() > end;
			if (answer.status !== 500 || isOver) return answer;
			await answer.discard();
			await sleep(Math.min(retryAfterMs(answer.headers['retry-after']) ?? pause, 20_000));
		}
	}

	/** Who the client is (RFC 6749, 2.3.1); one without a secret only says its name. */
	private signed(
		params: Params,
		place: SecretPlace,
	): { readonly body: string; readonly headers: Readonly<Record<string, string>> } {
		const id = oauthOf(this.identity).clientId ?? '';
		const { secret } = this;
		const form = new URLSearchParams();
		for (const [name, value] of Object.entries(params)) {
			if (value !== undefined) form.append(name, value);
		}
		if (secret !== undefined && place !== 'body') {
			const written = place === 'header' ? formEncoded : (text: string) => text;
			const basic = Buffer.from(`${written(id)}:${written(secret)}`).toString('base64');
			return { body: form.toString(), headers: { authorization: `Basic ${basic}` } };
		}
		form.append('client_id', id);
		if (secret !== undefined) form.append('client_secret', secret);
		return { body: form.toString(), headers: {} };
	}

	private async authorizationCode() {
		const { default: AuthorizationCode } =
			await import('simple-oauth2/lib/authorization-code-grant-type');
		return new AuthorizationCode(this.config(), this);
	}

	private config() {
		const { token, authorization = token } = this.endpoints;
		return {
			client: { id: oauthOf(this.identity).clientId ?? '', idParamName: 'client_id' },
			auth: {
				tokenPath: token,
				refreshPath: token,
				authorizeHost: authorization,
				authorizePath: authorization,
			},
			options: { scopeSeparator: ' ' },
		};
	}

	private record(answer: Answer): TokenRecord {
		const { access_token: value, refresh_token: refreshToken, scope } = answer;
		const issuedAt = Date.now();
		const life = Number(answer.expires_in);
		const accessToken = value as string;
		const { account } = tokenClaims(isText(answer.id_token) ? answer.id_token : accessToken);
		return {
			accessToken,
			issuedAt,
			expiresAt: Number.isFinite(life) && life > 0 ? issuedAt + life * 1000 : undefined,
			...(isText(refreshToken) ? { refreshToken } : {}),
			...(isText(scope) ? { scope: scope.slice(0, 2_000) } : {}),
			...(account ? { account } : {}),
		};
	}

	private explain(data: Answer | undefined, answer: HttpResponse, params: Params): ExchangeError {
		const { identity, host } = this;
		const { clientId, resource } = oauthOf(identity);
		const error = explainAnswer(data, answer, {
			host,
			clientId,
			tenant: this.endpoints.tenant,
			resource,
			user: identity.user,
			secrets: [
				this.secret,
				identity.password,
				params.code,
				params.code_verifier,
				params.refresh_token,
			],
		});
		const ended = ENDED[params.grant_type ?? ''];
		// Entra's numbers mostly say more than this word of OAuth.
		if (!ended || !(error instanceof TokenRefusedError) || !UNSAID.has(error.code ?? ''))
			return error;
		const { code, status, requestId, oauthError, claims } = error;
		const details = { ...ended, code, status, requestId };
		return new TokenRefusedError(ended.message, details, oauthError, claims, true);
	}

	private tooLong(error: unknown, { status }: HttpResponse): unknown {
		const isTooLong = error instanceof ExchangeError && error.code === 'ANSWER_TOO_LARGE';
		return isTooLong ? explainNonsense(this.host, status) : error;
	}
}

const isText = (value: unknown): value is string =>
	typeof value === 'string' && value !== '' && value.length <= TOKEN_LIMIT;

/** Something that can stand in a header, and no token of another kind than Bearer; Apigee writes BearerToken. */
function isToken(data: Answer | undefined): data is Answer {
	const { access_token: token, token_type: type } = data ?? {};
	const isBearer = type === undefined || (isText(type) && /^bearer(?:token)?$/i.test(type));
	return isBearer && isText(token) && /^[\x21-\x7e]+$/.test(token);
}

/**
 * Whether the server did not see who the client is. RFC 6749, 5.2 has a word for it; others miss a parameter. A
 * password is not shown again for less: each time may count towards a lockout.
 */
function isClientUnseen({ error, description, status }: TokenRefusal, grant?: string): boolean {
	if (error === 'invalid_client') return true;
	if (grant === 'password') {
		return status === 401 && (error === undefined || error === 'unauthorized_client');
	}
	if (status === 401) return error !== 'invalid_grant';
	return error === 'invalid_request' && /client/i.test(description ?? '');
}

/** application/x-www-form-urlencoded of one value (RFC 6749, appendix B). */
const formEncoded = (text: string): string => new URLSearchParams({ x: text }).toString().slice(2);
