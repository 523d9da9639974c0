import { InputError } from '../../../core/errors';
import { isAllowed } from '../../../core/connection/mailboxes';
import { parseSettings } from '../../../core/connection/parse';
import { propertyNames } from '../../../core/connection/properties';
import { mask, secretsOf } from '../../../core/connection/secrets';

const base = { server: 'mail.contoso.example', user: 'CONTOSO\\anna', password: ' s3cret & "ü" ' };
const parse = (more: Record<string, unknown> = {}) => parseSettings({ ...base, ...more });
const withRows = (...rows: Array<[string, unknown]>) =>
	parse({ advancedProperties: { property: rows.map(([key, value]) => ({ key, value })) } });
const refused = (run: () => unknown): InputError => {
	try {
		run();
	} catch (error) {
		expect(error).toBeInstanceOf(InputError);
		return error as InputError;
	}
	throw new Error('accepted');
};

describe('parseSettings', () => {
	it('fills in the defaults', () => {
		expect(parse()).toEqual({
			schema: 'EWS',
			authScheme: 'NTLM',
			platform: 'auto',
			server: 'https://mail.contoso.example/EWS/Exchange.asmx',
			user: 'CONTOSO\\anna',
			password: ' s3cret & "ü" ',
			allowPlainHttp: false,
			channelBinding: true,
			tls: { rejectUnauthorized: true, legacy: false },
			proxy: { mode: 'environment' },
			defaultMailbox: undefined,
			access: 'delegate',
			impersonationType: 'PrimarySmtpAddress',
			readOnly: false,
			allowedMailboxes: [],
			timeoutMs: 60_000,
			pageSize: 0,
			batchSize: 100,
			concurrency: 4,
			customHeaders: {},
			maxRows: -1,
			disableServerSideFiltering: false,
			includeContent: false,
			bodyFormat: 'best',
			folderDepth: 0,
		});
	});

	it.each([
		['mail.contoso.example', 'https://mail.contoso.example/EWS/Exchange.asmx'],
		['mail.contoso.example:8443', 'https://mail.contoso.example:8443/EWS/Exchange.asmx'],
		['mail.contoso.example/ews', 'https://mail.contoso.example/EWS/Exchange.asmx'],
		['mail.contoso.example/proxy/x.asmx', 'https://mail.contoso.example/proxy/x.asmx'],
		[
			'https://mail.contoso.example/ews/exchange.asmx',
			'https://mail.contoso.example/ews/exchange.asmx',
		],
		['HTTPS://Mail.Contoso.Example/', 'https://mail.contoso.example/EWS/Exchange.asmx'],
		['[::1]:444', 'https://[::1]:444/EWS/Exchange.asmx'],
	])('reads the server %s', (server, expected) => {
		expect(parse({ server }).server).toBe(expected);
	});

	it.each([
		[{ server: '' }, 'Server', /is empty/],
		[{ server: 'mail contoso' }, 'Server', /neither a host name nor a URL/],
		[{ server: 'ftp://mail.contoso.example' }, 'Server', /ftp/],
		[{ server: 'http://mail.contoso.example' }, 'Server', /not encrypted/],
		[{ server: 'https://u:p@mail.contoso.example' }, 'Server', /user or password/],
		[{ schema: 'SOAP' }, 'Schema', /'SOAP'/],
		[{ schema: 'MSGraph' }, 'Auth Scheme', /is NTLM, which Microsoft Graph does not take/],
		[{ authScheme: 'kerberoz' }, 'Auth Scheme', /'kerberoz', which is not a scheme/],
		[{ platform: 'Exchange_Online' }, 'Auth Scheme', /is NTLM, which Exchange Online does not/],
		[{ server: 'outlook.office365.com' }, 'Auth Scheme', /Exchange Online does not take/],
		[{ server: '', platform: 'Exchange_Online', authScheme: 'Basic' }, 'Auth Scheme', /Basic/],
		[{ platform: 'Exchange2003' }, 'Platform', /'Exchange2003'/],
		[{ user: ' ' }, 'User', /is empty/],
		[{ password: '' }, 'Password', /is empty/],
		[{ access: 'owner' }, 'Access to Other Mailboxes', /'owner'/],
		[{ allowedMailboxes: 'info@x@y' }, 'Allowed Mailboxes', /neither an address nor a domain/],
		[{ caCertificate: 'x' }, 'CA Certificate', /not a PEM/],
		[{ sslServerCert: '*' }, 'SSL Server Cert', /any certificate/],
		[{ proxyMode: 'custom' }, 'Proxy URL', /not the URL/],
		[{ readOnly: 'maybe' }, 'Read Only', /'maybe'/],
	])('refuses %j by the name of the field', (fields, label, pattern) => {
		const error = refused(() => parse(fields));
		expect(error.message).toMatch(new RegExp(`^'${label}' `));
		expect(error.message).toMatch(pattern);
		expect(error.advice).toBeTruthy();
		expect(error.field).toBe(label);
	});

	it('takes any case of a choice, and no user for None', () => {
		expect(parse({ authScheme: 'ntlm', platform: 'exchange2013_sp1' })).toMatchObject({
			authScheme: 'NTLM',
			platform: 'Exchange2013_SP1',
		});
		expect(parse({ authScheme: 'NONE', user: '', password: '' }).authScheme).toBe('None');
	});

	it('reads thumbprints and lists', () => {
		expect(
			parse({
				sslServerCert: 'AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01',
				allowedMailboxes: 'Info@Contoso.example, @example.org;*@b.example',
			}),
		).toMatchObject({
			tls: { pins: ['abcdef0123456789abcdef0123456789abcdef01'] },
			allowedMailboxes: ['info@contoso.example', 'example.org', 'b.example'],
		});
	});
});

