import { InputError } from '../../../core/errors';
import { credentialFields } from '../../../core/connection/fields';
import { parseSettings } from '../../../core/connection/parse';
import { AUTH_SCHEMES } from '../../../core/auth/schemes';

const SERVER = { server: 'mail.contoso.example' };
const USER = { user: 'CONTOSO\\anna', password: 'only a test' };
const APP = { azureTenant: 'contoso.onmicrosoft.com', oauthClientId: 'client-1' };
const PEM = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
const KEY = '-----BEGIN PRIVATE KEY-----\nBBBB\n-----END PRIVATE KEY-----';
const GET = { initiateOAuth: 'GETANDREFRESH', oauthClientId: 'client-1' };

const parse = (fields: Record<string, unknown>) => parseSettings({ ...SERVER, ...fields });
const refusal = (fields: Record<string, unknown>): InputError => {
	try {
		parse(fields);
	} catch (error) {
		expect(error).toBeInstanceOf(InputError);
		expect((error as InputError).advice).toBeTruthy();
		return error as InputError;
	}
	throw new Error('accepted');
};

/** All that each scheme cannot do without: any one of them left out is asked for by its label. */
const NEEDS: Array<[string, Record<string, unknown>, Record<string, string>]> = [
	['NTLM', USER, { user: 'User', password: 'Password' }],
	['Basic', USER, { user: 'User', password: 'Password' }],
	['Digest', USER, { user: 'User', password: 'Password' }],
	['None', {}, {}],
	['Negotiate', USER, { user: 'User', password: 'Password' }],
	['Kerberos', USER, { user: 'User', password: 'Password' }],
	['OAuth', { oauthAccessToken: 'a-token' }, { oauthAccessToken: 'OAuth Access Token' }],
	['OAuth', GET, { oauthClientId: 'OAuth Client ID', initiateOAuth: 'OAuth Access Token' }],
	[
		'OAuth',
		{ ...GET, ...APP, oauthGrantType: 'CLIENT', oauthClientSecret: 's3cret' },
		{ oauthClientSecret: 'OAuth Client Secret', azureTenant: 'Azure Tenant' },
	],
	[
		'OAuth',
		{ ...GET, ...USER, oauthGrantType: 'PASSWORD' },
		{ user: 'User', password: 'Password' },
	],
	[
		'OAuth',
		{
			...GET,
			oauthAuthorizationUrl: 'https://fs.contoso.example/adfs/oauth2/authorize',
			oauthAccessTokenUrl: 'https://fs.contoso.example/adfs/oauth2/token',
		},
		{
			oauthAuthorizationUrl: 'OAuth Authorization URL',
			oauthAccessTokenUrl: 'OAuth Access Token URL',
		},
	],
	['AzureAD', GET, { oauthClientId: 'OAuth Client ID', initiateOAuth: 'OAuth Access Token' }],
	[
		'AzureServicePrincipal',
		{ ...APP, oauthClientSecret: 's3cret' },
		{
			azureTenant: 'Azure Tenant',
			oauthClientId: 'OAuth Client ID',
			oauthClientSecret: 'OAuth Client Secret',
		},
	],
	[
		'AzureServicePrincipalCert',
		{ ...APP, oauthJwtCert: PEM, oauthJwtCertKey: KEY },
		{
			azureTenant: 'Azure Tenant',
			oauthClientId: 'OAuth Client ID',
			oauthJwtCert: 'OAuth JWT Cert',
			oauthJwtCertKey: 'OAuth JWT Cert Key',
		},
	],
	['AzureMSI', {}, {}],
	['AzureDeviceCode', { oauthClientId: 'client-1' }, { oauthClientId: 'OAuth Client ID' }],
];

