import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBody, serveHttp, type Running } from './listen';

/** How a strict issuer behaves; all may be changed while it runs. */
export interface Rules {
	/** Seconds that access tokens are good for. */
	life: number;
	/** A refresh token is good once; showing it again ends the whole sign-in (RFC 9700, 4.14.2). */
	rotates: boolean;
	/** The refresh token before the latest one still counts until the latest has been used: an answer may get lost. */
	grace: boolean;
	clientId: string;
	/** Absent: a public client, which must not show one. */
	clientSecret?: string;
	/** Where the secret must stand. */
	secretIn: 'header' | 'body' | 'either';
	users: Readonly<Record<string, string>>;
	/** Milliseconds before each answer. */
	delayMs: number;
}

export interface Call {
	readonly form: Readonly<Record<string, string>>;
	readonly authorization?: string;
}

/** Answers in place of the endpoint, once each. */
export type Fault = (response: ServerResponse) => void;

/** A token endpoint (RFC 6749) that forgives nothing, for what an issuer of the real world seldom shows. */
export class TokenIssuer {
	readonly rules: Rules;
	readonly calls: Call[] = [];
	readonly faults: Fault[] = [];
	/** Access tokens in the order of their issue. */
	readonly issued: string[] = [];
	/** When each was issued, milliseconds of a clock that only goes forward. */
	readonly times: number[] = [];
	/** Refresh tokens that were shown although they were spent. */
	reused = 0;
	private readonly ends = new Map<string, number>();
	private readonly codes = new Map<string, { challenge?: string; redirectUri: string }>();
	/** Refresh token by what it is: the latest of its sign-in, spent, or revoked. */
	private readonly refreshTokens = new Map<
		string,
		{ state: 'good' | 'spent' | 'revoked'; before?: string }
	>();

	private constructor(
		private readonly running: Running,
		rules: Partial<Rules>,
	) {
		this.rules = {
			life: 3600,
			rotates: true,
			grace: false,
			clientId: 'client-1',
			secretIn: 'either',
			users: {},
			delayMs: 0,
			...rules,
		};
	}

	static async start(rules: Partial<Rules> = {}): Promise<TokenIssuer> {
		let issuer: TokenIssuer | undefined;
		const running = await serveHttp((request, response) => void issuer?.answer(request, response));
		issuer = new TokenIssuer(running, rules);
		return issuer;
	}

	get origin(): string {
		return `http://127.0.0.1:${this.running.port}`;
	}

	get tokenUrl(): string {
		return `${this.origin}/issuer/token`;
	}

	get authorizationUrl(): string {
		return `${this.origin}/issuer/authorize?brand=test`;
	}

	async close(): Promise<void> {
		await this.running.close();
	}

	/** A refresh token as an earlier sign-in left it. */
	signedIn(): string {
		const token = `refresh-${randomBytes(24).toString('hex')}`;
		this.refreshTokens.set(token, { state: 'good' });
		return token;
	}

	/** What a browser brings back once a person has agreed on the page. */
	consent(page: string): URL {
		const asked = new URL(page).searchParams;
		const code = `code-${randomBytes(16).toString('hex')}`;
		const redirectUri = asked.get('redirect_uri') ?? '';
		const challenge = asked.get('code_challenge') ?? undefined;
		if (challenge && asked.get('code_challenge_method') !== 'S256') throw new Error('not S256');
		this.codes.set(code, { challenge, redirectUri });
		const back = new URL(redirectUri);
		back.searchParams.set('code', code);
		back.searchParams.set('state', asked.get('state') ?? '');
		return back;
	}

	/** Whether a resource server would take the token now. */
	isGood(accessToken: string): boolean {
		return (this.ends.get(accessToken) ?? 0) > Date.now();
	}

	expireAll(): void {
		this.ends.clear();
	}

