import { createBearer } from '../../../core/auth/bearer';
import type { TokenRequest, TokenSource } from '../../../core/auth/oauth/tokenSource';
import { ExchangeError } from '../../../core/errors';
import { createHttpClient } from '../../../core/http/client';
import { serveHttp, type Running } from '../../servers/listen';

const RESOURCE = 'https://outlook.office365.com';
const jwt = (claims: object): string =>
	['{"alg":"none"}', JSON.stringify(claims), 'signature']
		.map((part) => Buffer.from(part).toString('base64url'))
		.join('.');
const inAnHour = Math.floor(Date.now() / 1000) + 3600;

describe('Bearer', () => {
	let server: Running;
	/** The challenge of each refusal in turn; when none is left the request is answered. */
	let challenges: Array<string | undefined> = [];
	const seen: Array<string | undefined> = [];
	beforeAll(async () => {
		server = await serveHttp((request, response) => {
			seen.push(request.headers.authorization);
			if (challenges.length === 0) return void response.end('in');
			const challenge = challenges.shift();
			response.writeHead(401, challenge ? { 'www-authenticate': challenge } : {}).end();
		});
	});
	afterAll(async () => await server.close());
	beforeEach(() => {
		seen.length = 0;
		challenges = [];
	});

	/** Tokens in turn; the last one stays. */
	const sourceOf = (...tokens: string[]) => {
		const requests: TokenRequest[] = [];
		const source: TokenSource = {
			token: async (request = {}) => {
				requests.push(request);
				return { value: tokens.length > 1 ? tokens.shift()! : tokens[0]! };
			},
		};
		return { source, requests };
	};
	const send = async (source: TokenSource, allowPlainHttp = true): Promise<string> => {
		const client = createHttpClient(
			{
				tls: { rejectUnauthorized: true, legacy: false },
				proxy: { mode: 'none' },
				retry: { attempts: 1 },
			},
			createBearer('OAuth', source, { allowPlainHttp, resource: RESOURCE }),
		);
		try {
			const url = `http://127.0.0.1:${server.port}/`;
			const answer = await client.send({ method: 'POST', url, body: 'x', safe: false });
			return `${answer.status} ${await answer.text()}`;
		} finally {
			await client.close();
		}
	};
	const refusal = async (token: string, ...offered: Array<string | undefined>) => {
		challenges = offered;
		const error = await send(sourceOf(token).source).then(
			() => undefined,
			(cause: unknown) => cause as ExchangeError,
		);
		expect(error).toBeInstanceOf(ExchangeError);
		expect(`${error!.message} ${error!.advice} ${error!.stack}`).not.toContain(token);
		return error!;
	};

	it('shows the token with the first request', async () => {
		expect(await send(sourceOf('token-1').source)).toBe('200 in');
		expect(seen).toEqual(['Bearer token-1']);
	});

	it('is refused over plain HTTP before a token is asked for', async () => {
		const { source, requests } = sourceOf('token-1');
		await expect(send(source, false)).rejects.toMatchObject({ code: 'PLAIN_HTTP' });
		expect([seen, requests]).toEqual([[], []]);
	});

	it('asks once for another token after a refusal', async () => {
		const { source, requests } = sourceOf('token-1', 'token-2');
		challenges = ['Bearer error="invalid_token"'];
		expect(await send(source)).toBe('200 in');
		expect(seen).toEqual(['Bearer token-1', 'Bearer token-2']);
		expect(requests[1]).toMatchObject({ rejected: 'token-1', claims: undefined });
	});

	it('asks again where a refusal names no scheme at all, and no more than once', async () => {
		const { source, requests } = sourceOf('token-1', 'token-2', 'token-3');
		challenges = [undefined, undefined, undefined];
		await expect(send(source)).rejects.toMatchObject({ status: 401 });
		expect(requests).toHaveLength(2);
	});

	it.each([
		['base64', '{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}'],
		['base64url', '{"access_token":{"x":{"value":"~~~???>>>"}}}'],
	] as const)('passes on the claims that the server demands (%s)', async (encoding, claims) => {
		const { source, requests } = sourceOf('token-1', 'token-2');
		const encoded = Buffer.from(claims).toString(encoding);
		challenges = [
			`Bearer realm="", authorization_uri="https://login.contoso.example", error="insufficient_claims", claims="${encoded}"`,
		];
		expect(await send(source)).toBe('200 in');
		expect(requests[1]).toMatchObject({ rejected: 'token-1', claims });
	});

	it.each(['not base64 of JSON', 'e30x', '', 'x'.repeat(9_000)])(
		'takes no claims that are none: %#',
		async (claims) => {
			const { source, requests } = sourceOf('token-1', 'token-2');
			challenges = [`Bearer claims="${claims}"`];
			await send(source);
			expect(requests[1]!.claims).toBeUndefined();
		},
	);

	it('says that a stronger sign-in is demanded', async () => {
		const claims = Buffer.from('{"access_token":{}}').toString('base64');
		const error = await refusal(
			'token-1',
			`Bearer error="insufficient_claims", claims="${claims}"`,
		);
		expect(error).toMatchObject({ code: 'insufficient_claims', kind: 'permission' });
	});

	it('says which schemes the server takes, where it takes no tokens', async () => {
		challenges = ['NTLM, Negotiate'];
		const { source, requests } = sourceOf('token-1', 'token-2');
		await expect(send(source)).rejects.toMatchObject({
			code: 'AUTH_NOT_OFFERED',
			offers: ['NTLM', 'Negotiate'],
		});
		expect(requests).toHaveLength(1);
	});

	it.each([
		['of another service', { aud: 'https://graph.microsoft.com', exp: inAnHour }, 'oauthResource'],
		['that has expired', { aud: RESOURCE, exp: 1_600_000_000 }, 'oauthAccessToken'],
		[
			'of an application without permission',
			{ aud: RESOURCE, exp: inAnHour, tid: 't', oid: 'a', sub: 'a' },
			'oauthClientId',
		],
	])('explains a token %s by what it says itself', async (_what, claims, field) => {
		const error = await refusal(jwt(claims), 'Bearer error="invalid_token"');
		expect(error).toMatchObject({ kind: 'permission', field, status: 401 });
		if (field === 'oauthClientId') {
			expect(error.advice).toMatch(/full_access_as_app.*impersonation/);
		}
	});

	it.each([
		RESOURCE,
		`${RESOURCE}/`,
		'https://outlook.office.com',
		'00000002-0000-0ff1-ce00-000000000000',
		'00000002-0000-0ff1-ce00-000000000000/outlook.office365.com@c0de0000-0000-4000-8000-000000000001',
	])('takes the audience %s for the right one', async (aud) => {
		const error = await refusal(jwt({ aud, exp: inAnHour }), 'Bearer error="invalid_token"');
		expect(error.message).not.toContain('is for');
	});

	it.each([
		['The audience claim value is invalid', 'oauthResource'],
		['The token has expired', 'oauthAccessToken'],
		["The issuer of the token is unknown 'https://sts.contoso.example'", 'azureTenant'],
		['The token does not contain the permissions', 'oauthScope'],
	])('knows what to do where the server says: %s', async (description, field) => {
		const error = await refusal(
			'token-1',
			`Bearer error="invalid_token", error_description="${description}"`,
		);
		expect(error).toMatchObject({ field, code: 'invalid_token' });
		expect(error.message).toContain(description);
	});

	it('repeats no token that the server repeats', async () => {
		const secret = `header.${'Secret1'.repeat(20)}.signature`;
		const error = await refusal(
			'short-token-1',
			`Bearer error="invalid_token", error_description="bad short-token-1 and ${secret}"`,
		);
		expect(error.message).not.toMatch(/short-token-1|Secret1Secret1/);
	});
});