describe('What a scheme needs', () => {
	it('is known of every scheme', () => {
		expect([...new Set(NEEDS.map(([scheme]) => scheme))]).toEqual([...AUTH_SCHEMES]);
	});

	it.each(NEEDS)('%s: with %j, nothing else', (authScheme, fields, required) => {
		for (const spelled of [authScheme, authScheme.toLowerCase(), authScheme.toUpperCase()]) {
			expect(parse({ authScheme: spelled, ...fields }).authScheme).toBe(authScheme);
		}
		for (const [name, label] of Object.entries(required)) {
			expect(refusal({ authScheme, ...fields, [name]: '' }).message).toMatch(
				new RegExp(`^'${label}' (is empty|holds no private key)`),
			);
		}
	});

	it('suggests the scheme that was meant', () => {
		expect(refusal({ authScheme: 'kerberso', ...USER }).advice).toBe("Did you mean 'Kerberos'?");
		expect(refusal({ authScheme: 'whatever you like' }).advice).toContain('AzureMSI');
	});

	it.each([
		['a keytab', { kerberosKeytab: 'BQIAAAA=' }],
		['the file of a keytab', { kerberosKeytabFile: '/files/anna.keytab' }],
		['a ticket cache', { kerberosTicketCacheContent: 'BQQAAA==' }],
		['the file of a ticket cache', { kerberosTicketCache: 'FILE:/files/krb5cc' }],
		['the tickets of the system', {}],
	])('Kerberos and Negotiate take %s for the password', (_, fields) => {
		for (const authScheme of ['Kerberos', 'Negotiate']) {
			expect(parse({ authScheme, ...fields }).password).toBeUndefined();
		}
	});

	it('Kerberos asks for the realm of a bare name', () => {
		const bare = { authScheme: 'Kerberos', user: 'anna', password: 'only a test' };
		expect(refusal(bare).message).toMatch(/^'Kerberos Realm' is empty/);
		expect(parse({ ...bare, kerberosRealm: 'contoso.example' }).kerberos?.realm).toBe(
			'CONTOSO.EXAMPLE',
		);
		expect(parse({ ...bare, authScheme: 'Negotiate' }).kerberos?.realm).toBeUndefined();
	});

	it.each([
		['kerberosKeytabFile', 'kerberosKeytab'],
		['kerberosTicketCache', 'kerberosTicketCacheContent'],
	])('takes %s or %s, not both', (file, pasted) => {
		const both = { authScheme: 'Kerberos', [file]: '/files/x', [pasted]: 'BQIAAAA=' };
		expect(refusal(both).message).toContain('are both filled in');
	});

	it('every file has a pasted twin among the fields', () => {
		const names = credentialFields.map(({ name }) => name);
		const files = credentialFields.filter(({ pastedTwin }) => pastedTwin !== undefined);
		expect(files.map(({ name }) => name)).toEqual([
			'oauthSettingsLocation',
			'oauthJwtCertFile',
			'kerberosKeytabFile',
			'kerberosTicketCache',
		]);
		for (const { pastedTwin } of files) expect(names).toContain(pastedTwin);
	});
});

describe('What a form hides', () => {
	/** Left over from other schemes, each of them wrong. */
	const LEFT_OVER = {
		kerberosKdc: 'no host!',
		kerberosSpn: 'nonsense',
		kerberosKeytab: '%%%',
		oauthExpiresIn: 'soon',
		oauthAccessTokenUrl: 'nowhere',
		azureTenant: 'no tenant!',
		oauthJwtCert: 'no certificate',
		userId: 'somebody@contoso.example',
	};

	it('is not looked at by a scheme that does not use it', () => {
		const { kerberos, oauth, azure, defaultMailbox } = parse({ ...USER, ...LEFT_OVER });
		expect({ kerberos, oauth, azure, defaultMailbox }).toEqual({});
	});

	it('is no grant where tokens are not fetched', () => {
		for (const oauthGrantType of ['CLIENT', 'PASSWORD']) {
			const renewed = { initiateOAuth: 'REFRESH', oauthClientId: 'c', oauthRefreshToken: 'r' };
			for (const given of [{ oauthAccessToken: 't' }, renewed]) {
				expect(parse({ ...USER, authScheme: 'OAuth', ...given, oauthGrantType })).toMatchObject({
					access: 'delegate',
					user: undefined,
					password: undefined,
				});
			}
		}
	});

	it('shows no password of another scheme to an issuer of tokens', () => {
		const fields = { ...USER, authScheme: 'AzureServicePrincipal', ...APP, oauthClientSecret: 'x' };
		expect(parse(fields)).toMatchObject({ user: undefined, password: undefined });
		expect(parse({ ...USER, authScheme: 'OAuth', ...GET })).toMatchObject({
			user: undefined,
			password: undefined,
		});
		expect(
			parse({ ...USER, authScheme: 'OAuth', ...GET, oauthGrantType: 'PASSWORD' }),
		).toMatchObject(USER);
	});
});

