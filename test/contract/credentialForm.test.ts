import { NodeHelpers } from 'n8n-workflow';
import type { INodeParameters, INodeProperties } from 'n8n-workflow';
import { azureEnvironments } from '../../core/auth/azure/environments';
import { credentialFields } from '../../core/connection/fields';
import { AUTH_SCHEMES } from '../../core/auth/schemes';
import { MicrosoftExchangeApi } from '../../credentials/MicrosoftExchangeApi.credentials';
import { MicrosoftExchangeOAuth2Api } from '../../credentials/MicrosoftExchangeOAuth2Api.credentials';

const form = new MicrosoftExchangeApi().properties;
const connect = new MicrosoftExchangeOAuth2Api().properties;

/** What n8n hands to a node: defaults filled in, what the form does not show left out. */
const resolved = (properties: INodeProperties[], values: INodeParameters): INodeParameters =>
	NodeHelpers.getNodeParameters(properties, values, true, false, null, null) ?? {};

const shownNames = (values: INodeParameters, properties = form): string[] =>
	Object.keys(resolved(properties, values));

/** Always there: protocol, scheme, mailbox, TLS, proxy and rows. */
const COMMON =
	`schema authScheme defaultMailbox readOnly allowedMailboxes caCertificate sslServerCert
	clientCertificate clientKey clientKeyPassphrase minTlsVersion allowUnauthorizedCerts legacyTls allowPlainHttp
	proxyMode advancedProperties`.split(/\s+/);
const EWS = [...COMMON, 'platform', 'server', 'access'];
const KERBEROS = form.map(({ name }) => name).filter((name) => name.startsWith('kerberos'));
const APP = ['azureEnvironment', 'azureTenant', 'oauthClientId', 'oauthResource'];
const FETCHED = [...APP, 'oauthClientSecret', 'oauthScope', 'oauthSettingsLocation'];
const CONSENT = ['callbackUrl', 'oauthVerifier'];
const TOKEN = ['oauthAccessToken', 'oauthRefreshToken', 'oauthExpiresIn', 'oauthTokenTimestamp'];
const CERTIFICATE =
	`oauthJwtCertType oauthJwtCert oauthJwtCertFile oauthJwtCertKey oauthJwtCertPassword
	oauthJwtCertSubject`.split(/\s+/);
const URLS = ['oauthAuthorizationUrl', 'oauthAccessTokenUrl'];
/** An app has no mailbox: it always impersonates. */
const APP_EWS = [...EWS.filter((name) => name !== 'access'), 'impersonationType'];

const initiate = (initiateOAuth: string, oauthGrantType = 'CODE') => ({
	initiateOAuth,
	oauthGrantType,
});

const CASES: Array<[string, INodeParameters, string[]]> = [
	['None', {}, EWS],
	['NTLM', {}, [...EWS, 'user', 'password', 'channelBinding']],
	['Basic', {}, [...EWS, 'user', 'password']],
	['Digest', {}, [...EWS, 'user', 'password']],
	['Kerberos', {}, [...EWS, 'user', 'password', 'channelBinding', ...KERBEROS]],
	['Negotiate', {}, [...EWS, 'user', 'password', 'channelBinding', 'allowNtlm', ...KERBEROS]],
	['OAuth', {}, [...EWS, 'initiateOAuth', 'oauthAccessToken']],
	[
		'OAuth',
		{ platform: 'Exchange_Online' },
		[...EWS, 'initiateOAuth', 'oauthAccessToken', 'azureEnvironment'],
	],
	[
		'OAuth',
		initiate('REFRESH'),
		[...EWS, 'initiateOAuth', ...FETCHED, ...CONSENT, ...TOKEN, ...URLS],
	],
	[
		'OAuth',
		initiate('GETANDREFRESH'),
		[...EWS, 'initiateOAuth', 'oauthGrantType', ...FETCHED, ...CONSENT, ...URLS],
	],
	[
		'OAuth',
		initiate('GETANDREFRESH', 'CLIENT'),
		[...EWS, 'initiateOAuth', 'oauthGrantType', ...FETCHED, 'oauthAccessTokenUrl'],
	],
	[
		'OAuth',
		initiate('GETANDREFRESH', 'PASSWORD'),
		[
			...EWS,
			...['initiateOAuth', 'oauthGrantType', 'user', 'password', 'oauthAccessTokenUrl'],
			...FETCHED,
		],
	],
	[
		'AzureAD',
		initiate('GETANDREFRESH'),
		[...EWS, 'initiateOAuth', 'oauthGrantType', ...FETCHED, ...CONSENT],
	],
	['AzureServicePrincipal', {}, [...APP_EWS, ...APP, 'oauthClientSecret']],
	['AzureServicePrincipalCert', {}, [...APP_EWS, ...APP, ...CERTIFICATE]],
	[
		'AzureServicePrincipalCert',
		{ oauthJwtCertType: 'PFX' },
		[...APP_EWS, ...APP, ...CERTIFICATE.filter((name) => name !== 'oauthJwtCertKey')],
	],
	['AzureMSI', {}, [...APP_EWS, 'azureEnvironment', 'msiClientId', 'oauthResource']],
	['AzureDeviceCode', {}, [...EWS, ...APP, 'oauthScope', 'oauthSettingsLocation']],
];