describe('advanced properties', () => {
	it('knows the 91 of the reference, the second name of one, Concurrency and PublicFolderMailbox', () => {
		expect(propertyNames).toHaveLength(94);
		expect(new Set(propertyNames.map((name) => name.toLowerCase())).size).toBe(94);
	});

	it.each([
		['Timeout', '90', { timeoutMs: 90_000 }],
		['timeout', '0', { timeoutMs: 86_400_000 }],
		['PageSize', '250', { pageSize: 250 }],
		['BatchSize', '0', { batchSize: 1000 }],
		['BodyType', 'HTML', { bodyFormat: 'html' }],
		['MaxRows', '-1', { maxRows: -1 }],
		['IncludeContent', 'True', { includeContent: true }],
		['DirectoryRetrievalDepth', '5', { folderDepth: 5 }],
		['DisableServerSideFiltering', 'yes', { disableServerSideFiltering: true }],
		['Readonly', 'true', { readOnly: true }],
		['ConnectionLifeTime', '60', { connectionLifetimeMs: 60_000 }],
		['PoolIdleTimeout', '30', { idleTimeoutMs: 30_000 }],
		['PoolMaxSize', '8', { concurrency: 8 }],
		['AuthScheme', 'Basic', { authScheme: 'Basic' }],
		['ImpersonationUser', 'b@x.example', { access: 'impersonate', defaultMailbox: 'b@x.example' }],
		['CustomHeaders', 'X-A: 1\nX-B: two', { customHeaders: { 'x-a': '1', 'x-b': 'two' } }],
		['Other', 'Timeout=5;MaxRows=7', { timeoutMs: 5000, maxRows: 7 }],
		['OAuthJWTCert', '', {}],
		['AutoCache', 'false', {}],
	])('takes %s = %s', (key, value, expected) => {
		expect(withRows([key, value])).toMatchObject(expected);
	});

	it('joins the parts of a proxy', () => {
		expect(
			withRows(
				['ProxyServer', 'proxy.example.org'],
				['ProxyPort', '3128'],
				['ProxyUser', 'p'],
				['ProxyPassword', 'q'],
				['ProxyExceptions', 'a.example;b.example'],
			).proxy,
		).toEqual({
			mode: 'custom',
			url: 'http://proxy.example.org:3128/',
			user: 'p',
			password: 'q',
			exceptions: ['a.example', 'b.example'],
		});
	});

	it.each([
		['TUNNEL', 'http://gate.contoso.example:1080/'],
		['SOCKS4', 'socks4://gate.contoso.example:1080'],
		['socks5', 'socks5://gate.contoso.example:1080'],
	])('goes through a firewall of the type %s', (type, url) => {
		expect(
			withRows(
				['FirewallType', type],
				['FirewallServer', 'gate.contoso.example'],
				['FirewallPort', '1080'],
				['FirewallUser', 'f'],
			).proxy,
		).toEqual({ mode: 'custom', url, user: 'f', password: undefined, exceptions: [] });
	});

	it.each(['BASIC', 'DIGEST', 'NTLM', 'NEGOTIATE', 'NONE'])(
		'signs in to proxies by %s',
		(scheme) => {
			const { proxy } = withRows(
				['ProxyServer', 'proxy.example.org'],
				['ProxyAuthScheme', scheme],
				['ProxyUser', 'p'],
			);
			expect(proxy).toMatchObject({ user: scheme === 'NONE' ? undefined : 'p' });
			expect('authScheme' in proxy ? proxy.authScheme?.toUpperCase() : 'BASIC').toBe(scheme);
		},
	);

	const APP = {
		authScheme: 'AzureServicePrincipalCert',
		azureTenant: 'contoso.example',
		oauthClientId: 'client-1',
	};
	const PEM =
		'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----';

	it.each([
		['PFXFILE', '/files/app.pfx', { type: 'PFX', file: '/files/app.pfx' }],
		['PFXBLOB', 'MIIK', { type: 'PFX', text: 'MIIK' }],
		['PEMKEY_FILE', '/files/app.pem', { type: 'PEM', file: '/files/app.pem' }],
		['PEMKEY_BLOB', PEM, { type: 'PEM' }],
		['', 'C:\\files\\app.PFX', { type: 'PFX', file: 'C:\\files\\app.PFX' }],
		['', PEM, { type: 'PEM' }],
	])('reads a certificate of the kind %j', (kind, value, expected) => {
		const rows = [
			{ key: 'OAuthJWTCert', value },
			{ key: 'OAuthJWTCertType', value: kind },
			{ key: 'OAuthJWTCertPassword', value: 'c p' },
			{ key: 'OAuthJWTCertSubject', value: 'CN=app' },
		];
		const { oauth } = parse({ ...APP, advancedProperties: { property: rows } });
		expect(oauth?.certificate).toMatchObject({ ...expected, password: 'c p', subject: 'CN=app' });
	});

	it.each([
		['Kerberos', 'KerberosKDC', 'dc1', { kerberos: { kdcs: ['dc1'] } }],
		['Kerberos', 'KerberosRealm', 'a.example', { kerberos: { realm: 'A.EXAMPLE' } }],
		['Kerberos', 'KerberosSPN', 'HTTP/x', { kerberos: { spn: 'HTTP/x' } }],
		['Kerberos', 'KerberosUser', 'svc@A', { kerberos: { user: 'svc@A' } }],
		['Kerberos', 'KerberosKeytabFile', '/f/k', { kerberos: { keytabFile: '/f/k' } }],
		['Kerberos', 'KerberosServiceRealm', 'B', { kerberos: { serviceRealm: 'B' } }],
		['Kerberos', 'KerberosServiceKDC', 'dc2', { kerberos: { serviceKdcs: ['dc2'] } }],
		['Kerberos', 'KerberosTicketCache', '/f/c', { kerberos: { ticketCacheFile: '/f/c' } }],
		['AzureMSI', 'AzureTenant', 't', { azure: { tenant: 't' } }],
		['AzureMSI', 'Office365Environment', 'USGov DoD', { azure: { environment: 'usGovL5' } }],
		['AzureMSI', 'Office365Environment', 'China', { azure: { environment: 'china' } }],
		['AzureMSI', 'UserId', 'u@x.example', { defaultMailbox: 'u@x.example' }],
		['AzureMSI', 'DefaultUser', 'u@x.example', { defaultMailbox: 'u@x.example' }],
		['OAuth', 'OAuthAccessToken', 'abc', { oauth: { accessToken: 'abc' } }],
		['OAuth', 'InitiateOAuth', 'refresh', { oauth: { initiate: 'REFRESH' } }],
		['OAuth', 'OAuthClientId', 'c', { oauth: { clientId: 'c' } }],
		['OAuth', 'OAuthClientSecret', 's', { oauth: { clientSecret: 's' } }],
		['OAuth', 'OAuthSettingsLocation', '/f/t', { oauth: { settingsLocation: '/f/t' } }],
		['OAuth', 'CallbackURL', 'http://localhost/', { oauth: { callbackUrl: 'http://localhost/' } }],
		['OAuth', 'OAuthGrantType', 'client', { oauth: { grantType: 'CLIENT' } }],
		['OAuth', 'OAuthVerifier', 'v', { oauth: { verifier: 'v' } }],
		['OAuth', 'OAuthRefreshToken', 'r', { oauth: { refreshToken: 'r' } }],
		['OAuth', 'OAuthExpiresIn', '60', { oauth: { expiresIn: 60 } }],
		['OAuth', 'OAuthTokenTimestamp', '1700000000000', { oauth: { tokenTimestamp: 17e11 } }],
	])('%s: %s = %s', (authScheme, key, value, expected) => {
		const extra = { OAuth: { OAuthAccessToken: 'x', OAuthClientId: 'c' } }[authScheme] ?? {};
		const property = Object.entries({ ...extra, [key]: value }).map(([name, text]) => ({
			key: name,
			value: text,
		}));
		expect(parse({ authScheme, advancedProperties: { property } })).toMatchObject(expected);
	});

	it('takes or answers every property by name', () => {
		for (const name of propertyNames) {
			try {
				withRows([name, 'some value']);
			} catch (error) {
				expect(error).toBeInstanceOf(InputError);
				expect((error as InputError).message).not.toContain('unknown');
				expect((error as InputError).advice).toBeTruthy();
			}
		}
	});

	it.each([
		[[['RTK', 'x']], /'RTK' is not used here: no licence key/],
		[[['OAuthJWTIssuer', 'x']], /issued it itself/],
		[[['OAuthJWTSubject', 'x']], /only for the application itself/],
		[[['ProxyAuthScheme', 'PROPRIETARY']], /no rules to follow/],
		[
			[
				['ProxyServer', 'p.example'],
				['ProxyAuthScheme', 'kerberos'],
			],
			/'kerberos'/,
		],
		[[['OAuthJWTCertType', 'JKSFILE']], /JKSFILE, a key store that cannot be read/],
		[[['Pagesiez', '5']], /'Pagesiez' is unknown/],
		[
			[
				['Timeout', '5'],
				['TIMEOUT', '6'],
			],
			/stands twice/,
		],
		[[['Timeout', 'soon']], /'soon'/],
		[[['PoolMaxSize', '100']], /'100'/],
		[[['FirewallType', 'SOCKS5']], /SOCKS5, but no server is named/],
		[[['CustomHeaders', 'Authorization: x']], /sets Authorization/],
		[[['CustomHeaders', 'host: x']], /sets host/],
		[[['CustomHeaders', 'Cookie: x']], /sets Cookie/],
		[[['CustomHeaders', 'SOAPAction: x']], /sets SOAPAction/],
		[[['CustomHeaders', '{"X-A":"1\\r\\nHost: x"}']], /line break/],
		[[['CustomHeaders', 'X-A: 1\rHost: x']], /without a header/],
		[[['Other', 'Timeout']], /name=value/],
		[[['User', 'other']], /'User' is set in the form and/],
	] as Array<[Array<[string, string]>, RegExp]>)('refuses %j', (rows, pattern) => {
		expect(refused(() => withRows(...rows)).message).toMatch(pattern);
	});

	it('suggests the nearest name', () => {
		expect(refused(() => withRows(['Pagesiez', '5'])).advice).toBe("Did you mean 'Pagesize'?");
		expect(refused(() => withRows(['Impersonation User X', 'a'])).advice).toContain(
			'ImpersonationUser',
		);
		expect(refused(() => withRows(['zzzzzzzzzzzz', 'a'])).advice).not.toContain('Did you mean');
	});

	it('accepts the shape with pair', () => {
		expect(parse({ advancedProperties: { pair: [{ key: 'MaxRows', value: 5 }] } }).maxRows).toBe(5);
	});
});