describe('Kerberos fields', () => {
	const kerberos = (fields: Record<string, unknown>) =>
		parse({ authScheme: 'Kerberos', ...USER, ...fields }).kerberos;

	it('are read as people write them', () => {
		expect(
			kerberos({
				kerberosKdc: 'dc1.contoso.example, tcp/dc2.contoso.example:88'.replace('tcp/', 'tcp://'),
				kerberosRealm: 'contoso.example',
				kerberosSpn: 'HTTP@mail.contoso.example',
				kerberosUser: 'svc',
				kerberosServiceRealm: 'resource.example.',
				kerberosServiceKdc: '[::1]:1088',
				kerberosAllowRc4: true,
			}),
		).toEqual({
			kdcs: ['dc1.contoso.example', 'dc2.contoso.example:88'],
			realm: 'CONTOSO.EXAMPLE',
			spn: 'HTTP/mail.contoso.example',
			user: 'svc',
			serviceRealm: 'RESOURCE.EXAMPLE',
			serviceKdcs: ['[::1]:1088'],
			allowRc4: true,
		});
		expect(kerberos({ kerberosSpn: 'HTTP/mail@contoso.example' })?.spn).toBe(
			'HTTP/mail@CONTOSO.EXAMPLE',
		);
	});

	it.each([
		[{ kerberosKdc: 'dc1.contoso.example:99999' }, 'Kerberos KDC'],
		[{ kerberosKdc: 'https://dc1' }, 'Kerberos KDC'],
		[{ kerberosRealm: 'no realm!' }, 'Kerberos Realm'],
		[{ kerberosSpn: 'mail.contoso.example' }, 'Kerberos SPN'],
		[{ kerberosKeytab: 'not base64!' }, 'Kerberos Keytab'],
		[{ kerberosTicketCache: 'KEYRING:persistent:0' }, 'Kerberos Ticket Cache'],
		[{ kerberosTicketCacheContent: 'äöü' }, 'Kerberos Ticket Cache Content'],
		[{ kerberosAllowRc4: 'perhaps' }, 'Kerberos Allow RC4'],
	])('%j is refused as %s', (fields, label) => {
		expect(refusal({ authScheme: 'Kerberos', ...USER, ...fields }).field).toBe(label);
	});
});