/** Microsoft Graph has neither server nor version, nor impersonation; an app names a user. */
const asGraph = (scheme: string, names: readonly string[]): string[] => [
	...names.filter((name) => !['platform', 'server', 'access', 'impersonationType'].includes(name)),
	...(scheme === 'AzureDeviceCode' ? [] : ['userId']),
];

const title = ([scheme, values, names]: (typeof CASES)[number]) =>
	[`${scheme} ${Object.values(values).join(' ')}`.trim(), scheme, values, names] as const;

describe('The form of the Exchange credential', () => {
	it.each(CASES.map(title))('shows for %s what it needs, no more', (_, scheme, values, names) => {
		const shown = shownNames({ schema: 'EWS', authScheme: scheme, ...values });
		expect(shown.sort()).toEqual([...names].sort());
	});

	const online = CASES.filter(([scheme]) => /OAuth|Azure/.test(scheme)).filter(
		([, { platform }]) => platform === undefined,
	);

	it.each(online.map(title))(
		'shows for %s with Microsoft Graph no server',
		(_, scheme, values, names) => {
			const shown = shownNames({ schema: 'MSGraph', authScheme: scheme, ...values });
			const cloud = values.initiateOAuth === undefined && scheme === 'OAuth';
			const expected = [...asGraph(scheme, names), ...(cloud ? ['azureEnvironment'] : [])];
			expect(shown.sort()).toEqual(expected.sort());
		},
	);

	it('has a case for every scheme, and offers every scheme', () => {
		const { options } = form.find(({ name }) => name === 'authScheme')!;
		const offered = (options as Array<{ value: string }>).map(({ value }) => value);
		expect(offered.sort()).toEqual([...AUTH_SCHEMES].sort());
		expect([...new Set(CASES.map(([scheme]) => scheme))].sort()).toEqual(offered);
	});

	it('shows the same when a program has spelled the scheme in another case', () => {
		expect(shownNames({ authScheme: 'ntlm' })).toEqual(shownNames({ authScheme: 'NTLM' }));
		expect(shownNames({ authScheme: 'KERBEROS' })).toEqual(shownNames({ authScheme: 'Kerberos' }));
	});

	it('asks for the details of a proxy and of impersonation where they are chosen', () => {
		const added = (values: INodeParameters) =>
			shownNames({ authScheme: 'None', ...values })
				.filter((name) => !EWS.includes(name))
				.sort();
		expect(added({ proxyMode: 'custom' })).toEqual(
			['proxyAuthScheme', 'proxyExceptions', 'proxyPassword', 'proxyUrl', 'proxyUser'].sort(),
		);
		expect(added({ access: 'impersonate' })).toEqual(['impersonationType']);
	});

	it('names, labels and presets every field as core reads it', () => {
		const insecure = / \(Insecure\)$/;
		const ofForm = new Map(
			form
				.filter(({ name }) => name !== 'advancedProperties')
				.map((field) => [
					field.name,
					[field.displayName.replace(insecure, ''), field.default as string | boolean],
				]),
		);
		const ofCore = new Map(
			credentialFields.map((field) => [
				field.name,
				[field.label.replace(insecure, ''), field.default],
			]),
		);
		expect(Object.fromEntries(ofForm)).toEqual(Object.fromEntries(ofCore));
		for (const { name, displayName } of form) {
			expect(displayName.replace(insecure, '')).toBe(ofForm.get(name)?.[0] ?? displayName);
		}
	});

	it('hides what is secret while it is typed', () => {
		const secrets = credentialFields.filter(({ isSecret }) => isSecret).map(({ name }) => name);
		expect(secrets.length).toBeGreaterThan(12);
		for (const properties of [form, connect]) {
			for (const field of properties.filter(({ name }) => secrets.includes(name))) {
				expect([field.name, field.typeOptions?.password]).toEqual([field.name, true]);
			}
		}
	});

	it('shows the pasted twin wherever it shows the path of a file', () => {
		const files = credentialFields.filter(({ pastedTwin }) => pastedTwin !== undefined);
		expect(files.length).toBeGreaterThan(2);
		for (const [, values, names] of CASES) {
			for (const { name, pastedTwin } of files) {
				if (name === 'oauthSettingsLocation' || !names.includes(name)) continue;
				expect([values, name, names.includes(pastedTwin!)]).toEqual([values, name, true]);
			}
		}
	});

	it('keeps the server and drops what another scheme needs', () => {
		const credential = resolved(form, {
			authScheme: 'AzureServicePrincipal',
			server: 'mail.contoso.example',
			password: 'left-over-1',
			kerberosKeytab: 'left-over-2',
			oauthClientSecret: 'test-secret-3',
		});
		expect(credential).toMatchObject({
			server: 'mail.contoso.example',
			oauthClientSecret: 'test-secret-3',
		});
		expect(JSON.stringify(credential)).not.toContain('left-over');
	});
});