describe('secrets', () => {
	const settings = parse({
		proxyMode: 'custom',
		proxyUrl: 'http://p:prox%20y@proxy.example.org',
		proxyPassword: 'second!',
	});
	const secrets = secretsOf(settings);

	it('finds all of them', () => {
		expect(secrets).toEqual(expect.arrayContaining([base.password, 'second!', 'prox y']));
	});

	it('masks every way they are written', () => {
		const { password, user } = base;
		const text = [
			password,
			encodeURIComponent(password),
			Buffer.from(password).toString('base64'),
			Buffer.from(`${user}:${password}`).toString('base64'),
			JSON.stringify({ password }),
			'prox%20y',
			'second!',
		].join(' | ');
		const masked = mask(text, secrets);
		expect(masked).not.toMatch(/s3cret|prox|second|czNj/);
		expect(mask('nothing to hide', secrets)).toBe('nothing to hide');
	});
});

describe('secrets of the schemes', () => {
	const KEY_LINE = 'QmFzZTY0IG9mIGEga2V5IHRoYXQgb3BlbnMgbm90aGluZyBhdCBhbGwuIFRlc3Qu';
	const key = `-----BEGIN PRIVATE KEY-----\n${KEY_LINE}\nc2Vjb25kLWxpbmUtb2YtaXQ=\n-----END PRIVATE KEY-----`;
	const cert = '-----BEGIN CERTIFICATE-----\nQUFB\n-----END CERTIFICATE-----';
	const jwt = 'eyJhbGciOiJub25lIn0.eyJhdWQiOiJ0ZXN0LWF1ZGllbmNlIn0.c2lnbmF0dXJlLW9mLWEtdGVzdA';
	const app = { azureTenant: 'contoso.example', oauthClientId: 'client-1' };

	const CASES: Array<[string, Record<string, unknown>, string[]]> = [
		[
			'OAuth',
			{
				authScheme: 'OAuth',
				initiateOAuth: 'REFRESH',
				oauthClientId: 'client-1',
				oauthClientSecret: 'client~secret',
				oauthAccessToken: jwt,
				oauthRefreshToken: '0.refresh-token-of-a-test',
				oauthVerifier: 'verifier-of-a-test',
			},
			[
				'client~secret',
				Buffer.from('client-1:client~secret').toString('base64'),
				jwt,
				jwt.split('.')[1]!,
				jwt.split('.')[2]!,
				'0.refresh-token-of-a-test',
				'verifier-of-a-test',
			],
		],
		[
			'a certificate and its key',
			{
				authScheme: 'AzureServicePrincipalCert',
				...app,
				oauthJwtCert: `${cert}\n${key}`,
				oauthJwtCertPassword: 'key phrase',
			},
			[key, KEY_LINE, 'c2Vjb25kLWxpbmUtb2YtaXQ', 'key phrase', 'key%20phrase'],
		],
		[
			'a PFX',
			{
				authScheme: 'AzureServicePrincipalCert',
				...app,
				oauthJwtCertType: 'PFX',
				oauthJwtCert: 'UEZYIG9mIGEgdGVzdA==',
			},
			['UEZYIG9mIGEgdGVzdA=='],
		],
		[
			'a keytab and a ticket cache',
			{ authScheme: 'Kerberos', kerberosKeytab: 'BQIAAABrZXl0YWI=' },
			['BQIAAABrZXl0YWI='],
		],
		[
			'a ticket cache',
			{ authScheme: 'Kerberos', kerberosTicketCacheContent: 'BQQAAGNhY2hlLg==' },
			['BQQAAGNhY2hlLg=='],
		],
		[
			"n8n's Connect button",
			{ grantType: 'authorizationCode', oauthTokenData: { access_token: jwt } },
			[jwt, jwt.split('.')[2]!],
		],
		[
			'TLS',
			{
				...base,
				clientCertificate: cert,
				clientKey: key.replace(/\n/g, ''),
				clientKeyPassphrase: 'key phrase',
			},
			[KEY_LINE, 'key phrase'],
		],
		[
			'TLS with a PFX',
			{ ...base, clientCertificate: 'UEZYIG9mIGEgdGVzdA==' },
			['UEZYIG9mIGEgdGVzdA=='],
		],
		[
			'a proxy',
			{
				...base,
				proxyMode: 'custom',
				proxyUrl: 'http://u:in-the-url@proxy.example.org',
				proxyUser: 'proxyuser',
				proxyPassword: 'prox&pass',
			},
			[
				'prox&pass',
				'prox&amp;pass',
				'in-the-url',
				Buffer.from('proxyuser:prox&pass').toString('base64'),
				Buffer.from('u:in-the-url').toString('base64'),
			],
		],
	];

	it.each(CASES)('of %s leave no trace', (_, fields, written) => {
		const masked = mask(
			written.map((text) => `<${text}>`).join(' '),
			secretsOf(parseSettings({ server: base.server, ...fields })),
		);
		for (const text of written) expect(masked).not.toContain(text);
		expect(masked.replace(/[<>* -]|BEGIN|END|PRIVATE|KEY|\n|=/g, '')).toBe('');
	});
});

describe('isAllowed', () => {
	const allowedMailboxes = ['info@contoso.example', 'example.org'];
	it.each([
		['INFO@contoso.example', true],
		['other@contoso.example', false],
		['anyone@example.org', true],
		['anyone@sub.example.org', false],
		['x@evil-example.org', false],
		['example.org', false],
		['', false],
	])('%s: %s', (mailbox, expected) => {
		expect(isAllowed(mailbox, { allowedMailboxes })).toBe(expected);
		expect(isAllowed(mailbox, { allowedMailboxes: [] })).toBe(true);
	});
});
