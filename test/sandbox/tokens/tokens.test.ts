import { createHash, createHmac } from 'node:crypto';
import { DEFAULT_CLIENT_SECRET, DEFAULT_CLIENTS, DEFAULT_PASSWORD } from '../../../sandbox';
import { useSandbox } from '../../support/sandbox';

const running = useSandbox({ schemes: ['Bearer', 'NTLM'] });
const USER = 'user1@contoso.example';
const REDIRECT = 'http://localhost:33333';
const originOf = () => new URL(running.sandbox.url).origin;

type Answer = Record<string, string> & { error_codes?: number[] };

async function post(path: string, form: Readonly<Record<string, string>>) {
	const body = new URLSearchParams(form);
	const answer = await fetch(originOf() + path, { method: 'POST', body });
	return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer };
}
const token = (form: Readonly<Record<string, string>>) =>
	post('/contoso.example/oauth2/v2.0/token', {
		client_id: DEFAULT_CLIENTS.web,
		client_secret: DEFAULT_CLIENT_SECRET,
		...form,
	});
const scopeOf = () => `${originOf()}/.default offline_access`;
const asService = async (scope = `${originOf()}/.default`) => {
	const form = { grant_type: 'client_credentials', client_id: DEFAULT_CLIENTS.service, scope };
	return (await token(form)).body.access_token!;
};
const asPerson = async () => {
	const form = { grant_type: 'password', username: USER, password: DEFAULT_PASSWORD };
	return (await token({ ...form, scope: scopeOf() })).body;
};

/** A code from the consent page, for the proof key of `verifier`. */
async function code(verifier: string, over: Readonly<Record<string, string>> = {}): Promise<URL> {
	const body = new URLSearchParams({
		client_id: DEFAULT_CLIENTS.web,
		response_type: 'code',
		redirect_uri: REDIRECT,
		scope: scopeOf(),
		state: 'state-1',
		code_challenge: createHash('sha256').update(verifier).digest('base64url'),
		code_challenge_method: 'S256',
		username: USER,
		password: DEFAULT_PASSWORD,
		answer: 'accept',
		...over,
	});
	const path = '/contoso.example/oauth2/v2.0/authorize';
	const answer = await fetch(originOf() + path, { method: 'POST', body, redirect: 'manual' });
	return new URL(answer.headers.get('location') ?? `about:${await answer.text()}`);
}
const redeem = (value: string, code_verifier: string, redirect_uri = REDIRECT) =>
	token({ grant_type: 'authorization_code', code: value, code_verifier, redirect_uri });

const ews = async (bearer: string) => {
	const headers = { authorization: `Bearer ${bearer}` };
	const answer = await fetch(running.sandbox.url, { headers });
	await answer.text();
	return answer;
};
const remade = (
	jwt: string,
	change: (payload: Record<string, unknown>) => object,
	head?: object,
) => {
	const [header = '', payload = '', signature = ''] = jwt.split('.');
	const read = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
	const write = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	return [head ? write(head) : header, write(change(read)), signature].join('.');
};

describe('codes', () => {
	it('are good once, for the proof key and address that they were asked for', async () => {
		const value = (await code('v'.repeat(43))).searchParams.get('code')!;
		expect((await redeem(value, 'w'.repeat(43))).body.error_codes).toEqual([501481]);
		expect(
			(await redeem(value, 'v'.repeat(43), 'http://localhost:1/other')).body.error_codes,
		).toEqual([50011]);
		expect((await redeem(value, 'v'.repeat(43))).body).toMatchObject({ token_type: 'Bearer' });
		expect((await redeem(value, 'v'.repeat(43))).body.error_codes).toEqual([54005]);
		expect((await redeem('0.code.other', 'v'.repeat(43))).body.error_codes).toEqual([70008]);
	});

	it('come with the state, and not at all to an address that is not registered', async () => {
		expect((await code('v')).searchParams.get('state')).toBe('state-1');
		const cancelled = await code('v', { answer: 'cancel' });
		expect(cancelled.searchParams.get('error')).toBe('access_denied');
		const foreign = await code('v', { redirect_uri: 'http://evil.example' });
		expect(foreign.protocol).toBe('about:');
		const wrong = await code('v', { password: 'wrong' });
		expect(decodeURIComponent(wrong.href)).toContain('invalid username or password');
	});

	it('of another application are not taken', async () => {
		const value = (await code('v')).searchParams.get('code')!;
		const form = { grant_type: 'authorization_code', code: value, redirect_uri: REDIRECT };
		const answer = await token({ ...form, code_verifier: 'v', client_id: DEFAULT_CLIENTS.service });
		expect(answer.body.error).toBe('invalid_grant');
	});
});

describe('refresh tokens', () => {
	const refresh = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token });

	it('are good again and again, or once where that is asked for', async () => {
		const { refresh_token: first = '' } = await asPerson();
		expect((await refresh(first)).status).toBe(200);
		expect((await refresh(first)).status).toBe(200);
		const { tokens } = running.sandbox;
		tokens.settings = { ...tokens.settings, singleUseRefreshTokens: true };
		expect((await refresh(first)).status).toBe(200);
		expect((await refresh(first)).body).toMatchObject({ error: 'invalid_grant' });
	});

	it('are refused once the person is', async () => {
		const { refresh_token: first = '' } = await asPerson();
		const { tokens } = running.sandbox;
		tokens.settings = { ...tokens.settings, users: { [USER]: 'disabled' } };
		expect((await refresh(first)).body.error_codes).toEqual([50057]);
	});
});

