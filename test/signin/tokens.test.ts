import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openSession } from '../../core';
import type { CredentialData, Row, Session } from '../../core';
import { DEFAULT_CLIENT_SECRET, DEFAULT_CLIENTS, DEFAULT_PASSWORD } from '../../sandbox';
import { certificate, type KeyPair } from '../servers/certificates';
import { call } from '../support/session';
import { useSandbox } from '../support/sandbox';
import { callOnce, refusalOf, whoCalled } from './lab';

const running = useSandbox({ schemes: ['Bearer'] });
const origin = () => new URL(running.sandbox.url).origin;
const USER = 'user1@contoso.example';
const PERSON = 'CONTOSO\\user1';
const APPLICATION = `APPLICATION\\${DEFAULT_CLIENTS.service}`;

let folder: string;
const VARIABLES = ['N8N_RESTRICT_FILE_ACCESS_TO', 'AZURE_POD_IDENTITY_AUTHORITY_HOST'] as const;
let before: ReadonlyArray<string | undefined>;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'tokens-'));
	before = VARIABLES.map((name) => process.env[name]);
	process.env['N8N_RESTRICT_FILE_ACCESS_TO'] = folder;
});
const sessions: Session[] = [];
afterEach(async () => {
	await Promise.all(sessions.splice(0).map((session) => session.close()));
	for (const [i, name] of VARIABLES.entries()) {
		if (before[i] === undefined) delete process.env[name];
		else process.env[name] = before[i];
	}
	rmSync(folder, { recursive: true, force: true });
});

async function session(credential: CredentialData): Promise<Session> {
	const opened = await openSession({
		server: running.sandbox.url,
		allowPlainHttp: true,
		proxyMode: 'none',
		azureTenant: 'contoso.example',
		oauthAccessTokenUrl: `${origin()}/contoso.example/oauth2/v2.0/token`,
		oauthAuthorizationUrl: `${origin()}/contoso.example/oauth2/v2.0/authorize`,
		oauthResource: origin(),
		oauthClientId: DEFAULT_CLIENTS.web,
		oauthClientSecret: DEFAULT_CLIENT_SECRET,
		...credential,
	});
	sessions.push(opened);
	return opened;
}

/** What an application needs besides: the mailbox that it reads. */
const ofApplication = {
	oauthClientId: DEFAULT_CLIENTS.service,
	access: 'impersonate',
	defaultMailbox: USER,
};
const ofDevice = { oauthClientId: DEFAULT_CLIENTS.device, oauthClientSecret: '' };
const grants = () =>
	running.sandbox.log.entries().flatMap(({ grant, endpoint }) => (endpoint ? (grant ?? []) : []));

/** A token as somebody's own tool fetches it. */
async function fetchToken(form: Readonly<Record<string, string>>) {
	const answer = await fetch(`${origin()}/contoso.example/oauth2/v2.0/token`, {
		method: 'POST',
		body: new URLSearchParams({ client_id: DEFAULT_CLIENTS.web, ...form }),
	});
	return (await answer.json()) as { access_token: string; refresh_token?: string };
}
const byPassword = () =>
	fetchToken({
		grant_type: 'password',
		client_secret: DEFAULT_CLIENT_SECRET,
		username: USER,
		password: DEFAULT_PASSWORD,
		scope: `${origin()}/EWS.AccessAsUser.All offline_access`,
	});

/** Does on a page of the sandbox what a person does. @returns where the browser is sent */
async function answerPage(url: string, fields: Readonly<Record<string, string>>): Promise<string> {
	const page = await (await fetch(url)).text();
	const hidden = [...page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
		/name="([^"]*)"/.exec(tag)?.[1] ?? '',
		(/value="([^"]*)"/.exec(tag)?.[1] ?? '').replace(/&#(\d+);/g, (_whole, code: string) =>
			String.fromCharCode(Number(code)),
		),
	]);
	const answer = await fetch(url.replace(/\?.*/, ''), {
		method: 'POST',
		redirect: 'manual',
		body: new URLSearchParams({ ...Object.fromEntries(hidden), ...fields }),
	});
	return answer.headers.get('location') ?? '';
}
const consent = { username: USER, password: DEFAULT_PASSWORD, answer: 'accept' };

async function run(opened: Session, procedure: string, input: Row = {}): Promise<Row> {
	const [result] = await opened.execute(procedure, input, { folders: [] }, call);
	return (result as { row?: Row }).row ?? (result as unknown as Row);
}

