import { createServer, type Server } from 'node:net';
import { openSession, testConnection } from '../../../core';
import { findProcedure, findTable } from '../../../core';
import type { CredentialData } from '../../../core/session';
import type { TestStep } from '../../../core/connection/testStep';
import { DEFAULT_CLIENT_SECRET, DEFAULT_CLIENTS } from '../../../sandbox';
import { useSandbox } from '../../support/sandbox';
import { type Running, readBody, serveHttp } from '../../servers/listen';
import { TokenIssuer } from '../../servers/tokenEndpoint';
import { keep } from '../../support/keep';

const SECRETS = ['only a test', 'c2lnbmF0dXJlLW9mLWEtdGVzdA'];
const run = async (credential: CredentialData, budgetMs = 8_000) => {
	const steps = await testConnection(
		{ proxyMode: 'none', allowPlainHttp: true, ...credential },
		{ budgetMs },
	);
	for (const secret of SECRETS) expect(JSON.stringify(steps)).not.toContain(secret);
	const message = (step: string) => steps.find((one) => one.step === step)?.message;
	return { steps, names: steps.map(({ step }) => step), last: steps.at(-1)!, message };
};

/** A token as an issuer makes it; nobody has signed it. */
const jwt = (claims: Record<string, unknown>) =>
	['{"alg":"none"}', JSON.stringify(claims)]
		.map((part) => Buffer.from(part).toString('base64url'))
		.concat(SECRETS[1]!)
		.join('.');
const SOON = Math.floor(Date.now() / 1000) + 3_600;
const PERSON = {
	aud: 'https://graph.microsoft.com',
	tid: 't',
	exp: SOON,
	upn: 'anna@contoso.example',
	scp: 'Mail.ReadWrite Calendars.Read',
};
const ALONE = { ...PERSON, upn: undefined, scp: undefined, idtyp: 'app', roles: ['Mail.Read'] };

interface Graph extends Running {
	readonly asked: string[];
}

/** What Graph answers to those who show a token: the folder, or an error by the mailbox's name. */
const graph = async (): Promise<Graph> => {
	const asked: string[] = [];
	const errors: Record<string, [number, string]> = {
		denied: [403, 'ErrorAccessDenied'],
		missing: [404, 'ErrorInvalidUser'],
		busy: [503, 'ServiceUnavailable'],
		odd: [400, 'BadRequest'],
	};
	const running = await serveHttp((request, response) => {
		const { url = '', headers } = request;
		const isSignedIn = /^Bearer .{10}/.test(headers.authorization ?? '');
		if (isSignedIn) asked.push(url);
		const [status, code] = !isSignedIn
			? [401, 'InvalidAuthenticationToken']
			: (errors[/users\/(\w+)/.exec(url)?.[1] ?? ''] ?? [200, '']);
		response.writeHead(status, {
			'content-type': 'application/json',
			...(isSignedIn ? {} : { 'www-authenticate': 'Bearer realm="", error="invalid_token"' }),
		});
		response.end(
			JSON.stringify(code ? { error: { code, message: `said ${code}` } } : { id: 'AA' }),
		);
	});
	return keep(Object.assign(running, { asked }));
};
const onGraph = (server: Running, claims: unknown, more: Record<string, unknown> = {}) => ({
	schema: 'MSGraph',
	server: `http://127.0.0.1:${server.port}/v1.0`,
	authScheme: 'OAuth',
	oauthAccessToken: jwt(claims as Record<string, unknown>),
	...more,
});

