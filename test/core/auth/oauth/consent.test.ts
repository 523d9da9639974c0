import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { CredentialData, Row, Scope, Session } from '../../../../core';
import {
	DEFAULT_CLIENT_SECRET,
	DEFAULT_CLIENTS,
	startSandbox,
	type Sandbox,
} from '../../../../sandbox';
import { call, credentialFor, rowsOf, sessionOn } from '../../../support/session';
import { TokenIssuer } from '../../../servers/tokenEndpoint';
import { folderOfOwn } from './connection';

const scope: Scope = { folders: [] };
const TENANT = 'contoso.example';

/** A person's browser on the sandbox's pages: fills in the form and is sent back, or not. */
async function browser(
	page: string,
	fields: Readonly<Record<string, string>>,
): Promise<{ status: number; back?: string; text: string }> {
	const shown = await fetch(page);
	const html = await shown.text();
	const form = new URLSearchParams();
	for (const [, name = '', value = ''] of html.matchAll(
		/<input type="hidden" name="([^"]*)" value="([^"]*)"/g,
	)) {
		form.append(name, value.replace(/&amp;/g, '&').replace(/&quot;/g, '"'));
	}
	for (const [name, value] of Object.entries(fields)) form.set(name, value);
	const answer = await fetch(page, { method: 'POST', body: form, redirect: 'manual' });
	return {
		status: answer.status,
		back: answer.headers.get('location') ?? undefined,
		text: await answer.text(),
	};
}