	revoke(refreshToken: string): void {
		this.refreshTokens.set(refreshToken, { state: 'revoked' });
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname } = new URL(request.url ?? '', this.origin);
		const body = (await readBody(request)).toString('utf8');
		if (!/^\/(?:issuer|adfs\/oauth2)\/token$/.test(pathname) || request.method !== 'POST') {
			response.writeHead(404).end();
			return;
		}
		const form = Object.fromEntries(new URLSearchParams(body));
		this.calls.push({ form, authorization: request.headers.authorization });
		if (this.rules.delayMs > 0) await sleep(this.rules.delayMs, undefined, { ref: false });
		const fault = this.faults.shift();
		if (fault) return fault(response);
		const refuse = (status: number, error: string) =>
			json(response, status, { error, error_description: `strict issuer: ${error}` });
		if (!this.isClient(form, request.headers.authorization)) return refuse(401, 'invalid_client');
		switch (form.grant_type) {
			case 'client_credentials':
				return this.issue(response, false);
			case 'password': {
				const isKnown = this.rules.users[form.username ?? ''] === form.password;
				return isKnown ? this.issue(response, true) : refuse(400, 'invalid_grant');
			}
			case 'authorization_code': {
				const code = this.codes.get(form.code ?? '');
				this.codes.delete(form.code ?? '');
				const proof = createHash('sha256')
					.update(form.code_verifier ?? '')
					.digest('base64url');
				const isRight =
					code?.redirectUri === form.redirect_uri &&
					(code?.challenge === undefined || code.challenge === proof);
				return code && isRight ? this.issue(response, true) : refuse(400, 'invalid_grant');
			}
			case 'refresh_token':
				return this.refresh(response, form.refresh_token ?? '', refuse);
			default:
				return refuse(400, 'unsupported_grant_type');
		}
	}

	private refresh(
		response: ServerResponse,
		shown: string,
		refuse: (status: number, error: string) => void,
	): void {
		const known = this.refreshTokens.get(shown);
		const { rotates, grace } = this.rules;
		if (known?.state === 'spent') {
			const isForgiven =
				grace &&
				[...this.refreshTokens.values()].some(
					({ before, state }) => before === shown && state === 'good',
				);
			if (!isForgiven) {
				this.reused++;
				for (const token of this.refreshTokens.values()) token.state = 'revoked';
				return refuse(400, 'invalid_grant');
			}
			for (const token of this.refreshTokens.values()) {
				if (token.before === shown) token.state = 'revoked';
			}
		} else if (known?.state !== 'good') return refuse(400, 'invalid_grant');
		if (rotates) known.state = 'spent';
		this.issue(response, rotates, shown);
	}

	private issue(response: ServerResponse, withRefresh: boolean, before?: string): void {
		const accessToken = `access-${randomBytes(24).toString('hex')}`;
		this.issued.push(accessToken);
		this.times.push(performance.now());
		this.ends.set(accessToken, Date.now() + this.rules.life * 1000);
		const refreshToken = withRefresh ? `refresh-${randomBytes(24).toString('hex')}` : undefined;
		if (refreshToken) this.refreshTokens.set(refreshToken, { state: 'good', before });
		json(response, 200, {
			token_type: 'Bearer',
			access_token: accessToken,
			expires_in: this.rules.life,
			scope: 'mail',
			...(refreshToken ? { refresh_token: refreshToken } : {}),
		});
	}

	/** RFC 6749, 2.3.1: both parts are form-encoded before Base64; never in both places. */
	private isClient(form: Readonly<Record<string, string>>, authorization?: string): boolean {
		const { clientId, clientSecret, secretIn } = this.rules;
		if (clientSecret === undefined) {
			return form.client_id === clientId && !('client_secret' in form) && !authorization;
		}
		const decoded = (text = '') => new URLSearchParams(`x=${text}`).get('x');
		if (authorization !== undefined) {
			const text = Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString('utf8');
			const [id, secret] = text.split(':').map(decoded);
			const isAlone = !('client_secret' in form);
			return secretIn !== 'body' && isAlone && id === clientId && secret === clientSecret;
		}
		return (
			secretIn !== 'header' && form.client_id === clientId && form.client_secret === clientSecret
		);
	}
}

function json(response: ServerResponse, status: number, body: object): void {
	response
		.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
		.end(JSON.stringify(body));
}