describe("The credential with n8n's Connect button", () => {
	/** An expression of a hidden field, as n8n evaluates it for these values. */
	function evaluated(name: string, values: INodeParameters): string {
		const { default: expression } = connect.find((field) => field.name === name)!;
		const code = /^=\{\{([\s\S]*)\}\}$/.exec(String(expression))![1]!;
		expect(code).not.toContain('}}');
		return String(new Function('$self', `return (${code});`)(resolved(connect, values)));
	}

	it('has the fields of a connection, and those of n8n hidden', () => {
		const shown = shownNames({}, connect).filter(
			(name) => connect.find((field) => field.name === name)?.type !== 'hidden',
		);
		const own = ['azureEnvironment', 'azureTenant', 'testNotice'];
		const expected = COMMON.filter((name) => name !== 'authScheme');
		expect(shown.sort()).toEqual([...expected, ...own].sort());
		expect(shownNames({ schema: 'EWS' }, connect)).toEqual(
			expect.arrayContaining(['platform', 'server', 'access']),
		);
	});

	it.each(Object.entries(azureEnvironments))(
		'asks the cloud %s for consent and tokens',
		(azureEnvironment, { authority, graph, ewsResource }) => {
			const values = { azureEnvironment, azureTenant: 'contoso.example' };
			const base = `${authority}/contoso.example/oauth2/v2.0`;
			expect(evaluated('authUrl', values)).toBe(`${base}/authorize`);
			expect(evaluated('accessTokenUrl', values)).toBe(`${base}/token`);
			const scopes = evaluated('scope', values).split(' ');
			expect(scopes).toEqual(
				expect.arrayContaining([
					'offline_access',
					`${graph}/Mail.ReadWrite`,
					`${graph}/Calendars.ReadWrite.Shared`,
				]),
			);
			expect(scopes.every((scope) => scope.startsWith(graph) || !scope.includes('/'))).toBe(true);
			expect(evaluated('scope', { ...values, schema: 'EWS', platform: 'Exchange_Online' })).toBe(
				`openid offline_access ${ewsResource}/EWS.AccessAsUser.All`,
			);
		},
	);

	it('asks for less where the connection is read-only', () => {
		const scopes = evaluated('scope', { readOnly: true });
		expect(scopes).toContain('https://graph.microsoft.com/Mail.Read ');
		expect(scopes).not.toMatch(/ReadWrite|Send/);
	});

	it('asks for the server itself in a hybrid organisation', () => {
		for (const server of [
			'https://mail.contoso.example/EWS/Exchange.asmx',
			'mail.contoso.example',
		]) {
			expect(evaluated('scope', { schema: 'EWS', server })).toBe(
				'openid offline_access https://mail.contoso.example/EWS.AccessAsUser.All',
			);
		}
	});

	it('takes any organisation where no tenant is named', () => {
		expect(evaluated('authUrl', {})).toBe(
			'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize',
		);
	});
});
