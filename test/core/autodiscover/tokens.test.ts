import { discover } from '../../../core/autodiscover/discover';
import { parseSettings } from '../../../core/connection/parse';
import { certificate } from '../../servers/certificates';
import { readBody, serveHttps } from '../../servers/listen';
import { namedHosts } from '../../servers/namedHosts';

const ADDRESS = 'user1@contoso.example';
const TOKEN = 'token-of-a-test';
const NAMES = [
	'contoso.example',
	'autodiscover.contoso.example',
	'mail.contoso.example',
	'outlook.office365.com',
];
const ANSWER = `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><User><DisplayName>User 1</DisplayName></User><Account><AccountType>email</AccountType><Action>settings</Action><Protocol><Type>EXPR</Type><EwsUrl>https://EWSHOST/EWS/Exchange.asmx</EwsUrl></Protocol></Account></Response></Autodiscover>`;

const open: Array<{ close(): Promise<unknown> }> = [];
afterEach(async () => {
	await Promise.all(open.splice(0).map((item) => item.close()));
});
const keep = <T extends { close(): Promise<unknown> }>(item: T): T => {
	open.push(item);
	return item;
};

interface Site {
	/** Host that answers with settings. */
	readonly answers?: string;
	/** Host that sends its callers to another one. */
	readonly moves?: Readonly<Record<string, string>>;
}

/** Every name leads to one server, which remembers who was shown a token. */
async function search(credential: Record<string, unknown>, site: Site = {}) {
	const keys = await certificate({ names: NAMES });
	const shown: string[] = [];
	const { port } = keep(
		await serveHttps(keys, async (request, response) => {
			await readBody(request);
			const host = request.headers.host!;
			if (request.headers.authorization) shown.push(host);
			const target = site.moves?.[host];
			if (target) response.writeHead(302, { location: `https://${target}${request.url}` }).end();
			else if (host === site.answers && request.url!.endsWith('.xml')) {
				response.setHeader('content-type', 'text/xml');
				response.end(ANSWER.replace('EWSHOST', host));
			} else response.writeHead(404).end();
		}),
	);
	const proxy = keep(
		await namedHosts(Object.fromEntries(NAMES.map((name) => [`${name}:443`, port]))),
	);
	const settings = parseSettings({
		authScheme: 'OAuth',
		oauthAccessToken: TOKEN,
		server: 'mail.contoso.example',
		caCertificate: keys.cert,
		proxyMode: 'custom',
		proxyUrl: proxy.url,
		...credential,
	});
	const result = await discover(
		settings,
		{ address: ADDRESS, allowedHosts: NAMES, over: 'auto' },
		{ resolveSrv: async () => [{ name: 'autodiscover.contoso.example', port: 443 }] },
	).then(
		(found) => ({ found, error: undefined }),
		(error: Error) => ({ found: undefined, error }),
	);
	return { ...result, shown: [...new Set(shown)] };
}

describe('Autodiscover with a token', () => {
	it('asks the server, and nobody else, whatever hosts are allowed', async () => {
		const { error, shown } = await search({});
		expect(shown).toEqual(['mail.contoso.example']);
		expect(error?.message).toContain('found no Exchange server');
		expect(error?.message).not.toContain(TOKEN);
	});

	it('asks the service that the token is made out to', async () => {
		const { found, shown } = await search(
			{ server: '', platform: 'Exchange_Online' },
			{ answers: 'outlook.office365.com' },
		);
		expect(shown).toEqual(['outlook.office365.com']);
		expect(found).toMatchObject({
			ewsUrl: 'https://outlook.office365.com/EWS/Exchange.asmx',
			isForeignHost: false,
		});
	});

	it('is not led to another host', async () => {
		const { error, shown } = await search(
			{},
			{
				moves: { 'mail.contoso.example': 'autodiscover.contoso.example' },
				answers: 'autodiscover.contoso.example',
			},
		);
		expect(shown).toEqual(['mail.contoso.example']);
		expect(error?.message).toMatch(
			/autodiscover\.contoso\.example\/\S+ is not mail\.contoso\.example, which the token is for/i,
		);
	});

	it("shows n8n's own token to the server alone", async () => {
		const { shown } = await search({
			authScheme: undefined,
			grantType: 'authorizationCode',
			schema: 'EWS',
			oauthTokenData: { access_token: TOKEN },
		});
		expect(shown).toEqual(['mail.contoso.example']);
	});
});
