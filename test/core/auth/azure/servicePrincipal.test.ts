import { useSandbox } from '../../../support/sandbox';
import { certificate, type KeyPair } from '../../../servers/certificates';
import { DEFAULT_CLIENTS, originOf, refusalOf, useConnections } from './support';

const running = useSandbox({ schemes: ['Bearer'] });
const connect = useConnections(() => running.sandbox);
const USER = 'user1@contoso.example';

describe('AzureServicePrincipal', () => {
	it('reads a mailbox by impersonation with one token, and asks nobody but the given endpoint', async () => {
		const connection = connect('AzureServicePrincipal');
		expect(await connection.inbox(USER)).toContain('NoError');
		expect(await connection.inbox('user2@contoso.example')).toContain('NoError');
		expect(connection.grants).toEqual(['client_credentials']);
		expect(new Set(connection.asked)).toEqual(new Set([originOf(running.sandbox)]));
	});

	it('asks once however many requests wait for the first token', async () => {
		const connection = connect('AzureServicePrincipal');
		const answers = await Promise.all(Array.from({ length: 8 }, () => connection.inbox(USER)));
		expect(answers.every((answer) => answer.includes('NoError'))).toBe(true);
		expect(connection.grants).toHaveLength(1);
	});

	it('gets another token before the first one ends', async () => {
		running.sandbox.tokens.settings = { ...running.sandbox.tokens.settings, lifetime: 2 };
		const connection = connect('AzureServicePrincipal');
		await connection.inbox(USER);
		await new Promise((resolve) => setTimeout(resolve, 1_900));
		expect(await connection.inbox(USER)).toContain('NoError');
		expect(connection.grants).toHaveLength(2);
	});

	it('may not act without naming a mailbox', async () => {
		expect(await connect('AzureServicePrincipal').inbox()).toContain('ErrorMissingEmailAddress');
	});

	it('speaks to version 1 and AD FS endpoints, which name the service by a parameter', async () => {
		const origin = originOf(running.sandbox);
		for (const path of ['/contoso.example/oauth2/token', '/adfs/oauth2/token']) {
			const connection = connect('AzureServicePrincipal', {
				oauth: { accessTokenUrl: origin + path },
			});
			expect(await connection.inbox(USER)).toContain('NoError');
		}
	});

	it.each([
		['a wrong secret', { clientSecret: 'Wrong-Secret-9' }, 'AADSTS7000215', 'oauthClientSecret'],
		[
			'an expired secret',
			{ clientSecret: 'Sandbox-Secret-0' },
			'AADSTS7000222',
			'oauthClientSecret',
		],
		['an unknown application', { clientId: 'nobody' }, 'AADSTS700016', 'oauthClientId'],
		['an unknown service', { resource: 'https://other.example' }, 'AADSTS500011', 'oauthResource'],
		[
			'a scope of a person',
			{ scope: 'https://graph.microsoft.com/Mail.Read' },
			'AADSTS1002012',
			'oauthScope',
		],
	])('says what is wrong with %s', async (_name, oauth, code, field) => {
		const error = await refusalOf(connect('AzureServicePrincipal', { oauth }).inbox(USER));
		expect(error).toMatchObject({ code, field });
		expect(error.requestId).toMatch(/^[0-9a-f-]{36}, trace [0-9a-f-]{36}$/);
		expect(error.advice).toMatch(/\.$/);
		expect(JSON.stringify([error.message, error.advice, error.stack])).not.toMatch(/-Secret-\d/);
	});

	it('says what is wrong with the tenant', async () => {
		const oauth = {
			accessTokenUrl: `${originOf(running.sandbox)}/fabrikam.example/oauth2/v2.0/token`,
		};
		const wish = { oauth, azure: { tenant: 'fabrikam.example' } };
		const error = await refusalOf(connect('AzureServicePrincipal', wish).inbox(USER));
		expect(error).toMatchObject({ code: 'AADSTS90002', field: 'azureTenant' });
		expect(error.message).toContain('fabrikam.example');
	});

	it('says that the application has no role', async () => {
		const { tokens } = running.sandbox;
		const applications = tokens.settings.applications.map((one) => ({ ...one, roles: [] }));
		tokens.settings = { ...tokens.settings, applications };
		const error = await refusalOf(connect('AzureServicePrincipal').inbox(USER));
		expect(error.advice).toContain('full_access_as_app');
	});

	it('brings the claims that the server demands, and explains a policy that forbids them', async () => {
		const { tokens } = running.sandbox;
		const connection = connect('AzureServicePrincipal');
		await connection.inbox(USER);
		const demandedClaims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';
		tokens.settings = { ...tokens.settings, demandedClaims };
		expect(await connection.inbox(USER)).toContain('NoError');
		expect(connection.grants).toHaveLength(2);
		tokens.settings = { ...tokens.settings, refusesClaims: true };
		const error = await refusalOf(connect('AzureServicePrincipal').inbox(USER));
		expect(error).toMatchObject({ code: 'AADSTS53003' });
		expect(error.message).toContain('conditional access');
		expect(JSON.parse(error.claims!)).toMatchObject(JSON.parse(demandedClaims));
	});

	it.each(['tooManyRequests', 'serviceUnavailable'] as const)(
		'tries again after %s',
		async (kind) => {
			running.sandbox.faults.add({ kind, match: { operation: 'Token' }, times: 2, retryAfter: 0 });
			const connection = connect('AzureServicePrincipal');
			expect(await connection.inbox(USER)).toContain('NoError');
			expect(connection.grants).toHaveLength(3);
		},
	);

	it('gives up when the endpoint stays busy, and says that it is for a while', async () => {
		running.sandbox.faults.add({
			kind: 'tooManyRequests',
			match: { operation: 'Token' },
			times: 100,
			retryAfter: 0,
		});
		const error = await refusalOf(connect('AzureServicePrincipal').inbox(USER));
		expect(error).toMatchObject({ kind: 'retriable', status: 429 });
		expect(running.sandbox.faults.list()[0]!.hits).toBeLessThan(10);
	});

	it.each([
		['html', 'BAD_TOKEN_ANSWER'],
		['huge', 'ANSWER_TOO_LARGE'],
		['serverError', 'HTTP_500'],
	] as const)('is not led astray by an answer such as %s', async (kind, code) => {
		running.sandbox.faults.add({ kind, match: { operation: 'Token' }, times: 100 });
		const error = await refusalOf(connect('AzureServicePrincipal').inbox(USER));
		expect(error.code).toBe(code);
	});

	it('ends its waiting when the run is cancelled', async () => {
		running.sandbox.faults.add({ kind: 'silence', match: { operation: 'Token' } });
		const controller = new AbortController();
		const work = connect('AzureServicePrincipal').inbox(USER, controller.signal);
		setTimeout(() => controller.abort(), 100);
		expect(await refusalOf(work)).toMatchObject({ code: 'ABORT_ERR' });
	});

	it('uses no token of another connection with another secret', async () => {
		await connect('AzureServicePrincipal').inbox(USER);
		const other = connect('AzureServicePrincipal', { oauth: { clientSecret: 'Wrong-Secret-9' } });
		expect(await refusalOf(other.inbox(USER))).toMatchObject({ code: 'AADSTS7000215' });
	});

	it('needs a secret, a client and a tenant', () => {
		const fields = { accessTokenUrl: undefined };
		expect(() =>
			connect('AzureServicePrincipal', { oauth: { ...fields, clientSecret: undefined } }),
		).toThrow(/'OAuth Client Secret' is empty/);
		expect(() =>
			connect('AzureServicePrincipal', { oauth: { ...fields, clientId: undefined } }),
		).toThrow(/'OAuth Client ID' is empty/);
		expect(() =>
			connect('AzureServicePrincipal', { oauth: fields, azure: { tenant: undefined } }),
		).toThrow(/'Azure Tenant' is empty/);
	});
});