describe('answers', () => {
	it('are worded and shaped as those of Entra', async () => {
		const wrong = await token({ grant_type: 'client_credentials', client_secret: 'wrong' });
		expect(wrong.status).toBe(401);
		expect(wrong.body.error_description).toMatch(
			/^AADSTS7000215: .* Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: /,
		);
		expect(wrong.body.trace_id).toMatch(/^[0-9a-f-]{36}$/);
		expect(wrong.headers.get('cache-control')).toBe('no-store');
		const empty = await post('/contoso.example/oauth2/v2.0/token', {});
		expect(empty.body.error_codes).toEqual([900144]);
		const other = await token({ grant_type: 'magic' });
		expect(other.body.error).toBe('unsupported_grant_type');
		const tenant = await post('/fabrikam.example/oauth2/v2.0/token', {});
		expect(tenant.body.error_codes).toEqual([90002]);
	});

	it('of version 1 hold texts, those of AD FS the resource', async () => {
		const form = {
			grant_type: 'client_credentials',
			client_id: DEFAULT_CLIENTS.service,
			client_secret: DEFAULT_CLIENT_SECRET,
			resource: originOf(),
		};
		const first = await post('/contoso.example/oauth2/token', form);
		expect(first.body).toMatchObject({ expires_in: '3600', resource: originOf() });
		const adfs = await post('/adfs/oauth2/token', form);
		expect(adfs.body).toMatchObject({ expires_in: 3_600, resource: originOf() });
		const unknown = await post('/adfs/oauth2/token', { ...form, resource: 'https://x.example' });
		expect(unknown.body.error_description).toMatch(/^MSIS9602: /);
	});

	it('show no code, secret or token in the log', async () => {
		await redeem((await code('v')).searchParams.get('code')!, 'v');
		const log = JSON.stringify(running.sandbox.log.entries());
		expect(log).toContain('"endpoint":"Token"');
		expect(log).not.toMatch(/0\.code\.|0\.sandbox\.|Sandbox-Secret|eyJ/);
	});
});

describe('Bearer at EWS', () => {
	it('is offered to who comes with nothing, or with the word alone', async () => {
		for (const headers of [{}, { authorization: 'Bearer' }]) {
			const answer = await fetch(running.sandbox.url, {
				headers: headers as Record<string, string>,
			});
			expect(answer.status).toBe(401);
			expect(answer.headers.get('www-authenticate')).toMatch(/Bearer client_id="00000002-.*NTLM/);
		}
	});

	it('lets in by tokens of a person, and of an application with the role', async () => {
		expect((await ews((await asPerson()).access_token!)).status).toBe(200);
		expect((await ews(await asService())).status).toBe(200);
		const { tokens } = running.sandbox;
		const applications = tokens.settings.applications.map((one) => ({ ...one, roles: ['Other'] }));
		tokens.settings = { ...tokens.settings, applications };
		const refused = await ews(await asService());
		expect(refused.status).toBe(401);
		expect(refused.headers.get('x-ms-diagnostics')).toContain('not enough scope');
	});

	const hmac = (signed: string) => createHmac('sha256', 'key').update(signed).digest('base64url');
	it.each<[string, string, (jwt: string) => string | Promise<string>]>([
		[
			'another user',
			'invalid_signature',
			(jwt) => remade(jwt, (claims) => ({ ...claims, upn: 'user2@contoso.example' })),
		],
		[
			'no signature',
			'invalid_signature',
			(jwt) => remade(jwt, (claims) => claims, { alg: 'none' }).replace(/[^.]+$/, ''),
		],
		[
			'a signature by a word',
			'invalid_signature',
			(jwt) => {
				const signed = remade(jwt, (claims) => claims, { alg: 'HS256' }).replace(/\.[^.]*$/, '');
				return `${signed}.${hmac(signed)}`;
			},
		],
		['half of it', 'invalid_signature', (jwt) => jwt.slice(0, jwt.length / 2)],
		[
			'a token for Graph',
			'invalid_resource',
			() => asService('https://graph.microsoft.com/.default'),
		],
	])('refuses %s as %s', async (_name, category, spoil) => {
		const answer = await ews(await spoil((await asPerson()).access_token!));
		expect(answer.status).toBe(401);
		expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"');
		expect(answer.headers.get('x-ms-diagnostics')).toContain(`error_category="${category}"`);
	});

	it('refuses a token that has ended', async () => {
		const { tokens } = running.sandbox;
		tokens.settings = { ...tokens.settings, lifetime: 1 };
		const { access_token: value = '' } = await asPerson();
		await new Promise((resolve) => setTimeout(resolve, 2_000));
		const answer = await ews(value);
		expect(answer.headers.get('x-ms-diagnostics')).toContain('error_category="token_expired"');
	});

	it('asks for claims where that is switched on', async () => {
		const { tokens } = running.sandbox;
		const demandedClaims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
		tokens.settings = { ...tokens.settings, demandedClaims };
		const answer = await ews((await asPerson()).access_token!);
		const claims = /claims="([^"]+)"/.exec(answer.headers.get('www-authenticate')!)![1]!;
		expect(Buffer.from(claims, 'base64').toString()).toBe(demandedClaims);
	});
});

describe('control', () => {
	it('shows and changes the tenant for other processes', async () => {
		const url = `${originOf()}/_sandbox/tokens`;
		const body = JSON.stringify({ lifetime: 7 });
		await fetch(url, { method: 'POST', body });
		expect(await (await fetch(url)).json()).toMatchObject({ lifetime: 7 });
		running.sandbox.reset();
		expect(await (await fetch(url)).json()).toMatchObject({ lifetime: 3_600 });
	});
});