describe('The test of a connection to Microsoft Graph', () => {
	it('walks from the host to the mailbox', async () => {
		const server = await graph();
		const { steps, names, last, message } = await run(onGraph(server, PERSON));
		expect(steps.filter(({ ok }) => !ok)).toEqual([]);
		expect(names).toEqual([
			'resolve',
			'connect',
			'scheme',
			'token',
			'identity',
			'endpoint',
			'mailbox',
			'access',
			'version',
		]);
		expect(last.message).toBe('Connected; Microsoft Graph');
		expect(message('scheme')).toBe('The server offers Bearer');
		expect(message('token')).toMatch(
			/^A token was issued to 'anna@contoso\.example' for https:\/\/graph\.microsoft\.com; it allows Mail\.ReadWrite, Calendars\.Read, until 20/,
		);
		expect(server.asked).toEqual(['/v1.0/me/mailFolders/msgfolderroot?$select=id']);
	});

	it("opens the default mailbox, by n8n's own token too", async () => {
		const server = await graph();
		const { last } = await run({
			grantType: 'authorizationCode',
			schema: 'MSGraph',
			server: `http://127.0.0.1:${server.port}/v1.0`,
			oauthTokenData: { access_token: jwt(PERSON) },
			defaultMailbox: 'a/b@contoso.example',
		});
		expect(last.message).toContain('Connected');
		expect(server.asked).toEqual([
			'/v1.0/users/a%2Fb%40contoso.example/mailFolders/msgfolderroot?$select=id',
		]);
	});

	it.each([
		['denied', 'mailbox', /does not open the mailbox 'denied' \(403\): said Err/, /Mail\.Read/],
		['missing', 'mailbox', /does not find the mailbox 'missing' \(404\)/, /'Default Mailbox'/],
		['busy', 'mailbox', /is busy or out of order \(503\)/, /again/],
		['odd', 'mailbox', /answered 400/, /'Default Mailbox'/],
	])('tells what stops it: %s', async (defaultMailbox, step, message, advice) => {
		const server = await graph();
		const { last } = await run(onGraph(server, PERSON, { defaultMailbox }));
		expect(last).toMatchObject({ step, ok: false });
		expect(last.message).toMatch(message);
		expect(last.advice).toMatch(advice);
	});

	it('asks an application whose mailbox is meant', async () => {
		const server = await graph();
		const { last } = await run(onGraph(server, ALONE));
		expect(last).toMatchObject({ step: 'mailbox', ok: false });
		expect(last.message).toContain(
			'has no mailbox of its own: A token was issued to an application',
		);
		expect(last.message).toContain('it allows Mail.Read');
		expect(last.advice).toContain("'Default Mailbox'");
		expect(server.asked).toEqual([]);
		const named = await run(onGraph(server, ALONE, { defaultMailbox: 'box@contoso.example' }));
		expect(named.last.ok).toBe(true);
	});

	it('tells a web page in the place of Graph', async () => {
		const page = keep(
			await serveHttp((request, response) => {
				const isSignedIn = /^Bearer .{10}/.test(request.headers.authorization ?? '');
				response.writeHead(isSignedIn ? 404 : 401, {
					'content-type': 'text/html',
					...(isSignedIn ? {} : { 'www-authenticate': 'Bearer' }),
				});
				response.end('<html>');
			}),
		);
		const { last } = await run(onGraph(page, PERSON));
		expect(last).toMatchObject({ step: 'endpoint', ok: false });
		expect(last.advice).toContain("'Azure Environment'");
	});
});

describe('The test of a scheme with tokens', () => {
	it("tells the issuer's refusal before Exchange is asked, and no secret", async () => {
		const issuer = keep(await TokenIssuer.start({ clientSecret: 'another secret' }));
		const server = await graph();
		const { last, names } = await run({
			schema: 'MSGraph',
			server: `http://127.0.0.1:${server.port}/v1.0`,
			authScheme: 'OAuth',
			initiateOAuth: 'GETANDREFRESH',
			oauthGrantType: 'CLIENT',
			oauthClientId: 'client-1',
			oauthClientSecret: 'only a test',
			oauthAccessTokenUrl: issuer.tokenUrl,
			defaultMailbox: 'box@contoso.example',
		});
		expect(names).toEqual(['resolve', 'connect', 'scheme', 'token']);
		expect(last.ok).toBe(false);
		expect(last.advice).toBeTruthy();
		expect(server.asked).toEqual([]);
	});

	it('fetches a token anew, whatever is in memory', async () => {
		const issuer = keep(await TokenIssuer.start({ clientSecret: 'only a test' }));
		const server = await graph();
		const credential = {
			schema: 'MSGraph',
			server: `http://127.0.0.1:${server.port}/v1.0`,
			authScheme: 'OAuth',
			initiateOAuth: 'GETANDREFRESH',
			oauthGrantType: 'CLIENT',
			oauthClientId: 'client-1',
			oauthClientSecret: 'only a test',
			oauthAccessTokenUrl: issuer.tokenUrl,
			defaultMailbox: 'box@contoso.example',
		};
		for (const count of [1, 2]) {
			const { message, last } = await run(credential);
			expect(last.ok).toBe(true);
			expect(message('token')).toBe('A token was issued; what it allows cannot be read from it');
			expect(issuer.issued).toHaveLength(count);
		}
	});
});

