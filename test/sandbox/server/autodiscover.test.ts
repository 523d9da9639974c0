import { startSandbox, DEFAULT_PASSWORD, type Sandbox } from '../../../sandbox';
import type { AutodiscoverRule } from '../../../sandbox';

const ADDRESS = 'user1@contoso.example';
const AUTHORIZATION = `Basic ${Buffer.from(`${ADDRESS}:${DEFAULT_PASSWORD}`).toString('base64')}`;

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ schemes: ['Basic'] });
});
afterEach(() => sandbox.autodiscover.clear());
afterAll(() => sandbox.close());

async function post(over: 'xml' | 'svc', body: string, authorization: string | undefined) {
	const url = new URL(`/autodiscover/autodiscover.${over}`, sandbox.url);
	const answer = await fetch(url, {
		method: 'POST',
		redirect: 'manual',
		headers: { 'content-type': 'text/xml', ...(authorization ? { authorization } : {}) },
		body,
	});
	return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const pox = (address = ADDRESS, authorization: string | undefined = AUTHORIZATION) =>
	post(
		'xml',
		`<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>${address}</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>`,
		authorization,
	);
const soap = (address = ADDRESS, settings = ['ExternalEwsUrl']) =>
	post(
		'svc',
		`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:a="http://schemas.microsoft.com/exchange/2010/Autodiscover"><s:Header><a:RequestedServerVersion>Exchange2013</a:RequestedServerVersion></s:Header><s:Body><a:GetUserSettingsRequestMessage><a:Request><a:Users><a:User><a:Mailbox>${address}</a:Mailbox></a:User></a:Users><a:RequestedSettings>${settings.map((one) => `<a:Setting>${one}</a:Setting>`).join('')}</a:RequestedSettings></a:Request></a:GetUserSettingsRequestMessage></s:Body></s:Envelope>`,
		AUTHORIZATION,
	);
const rule = (one: AutodiscoverRule) => sandbox.autodiscover.add(one);

test('both forms tell where the Exchange Web Services are, to who signed in', async () => {
	const plain = await pox();
	expect(plain.text).toContain('<Action>settings</Action>');
	expect(plain.text).toContain(`<EwsUrl>${sandbox.url}</EwsUrl>`);
	const answer = await soap(ADDRESS, ['ExternalEwsUrl', 'MobileMailboxPolicy']);
	expect(answer.text).toContain(`<Name>ExternalEwsUrl</Name><Value>${sandbox.url}</Value>`);
	expect(answer.text).toContain('<SettingName>MobileMailboxPolicy</SettingName>');
	const refused = await pox(ADDRESS, '');
	expect(refused.status).toBe(401);
	expect(sandbox.log.entries({ operation: 'Autodiscover' }).map(({ user }) => user)).toEqual([
		'CONTOSO\\user1',
		undefined,
	]);
});

test('nobody is not found, and what is no request is refused', async () => {
	expect((await pox('nobody@contoso.example')).text).toContain('<ErrorCode>500</ErrorCode>');
	expect((await pox('nonsense')).text).toContain('<ErrorCode>600</ErrorCode>');
	expect((await post('xml', '<x', AUTHORIZATION)).text).toContain('<ErrorCode>600</ErrorCode>');
	expect((await soap('nobody@contoso.example')).text).toContain(
		'<ErrorCode>InvalidUser</ErrorCode>',
	);
	expect((await soap(ADDRESS, [])).text).toContain('<ErrorCode>InvalidRequest</ErrorCode>');
});

test('redirections in an answer and before a sign-in', async () => {
	rule({ address: ADDRESS, answer: { kind: 'redirectAddress', address: 'user2@contoso.example' } });
	expect((await pox()).text).toContain('<RedirectAddr>user2@contoso.example</RedirectAddr>');
	expect((await soap()).text).toContain('<ErrorCode>RedirectAddress</ErrorCode>');
	sandbox.autodiscover.clear();

	const url = 'https://elsewhere.example/autodiscover/autodiscover.xml';
	rule({ address: '@contoso.example', over: 'pox', answer: { kind: 'redirectUrl', url } });
	expect((await pox()).text).toContain(`<RedirectUrl>${url}</RedirectUrl>`);
	expect((await soap()).text).toContain('<ErrorCode>NoError</ErrorCode>');
	sandbox.autodiscover.clear();

	rule({ host: '127.0.0.1', secure: false, answer: { kind: 'httpRedirect', location: url } });
	const answer = await pox(ADDRESS, '');
	expect([answer.status, answer.headers.get('location')]).toEqual([302, url]);
	sandbox.autodiscover.clear();

	rule({ host: 'elsewhere.example', answer: { kind: 'httpStatus', status: 404 } });
	expect((await pox()).status).toBe(200);
	rule({ answer: { kind: 'httpStatus', status: 404 } });
	expect((await pox()).status).toBe(404);
});

test('an answer can name another address, and a reset forgets the rules', async () => {
	rule({ answer: { kind: 'settings', ewsUrl: 'http://10.0.0.1/EWS/Exchange.asmx' } });
	expect((await pox()).text).toContain('<EwsUrl>http://10.0.0.1/EWS/Exchange.asmx</EwsUrl>');
	sandbox.reset();
	expect((await pox()).text).toContain(`<EwsUrl>${sandbox.url}</EwsUrl>`);
});
