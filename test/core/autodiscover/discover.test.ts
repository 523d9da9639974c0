import { discover, type DiscoverRequest } from '../../../core/autodiscover/discover';
import { domainOf, isOwn, Trust } from '../../../core/autodiscover/trust';
import { parseSettings } from '../../../core/connection/parse';
import {
	DEFAULT_PASSWORD,
	startSandbox,
	type AutodiscoverRule,
	type Sandbox,
} from '../../../sandbox';
import { certificate } from '../../servers/certificates';
import { serveHttps } from '../../servers/listen';
import { namedHosts, type Hosts } from '../../servers/namedHosts';

const ADDRESS = 'user1@contoso.example';
const NAMES = [
	'contoso.example',
	'autodiscover.contoso.example',
	'mail.contoso.example',
	'elsewhere.example',
	'autodiscover.elsewhere.example',
];

let sandbox: Sandbox;
const proxies: Array<{ close(): Promise<void> }> = [];
beforeAll(async () => {
	sandbox = await startSandbox({
		https: true,
		schemes: ['Basic'],
		certificate: { names: NAMES },
		mailboxes: [
			{ primarySmtp: ADDRESS, displayName: 'User 1' },
			{ primarySmtp: 'user2@contoso.example' },
		],
	});
});
afterEach(async () => {
	sandbox.autodiscover.clear();
	sandbox.log.clear();
	await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});
afterAll(() => sandbox.close());

const secure = () => Number(new URL(sandbox.httpsUrl ?? '').port);
const plain = () => Number(new URL(sandbox.url).port);
/** Every name leads to the sandbox, https and http. */
const everywhere = (): Hosts =>
	Object.fromEntries(
		NAMES.flatMap((name) => [
			[`${name}:443`, secure()],
			[`${name}:80`, plain()],
		]),
	);
const rule = (one: AutodiscoverRule) => sandbox.autodiscover.add(one);

interface Given extends Partial<DiscoverRequest> {
	readonly hosts?: Hosts;
	readonly credential?: Record<string, unknown>;
	readonly srv?: ReadonlyArray<{ name: string; port: number }>;
}

async function search({ hosts = everywhere(), credential, srv = [], ...request }: Given = {}) {
	const proxy = await namedHosts(hosts);
	proxies.push(proxy);
	const settings = parseSettings({
		schema: 'EWS',
		authScheme: 'Basic',
		server: 'https://mail.contoso.example/EWS/Exchange.asmx',
		user: ADDRESS,
		password: DEFAULT_PASSWORD,
		caCertificate: sandbox.ca,
		proxyMode: 'custom',
		proxyUrl: proxy.url,
		...credential,
	});
	const asked: DiscoverRequest = { address: ADDRESS, allowedHosts: [], over: 'auto', ...request };
	const found = discover(settings, asked, { resolveSrv: async () => srv });
	return await found.then(
		(value) => ({ found: value, error: undefined, asked: proxy.asked }),
		(error: Error & { code?: string; kind?: string; advice?: string }) => ({
			found: undefined,
			error,
			asked: proxy.asked,
		}),
	);
}

/** Requests that carried a name and password. */
const signedIn = () => sandbox.log.entries().filter(({ user }) => user !== undefined);

describe('the places that are asked', () => {
	it('the domain first, in SOAP', async () => {
		const { found } = await search();
		expect(found).toMatchObject({
			ewsUrl: 'https://contoso.example/EWS/Exchange.asmx',
			isForeignHost: false,
			displayName: 'User 1',
			over: 'soap',
			place: 'https://contoso.example/autodiscover/autodiscover.svc',
		});
	});

	it.each(['pox', 'soap'] as const)('%s alone where asked for', async (over) => {
		const { found } = await search({ over });
		expect(found).toMatchObject({ over, address: ADDRESS });
	});

	it('then autodiscover of the domain, and nothing above it', async () => {
		const hosts = { 'autodiscover.contoso.example:443': secure() };
		const { found, asked } = await search({ hosts });
		expect(found?.place).toContain('https://autodiscover.contoso.example/');
		expect(new Set(asked)).toEqual(
			new Set(['contoso.example:443', 'autodiscover.contoso.example:443']),
		);
		const deep = await search({ hosts: {}, address: 'user1@mail.contoso.example' });
		expect(deep.error?.code).toBe('AUTODISCOVER');
		expect(deep.asked.filter((host) => !host.includes('mail.contoso.example'))).toEqual([]);
	});

	it('the other form, where a server has only one', async () => {
		rule({ over: 'soap', answer: { kind: 'httpStatus', status: 404 } });
		const { found } = await search();
		expect(found).toMatchObject({ over: 'pox', place: expect.stringContaining('.xml') });
	});

	it('all of them are named when nobody answers', async () => {
		const { error } = await search({ hosts: {} });
		expect(error?.code).toBe('AUTODISCOVER');
		for (const place of [
			'https://contoso.example/autodiscover',
			'https://autodiscover.contoso.example/autodiscover',
			'http://autodiscover.contoso.example/autodiscover',
			'_autodiscover._tcp.contoso.example',
		]) {
			expect(error?.message).toContain(place);
		}
	});

	it('an address that nobody has', async () => {
		const { error } = await search({ address: 'nobody@contoso.example' });
		expect(error?.message).toContain('not known');
		expect(error?.message).toContain("can't be found");
	});

	it('a sign-in that is refused is said', async () => {
		const { error } = await search({ credential: { password: 'wrong-secret-1' } });
		expect(error).toMatchObject({ kind: 'permission', code: 'SIGN_IN_REFUSED' });
		expect(`${error?.message} ${error?.advice}`).not.toContain('wrong-secret-1');
	});
});