describe('The test of a scheme with tickets', () => {
	/** A KDC that is not there: the port is known to be closed. */
	const closedPort = async () => {
		const server: Server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as { port: number };
		await new Promise((resolve) => server.close(resolve));
		return port;
	};
	const windows = async () =>
		keep(
			await serveHttp(async (request, response) => {
				await readBody(request);
				response.writeHead(401, { 'www-authenticate': ['Negotiate', 'NTLM'] }).end();
			}),
		);
	const credential = async (server: Running, authScheme: string, more = {}) => ({
		server: `http://localhost:${server.port}`,
		authScheme,
		user: 'anna@CONTOSO.EXAMPLE',
		password: 'only a test',
		kerberosKdc: `127.0.0.1:${await closedPort()}`,
		...more,
	});

	it('tells that no domain controller answers, and asks Exchange nothing', async () => {
		const { last, names, message } = await run(await credential(await windows(), 'Kerberos'));
		expect(names).toEqual(['resolve', 'connect', 'scheme', 'ticket']);
		expect(last.ok).toBe(false);
		expect(last.message).toMatch(/127\.0\.0\.1/);
		expect(message('scheme')).toContain('offers Negotiate, NTLM; Negotiate carries Kerberos and');
	});

	it('goes on by NTLM where that is allowed, and says so', async () => {
		const allowed = await run(await credential(await windows(), 'Negotiate'));
		expect(allowed.names.slice(0, 5)).toEqual([
			'resolve',
			'connect',
			'scheme',
			'ticket',
			'identity',
		]);
		expect(allowed.message('ticket')).toMatch(
			/^Kerberos cannot be used for HTTP\/localhost \(.*\); NTLM takes its place$/,
		);
		expect(allowed.last).toMatchObject({ step: 'identity', ok: false });
		const refused = await run(await credential(await windows(), 'Negotiate', { allowNtlm: false }));
		expect(refused.last).toMatchObject({ step: 'ticket', ok: false });
	});

	it('opens the file that the credential names, under the rules of n8n', async () => {
		const fields = { user: '', password: '', kerberosKeytabFile: '/etc/hostname' };
		const { last } = await run(await credential(await windows(), 'Kerberos', fields));
		expect(last).toMatchObject({ step: 'ticket', ok: false });
		expect(last.message).toContain("n8n does not open the file '/etc/hostname', named in 'Kerb");
		expect(last.advice).toContain('paste its content');
	});
});