describe('OAuth fields', () => {
	const oauth = (fields: Record<string, unknown>) =>
		parse({ authScheme: 'OAuth', ...GET, ...fields }).oauth!;

	it('are read as people write them', () => {
		expect(
			oauth({
				oauthGrantType: 'password',
				...USER,
				oauthClientSecret: ' with blanks ',
				oauthAccessToken: ' Bearer abc \n',
				oauthRefreshToken: 'def\n',
				oauthExpiresIn: '3599',
				oauthTokenTimestamp: '1700000000',
				oauthVerifier: 'code',
				oauthScope: 'openid, offline_access',
				userId: 'anna@contoso.example',
				oauthSettingsLocation: '/files/token.json',
			}),
		).toEqual({
			initiate: 'GETANDREFRESH',
			grantType: 'PASSWORD',
			clientId: 'client-1',
			clientSecret: ' with blanks ',
			accessToken: 'abc',
			refreshToken: 'def',
			expiresIn: 3599,
			tokenTimestamp: 1_700_000_000_000,
			verifier: 'code',
			callbackUrl: 'http://localhost:33333',
			scope: 'openid offline_access',
			resource: 'https://mail.contoso.example',
			isResourceGiven: false,
			settingsLocation: '/files/token.json',
			userId: 'anna@contoso.example',
		});
		expect(oauth({ oauthTokenTimestamp: '1700000000000' }).tokenTimestamp).toBe(1_700_000_000_000);
		expect(oauth({ oauthTokenTimestamp: '2023-11-14T22:13:20Z' }).tokenTimestamp).toBe(
			1_700_000_000_000,
		);
	});

	it.each([
		[{ oauthExpiresIn: 'soon' }, 'OAuth Expires In'],
		[{ oauthTokenTimestamp: 'yesterday' }, 'OAuth Token Timestamp'],
		[{ callbackUrl: 'nowhere' }, 'Callback URL'],
		[{ azureTenant: 'no tenant!' }, 'Azure Tenant'],
		[{ azureEnvironment: 'mars' }, 'Azure Environment'],
		[{ oauthGrantType: 'IMPLICIT' }, 'OAuth Grant Type'],
		[
			{
				oauthAuthorizationUrl: 'https://fs.contoso.example/a',
				oauthAccessTokenUrl: 'http://fs.contoso.example/t',
			},
			'OAuth Access Token URL',
		],
		[{ oauthJwtCert: 'no certificate' }, 'OAuth JWT Cert'],
		[{ oauthJwtCert: PEM, oauthJwtCertFile: '/files/c.pem' }, 'OAuth JWT Cert File'],
		[{ oauthJwtCert: '%%', oauthJwtCertType: 'PFX' }, 'OAuth JWT Cert'],
	])('%j is refused as %s', (fields, label) => {
		expect(refusal({ authScheme: 'OAuth', ...GET, ...fields }).field).toBe(label);
	});

	it('takes an issuer without TLS on this machine, or where that is allowed', () => {
		const local = {
			oauthAuthorizationUrl: 'http://127.0.0.1:8080/a',
			oauthAccessTokenUrl: 'http://localhost:8080/t',
		};
		expect(oauth(local).accessTokenUrl).toBe('http://localhost:8080/t');
		const plain = {
			oauthAuthorizationUrl: 'http://fs.contoso.example/a',
			oauthAccessTokenUrl: 'http://fs.contoso.example/t',
		};
		expect(oauth({ ...plain, allowPlainHttp: true }).accessTokenUrl).toBe(
			'http://fs.contoso.example/t',
		);
	});

	const certificate = (fields: Record<string, unknown>) =>
		parse({ authScheme: 'AzureServicePrincipalCert', ...APP, ...fields }).oauth?.certificate;

	it('restores the lines that a one-line field takes from a certificate and its key', () => {
		const long = 'A'.repeat(100);
		const joined = `-----BEGIN CERTIFICATE-----${long}-----END CERTIFICATE-----`;
		expect(certificate({ oauthJwtCert: joined, oauthJwtCertKey: KEY.replace(/\n/g, ' ') })).toEqual(
			{
				type: 'PEM',
				text: `-----BEGIN CERTIFICATE-----\n${'A'.repeat(64)}\n${'A'.repeat(36)}\n-----END CERTIFICATE-----`,
				key: KEY,
			},
		);
		expect(certificate({ oauthJwtCert: `${PEM}\n${KEY}`.replace(/\n/g, '\\n') })?.text).toBe(
			`${PEM}\n${KEY}`.replace('-----\n-----BEGIN P', '-----\n\n-----BEGIN P'),
		);
	});

	it('takes a PFX in Base64, a file, and the subject that picks one', () => {
		expect(
			certificate({
				oauthJwtCert: 'MIIK\nAAAA',
				oauthJwtCertType: 'pfx',
				oauthJwtCertPassword: 'p f x',
				oauthJwtCertSubject: 'CN=app',
			}),
		).toEqual({ type: 'PFX', text: 'MIIKAAAA', password: 'p f x', subject: 'CN=app' });
		expect(
			certificate({ oauthJwtCertFile: '/files/app.pem', oauthJwtCertSubject: '*' }),
		).toMatchObject({ type: 'PEM', file: '/files/app.pem', subject: undefined });
	});
});