describe('redirections', () => {
	const elsewhere = 'https://elsewhere.example/autodiscover/autodiscover.xml';
	const inDomain = 'https://mail.contoso.example/autodiscover/autodiscover.xml';
	const away = (url: string): AutodiscoverRule => ({
		host: 'contoso.example',
		answer: { kind: 'redirectUrl', url },
	});

	it('to a host of the domain are followed', async () => {
		rule(away(inDomain));
		const { found } = await search();
		expect(found?.place).toBe(inDomain);
	});

	it('to another address of the domain are followed', async () => {
		rule({
			address: ADDRESS,
			answer: { kind: 'redirectAddress', address: 'user2@contoso.example' },
		});
		const { found } = await search();
		expect(found).toMatchObject({ askedFor: 'user2@contoso.example' });
	});

	it('to a foreign host need to be allowed, and are told before anything goes there', async () => {
		for (const host of ['contoso.example', 'autodiscover.contoso.example']) {
			rule({ host, answer: { kind: 'redirectUrl', url: elsewhere } });
		}
		const { error, asked } = await search();
		expect(error).toMatchObject({
			kind: 'permission',
			code: 'FOREIGN_HOST',
			field: 'allowedHosts',
			advice: expect.stringContaining('elsewhere.example'),
		});
		expect(asked.some((host) => host.startsWith('elsewhere'))).toBe(false);
		const allowed = await search({ allowedHosts: ['elsewhere.example'] });
		expect(allowed.found).toMatchObject({
			place: elsewhere,
			ewsUrl: 'https://elsewhere.example/EWS/Exchange.asmx',
			isForeignHost: false,
		});
	});

	it('to an address of another domain as well', async () => {
		rule({
			address: ADDRESS,
			answer: { kind: 'redirectAddress', address: 'user1@elsewhere.example' },
		});
		const { error, asked } = await search();
		expect(error?.code).toBe('FOREIGN_HOST');
		expect(asked.some((host) => host.includes('elsewhere'))).toBe(false);
	});

	it('to plain HTTP are never followed', async () => {
		for (const answer of [
			{ kind: 'redirectUrl', url: 'http://contoso.example/autodiscover/autodiscover.xml' },
			{ kind: 'httpRedirect', location: 'http://contoso.example/autodiscover/autodiscover.xml' },
		] as const) {
			sandbox.autodiscover.clear();
			sandbox.log.clear();
			rule({ secure: true, answer });
			const { error } = await search();
			expect(error?.message).toContain('is not https');
			expect(signedIn().filter((entry) => !entry.secure)).toEqual([]);
		}
	});

	it('of the web server are followed under the same rules', async () => {
		rule({ host: 'contoso.example', answer: { kind: 'httpRedirect', location: inDomain } });
		expect((await search()).found?.place).toBe(inDomain);
		sandbox.autodiscover.clear();
		rule({ secure: true, answer: { kind: 'httpRedirect', location: elsewhere } });
		expect((await search()).error?.code).toBe('FOREIGN_HOST');
	});

	it('in a circle, or without an end, come to one', async () => {
		rule({ answer: { kind: 'redirectUrl', url: inDomain } });
		const circle = await search();
		expect(circle.error?.message).toContain('circle');
		sandbox.autodiscover.clear();
		for (let i = 0; i < 20; i += 1) {
			rule({
				address: `${i === 0 ? 'user1' : `hop${i}`}@contoso.example`,
				answer: { kind: 'redirectAddress', address: `hop${i + 1}@contoso.example` },
			});
		}
		const endless = await search();
		expect(endless.error?.message).toContain('after 10 redirections');
	});
});

