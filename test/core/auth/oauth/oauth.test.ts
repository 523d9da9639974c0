import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Identity, OAuthIdentity } from '../../../../core/auth/identity';
import { createOAuthSource } from '../../../../core/auth/oauth/oauth';
import type { AccessToken, TokenSource } from '../../../../core/auth/oauth/tokenSource';
import { CancelledError, ExchangeError, RetriableError } from '../../../../core/errors';
import { TokenIssuer, type Rules } from '../../../servers/tokenEndpoint';
import { folderOfOwn, identityWith, servicesIn } from './connection';

const SECRET = 'Test-Secret-1';

describe('OAuth', () => {
	let folder: string;
	let issuer: TokenIssuer;
	const open: TokenSource[] = [];
	beforeEach(async () => {
		folder = folderOfOwn();
		issuer = await TokenIssuer.start({ clientSecret: SECRET });
	});
	afterEach(async () => {
		await Promise.all(open.splice(0).map((source) => source.close?.()));
		await issuer.close();
		rmSync(folder, { recursive: true, force: true });
	});

	const sourceWith = (
		oauth: Partial<OAuthIdentity>,
		over: Partial<Identity> = {},
		services = servicesIn(folder),
	): TokenSource => {
		const source = createOAuthSource(
			identityWith(
				{
					initiate: 'GETANDREFRESH',
					clientSecret: issuer.rules.clientSecret,
					accessTokenUrl: issuer.tokenUrl,
					authorizationUrl: issuer.authorizationUrl,
					...oauth,
				},
				over,
			),
			services,
		);
		open.push(source);
		return source;
	};
	const rulesAre = (rules: Partial<Rules>) => Object.assign(issuer.rules, rules);
	const refusal = async (promise: Promise<AccessToken>): Promise<ExchangeError> => {
		const error = await promise.then(
			() => undefined,
			(cause: unknown) => cause,
		);
		expect(error).toBeInstanceOf(ExchangeError);
		const shown = JSON.stringify([
			(error as Error).message,
			(error as ExchangeError).advice,
			(error as Error).stack,
		]);
		expect(shown).not.toContain(SECRET);
		expect(shown).not.toMatch(/(?:access|refresh|code)-[0-9a-f]{8}/);
		return error as ExchangeError;
	};

	describe('Initiate OAuth OFF', () => {
		it('sends the token as it was given', async () => {
			const source = sourceWith({ initiate: 'OFF', accessToken: 'given-1' });
			expect(await source.token()).toEqual({ value: 'given-1', expiresAt: undefined });
			expect((await source.token({ rejected: 'given-1' })).value).toBe('given-1');
			expect(issuer.calls).toEqual([]);
		});

		it('says when the token ended, and what would renew it', async () => {
			const tokenTimestamp = Date.UTC(2020, 0, 31, 12);
			const given = { initiate: 'OFF', accessToken: 'given-1', tokenTimestamp } as const;
			const error = await refusal(sourceWith({ ...given, expiresIn: 3600 }).token());
			expect(error).toMatchObject({ code: 'TOKEN_EXPIRED', field: 'oauthAccessToken' });
			expect(error.message).toContain('2020-01-31T13:00:00.000Z');
			expect(error.advice).toContain('REFRESH');
			expect((await sourceWith({ ...given, expiresIn: 9e8 }).token()).value).toBe('given-1');
		});

		it('is empty without a token', async () => {
			expect((await refusal(sourceWith({ initiate: 'OFF' }).token())).message).toContain(
				"'OAuth Access Token' is empty",
			);
		});
	});

	describe('grant CLIENT', () => {
		it('fetches once, however many ask, and again shortly before the end', async () => {
			rulesAre({ life: 0.5 });
			const source = sourceWith({ grantType: 'CLIENT', scope: 'a b' });
			const tokens = await Promise.all(Array.from({ length: 8 }, () => source.token()));
			expect(new Set(tokens.map(({ value }) => value)).size).toBe(1);
			expect(issuer.calls).toHaveLength(1);
			expect(issuer.calls[0]!.form).toEqual({ grant_type: 'client_credentials', scope: 'a b' });
			await new Promise((resolve) => setTimeout(resolve, 510));
			expect((await source.token()).value).not.toBe(tokens[0]!.value);
			expect(issuer.calls).toHaveLength(2);
		});

		it.each(['header', 'body'] as const)('shows the secret in the %s alone', async (secretIn) => {
			rulesAre({ secretIn });
			const source = sourceWith({ grantType: 'CLIENT' });
			const { value } = await source.token();
			await source.token({ rejected: value });
			// The place that was right stays.
			expect(issuer.calls).toHaveLength(secretIn === 'header' ? 2 : 3);
		});

		it.each([
			'Pässwörd-€-秘密-🔑',
			' blanks at both ends ',
			`!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`,
			'colon:percent%20plus+',
		])('shows the secret %j right in both places', async (clientSecret) => {
			for (const secretIn of ['header', 'body'] as const) {
				rulesAre({ clientSecret, secretIn });
				const { value } = await sourceWith({ grantType: 'CLIENT' }).token();
				expect(value).toBe(issuer.issued.at(-1));
			}
		});

		it('explains a wrong secret, and shows it nowhere', async () => {
			const error = await refusal(
				sourceWith({ grantType: 'CLIENT', clientSecret: `${SECRET}-wrong` }).token(),
			);
			expect(error).toMatchObject({ kind: 'permission', field: 'oauthClientSecret' });
			expect(error.message).toContain('client-1');
		});

		it('sends resource to AD FS, and to others only where a person gave one', async () => {
			const grantType = 'CLIENT';
			await sourceWith({ grantType, isResourceGiven: true, resource: 'urn:a' }).token();
			expect(issuer.calls.at(-1)!.form.resource).toBe('urn:a');
			await sourceWith({ grantType, resource: 'urn:a' }).token();
			expect(issuer.calls.at(-1)!.form).not.toHaveProperty('resource');
			const resource = 'https://mail.contoso.example/';
			const accessTokenUrl = `${issuer.origin}/adfs/oauth2/token`;
			await sourceWith({ grantType, resource, accessTokenUrl }).token();
			expect(issuer.calls.at(-1)!.form).toMatchObject({ resource, client_secret: SECRET });
		});
	});

	it('grant PASSWORD shows user and password, with all letters', async () => {
		const password = 'Pässwörd & = % + €';
		rulesAre({ users: { 'élodie@contoso.example': password } });
		const user = 'élodie@contoso.example';
		const source = sourceWith({ grantType: 'PASSWORD' }, { user, password });
		expect((await source.token()).value).toBe(issuer.issued[0]);
		const wrong = sourceWith({ grantType: 'PASSWORD' }, { user, password: 'Wrong-Secret-2' });
		const error = await refusal(wrong.token());
		expect(error.kind).toBe('permission');
		expect(JSON.stringify(error)).not.toContain('Wrong-Secret-2');
	});

	describe('REFRESH', () => {
		it('uses the given token while it is good, then renews it and keeps what came', async () => {
			const refreshToken = issuer.signedIn();
			const given = {
				initiate: 'REFRESH',
				accessToken: 'given-1',
				refreshToken,
				expiresIn: 3600,
				tokenTimestamp: Date.now() - 60_000,
			} as const;
			const source = sourceWith(given);
			expect((await source.token()).value).toBe('given-1');
			const renewed = await source.token({ rejected: 'given-1' });
			expect(renewed.value).toBe(issuer.issued[0]);
			// Another process, later: the given tokens are over, the file has the rotated ones.
			const later = sourceWith(given, {}, servicesIn(folder));
			expect((await later.token()).value).toBe(renewed.value);
			expect(issuer.calls).toHaveLength(1);
			issuer.expireAll();
			const patient = await later.token({ rejected: renewed.value });
			// It was issued this very moment: another one would be refused as well.
			expect(patient.value).toBe(renewed.value);
		});

		it('begins anew with other tokens in the credential', async () => {
			const first = { initiate: 'REFRESH', refreshToken: issuer.signedIn() } as const;
			await sourceWith(first).token();
			const second = { initiate: 'REFRESH', refreshToken: issuer.signedIn() } as const;
			const { value } = await sourceWith(second).token();
			expect(value).toBe(issuer.issued[1]);
			expect(issuer.reused).toBe(0);
		});

		it('keeps the refresh token of an issuer that brings no new one', async () => {
			rulesAre({ rotates: false, life: 0.05 });
			const source = sourceWith({ initiate: 'REFRESH', refreshToken: issuer.signedIn() });
			for (let round = 0; round < 3; round++) {
				await source.token();
				await new Promise((resolve) => setTimeout(resolve, 60));
			}
			expect(new Set(issuer.calls.map(({ form }) => form.refresh_token)).size).toBe(1);
			expect(issuer.issued).toHaveLength(3);
		});

		it('says that the sign-in has ended, with what to do', async () => {
			const refreshToken = issuer.signedIn();
			issuer.revoke(refreshToken);
			const error = await refusal(sourceWith({ initiate: 'REFRESH', refreshToken }).token());
			expect(error.kind).toBe('permission');
			expect(error.advice).toContain('Start Sign-In');
		});

		it('says that there is no refresh token when the given token is over', async () => {
			const error = await refusal(
				sourceWith({
					initiate: 'REFRESH',
					accessToken: 'given-1',
					expiresIn: 1,
					tokenTimestamp: 1_000,
				}).token(),
			);
			expect(error).toMatchObject({ code: 'NO_REFRESH_TOKEN', field: 'oauthRefreshToken' });
		});

		it('a file that is removed signs out, in a connection that is open too', async () => {
			const settingsLocation = join(folder, 'tokens.json');
			const source = sourceWith({
				initiate: 'REFRESH',
				refreshToken: issuer.signedIn(),
				settingsLocation,
			});
			await source.token();
			rmSync(settingsLocation);
			const error = await refusal(source.token());
			// The given refresh token was spent by the first renewal.
			expect(error.advice).toContain('Start Sign-In');
		});

		it('who is cancelled stops waiting; the renewal goes on and is kept', async () => {
			const settingsLocation = join(folder, 'tokens.json');
			rulesAre({ delayMs: 300 });
			const given = {
				initiate: 'REFRESH',
				refreshToken: issuer.signedIn(),
				settingsLocation,
			} as const;
			const source = sourceWith(given);
			const began = Date.now();
			const cancelled = source.token({ signal: AbortSignal.timeout(50) });
			await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
			expect(Date.now() - began).toBeLessThan(250);
			expect((await source.token()).value).toBe(issuer.issued[0]);
			expect(issuer.calls).toHaveLength(1);
			expect(readFileSync(settingsLocation, 'utf8')).toContain(issuer.issued[0]!);
		});

		it('without a place for the file it says so before anything is spent', async () => {
			const services = servicesIn(folder);
			const files = Object.assign(Object.create(services.files) as typeof services.files, {
				ownFolder: async () => undefined,
			});
			const given = { initiate: 'REFRESH', refreshToken: issuer.signedIn() } as const;
			const error = await refusal(sourceWith(given, {}, { ...services, files }).token());
			expect(error.advice).toContain("'OAuth Settings Location'");
			expect(issuer.calls).toEqual([]);
		});
	});

	describe('GETANDREFRESH with CODE', () => {
		const consentPage = (extra = '') =>
			`${issuer.authorizationUrl}&redirect_uri=http%3A%2F%2Flocalhost%3A33333${extra}`;

		it('without a sign-in says which operation begins one', async () => {
			const error = await refusal(sourceWith({}).token());
			expect(error).toMatchObject({ code: 'SIGN_IN_NEEDED', kind: 'permission' });
			expect(error.advice).toContain('Mailbox → Start Sign-In');
		});

		it.each([
			['the code', (back: URL) => back.searchParams.get('code')!],
			['the whole address', (back: URL) => back.href.replace('&state=', '')],
		])('redeems %s in OAuth Verifier once', async (_what, brought) => {
			rulesAre({ life: 0.05 });
			const verifier = brought(issuer.consent(consentPage()));
			await sourceWith({ verifier }).token();
			await new Promise((resolve) => setTimeout(resolve, 60));
			await sourceWith({ verifier }).token();
			expect(issuer.calls.map(({ form }) => form.grant_type)).toEqual([
				'authorization_code',
				'refresh_token',
			]);
		});

		it('a code that was used and whose tokens are gone asks for a new sign-in', async () => {
			const verifier = issuer.consent(consentPage()).searchParams.get('code')!;
			await sourceWith({ verifier }).token();
			rmSync(folder, { recursive: true });
			folder = folderOfOwn();
			const error = await refusal(sourceWith({ verifier }).token());
			expect(error.advice).toContain('Start Sign-In');
		});

		it('a public client has no secret at all', async () => {
			issuer.rules.clientSecret = undefined;
			const verifier = issuer.consent(consentPage()).searchParams.get('code')!;
			const { value } = await sourceWith({ verifier, clientSecret: undefined }).token();
			expect(value).toBe(issuer.issued[0]);
		});
	});

	describe('an endpoint in trouble', () => {
		const client = { grantType: 'CLIENT' } as const;

		it.each([
			['429 with Retry-After', 429, { 'retry-after': '1' }, 1_000],
			['503 with Retry-After', 503, { 'retry-after': '1' }, 1_000],
			['502', 502, {}, 0],
			['500', 500, {}, 900],
		])('is asked again after %s', async (_what, status, headers, waitMs) => {
			issuer.faults.push((response) => void response.writeHead(status, headers).end('busy'));
			const began = Date.now();
			expect((await sourceWith(client).token()).value).toBe(issuer.issued[0]);
			expect(Date.now() - began).toBeGreaterThanOrEqual(waitMs);
			expect(issuer.calls).toHaveLength(2);
		});

		it('that stays away is given up, and can be asked later', async () => {
			for (let count = 0; count < 20; count++) {
				issuer.faults.push((response) => void response.writeHead(503).end('busy'));
			}
			const error = await refusal(sourceWith(client).token());
			expect(error).toBeInstanceOf(RetriableError);
			expect(issuer.calls.length).toBeLessThanOrEqual(8);
		});

		it.each([
			['a page', 200, 'text/html', '<html>portal</html>'],
			['no token', 200, 'application/json', '{}'],
			[
				'a token of another kind',
				200,
				'application/json',
				'{"access_token":"x","token_type":"mac"}',
			],
			['a token that no header can carry', 200, 'application/json', '{"access_token":"x\\r\\ny"}'],
			['half an answer', 200, 'application/json', '{"access_token":"x'],
			['a list', 200, 'application/json', '[]'],
			['a huge answer', 200, 'application/json', `{"access_token":"${'x'.repeat(600_000)}"}`],
			['a page that is not there', 404, 'text/html', 'nothing here'],
		])('that answers with %s is named', async (_what, status, type, body) => {
			issuer.faults.push(
				(response) => void response.writeHead(status, { 'content-type': type }).end(body),
			);
			const error = await refusal(sourceWith(client).token());
			expect(error).toMatchObject({ kind: 'fatal', code: 'BAD_TOKEN_ANSWER' });
			expect(error.message).toContain(new URL(issuer.origin).host);
			expect(error.message).not.toContain('portal');
		});

		it('that is closed in the middle is asked again', async () => {
			issuer.faults.push((response) => void response.socket?.destroy());
			expect((await sourceWith(client).token()).value).toBe(issuer.issued[0]);
		});

		it('is not followed to another host', async () => {
			const location = 'http://127.0.0.2:9/token';
			issuer.faults.push((response) => void response.writeHead(302, { location }).end());
			await refusal(sourceWith(client).token());
			expect(issuer.calls).toHaveLength(1);
		});

		it.each(['invalid_scope', 'unauthorized_client', 'interaction_required', 'invalid_request'])(
			'explains %s',
			async (error) => {
				issuer.faults.push(
					(response) =>
						void response.writeHead(400, { 'content-type': 'application/json' }).end(
							JSON.stringify({
								error,
								error_description: `said ${SECRET}`,
								correlation_id: 'c-1',
							}),
						),
				);
				const found = await refusal(sourceWith(client).token());
				expect(found.advice).toBeTruthy();
				expect(found.requestId).toContain('c-1');
			},
		);
	});
});