describe('AzureServicePrincipalCert', () => {
	let pair: KeyPair;
	let other: KeyPair;
	beforeAll(async () => {
		pair = await certificate({ names: ['service'], keyType: 'rsa' });
		other = await certificate({ names: ['other'], keyType: 'rsa' });
	});
	beforeEach(() => {
		const { tokens } = running.sandbox;
		const { clientId } = { clientId: DEFAULT_CLIENTS.service };
		const applications = [{ clientId, certificates: [pair.cert] }];
		tokens.settings = { ...tokens.settings, applications };
	});
	const withCertificate = ({ cert, key }: KeyPair, path?: string) => ({
		oauth: {
			clientSecret: undefined,
			certificate: { type: 'PEM', text: cert, key } as const,
			...(path ? { accessTokenUrl: originOf(running.sandbox) + path } : {}),
		},
	});

	it('signs in with PS256 and x5t#S256', async () => {
		const connection = connect('AzureServicePrincipalCert', withCertificate(pair));
		expect(await connection.inbox(USER)).toContain('NoError');
	});

	it('signs in to AD FS with RS256 and x5t', async () => {
		const wish = withCertificate(pair, '/adfs/oauth2/token');
		expect(await connect('AzureServicePrincipalCert', wish).inbox(USER)).toContain('NoError');
	});

	it('signs each proof anew: none is taken twice', async () => {
		running.sandbox.tokens.settings = { ...running.sandbox.tokens.settings, lifetime: 1 };
		const connection = connect('AzureServicePrincipalCert', withCertificate(pair));
		await connection.inbox(USER);
		await new Promise((resolve) => setTimeout(resolve, 1_100));
		expect(await connection.inbox(USER)).toContain('NoError');
		expect(running.sandbox.tokens.assertions.size).toBe(2);
	});

	it('says that a certificate is not registered', async () => {
		const connection = connect('AzureServicePrincipalCert', withCertificate(other));
		const error = await refusalOf(connection.inbox(USER));
		expect(error).toMatchObject({ code: 'AADSTS700027', field: 'oauthJwtCert' });
	});

	it('serves AzureAD and AzureServicePrincipal where no secret is given', async () => {
		for (const scheme of ['AzureAD', 'AzureServicePrincipal', 'OAuth']) {
			const { oauth } = withCertificate(pair);
			const connection = connect(scheme, { oauth: { ...oauth, grantType: 'CLIENT' } });
			expect(await connection.inbox(USER)).toContain('NoError');
		}
	});
});