describe('The test of any connection', () => {
	it('ends in time, whoever does not answer', async () => {
		const silent = keep(await serveHttp(() => undefined));
		const started = Date.now();
		const { last } = await run(
			{ server: `http://127.0.0.1:${silent.port}`, authScheme: 'None' },
			700,
		);
		expect(Date.now() - started).toBeLessThan(3_000);
		expect(last).toMatchObject({ step: 'scheme', ok: false });
		expect(last.message).toBe('The server did not answer within 1 s');
	});

	it("names the host that n8n's policy for names keeps closed", async () => {
		const steps = await testConnection(
			{ server: 'mail.contoso.example', authScheme: 'None', proxyMode: 'none' },
			{
				host: {
					lookup: (_name, _options, callback) => callback(new Error('The name is blocked'), '', 4),
				},
			},
		);
		expect(steps).toHaveLength(1);
		expect(steps[0]).toMatchObject({ step: 'resolve', ok: false });
		expect(steps[0]!.message).toContain(
			"no connection to the host 'mail.contoso.example': The name",
		);
		expect(steps[0]!.advice).toContain('N8N_SSRF_ALLOWED_HOSTNAMES');
	});

	it.each([
		[{ readOnly: true }, /reads, and writes nothing in every mailbox that it has rights for/],
		[
			{ allowedMailboxes: 'box@contoso.example, fabrikam.example' },
			/reads and writes in box@contoso\.example, fabrikam\.example/,
		],
	])('tells what the credential allows: %j', async (fields, pattern) => {
		const { message } = await run(onGraph(await graph(), PERSON, fields));
		expect(message('access')).toMatch(pattern);
	});
});

describe('A session over Microsoft Graph', () => {
	const call = { timeZone: 'UTC' };

	it('tests its connection, and says of records what to use', async () => {
		const server = await graph();
		const session = keep(
			await openSession({
				...onGraph(server, PERSON),
				allowPlainHttp: true,
				proxyMode: 'none',
			}),
		);
		const results = await session.execute('testConnection', {}, { folders: [] }, call);
		const rows = results.map(({ row }) => row as unknown as TestStep);
		expect(rows.every(({ ok }) => ok)).toBe(true);
		expect(rows.at(-1)?.message).toBe('Connected; Microsoft Graph');
		const { table } = findTable('contact', 'graph');
		const query = session.query({ table: table.name, scope: { folders: [] } }, call);
		await expect(query.next()).rejects.toThrow(/'Schema' is MSGraph, over which no records/);
		await expect(session.searchMailboxes('a', call)).rejects.toMatchObject({
			advice: expect.stringContaining("Choose EWS as 'Schema'"),
		});
	});

	it("sends whoever asks for a sign-in to n8n's own button where n8n keeps the tokens", async () => {
		const session = keep(
			await openSession({
				grantType: 'authorizationCode',
				schema: 'MSGraph',
				oauthTokenData: { access_token: jwt(PERSON) },
			}),
		);
		for (const name of ['startSignIn', 'completeSignIn']) {
			expect(findProcedure(name).dialects).toContain('graph');
			await expect(session.execute(name, {}, { folders: [] }, call)).rejects.toMatchObject({
				advice: 'Open the credential and press Connect.',
			});
		}
	});
});

describe('Against the tenant of the sandbox', () => {
	const sandbox = useSandbox({ schemes: ['Bearer', 'NTLM'] });
	const origin = () => new URL(sandbox.sandbox.url).origin;
	const application = () => ({
		authScheme: 'OAuth',
		initiateOAuth: 'GETANDREFRESH',
		oauthGrantType: 'CLIENT',
		azureTenant: 'contoso.example',
		oauthClientId: DEFAULT_CLIENTS.service,
		oauthClientSecret: DEFAULT_CLIENT_SECRET,
		oauthAccessTokenUrl: `${origin()}/contoso.example/oauth2/v2.0/token`,
		defaultMailbox: 'user1@contoso.example',
	});

	it('an application opens a mailbox by EWS', async () => {
		const { steps, message } = await run({
			...application(),
			server: sandbox.sandbox.url,
			oauthResource: origin(),
		});
		expect(steps.filter(({ ok }) => !ok)).toEqual([]);
		expect(message('scheme')).toContain('Bearer');
		expect(message('token')).toContain('it allows full_access_as_app');
		expect(message('version')).toMatch(/^Connected; Exchange 15/);
	});

	it('an application opens a mailbox by Graph', async () => {
		const { steps, message } = await run({
			...application(),
			schema: 'MSGraph',
			server: `${origin()}/v1.0`,
		});
		expect(steps.filter(({ ok }) => !ok)).toEqual([]);
		expect(message('token')).toContain('an application for https://graph.microsoft.com');
		expect(message('version')).toBe('Connected; Microsoft Graph');
	});
});