describe('a plain HTTP answer', () => {
	const away = (location: string) =>
		rule({ secure: false, answer: { kind: 'httpRedirect', location } });
	const onlyPlain = (): Hosts => ({
		'autodiscover.contoso.example:80': plain(),
		'mail.contoso.example:443': secure(),
		'elsewhere.example:443': secure(),
	});

	it('is asked without credentials and followed to https of the domain', async () => {
		away('https://mail.contoso.example/autodiscover/autodiscover.xml');
		const { found } = await search({ hosts: onlyPlain() });
		expect(found).toMatchObject({ over: 'pox', isForeignHost: false });
		expect(sandbox.log.entries().filter(({ secure: tls }) => !tls)).toMatchObject([
			{ method: 'GET', status: 302 },
		]);
		expect(signedIn().every((entry) => entry.secure)).toBe(true);
	});

	it('to a foreign host waits for the person', async () => {
		away('https://elsewhere.example/autodiscover/autodiscover.xml');
		const refused = await search({ hosts: onlyPlain() });
		expect(refused.error).toMatchObject({ code: 'FOREIGN_HOST' });
		expect(refused.asked).not.toContain('elsewhere.example:443');
		const allowed = await search({ hosts: onlyPlain(), allowedHosts: ['elsewhere.example'] });
		expect(allowed.found?.place).toContain('https://elsewhere.example/');
	});

	it('to plain HTTP is not followed', async () => {
		away('http://mail.contoso.example/autodiscover/autodiscover.xml');
		const { error } = await search({ hosts: onlyPlain() });
		expect(error?.message).toContain('is not https');
		expect(signedIn()).toEqual([]);
	});
});

describe('an SRV record', () => {
	const hosts = (): Hosts => ({
		'mail.contoso.example:443': secure(),
		'elsewhere.example:443': secure(),
	});

	it('of a host of the domain is followed', async () => {
		const srv = [{ name: 'mail.contoso.example.', port: 443 }];
		const { found } = await search({ hosts: hosts(), srv });
		expect(found?.place).toContain('https://mail.contoso.example/');
	});

	it('of a foreign host waits for the person', async () => {
		const srv = [{ name: 'elsewhere.example', port: 443 }];
		const refused = await search({ hosts: hosts(), srv });
		expect(refused.error).toMatchObject({ code: 'FOREIGN_HOST' });
		expect(refused.asked).not.toContain('elsewhere.example:443');
		const allowed = await search({ hosts: hosts(), srv, allowedHosts: ['*.example'] });
		expect(allowed.found?.place).toContain('https://elsewhere.example/');
	});
});

describe('credentials', () => {
	it('go to nobody whose certificate is not trusted, whatever the credential allows', async () => {
		for (const credential of [
			{ caCertificate: '' },
			{ caCertificate: '', allowUnauthorizedCerts: true },
		]) {
			sandbox.log.clear();
			const { error } = await search({ credential });
			expect(error?.message).toContain('not trusted');
			expect(signedIn()).toEqual([]);
		}
	});

	it('go to nobody with a certificate of another name', async () => {
		const { error } = await search({
			address: 'user1@other.example',
			hosts: { 'other.example:443': secure() },
			allowedHosts: ['other.example'],
		});
		expect(error?.message).toContain('other.example');
		expect(error?.code).toBe('AUTODISCOVER');
		expect(sandbox.log.entries()).toEqual([]);
	});

	it('go to no domain that only an address brings, until the person names it', async () => {
		const address = 'user1@elsewhere.example';
		const refused = await search({ address });
		expect(refused.error).toMatchObject({
			code: 'FOREIGN_HOST',
			advice: expect.stringContaining('elsewhere.example'),
		});
		expect(refused.asked).toEqual([]);
		sandbox.autodiscover.add({
			address,
			answer: { kind: 'settings', ewsUrl: 'https://x.elsewhere.example/EWS/Exchange.asmx' },
		});
		const allowed = await search({ address, allowedHosts: ['elsewhere.example'] });
		expect(allowed.asked).toContain('elsewhere.example:443');
		const own = await search({ address, credential: { defaultMailbox: address } });
		expect(own.asked).toContain('elsewhere.example:443');
	});
});

