import { createPublicKey, verify, X509Certificate, type JsonWebKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AuthorizationCode, ClientCredentials } from 'simple-oauth2';
import { DEFAULT_CLIENT_SECRET, DEFAULT_CLIENTS, DEFAULT_PASSWORD } from '../../../sandbox';
import { certificate, type KeyPair } from '../../servers/certificates';
import { describeWithCommand, runCommand, works } from '../../support/command';
import { useSandbox } from '../../support/sandbox';

/**
 * Clients of other houses decide whether the sandbox's endpoints behave as real ones do: Microsoft's libraries for Node
 * and Python with their own network code, simple-oauth2 with its own, curl.
 */
const running = useSandbox({ schemes: ['Bearer'], https: true });
const USER = 'user1@contoso.example';
let folder: string;
let ca: string;
let pair: KeyPair;

beforeAll(async () => {
	folder = mkdtempSync(path.join(tmpdir(), 'judges-'));
	ca = path.join(folder, 'ca.pem');
	pair = await certificate({ names: ['service'], keyType: 'rsa' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const secureOrigin = () => new URL(running.sandbox.httpsUrl!).origin;

function jobOf() {
	const { sandbox } = running;
	writeFileSync(ca, sandbox.ca!);
	const applications = sandbox.tokens.settings.applications.map((one) =>
		one.clientId === DEFAULT_CLIENTS.service ? { ...one, certificates: [pair.cert] } : one,
	);
	sandbox.tokens.settings = { ...sandbox.tokens.settings, applications };
	const { fingerprint, fingerprint256 } = new X509Certificate(pair.cert);
	const sha1 = fingerprint.replaceAll(':', '');
	return {
		...DEFAULT_CLIENTS,
		ca,
		authority: `${secureOrigin()}/contoso.example`,
		resource: secureOrigin(),
		secret: DEFAULT_CLIENT_SECRET,
		user: USER,
		password: DEFAULT_PASSWORD,
		key: pair.key,
		thumbprint: sha1,
		certificate: { privateKey: pair.key, sha1, sha256: fingerprint256.replaceAll(':', '') },
	};
}

const payloadOf = (token: string) =>
	JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString('utf8')) as Record<
		string,
		unknown
	>;

/** Whether EWS lets the bearer in: 200, or the status that it answers. */
async function statusWith(token: string): Promise<number> {
	const answer = await fetch(running.sandbox.url, {
		headers: { authorization: `Bearer ${token}` },
	});
	await answer.arrayBuffer();
	return answer.status;
}

describe('@azure/msal-node', () => {
	it('gets tokens by secret, certificate, code, refresh, device code and password', async () => {
		const script = path.join(__dirname, 'msalNode.mjs');
		const env = { NODE_EXTRA_CA_CERTS: ca };
		const job = JSON.stringify(jobOf());
		const { stdout, stderr } = await runCommand(process.execPath, [script], job, env);
		const results = JSON.parse(stdout || `{"stderr":${JSON.stringify(stderr)}}`) as Record<
			string,
			Record<string, string>
		>;
		for (const name of ['secret', 'certificate', 'oldCertificate']) {
			expect(payloadOf(results[name]!.accessToken!)).toMatchObject({
				appid: DEFAULT_CLIENTS.service,
			});
		}
		for (const name of ['code', 'device', 'password']) {
			expect(results[name]).toMatchObject({ account: USER });
			expect(await statusWith(results[name]!.accessToken!)).toBe(200);
		}
		expect(results.wrongSecret).toMatchObject({ errorCode: 'invalid_client', errorNo: 7000215 });
		expect(results.wrongSecret!.errorMessage).toContain('AADSTS7000215');
	}, 30_000);
});

const python =
	['python3', '/usr/bin/python3'].find((each) => works(each, ['-c', 'import msal'])) ?? 'python3';
describeWithCommand('msal for Python', python, ['-c', 'import msal'], 'python3-msal', () => {
	it('gets tokens by secret, certificate, code, refresh and device code', async () => {
		const script = path.join(__dirname, 'msal_client.py');
		const { stdout, stderr } = await runCommand(python, [script], JSON.stringify(jobOf()), {
			REQUESTS_CA_BUNDLE: ca,
		});
		expect(stderr.replace(/.*DeprecationWarning.*\n?.*/g, '').trim()).toBe('');
		const results = JSON.parse(stdout) as Record<string, Record<string, string>>;
		const { code } = JSON.parse(stdout) as {
			code: Record<'first' | 'second', Record<string, string>>;
		};
		expect(results.wrongSecret).toMatchObject({ error: 'invalid_client', error_codes: [7000215] });
		for (const name of ['secret', 'certificate']) {
			expect(payloadOf(results[name]!.access_token!)).toMatchObject({
				roles: ['full_access_as_app'],
			});
		}
		for (const answer of [code.first, code.second, results.device]) {
			expect(payloadOf(answer!.access_token!)).toMatchObject({ upn: USER });
			expect(await statusWith(answer!.access_token!)).toBe(200);
		}
	}, 30_000);
});

describe('simple-oauth2', () => {
	const configOf = (id: string, secret = DEFAULT_CLIENT_SECRET) => ({
		client: { id, secret },
		auth: {
			tokenHost: new URL(running.sandbox.url).origin,
			tokenPath: '/contoso.example/oauth2/v2.0/token',
		},
	});
	const withPage = (id: string) => {
		const { client, auth } = configOf(id);
		return { client, auth: { ...auth, authorizePath: '/contoso.example/oauth2/v2.0/authorize' } };
	};
	const scopeOf = () => `${new URL(running.sandbox.url).origin}/.default`;

	it('gets a token for an application, its secret in the header', async () => {
		const grant = new ClientCredentials(configOf(DEFAULT_CLIENTS.service));
		const { token } = await grant.getToken({ scope: scopeOf() });
		expect(token).toMatchObject({ token_type: 'Bearer', expires_in: 3_600 });
		const wrong = new ClientCredentials(configOf(DEFAULT_CLIENTS.service, 'wrong'));
		await expect(wrong.getToken({ scope: scopeOf() })).rejects.toMatchObject({
			data: { payload: { error: 'invalid_client' } },
		});
	});

	it('gets a token for a person by code, and refreshes it', async () => {
		const grant = new AuthorizationCode(withPage(DEFAULT_CLIENTS.web));
		const redirectUri = 'http://localhost:33333';
		const scope = `${scopeOf()} offline_access`;
		const page = new URL(grant.authorizeURL({ redirect_uri: redirectUri, scope, state: 's 1&' }));
		page.searchParams.set('username', USER);
		page.searchParams.set('password', DEFAULT_PASSWORD);
		page.searchParams.set('answer', 'accept');
		const answer = await fetch(page, { method: 'POST', redirect: 'manual' });
		const back = new URL(answer.headers.get('location')!);
		expect(back.searchParams.get('state')).toBe('s 1&');
		const code = back.searchParams.get('code')!;
		const first = await grant.getToken({ code, redirect_uri: redirectUri, scope });
		const second = await first.refresh({});
		expect(second.token.access_token).not.toBe(first.token.access_token);
		expect(await statusWith(String(second.token.access_token))).toBe(200);
	});
});

describeWithCommand('curl', 'curl', ['--version'], 'curl', () => {
	const curl = async (...args: string[]) => {
		const { stdout } = await runCommand('curl', ['-s', ...args]);
		return JSON.parse(stdout) as Record<string, unknown>;
	};

	it('gets a token from IMDS, App Service and AD FS', async () => {
		const { origin } = new URL(running.sandbox.url);
		const query = `resource=${encodeURIComponent(origin)}`;
		const imds = `${origin}/metadata/identity/oauth2/token?api-version=2018-02-01&${query}`;
		const answers = [
			await curl('-H', 'Metadata: true', imds),
			await curl(
				...['-H', 'X-IDENTITY-HEADER: Sandbox-Identity-Header'],
				`${origin}/msi/token?api-version=2019-08-01&${query}`,
			),
			await curl(
				...[
					'-d',
					'grant_type=client_credentials',
					'-d',
					query,
					'-d',
					`client_id=${DEFAULT_CLIENTS.service}`,
				],
				...['-d', `client_secret=${DEFAULT_CLIENT_SECRET}`, `${origin}/adfs/oauth2/token`],
			),
		];
		for (const { access_token: token } of answers) {
			expect(await statusWith(token as string)).toBe(200);
		}
		expect(await curl(imds)).toMatchObject({ error: 'invalid_request' });
		const forwarded = ['-H', 'Metadata: true', '-H', 'X-Forwarded-For: 10.0.0.1', imds];
		expect(await curl(...forwarded)).toMatchObject({ error: 'invalid_request' });
	});

	it('finds the key that tokens are signed with', async () => {
		const { origin } = new URL(running.sandbox.url);
		const config = await curl(`${origin}/contoso.example/v2.0/.well-known/openid-configuration`);
		const { keys } = (await curl(config.jwks_uri as string)) as unknown as { keys: JsonWebKey[] };
		const { access_token: token } = await curl(
			...['-d', 'grant_type=client_credentials', '-d', `client_id=${DEFAULT_CLIENTS.service}`],
			...['-d', `client_secret=${DEFAULT_CLIENT_SECRET}`, '-d', `scope=${origin}/.default`],
			config.token_endpoint as string,
		);
		const [head, body, signature] = (token as string).split('.');
		const key = createPublicKey({ key: keys[0]!, format: 'jwk' });
		const bytes = Buffer.from(signature!, 'base64url');
		expect(verify('sha256', Buffer.from(`${head}.${body}`), key, bytes)).toBe(true);
	});
});