describe('Where a connection leads', () => {
	const secret = { authScheme: 'AzureServicePrincipal', ...APP, oauthClientSecret: 's' };
	const place = (fields: Record<string, unknown>) => {
		const { server, oauth } = parseSettings({ ...secret, ...fields });
		return [server, oauth?.resource];
	};

	it.each([
		['global', 'https://outlook.office365.com', 'https://graph.microsoft.com'],
		['usGovL4', 'https://outlook.office365.us', 'https://graph.microsoft.us'],
		['usGovL5', 'https://outlook-dod.office365.us', 'https://dod-graph.microsoft.us'],
		['china', 'https://partner.outlook.cn', 'https://microsoftgraph.chinacloudapi.cn'],
	])('is the cloud %s where no server is named', (azureEnvironment, exchange, graph) => {
		for (const platform of ['auto', 'Exchange_Online']) {
			expect(place({ azureEnvironment, platform })).toEqual([
				`${exchange}/EWS/Exchange.asmx`,
				exchange,
			]);
		}
		expect(place({ azureEnvironment, schema: 'MSGraph', platform: 'Exchange2016' })).toEqual([
			`${graph}/v1.0`,
			graph,
		]);
	});

	it('is the server itself in a hybrid organisation, unless a resource is given', () => {
		const origin = 'https://mail.contoso.example';
		expect(place({ ...SERVER })).toEqual([`${origin}/EWS/Exchange.asmx`, origin]);
		expect(place({ ...SERVER, oauthResource: 'api://exchange' })[1]).toBe('api://exchange');
		expect(
			parseSettings({ ...secret, ...SERVER, oauthResource: 'api://x' }).oauth?.isResourceGiven,
		).toBe(true);
		expect(place({ server: 'outlook.office.com' })[1]).toBe('https://outlook.office365.com');
	});

	it('has to be named on premises', () => {
		expect(refusal({ ...secret, server: '', platform: 'ExchangeSE' }).message).toMatch(
			/^'Server' is empty/,
		);
	});

	it('is Graph, whatever server the form keeps of EWS', () => {
		for (const server of [
			'mail.contoso.example',
			'https://mail.contoso.example/EWS/Exchange.asmx',
		]) {
			expect(place({ schema: 'MSGraph', server })[0]).toBe('https://graph.microsoft.com/v1.0');
		}
	});

	it('may be another root of Graph', () => {
		expect(place({ schema: 'MSGraph', server: 'gateway.contoso.example/graph/beta/' })).toEqual([
			'https://gateway.contoso.example/graph/beta',
			'https://graph.microsoft.com',
		]);
	});

	it.each(['NTLM', 'Basic', 'Digest', 'None', 'Negotiate', 'Kerberos'])(
		'is not the cloud for %s',
		(authScheme) => {
			for (const online of [
				{ platform: 'Exchange_Online' },
				{ schema: 'MSGraph' },
				{ server: 'https://outlook.office365.com/EWS/Exchange.asmx' },
			]) {
				expect(refusal({ authScheme, ...USER, ...online }).message).toMatch(
					new RegExp(`^'Auth Scheme' is ${authScheme}, which`),
				);
			}
		},
	);
});

describe('An application', () => {
	it.each([
		['AzureServicePrincipal', { ...APP, oauthClientSecret: 's' }],
		['AzureServicePrincipalCert', { ...APP, oauthJwtCertFile: '/files/c.pem' }],
		['AzureMSI', {}],
		['OAuth', { ...GET, ...APP, oauthGrantType: 'CLIENT', oauthClientSecret: 's' }],
		['AzureAD', { ...GET, ...APP, oauthGrantType: 'CLIENT', oauthClientSecret: 's' }],
	])('reaches mailboxes by impersonation alone (%s)', (authScheme, fields) => {
		expect(parse({ authScheme, ...fields, access: 'delegate' })).toMatchObject({
			access: 'impersonate',
			isApplication: true,
		});
	});

	it('works in the mailbox of the user id', () => {
		const fields = { authScheme: 'AzureMSI', schema: 'MSGraph', userId: 'anna@contoso.example' };
		expect(parse(fields).defaultMailbox).toBe('anna@contoso.example');
		expect(parse({ ...fields, defaultMailbox: 'box@contoso.example' }).defaultMailbox).toBe(
			'box@contoso.example',
		);
	});
});

describe("The credential with n8n's Connect button", () => {
	const host = {
		grantType: 'authorizationCode',
		accessTokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
		clientId: 'client-1',
		clientSecret: 'client secret',
		oauthTokenData: { access_token: 'a.b.c', n8n_expires_at: '1700000000000' },
	};

	it('brings its token, and needs nothing else', () => {
		expect(parseSettings(host)).toMatchObject({
			schema: 'MSGraph',
			authScheme: 'OAuth',
			server: 'https://graph.microsoft.com/v1.0',
			hostToken: { accessToken: 'a.b.c', expiresAt: 1_700_000_000_000 },
			access: 'delegate',
			user: undefined,
		});
		expect(parseSettings(host).oauth).toBeUndefined();
		expect(parseSettings({ ...host, schema: 'EWS', azureEnvironment: 'china' }).server).toBe(
			'https://partner.outlook.cn/EWS/Exchange.asmx',
		);
	});

	it('may have none yet', () => {
		expect(parseSettings({ ...host, oauthTokenData: undefined }).hostToken).toEqual({
			accessToken: '',
		});
	});

	it('stands for an application alone with client credentials', () => {
		const fields = { ...host, schema: 'EWS', grantType: 'clientCredentials' };
		expect(parseSettings(fields).access).toBe('impersonate');
	});
});