describe('OAuth', () => {
	it('OFF uses the token that was given, and asks nobody', async () => {
		const { access_token: oauthAccessToken } = await byPassword();
		running.sandbox.log.clear();
		await callOnce(await session({ authScheme: 'OAuth', initiateOAuth: 'OFF', oauthAccessToken }));
		expect(whoCalled(running.sandbox)).toEqual([PERSON]);
		expect(grants()).toEqual([]);
	});

	it('OFF says that the token has ended, and shows it to nobody', async () => {
		running.sandbox.tokens.settings = { ...running.sandbox.tokens.settings, lifetime: 1 };
		const { access_token: oauthAccessToken } = await byPassword();
		await new Promise((resolve) => setTimeout(resolve, 1_100));
		const error = await refusalOf(
			callOnce(await session({ authScheme: 'OAuth', initiateOAuth: 'OFF', oauthAccessToken })),
		);
		expect(`${error.message} ${error.advice}`).toContain("'Initiate OAuth'");
		expect(JSON.stringify(error) + error.stack).not.toContain(oauthAccessToken.slice(-40));
	});

	it('REFRESH renews by the refresh token, and keeps what it got in a file of its own', async () => {
		const { refresh_token: oauthRefreshToken } = await byPassword();
		running.sandbox.log.clear();
		const oauthSettingsLocation = path.join(folder, 'tokens.json');
		const credential = {
			authScheme: 'OAuth',
			initiateOAuth: 'REFRESH',
			oauthRefreshToken,
			oauthSettingsLocation,
		};
		await callOnce(await session(credential));
		await callOnce(await session(credential));
		expect(whoCalled(running.sandbox)).toEqual([PERSON, PERSON]);
		expect(grants()).toEqual(['refresh_token']);
		expect(statSync(oauthSettingsLocation).mode & 0o777).toBe(0o600);
		expect(readFileSync(oauthSettingsLocation, 'utf8')).toContain('refresh');
	});

	it.each([
		['CLIENT', ofApplication, APPLICATION, 'client_credentials'],
		['PASSWORD', { user: USER, password: DEFAULT_PASSWORD }, PERSON, 'password'],
	])('GETANDREFRESH by %s', async (oauthGrantType, more, who, grant) => {
		const credential = {
			authScheme: 'OAuth',
			initiateOAuth: 'GETANDREFRESH',
			oauthGrantType,
			...more,
		};
		const opened = await session(credential);
		for (let n = 0; n < 3; n += 1) await callOnce(opened);
		expect(whoCalled(running.sandbox)).toEqual([who, who, who]);
		expect(grants()).toEqual([grant]);
	});

	it.each(['OAuth', 'AzureAD'])(
		'GETANDREFRESH by CODE as %s: a person, then nobody',
		async (authScheme) => {
			const opened = await session({
				authScheme,
				initiateOAuth: 'GETANDREFRESH',
				oauthGrantType: 'CODE',
				oauthSettingsLocation: path.join(folder, `${authScheme}.json`),
			});
			const early = await refusalOf(callOnce(opened));
			expect(`${early.message} ${early.advice}`).toContain('Start Sign-In');
			const started = await run(opened, 'startSignIn');
			const code = await answerPage(String(started['url']), consent);
			expect(code).toContain('code=');
			await run(opened, 'completeSignIn', { code });
			running.sandbox.log.clear();
			for (let n = 0; n < 3; n += 1) await callOnce(opened);
			expect(whoCalled(running.sandbox)).toEqual([PERSON, PERSON, PERSON]);
			expect(grants()).toEqual([]);
		},
	);

	it.each([
		[
			'the secret',
			'CLIENT',
			{ ...ofApplication, oauthClientSecret: 'Wrong-Secret-9' },
			"'OAuth Client Secret'",
		],
		['the password', 'PASSWORD', { user: USER, password: 'Wrong-Pass-9' }, "'Password'"],
	])('says that %s is wrong, without showing it', async (_what, oauthGrantType, more, field) => {
		const opened = await session({
			authScheme: 'OAuth',
			initiateOAuth: 'GETANDREFRESH',
			oauthGrantType,
			...more,
		});
		const error = await refusalOf(callOnce(opened));
		expect(`${error.message} ${error.advice}`).toContain(field);
		expect(JSON.stringify(error) + error.stack).not.toMatch(/Wrong-(Secret|Pass)-9/);
		expect(whoCalled(running.sandbox)).toEqual([]);
	});
});

describe('Microsoft Entra', () => {
	it('AzureServicePrincipal by secret', async () => {
		await callOnce(await session({ authScheme: 'AzureServicePrincipal', ...ofApplication }));
		expect(whoCalled(running.sandbox)).toEqual([APPLICATION]);
	});

	it('AzureServicePrincipalCert by certificate', async () => {
		const keys: KeyPair = await certificate({ keyType: 'rsa' });
		const { settings } = running.sandbox.tokens;
		running.sandbox.tokens.settings = {
			...settings,
			applications: settings.applications.map((one) =>
				one.clientId === DEFAULT_CLIENTS.service ? { ...one, certificates: [keys.cert] } : one,
			),
		};
		await callOnce(
			await session({
				authScheme: 'AzureServicePrincipalCert',
				...ofApplication,
				oauthClientSecret: '',
				oauthJwtCert: keys.cert,
				oauthJwtCertKey: keys.key,
			}),
		);
		expect(whoCalled(running.sandbox)).toEqual([APPLICATION]);
	});

	it("AzureMSI by the machine's own identity", async () => {
		process.env['AZURE_POD_IDENTITY_AUTHORITY_HOST'] = origin();
		jest.resetModules();
		await callOnce(
			await session({
				authScheme: 'AzureMSI',
				...ofApplication,
				oauthClientId: '',
				oauthClientSecret: '',
				oauthAccessTokenUrl: '',
				oauthAuthorizationUrl: '',
			}),
		);
		expect(whoCalled(running.sandbox)).toEqual([`APPLICATION\\${DEFAULT_CLIENTS.machine}`]);
	});

	it('AzureDeviceCode by a code that a person enters elsewhere', async () => {
		const opened = await session({
			authScheme: 'AzureDeviceCode',
			...ofDevice,
			oauthSettingsLocation: path.join(folder, 'device.json'),
		});
		const started = await run(opened, 'startSignIn');
		const { userCode, verificationUrl } = started;
		await answerPage(String(verificationUrl), { ...consent, code: String(userCode) });
		await run(opened, 'completeSignIn');
		await callOnce(opened);
		expect(whoCalled(running.sandbox)).toEqual([PERSON]);
	});
});
