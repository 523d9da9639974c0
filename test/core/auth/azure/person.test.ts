import { completeSignIn, startSignIn } from '../../../../core/auth/oauth/consent';
import { completeDeviceCode, startDeviceCode } from '../../../../core/auth/azure/deviceCode';
import { DEFAULT_PASSWORD } from '../../../../sandbox';
import { useSandbox } from '../../../support/sandbox';
import { DEFAULT_CLIENTS, originOf, refusalOf, useConnections, type Connected } from './support';

const running = useSandbox({ schemes: ['Bearer'] });
const connect = useConnections(() => running.sandbox);
const USER = 'user1@contoso.example';

/** Fills in a page's form as a person does in a browser; what came after it. */
async function submit(page: string, fields: Readonly<Record<string, string>>) {
	const shown = await (await fetch(page)).text();
	const hidden = [...shown.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
		([, name = '', value = '']): [string, string] => [
			name,
			value.replace(/&#(\d+);/g, (_whole, code: string) => String.fromCharCode(Number(code))),
		],
	);
	const body = new URLSearchParams([...hidden, ...Object.entries(fields)]);
	const answer = await fetch(page, { method: 'POST', body, redirect: 'manual' });
	return { text: await answer.text(), location: answer.headers.get('location') ?? '' };
}

const accept = { username: USER, password: DEFAULT_PASSWORD, answer: 'accept' };

const asPerson = (scheme: string, over: Readonly<Record<string, unknown>> = {}): Connected =>
	connect(scheme, {
		oauth: {
			clientId: DEFAULT_CLIENTS.web,
			authorizationUrl: `${originOf(running.sandbox)}/contoso.example/oauth2/v2.0/authorize`,
			...over,
		},
	});
const connectionOf = ({ identity }: Connected, authScheme: string) => ({ ...identity, authScheme });

describe('AzureAD for a person', () => {
	it('signs in by the consent page and renews without a person', async () => {
		const { tokens } = running.sandbox;
		tokens.settings = { ...tokens.settings, lifetime: 2, singleUseRefreshTokens: true };
		const connection = asPerson('AzureAD');
		const person = connectionOf(connection, 'AzureAD');
		const started = await startSignIn(person, connection.services);
		expect(new URL(started.url).searchParams.get('code_challenge_method')).toBe('S256');
		const { location } = await submit(started.url, accept);
		const done = await completeSignIn(person, connection.services, { code: location });
		expect(done).toMatchObject({ account: USER, isRenewable: true });
		expect(await connection.inbox()).toContain('NoError');
		await new Promise((resolve) => setTimeout(resolve, 2_100));
		expect(await connection.inbox()).toContain('NoError');
		expect(connection.grants).toEqual(['authorization_code', 'refresh_token']);
		const [first] = running.sandbox.log.entries({ operation: 'GetFolder' });
		expect(first).toMatchObject({ user: 'CONTOSO\\user1', signIn: 'Bearer' });
	});

	it('says that the sign-in has ended when the refresh token is refused', async () => {
		const connection = asPerson('AzureAD', {
			initiate: 'REFRESH',
			refreshToken: 'old-refresh-token-1',
		});
		const error = await refusalOf(connection.inbox());
		expect(error).toMatchObject({ code: 'AADSTS70000', needsSignIn: true });
		expect(error.advice).toContain('Start Sign-In');
		expect(JSON.stringify([error.message, error.stack])).not.toContain('old-refresh-token-1');
	});

	it('says that the person declined', async () => {
		const connection = asPerson('AzureAD');
		const person = connectionOf(connection, 'AzureAD');
		const { url } = await startSignIn(person, connection.services);
		const { location } = await submit(url, { ...accept, answer: 'cancel' });
		const error = await refusalOf(completeSignIn(person, connection.services, { code: location }));
		expect(error.message).toMatch(/did not agree|refused/);
	});

	it('signs in by name and password', async () => {
		const connection = connect('AzureAD', {
			oauth: { clientId: DEFAULT_CLIENTS.device, clientSecret: undefined, grantType: 'PASSWORD' },
			identity: { user: USER, password: DEFAULT_PASSWORD },
		});
		expect(await connection.inbox()).toContain('NoError');
		expect(connection.grants).toEqual(['password']);
	});

	it.each([
		['mfa', 'AADSTS50076', /second factor/],
		['locked', 'AADSTS50053', /locked/],
		['disabled', 'AADSTS50057', /disabled/],
		['expired', 'AADSTS50055', /expired/],
		['unassigned', 'AADSTS50105', /not assigned/],
		['blocked', 'AADSTS53003', /conditional access/],
	] as const)('explains an account that is %s', async (state, code, message) => {
		const { tokens } = running.sandbox;
		tokens.settings = { ...tokens.settings, users: { [USER]: state } };
		const connection = connect('AzureAD', {
			oauth: { clientId: DEFAULT_CLIENTS.device, clientSecret: undefined, grantType: 'PASSWORD' },
			identity: { user: USER, password: DEFAULT_PASSWORD },
		});
		const error = await refusalOf(connection.inbox());
		expect(error).toMatchObject({ code, message: expect.stringMatching(message) as string });
	});

	it('explains a wrong password, an unknown user and a missing consent', async () => {
		const oauth = {
			clientId: DEFAULT_CLIENTS.device,
			clientSecret: undefined,
			grantType: 'PASSWORD',
		} as const;
		const by = (user: string, password: string) =>
			refusalOf(connect('AzureAD', { oauth, identity: { user, password } }).inbox());
		const wrong = await by(USER, 'Wrong-Pass-7');
		expect(wrong).toMatchObject({ code: 'AADSTS50126', field: 'password' });
		expect(JSON.stringify([wrong.message, wrong.stack])).not.toContain('Wrong-Pass-7');
		expect(await by('nobody@contoso.example', 'x')).toMatchObject({ code: 'AADSTS50034' });
		const { tokens } = running.sandbox;
		const applications = tokens.settings.applications.map((one) => ({ ...one, hasConsent: false }));
		tokens.settings = { ...tokens.settings, applications };
		const missing = await by(USER, DEFAULT_PASSWORD);
		expect(missing).toMatchObject({ code: 'AADSTS65001' });
		expect(missing.advice).toContain('Grant admin consent');
	});
});

describe('AzureDeviceCode', () => {
	const device = (over = {}) =>
		connect('AzureDeviceCode', {
			oauth: { clientId: DEFAULT_CLIENTS.device, clientSecret: undefined, ...over },
		});

	it('signs in by a code that is entered elsewhere, with nothing kept in memory between the halves', async () => {
		const connection = device();
		const person = connectionOf(connection, 'AzureDeviceCode');
		const started = await startSignIn(person, connection.services);
		expect(started.userCode).toMatch(/^[A-Z]{9}$/);
		const { text } = await submit(started.url, { ...accept, code: started.userCode! });
		expect(text).toContain('You have signed in');
		// Another process knows the file alone.
		const { completeSignIn: completeElsewhere } = isolated();
		const done = await completeElsewhere(person, connection.services);
		expect(done).toMatchObject({ account: USER, isRenewable: true });
		expect(await connection.inbox()).toContain('NoError');
		expect(connection.grants).toEqual(['urn:ietf:params:oauth:grant-type:device_code']);
	});

	const isolated = () => {
		jest.resetModules();
		return jest.requireActual<typeof import('../../../../core/auth/oauth/consent')>(
			'../../../../core/auth/oauth/consent',
		);
	};

	it('says that nobody has signed in yet', async () => {
		const error = await refusalOf(device().inbox());
		expect(error).toMatchObject({ code: 'SIGN_IN_NEEDED' });
		expect(error.advice).toContain('Start Sign-In');
	});

	it('says that the code is not entered yet, was declined, or is unknown', async () => {
		const { identity, services } = device();
		const complete = (deviceCode: string) =>
			refusalOf(completeDeviceCode(identity, services, { deviceCode }, { patienceMs: 0 }));
		const { deviceCode, userCode, verificationUri } = await startDeviceCode(identity, services);
		const pending = await complete(deviceCode);
		expect(pending).toMatchObject({ kind: 'retriable', code: 'AADSTS70016' });
		expect(pending.advice).toContain('Complete Sign-In');
		await submit(verificationUri, { code: userCode, answer: 'cancel' });
		expect((await complete(deviceCode)).message).toMatch(/did not agree|declined/);
		expect((await complete('unknown-device-code')).message).toContain('unknown');
	});

	it('waits for a person who is still typing', async () => {
		const { identity, services } = device();
		const { deviceCode, userCode, verificationUri } = await startDeviceCode(identity, services);
		setTimeout(() => void submit(verificationUri, { ...accept, code: userCode }), 300);
		const issued = await completeDeviceCode(identity, services, { deviceCode, intervalMs: 200 });
		expect(issued).toMatchObject({ account: USER });
	});

	it('ends its waiting when the run is cancelled', async () => {
		const { identity, services } = device();
		const { deviceCode } = await startDeviceCode(identity, services);
		const signal = AbortSignal.timeout(200);
		const work = completeDeviceCode(identity, services, { deviceCode }, { signal });
		expect(await refusalOf(work)).toMatchObject({ code: 'ABORT_ERR' });
	});

	it('says that the time is over', async () => {
		const { identity, services } = device();
		const { deviceCode } = await startDeviceCode(identity, services);
		const entry = running.sandbox.tokens.devices.get(deviceCode)!;
		running.sandbox.tokens.devices.set(deviceCode, { ...entry, until: Date.now() - 1 });
		const error = await refusalOf(completeDeviceCode(identity, services, { deviceCode }));
		expect(error.message).toContain('too old');
	});

	it('needs an application that is public', async () => {
		const { identity, services } = device({ clientId: DEFAULT_CLIENTS.service });
		const error = await refusalOf(startDeviceCode(identity, services));
		expect(error).toMatchObject({ code: 'AADSTS7000218' });
		expect(error.advice).toContain('Allow public client flows');
	});
});
