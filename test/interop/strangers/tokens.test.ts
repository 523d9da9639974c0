import { rmSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import type { Identity, OAuthIdentity } from '../../../core/auth/identity';
import { completeSignIn, startSignIn } from '../../../core/auth/oauth/consent';
import { createOAuthSource } from '../../../core/auth/oauth/oauth';
import { StoredTokens } from '../../../core/auth/oauth/storedTokens';
import type { TokenSource } from '../../../core/auth/oauth/tokenSource';
import { freePort, startProgram, type Program } from '../../servers/program';
import { readBody, serveHttp, type Running } from '../../servers/listen';
import { works } from '../../support/command';
import { folderOfOwn, identityWith, servicesIn } from '../../core/auth/oauth/connection';

const PYTHON = '/usr/bin/python3';
const isThere = works(PYTHON, ['-c', 'import authlib, flask']);
if (!isThere)
	console.warn('LEFT OUT: tokens of Authlib, python3-authlib or python3-flask is missing');
const SECRET = 'Authlib-Secret:é/1+&';

let folder: string;
const open: TokenSource[] = [];
beforeEach(() => {
	folder = folderOfOwn();
});
afterEach(async () => {
	await Promise.all(open.splice(0).map((source) => source.close?.()));
	rmSync(folder, { recursive: true, force: true });
});
function sourceOf(oauth: Partial<OAuthIdentity>, over: Partial<Identity> = {}): TokenSource {
	const source = createOAuthSource(
		identityWith({ initiate: 'GETANDREFRESH', ...oauth }, over),
		servicesIn(folder),
	);
	open.push(source);
	return source;
}

(isThere ? describe : describe.skip)('Authlib', () => {
	let program: Program;
	let endpoints: Partial<OAuthIdentity>;
	beforeAll(async () => {
		const port = await freePort();
		const script = path.join(__dirname, 'authlib_server.py');
		program = await startProgram(PYTHON, [script, String(port)], port);
		endpoints = {
			accessTokenUrl: `http://127.0.0.1:${port}/token`,
			authorizationUrl: `http://127.0.0.1:${port}/authorize`,
			scope: 'mail offline',
		};
	}, 30_000);
	afterAll(async () => await program?.stop());

	it.each(['basic', 'post'])('of a service that shows its secret by %s', async (clientId) => {
		const grant = { ...endpoints, clientId, clientSecret: SECRET, grantType: 'CLIENT' } as const;
		const { value, expiresAt } = await sourceOf(grant).token();
		expect(value).toBeTruthy();
		expect(expiresAt).toBeGreaterThan(Date.now());
		const wrong = sourceOf({ ...grant, clientSecret: 'wrong' }).token();
		await expect(wrong).rejects.toThrow(/secret/i);
	});

	it('by name and password', async () => {
		const grant = {
			...endpoints,
			clientId: 'basic',
			clientSecret: SECRET,
			grantType: 'PASSWORD',
		} as const;
		const user = { user: 'anna', password: 'Pässwörd &+1' };
		expect((await sourceOf(grant, user).token()).value).toBeTruthy();
		const asked = () => program.said().match(/POST \/token/g)?.length ?? 0;
		const before = asked();
		await expect(sourceOf(grant, { ...user, password: 'wrong' }).token()).rejects.toThrow();
		// Authlib, which undoes no encoding, saw the client in the third place that the secret can stand in.
		expect(asked() - before).toBe(3);
	});

	it.each(['basic', 'post', 'public'])('by consent with a proof key, as %s', async (clientId) => {
		const oauth = {
			...endpoints,
			clientId,
			clientSecret: clientId === 'public' ? undefined : SECRET,
			initiate: 'GETANDREFRESH',
			settingsLocation: path.join(folder, 'tokens'),
		} as const;
		const connection = { ...identityWith(oauth), authScheme: 'OAuth' };
		const services = servicesIn(folder);
		const { url } = await startSignIn(connection, services);
		const agreed = await fetch(url, { redirect: 'manual' });
		const back = agreed.headers.get('location') ?? (await agreed.text());
		const done = await completeSignIn(connection, services, { code: back });
		expect(done).toMatchObject({ isRenewable: true, scopes: ['mail', 'offline'] });
		const source = new StoredTokens(connection, services, { patienceMs: 0 });
		open.push(source);
		const values = [(await source.token()).value];
		// Each renewal takes another refresh token.
		for (let round = 0; round < 3; round++) {
			values.unshift((await source.token({ rejected: values[0] })).value);
		}
		expect(new Set(values).size).toBe(4);
	});
});

describe('answers that are seldom seen', () => {
	let server: Running;
	let answer: (
		form: URLSearchParams,
		headers: http.IncomingHttpHeaders,
	) => [number, string, object?];
	beforeAll(async () => {
		server = await serveHttp(async (request, response) => {
			const form = new URLSearchParams((await readBody(request)).toString());
			const [status, body, headers = {}] = answer(form, request.headers);
			response.writeHead(status, { 'content-type': 'application/json', ...headers });
			response.end(body);
		});
	});
	afterAll(async () => await server.close());
	const token = (over: Partial<OAuthIdentity> = {}) =>
		sourceOf({
			grantType: 'CLIENT',
			clientSecret: SECRET,
			accessTokenUrl: `http://127.0.0.1:${server.port}/token`,
			...over,
		}).token();

	it.each<[string, number, string, object]>([
		[
			'expires_in as a string',
			200,
			'{"access_token":"abc","token_type":"bearer","expires_in":"3600"}',
			{},
		],
		[
			'token_type of an API gateway',
			200,
			'{"access_token":"abc","token_type":"BearerToken","expires_in":"3599"}',
			{},
		],
		[
			'further members',
			200,
			'{"access_token":"abc","expires_in":3600,"x":{"y":[1]},"ext_expires_in":null}',
			{},
		],
		[
			'a byte order mark',
			200,
			'\ufeff{"access_token":"abc","token_type":"Bearer","expires_in":3600}',
			{},
		],
		['201', 201, '{"access_token":"abc","token_type":"Bearer","expires_in":3600}', {}],
		[
			'charset',
			200,
			'{"access_token":"abc","token_type":"Bearer","expires_in":3600}',
			{ 'content-type': 'application/json; charset=ISO-8859-1' },
		],
		[
			'text/html',
			200,
			' \n{"access_token":"abc","token_type":"Bearer","expires_in":3600.0}\n',
			{ 'content-type': 'text/html' },
		],
	])('%s', async (_title, status, body, headers) => {
		answer = () => [status, body, headers];
		const { value, expiresAt } = await token();
		expect(value).toBe('abc');
		expect(expiresAt! - Date.now()).toBeGreaterThan(3_500_000);
	});

	it.each<[string, number, string]>([
		['invalid_client', 401, '{"error":"invalid_client"}'],
		['invalid_client with 400', 400, '{"error":"invalid_client"}'],
		[
			'a client that is missing',
			400,
			'{"error":"invalid_request","error_description":"Missing parameter: client_id"}',
		],
		['a client that is not authorized', 401, '{"error":"unauthorized_client"}'],
		['words of its own', 401, 'Unauthorized'],
		['403', 403, '{"error":"invalid_client"}'],
	])('of a server that wants the secret in the body and says: %s', async (_title, status, body) => {
		answer = (form) =>
			form.get('client_secret') === SECRET
				? [200, '{"access_token":"abc","token_type":"Bearer"}']
				: [status, body];
		expect((await token()).value).toBe('abc');
	});

	it.each(['invalid_request', 'invalid_grant', 'access_denied'])(
		'a wrong password is shown once, though %s is said with 401',
		async (error) => {
			let asked = 0;
			answer = () => {
				asked += 1;
				return [401, JSON.stringify({ error })];
			};
			const user = { user: 'anna', password: 'wrong' };
			const grant = { grantType: 'PASSWORD', clientSecret: SECRET } as const;
			const accessTokenUrl = `http://127.0.0.1:${server.port}/token`;
			await expect(sourceOf({ ...grant, accessTokenUrl }, user).token()).rejects.toThrow();
			expect(asked).toBe(1);
		},
	);
});