describe('answers', () => {
	const bomb = `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(100)}">]><Autodiscover>&b;</Autodiscover>`;
	it.each([
		['a web page', 'text/html', '<html></html>', 'no Autodiscover'],
		['a document type', 'text/xml', bomb, 'document type declaration'],
		['no XML', 'text/xml', 'nothing', 'https://contoso.example'],
		['another document', 'text/xml', '<feed/>', 'not one of Autodiscover'],
		[
			'an answer without a word',
			'text/xml',
			'<Autodiscover><Response/></Autodiscover>',
			'nothing to do',
		],
		['a flood', 'text/xml', `<a>${'x'.repeat(3_000_000)}</a>`, 'https://contoso.example'],
		['a tower', 'text/xml', '<a>'.repeat(500), 'https://contoso.example'],
	])('that are %s end in an error that says so', async (_what, type, body, said) => {
		const ca = await certificate({ isCa: true });
		const pair = await certificate({ names: ['contoso.example'], ca });
		const server = await serveHttps(pair, (request, response) => {
			request.resume();
			response.writeHead(200, { 'content-type': type }).end(body);
		});
		try {
			const { error } = await search({
				over: 'pox',
				hosts: { 'contoso.example:443': server.port },
				credential: { caCertificate: ca.cert },
			});
			expect(error?.code).toBe('AUTODISCOVER');
			expect(error?.message).toContain(said);
		} finally {
			await server.close();
		}
	});

	it('that name plain HTTP are not taken', async () => {
		rule({ answer: { kind: 'settings', ewsUrl: 'http://mail.contoso.example/EWS/Exchange.asmx' } });
		const { error } = await search();
		expect(error?.message).toContain('which is not https');
	});

	it('that name a foreign host are marked', async () => {
		rule({ answer: { kind: 'settings', ewsUrl: 'https://cloud.example.net/EWS/Exchange.asmx' } });
		const { found } = await search();
		expect(found).toMatchObject({ isForeignHost: true });
	});
});

describe('domains and trust', () => {
	it.each([
		['user@contoso.example', 'contoso.example'],
		['user@Sub.Contoso.Example', 'sub.contoso.example'],
		['user@bücher.example', 'xn--bcher-kva.example'],
		['"a@b"@contoso.example', 'contoso.example'],
		['user', undefined],
		['@contoso.example', undefined],
		['user@127.0.0.1', undefined],
		['user@localhost', undefined],
		['user@contoso.example:8443', undefined],
		['user@contoso.example/path', undefined],
		['user@a b.example', undefined],
		['user@evil.example#@contoso.example', 'contoso.example'],
	])('%s -> %s', (address, domain) => {
		expect(domainOf(address)).toBe(domain);
	});

	const owner = {
		server: 'https://mail.contoso.example/EWS/Exchange.asmx',
		allowedMailboxes: [],
	};

	it('ends at the domain itself', () => {
		const allowed = ['Partner.example', '*.cloud.example'];
		const trust = new Trust('mail.contoso.example', owner, allowed);
		expect(trust.has('mail.contoso.example')).toBe(true);
		expect(trust.has('autodiscover.mail.contoso.example')).toBe(true);
		expect(trust.has('contoso.example')).toBe(false);
		expect(trust.has('evilmail.contoso.example')).toBe(false);
		expect(trust.has('mail.contoso.example.evil.example')).toBe(false);
		expect(trust.has('partner.example')).toBe(true);
		expect(trust.has('sub.partner.example')).toBe(false);
		expect(trust.has('a.cloud.example')).toBe(true);
		expect(trust.has('cloud.example')).toBe(false);
	});

	it.each([
		['contoso.example', {}, true],
		['evil.example', {}, false],
		['evilcontoso.example', {}, false],
		['partner.example', { user: 'a@partner.example' }, true],
		['sub.partner.example', { user: 'a@Partner.example' }, true],
		['partner.example', { user: 'a@sub.partner.example' }, false],
		['partner.example', { defaultMailbox: 'a@partner.example' }, true],
		['partner.example', { allowedMailboxes: ['partner.example'] }, true],
		['partner.example', { allowedMailboxes: ['a@partner.example'] }, true],
		['partner.example', { user: 'PARTNER\\a' }, false],
	])('%s is of the credential with %j: %s', (domain, more, own) => {
		expect(isOwn(domain, { ...owner, ...more })).toBe(own);
	});
});
