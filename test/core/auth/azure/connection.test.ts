import { testConnection } from '../../../../core/open';
import { DEFAULT_PASSWORD } from '../../../../sandbox';
import { useSandbox } from '../../../support/sandbox';
import { DEFAULT_CLIENT_SECRET, DEFAULT_CLIENTS, originOf } from './support';

const running = useSandbox({ schemes: ['Bearer', 'NTLM'] });
const USER = 'user1@contoso.example';

const credentialOf = (over: Readonly<Record<string, unknown>> = {}) => ({
	schema: 'EWS',
	authScheme: 'AzureServicePrincipal',
	server: running.sandbox.url,
	allowPlainHttp: true,
	azureTenant: 'contoso.example',
	oauthClientId: DEFAULT_CLIENTS.service,
	oauthClientSecret: DEFAULT_CLIENT_SECRET,
	oauthAccessTokenUrl: `${originOf(running.sandbox)}/contoso.example/oauth2/v2.0/token`,
	defaultMailbox: USER,
	access: 'impersonate',
	...over,
});
const onGraph = () => ({ schema: 'MSGraph', server: `${originOf(running.sandbox)}/v1.0` });
const asPerson = {
	authScheme: 'AzureAD',
	initiateOAuth: 'GETANDREFRESH',
	oauthGrantType: 'PASSWORD',
	oauthClientId: DEFAULT_CLIENTS.device,
	oauthClientSecret: '',
	user: USER,
	password: DEFAULT_PASSWORD,
	access: 'delegate',
	defaultMailbox: '',
};

describe('the connection test with tokens of Entra', () => {
	it.each([
		['EWS as an application', () => ({})],
		['EWS as a person', () => asPerson],
		['Graph as an application', () => onGraph()],
		['Graph as a person', () => ({ ...asPerson, ...onGraph() })],
	])('passes all steps on %s', async (_name, over) => {
		const steps = await testConnection(credentialOf(over()));
		expect(steps.filter(({ ok }) => !ok)).toEqual([]);
		expect(steps.length).toBeGreaterThan(3);
	});

	it('names the step, the field and what to try when the secret is wrong', async () => {
		for (const over of [{}, onGraph()]) {
			const credential = credentialOf({ ...over, oauthClientSecret: 'Wrong-Secret-9' });
			const steps = await testConnection(credential);
			const last = steps.at(-1)!;
			expect(last.ok).toBe(false);
			expect(last.message).toContain('does not accept the client secret');
			expect(last.advice).toContain("'OAuth Client Secret'");
			expect(JSON.stringify(steps)).not.toContain('Wrong-Secret-9');
		}
	});

	it('says which role an application lacks', async () => {
		const { tokens } = running.sandbox;
		const applications = tokens.settings.applications.map((one) => ({ ...one, roles: ['Other'] }));
		tokens.settings = { ...tokens.settings, applications };
		for (const over of [{}, onGraph()]) {
			const last = (await testConnection(credentialOf(over))).at(-1)!;
			expect(last.ok).toBe(false);
			expect(last.advice).toMatch(/full_access_as_app|permission/);
		}
	});
});