describe('the sign-in of a person', () => {
	let sandbox: Sandbox;
	let folder: string;
	let kept: Record<string, string | undefined>;
	let origin: string;
	beforeAll(async () => {
		sandbox = await startSandbox({
			contacts: 3,
			schemes: ['NTLM', 'Bearer'],
			tokens: { singleUseRefreshTokens: true },
		});
		origin = new URL(sandbox.url).origin;
	});
	afterAll(async () => await sandbox.close());
	beforeEach(() => {
		folder = folderOfOwn();
		const { N8N_RESTRICT_FILE_ACCESS_TO, N8N_USER_FOLDER } = process.env;
		kept = { N8N_RESTRICT_FILE_ACCESS_TO, N8N_USER_FOLDER };
		Object.assign(process.env, { N8N_RESTRICT_FILE_ACCESS_TO: folder, N8N_USER_FOLDER: folder });
	});
	afterEach(() => {
		for (const [name, value] of Object.entries(kept)) {
			if (value === undefined) delete process.env[name];
			else process.env[name] = value;
		}
		rmSync(folder, { recursive: true, force: true });
	});

	const credential = (over: CredentialData = {}): CredentialData => ({
		authScheme: 'AzureAD',
		initiateOAuth: 'GETANDREFRESH',
		oauthGrantType: 'CODE',
		azureTenant: TENANT,
		oauthClientId: DEFAULT_CLIENTS.web,
		oauthClientSecret: DEFAULT_CLIENT_SECRET,
		oauthAuthorizationUrl: `${origin}/${TENANT}/oauth2/v2.0/authorize`,
		oauthAccessTokenUrl: `${origin}/${TENANT}/oauth2/v2.0/token`,
		oauthSettingsLocation: join(folder, 'tokens.json'),
		...over,
	});
	const run = async (session: Session, procedure: string, input: Row = {}): Promise<Row> =>
		(await session.execute(procedure, input, scope, call))[0]!.row;
	const contacts = async (session: Session): Promise<number> =>
		(
			await rowsOf(session, {
				table: 'contact',
				scope,
				limit: 3,
			})
		).length;
	const person = () => {
		const { password } = sandbox.accounts[0]!;
		return { username: sandbox.accounts[0]!.principal, password, answer: 'accept' };
	};

	it.each([
		['AzureAD', {}],
		['OAuth', {}],
		[
			'OAuth, by a public client',
			{ authScheme: 'OAuth', oauthClientId: DEFAULT_CLIENTS.device, oauthClientSecret: '' },
		],
		['OAuth, read only', { readOnly: true }],
	])('with %s: begun, agreed to, completed, used and renewed', async (scheme, over) => {
		const session = await sessionOn(
			sandbox,
			credential({ authScheme: scheme.split(',')[0], ...over }),
		);
		await expect(contacts(session)).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' });
		const started = await run(session, 'startSignIn');
		const url = new URL(started.url as string);
		expect(url.searchParams.get('code_challenge_method')).toBe('S256');
		expect(url.searchParams.get('state')).toBe(started.state);
		const left = Date.parse(started.expiresAt as string) - Date.now();
		expect(left).toBeGreaterThan(14 * 60_000);
		expect(left).toBeLessThanOrEqual(15 * 60_000);
		expect(statSync(join(folder, 'tokens.json.sign-ins')).mode & 0o777).toBe(0o600);

		const { back } = await browser(url.href, person());
		expect(back).toMatch(/^http:\/\/localhost:33333/);
		const completed = await run(session, 'completeSignIn', { code: back! });
		expect(completed).toMatchObject({
			account: person().username,
			isRenewable: true,
			location: 'tokens.json',
		});
		expect(JSON.stringify([started, completed])).not.toMatch(/eyJ|0\.code|verifier/);
		expect(statSync(join(folder, 'tokens.json')).mode & 0o777).toBe(0o600);

		expect(await contacts(session)).toBe(3);
		// The tokens are this person's, in a later run as well.
		const later = await sessionOn(
			sandbox,
			credential({ authScheme: scheme.split(',')[0], ...over }),
		);
		expect(await contacts(later)).toBe(3);
		// The address is of no use a second time.
		await expect(run(later, 'completeSignIn', { code: back! })).rejects.toMatchObject({
			code: 'UNKNOWN_STATE',
		});
	});

	it('takes the code alone, and the state of one of several sign-ins', async () => {
		const session = await sessionOn(sandbox, credential());
		const first = await run(session, 'startSignIn');
		const second = await run(session, 'startSignIn');
		expect(first.state).not.toBe(second.state);
		const { back } = await browser(first.url as string, person());
		const code = new URL(back!).searchParams.get('code')!;
		await run(session, 'completeSignIn', { code, state: first.state as string });
		expect(await contacts(session)).toBe(3);
	});

	it('the code in the credential is as good, with the proof key of the sign-in', async () => {
		const session = await sessionOn(sandbox, credential());
		const { url } = await run(session, 'startSignIn');
		const { back } = await browser(url as string, person());
		const verified = await sessionOn(sandbox, credential({ oauthVerifier: back! }));
		expect(await contacts(verified)).toBe(3);
		const again = await sessionOn(sandbox, credential({ oauthVerifier: back! }));
		expect(await contacts(again)).toBe(3);
	});

	it('an address of somebody else is refused, and no code of it is shown to the issuer', async () => {
		const session = await sessionOn(sandbox, credential());
		const { url } = await run(session, 'startSignIn');
		const { back } = await browser(url as string, person());
		const foreign = new URL(back!);
		foreign.searchParams.set('state', 'of-somebody-else');
		await expect(run(session, 'completeSignIn', { code: foreign.href })).rejects.toMatchObject({
			code: 'UNKNOWN_STATE',
		});
		// It was not used up.
		await run(session, 'completeSignIn', { code: back! });
		expect(await contacts(session)).toBe(3);
	});

	it.each([
		['who does not agree', { answer: 'cancel' }, /did not agree/],
		['nothing at all', undefined, /'Code' is empty/],
		['an address without a code', 'http://localhost:33333/?session_state=1', /no code/],
		['a wrong code', 'no-code-of-anybody', /code/i],
	])('explains %s', async (_who, brought, message) => {
		const session = await sessionOn(sandbox, credential());
		const { url } = await run(session, 'startSignIn');
		const code =
			typeof brought === 'object'
				? (await browser(url as string, { ...person(), ...brought })).back!
				: brought;
		const error = await run(session, 'completeSignIn', code ? { code } : {}).catch(
			(cause: Error & { advice?: string }) => cause,
		);
		expect((error as Error).message).toMatch(message);
		expect((error as Error & { advice?: string }).advice).toBeTruthy();
	});

	it('without a location keeps the tokens in a file of its own', async () => {
		const session = await sessionOn(sandbox, credential({ oauthSettingsLocation: '' }));
		const { url } = await run(session, 'startSignIn');
		const { back } = await browser(url as string, person());
		const { location } = await run(session, 'completeSignIn', { code: back! });
		expect(location).toMatch(/^oauth-[0-9a-f]{32}\.json$/);
		const found = (readdirSync(folder, { recursive: true }) as string[]).filter((name) =>
			name.endsWith(location as string),
		);
		expect(found).toHaveLength(1);
		expect(statSync(join(folder, found[0]!)).mode & 0o777).toBe(0o600);
		expect(statSync(join(folder, found[0]!, '..')).mode & 0o777).toBe(0o700);
		expect(await contacts(session)).toBe(3);
	});

	it('by a device code', async () => {
		const device = credential({
			authScheme: 'AzureDeviceCode',
			oauthClientId: DEFAULT_CLIENTS.device,
			oauthClientSecret: '',
		});
		const session = await sessionOn(sandbox, device);
		const started = await run(session, 'startSignIn');
		expect(started.verificationUrl).toBe(started.url);
		expect(started.message).toContain(started.userCode);
		expect(JSON.stringify(started)).not.toContain('deviceCode');
		await browser(started.url as string, { ...person(), code: started.userCode as string });
		const completed = await run(session, 'completeSignIn');
		expect(completed).toMatchObject({ isRenewable: true });
		expect(await contacts(session)).toBe(3);
		await expect(run(session, 'completeSignIn')).rejects.toMatchObject({ code: 'NO_SIGN_IN' });
	});

	it.each([
		['by itself', { oauthGrantType: 'CLIENT' }, 'NO_CONSENT_NEEDED'],
		[
			'by a token that is given',
			{ initiateOAuth: 'OFF', oauthAccessToken: 'given-1' },
			'NO_CONSENT_NEEDED',
		],
	])('is not begun by a connection that signs in %s', async (_how, over, code) => {
		const session = await sessionOn(sandbox, credential(over));
		await expect(run(session, 'startSignIn')).rejects.toMatchObject({ code });
	});

	it('is not begun by a scheme without tokens', async () => {
		const session = await sessionOn(sandbox, {});
		await expect(run(session, 'startSignIn')).rejects.toMatchObject({ field: 'authScheme' });
		expect(credentialFor(sandbox).authScheme).toBe('NTLM');
	});

	it('never asks Exchange', async () => {
		const issuer = await TokenIssuer.start();
		try {
			const session = await sessionOn(sandbox, {
				...credential({ authScheme: 'OAuth' }),
				server: 'https://mail.nowhere.example/EWS/Exchange.asmx',
				oauthClientId: 'client-1',
				oauthClientSecret: '',
				oauthAuthorizationUrl: issuer.authorizationUrl,
				oauthAccessTokenUrl: issuer.tokenUrl,
				oauthScope: 'mail offline_access',
			});
			const { url } = await run(session, 'startSignIn', {
				callbackUrl: 'http://localhost:4711/back',
			});
			const asked = new URL(url as string).searchParams;
			expect([asked.get('brand'), asked.get('scope')]).toEqual(['test', 'mail offline_access']);
			const back = issuer.consent(url as string);
			expect(back.port).toBe('4711');
			const completed = await run(session, 'completeSignIn', { code: back.href });
			expect(completed.scopes).toEqual(['mail']);
		} finally {
			await issuer.close();
		}
	});
});
