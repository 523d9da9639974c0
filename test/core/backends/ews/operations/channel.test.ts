import { EwsChannel, type ChannelSettings } from '../../../../../core/backends/ews/channel';
import { faultError } from '../../../../../core/backends/ews/faults';
import { FAULTS } from '../../../../../core/backends/ews/faultTable';
import { createItem } from '../../../../../core/backends/ews/operations/createItem';
import { deleteItem } from '../../../../../core/backends/ews/operations/deleteItem';
import { findItem } from '../../../../../core/backends/ews/operations/findItem';
import { getItem } from '../../../../../core/backends/ews/operations/getItem';
import { resolveNames } from '../../../../../core/backends/ews/operations/resolveNames';
import { updateItem } from '../../../../../core/backends/ews/operations/updateItem';
import { retryWait } from '../../../../../core/backends/ews/retry';
import { productOf, serverVersion, versionOf } from '../../../../../core/backends/ews/version';
import { ExchangeError, PermissionError, RetriableError } from '../../../../../core/errors';
import type { Row } from '../../../../../core/schema/column';
import { contact } from '../../../../../core/tables/mailbox/contact';
import {
	type FakeAnswer,
	FakeServer,
	SETTINGS,
	answer,
	failure,
	fault,
	soap,
	success,
} from './fakeServer';

const displayName = contact.columns.filter(({ id }) => id === 'displayName');
const item = (id: string, name = id): string =>
	`<t:Contact><t:ItemId Id="${id}" ChangeKey="1"/><t:DisplayName>${name}</t:DisplayName></t:Contact>`;
const got = (id: string): string => success('GetItem', `<m:Items>${item(id)}</m:Items>`);

function setUp(answers: FakeAnswer[], settings: Partial<ChannelSettings> = {}) {
	const server = new FakeServer(answers);
	const channel = new EwsChannel(server, { ...SETTINGS, ...settings }, { retryBudgetMs: 300 });
	const get = (...ids: string[]) =>
		getItem(channel, { table: contact, ids: ids.map((id) => ({ id })), columns: displayName }, {});
	return { server, channel, get };
}

const page = (
	rows: string,
	attributes = 'IncludesLastItemInRange="true" TotalItemsInView="2"',
): string =>
	answer('FindItem', [
		success('FindItem', `<m:RootFolder ${attributes}><t:Items>${rows}</t:Items></m:RootFolder>`),
	]);

const find = (channel: EwsChannel) =>
	findItem(
		channel,
		{
			table: contact,
			parents: [{ distinguished: 'contacts' }],
			columns: displayName,
			view: { kind: 'indexed', offset: 0, max: 2 },
		},
		{},
	);

describe('find', () => {
	test('rows leave while bytes arrive, other kinds are recognisable', async () => {
		const xml = page(`${item('A')}<t:DistributionList><t:ItemId Id="B"/></t:DistributionList>`);
		const cut = xml.indexOf('<t:DistributionList>');
		const { server, channel } = setUp([{ body: [xml.slice(0, cut), xml.slice(cut)] }]);
		const rows = find(channel);
		const first = await rows.next();
		expect(first).toEqual({ done: false, value: [{ id: 'A', changeKey: '1', displayName: 'A' }] });
		const second = (await rows.next()).value as Row[];
		expect(second[0]).toMatchObject({ id: 'B', changeKey: null, displayName: null });
		expect(await rows.next()).toEqual({
			done: true,
			value: expect.objectContaining({ includesLast: true, total: 2 }) as unknown,
		});
		expect(channel.serverVersion?.build).toBe('15.2.1258.12');
		expect(server.requests[0]).toMatchObject({ method: 'POST', safe: true });
	});

	test('a connection that breaks after rows have left is not silently asked again', async () => {
		const xml = page(item('A') + item('B'));
		const cut = xml.indexOf('B"');
		const { server, channel } = setUp([
			{
				body: [xml.slice(0, cut)],
				breaks: new RetriableError('Connection reset', { code: 'ECONNRESET' }),
			},
		]);
		const rows = find(channel);
		expect((await rows.next()).value).toHaveLength(1);
		await expect(rows.next()).rejects.toMatchObject({ code: 'ECONNRESET' });
		expect(server.requests).toHaveLength(1);
		expect(server.discarded).toBe(1);
	});

	test('a reader that stops early lets the connection go', async () => {
		const { server, channel } = setUp([{ body: [page(item('A')), ' '] }]);
		for await (const rows of find(channel)) {
			expect(rows).toHaveLength(1);
			break;
		}
		expect(server.discarded).toBe(1);
	});

	test('an error of the folder is thrown', async () => {
		const { channel } = setUp([
			{ body: answer('FindItem', [failure('FindItem', 'ErrorAccessDenied')]) },
		]);
		await expect(find(channel).next()).rejects.toMatchObject({
			kind: 'permission',
			recordKey: 'contacts',
			advice: expect.stringContaining('Add-MailboxPermission') as string,
		});
	});
});

describe('batches', () => {
	test('an error stands in the place of its record', async () => {
		const { get } = setUp([
			{ body: answer('GetItem', [got('A'), failure('GetItem', 'ErrorItemNotFound'), got('C')]) },
		]);
		const [first, second, third] = await get('A', 'B', 'C');
		expect(first).toMatchObject({ id: 'A' });
		expect(second).toBeInstanceOf(ExchangeError);
		expect(second).toMatchObject({ kind: 'skippable', code: 'ErrorItemNotFound', recordKey: 'B' });
		expect(third).toMatchObject({ id: 'C' });
	});

	test.each([1, 3])('%i messages for two records are an error, never a shift', async (count) => {
		const messages = Array.from({ length: count }, () => success('DeleteItem'));
		const { channel } = setUp([{ body: answer('DeleteItem', messages) }]);
		await expect(
			deleteItem(channel, { refs: [{ id: 'A' }, { id: 'B' }], deleteType: 'HardDelete' }, {}),
		).rejects.toMatchObject({ code: 'ANSWER_COUNT', kind: 'retriable', delivered: 'unknown' });
	});

	test('a record that a stopped batch did not reach is told', async () => {
		const stopped = failure('DeleteItem', 'ErrorBatchProcessingStopped').replace(
			'"Error"',
			'"Warning"',
		);
		const { channel } = setUp([{ body: answer('DeleteItem', [success('DeleteItem'), stopped]) }]);
		const results = await deleteItem(
			channel,
			{ refs: [{ id: 'A' }, { id: 'B' }], deleteType: 'HardDelete' },
			{},
		);
		expect(results).toEqual([
			undefined,
			expect.objectContaining({ delivered: 'no', recordKey: 'B' }),
		]);
	});

	test('nothing asked is nothing sent', async () => {
		const { server, get } = setUp([]);
		await expect(get()).resolves.toEqual([]);
		expect(server.requests).toHaveLength(0);
	});

	test('an update without columns is refused before anything is sent', async () => {
		const { server, channel } = setUp([]);
		await expect(
			updateItem(channel, { table: contact, changes: [{ ref: { id: 'A' }, fields: [] }] }, {}),
		).rejects.toMatchObject({ code: 'EMPTY_UPDATE', recordKey: 'A' });
		expect(server.requests).toHaveLength(0);
	});
});

describe('retries', () => {
	const busy = {
		status: 500,
		body: fault('ErrorServerBusy', '<t:Value Name="BackOffMilliseconds">20</t:Value>'),
	};
	const good = { body: answer('GetItem', [got('A')]) };

	test('a read waits as long as the server asks', async () => {
		const { server, get } = setUp([busy, busy, good]);
		await expect(get('A')).resolves.toHaveLength(1);
		expect(server.requests).toHaveLength(3);
		// The concurrency of the account shrinks as it does for a 503.
		expect(server.crowded).toEqual([
			[undefined, 20],
			[undefined, 20],
		]);
	});

	test('a page that is too large is not asked for again', async () => {
		const { server, get } = setUp([{ status: 500, body: fault('ErrorExceededFindCountLimit') }]);
		await expect(get('A')).rejects.toMatchObject({ code: 'ErrorExceededFindCountLimit' });
		expect(server.requests).toHaveLength(1);
	});

	test('a wait beyond the budget is not begun', async () => {
		const long = {
			status: 500,
			body: fault('ErrorServerBusy', '<t:Value Name="BackOffMilliseconds">297749</t:Value>'),
		};
		const { server, get } = setUp([long]);
		await expect(get('A')).rejects.toMatchObject({
			code: 'ErrorServerBusy',
			waitMs: 297749,
			delivered: 'no',
		});
		expect(server.requests).toHaveLength(1);
	});

	test('a write is sent again only when the server took nothing', async () => {
		const saved = {
			body: answer('CreateItem', [success('CreateItem', `<m:Items>${item('A')}</m:Items>`)]),
		};
		const first = setUp([busy, saved]);
		await expect(createItem(first.channel, { table: contact, items: [[]] }, {})).resolves.toEqual([
			{ id: 'A', changeKey: '1' },
		]);
		const second = setUp([{ status: 500, body: fault('ErrorTimeoutExpired') }, saved]);
		await expect(
			createItem(second.channel, { table: contact, items: [[]] }, {}),
		).rejects.toMatchObject({
			code: 'ErrorTimeoutExpired',
			delivered: 'unknown',
		});
		expect(second.server.requests).toHaveLength(1);
	});

	test('a write whose answer ends early stays unknown', async () => {
		const { server, channel } = setUp([{ body: answer('CreateItem', []).slice(0, -20) }]);
		await expect(createItem(channel, { table: contact, items: [[]] }, {})).rejects.toMatchObject({
			code: 'XML_ENDS_EARLY',
			delivered: 'unknown',
		});
		expect(server.requests).toHaveLength(1);
	});

	test('a cancelled run does not wait on', async () => {
		const { channel, server } = setUp([
			{
				status: 500,
				body: fault('ErrorServerBusy', '<t:Value Name="BackOffMilliseconds">120</t:Value>'),
			},
		]);
		const abort = new AbortController();
		const pending = getItem(
			channel,
			{ table: contact, ids: [{ id: 'A' }], columns: [] },
			{ signal: abort.signal },
		);
		setTimeout(() => abort.abort(), 20);
		await expect(pending).rejects.toMatchObject({ code: 'ABORT_ERR' });
		expect(server.requests).toHaveLength(1);
	});

	test('waits grow, with jitter, and end', () => {
		const error = faultError({ code: 'ErrorInternalServerTransientError' });
		const waits = [1, 2, 3, 4, 5, 6].map((attempt) =>
			retryWait(error, true, attempt, 1e9, () => 1),
		);
		expect(waits).toEqual([1000, 2000, 4000, 8000, 16000, undefined]);
		expect(retryWait(error, true, 1, 1e9, () => 0)).toBe(500);
		expect(retryWait(error, false, 1, 1e9)).toBeUndefined();
		expect(
			retryWait(new RetriableError('reset', { code: 'ECONNRESET' }), true, 1, 1e9),
		).toBeUndefined();
	});
});

describe('versions', () => {
	const refused = {
		status: 500,
		body: fault('ErrorInvalidServerVersion').replace(/<s:Header>.*<\/s:Header>/, ''),
	};

	test('auto steps down until the server agrees, and remembers', async () => {
		const { server, channel, get } = setUp(
			[refused, refused, { body: answer('GetItem', [got('A')]) }],
			{ platform: 'auto' },
		);
		await get('A');
		const versions = server.bodies.map((body) => /Version="(Exchange\w+)"/.exec(body)?.[1]);
		expect(versions).toEqual(['Exchange2013_SP1', 'Exchange2013', 'Exchange2010_SP2']);
		await get('A');
		expect(channel.requestVersion).toBe('Exchange2010_SP2');
		expect(server.requests).toHaveLength(4);
	});

	test('a chosen platform is not changed', async () => {
		const { server, get } = setUp([refused], { platform: 'Exchange2010' });
		await expect(get('A')).rejects.toMatchObject({
			code: 'ErrorInvalidServerVersion',
			kind: 'fatal',
		});
		expect(server.requests).toHaveLength(1);
	});

	test('a column that is too new is named before anything is sent', async () => {
		const flag = contact.columns.find(({ ews }) => ews?.since === 'Exchange2010');
		const { server, channel } = setUp([], { platform: 'Exchange2007_SP1' });
		await expect(
			getItem(channel, { table: contact, ids: [{ id: 'A' }], columns: flag ? [flag] : [] }, {}),
		).rejects.toMatchObject({ code: 'SERVER_TOO_OLD', field: flag?.id });
		expect(server.requests).toHaveLength(0);
	});

	test.each([
		['8.0.595.0', 'Exchange2007'],
		['8.1.436.0', 'Exchange2007_SP1'],
		['14.1.218.0', 'Exchange2010_SP1'],
		['14.3.123.4', 'Exchange2010_SP2'],
		['15.0.516.32', 'Exchange2013'],
		['15.0.847.32', 'Exchange2013_SP1'],
		['15.1.225.42', 'Exchange2016'],
		['15.2.2562.17', 'Exchange2016'],
		['15.20.1.1', 'Exchange2016'],
	])('build %s speaks %s', (build, version) => {
		const [MajorVersion = '', MinorVersion = '', MajorBuildNumber = '', MinorBuildNumber = ''] =
			build.split('.');
		const server = serverVersion({
			MajorVersion,
			MinorVersion,
			MajorBuildNumber,
			MinorBuildNumber,
		});
		expect(server && versionOf(server)).toBe(version);
		expect(server && productOf(server)).toContain(build);
	});
});

describe('answers that are not EWS', () => {
	const html = { 'content-type': 'text/html; charset=utf-8' };
	test.each<[string, FakeAnswer, object]>([
		[
			'a login page with 200',
			{ body: '<!DOCTYPE html><html>', headers: html },
			{ code: 'HTML_ANSWER', kind: 'fatal' },
		],
		[
			'a login page that calls itself XML',
			{ body: '<html><body/></html>' },
			{ code: 'HTML_ANSWER' },
		],
		[
			'a redirect',
			{
				status: 302,
				headers: { ...html, location: 'https://sso.contoso.example/login?token=secret' },
			},
			{
				code: 'HTTP_302',
				kind: 'fatal',
				message: 'The server sends requests on to https://sso.contoso.example/login',
			},
		],
		['401', { status: 401, headers: html }, { kind: 'permission' }],
		[
			'403',
			{ status: 403, headers: html },
			{ kind: 'permission', advice: expect.stringContaining('Set-CASMailbox') as string },
		],
		['404', { status: 404, headers: html }, { code: 'HTTP_404', kind: 'fatal' }],
		['413', { status: 413, headers: html }, { kind: 'skippable' }],
		[
			'503',
			{ status: 503, headers: { ...html, 'retry-after': '7' } },
			{ kind: 'retriable', waitMs: 7000, delivered: 'no' },
		],
		[
			'500 of the web server',
			{ status: 500, headers: html, body: '<html>' },
			{ kind: 'retriable', code: 'HTTP_500' },
		],
		[
			'500 with broken XML',
			{ status: 500, body: '<s:Env' },
			{ kind: 'retriable', code: 'HTTP_500' },
		],
		['an empty body', { body: '' }, { kind: 'retriable', code: 'EMPTY_ANSWER' }],
		['XML of something else', { body: '<a/>' }, { code: 'UNEXPECTED_ANSWER' }],
		[
			'the answer of another operation',
			{ body: answer('FindItem', []) },
			{ code: 'UNEXPECTED_ANSWER' },
		],
		['an envelope with an empty body', { body: soap('') }, { code: 'UNEXPECTED_ANSWER' }],
	])('%s', async (_name, reply, expected) => {
		const { get } = setUp([reply]);
		await expect(get('A')).rejects.toMatchObject(expected);
	});

	test('a schema fault of Exchange 2007 names the violation', async () => {
		const body = soap(
			'<s:Fault><faultcode>s:Client</faultcode><faultstring>The request failed schema validation: no such thing</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">ErrorSchemaValidation</e:ResponseCode></detail></s:Fault>',
		);
		const { get } = setUp([{ status: 500, body, headers: { 'request-id': 'r-1' } }]);
		await expect(get('A')).rejects.toMatchObject({
			code: 'ErrorSchemaValidation',
			requestId: 'r-1',
			message: expect.stringContaining('no such thing') as string,
		});
	});
});

describe('requests', () => {
	test('carry version, impersonation, zone, mailbox and who asks', async () => {
		const { server, channel } = setUp([{ body: answer('GetItem', [got('A')]) }]);
		await getItem(
			channel,
			{ table: contact, ids: [{ id: 'A' }], columns: [] },
			{
				impersonate: { type: 'SmtpAddress', value: 'a&b@contoso.example' },
				timeZoneId: 'Tokyo Standard Time',
				anchorMailbox: 'a@contoso.example',
				account: 'a@contoso.example',
			},
		);
		const [request] = server.requests;
		expect(request?.headers).toMatchObject({
			'Content-Type': 'text/xml; charset=utf-8',
			'User-Agent': expect.stringMatching(/^n8n-nodes-microsoft-exchange\/\d/) as string,
			'X-AnchorMailbox': 'a@contoso.example',
		});
		expect(Object.keys(request?.headers ?? {})).not.toContain('SOAPAction');
		expect(request?.account).toBe('a@contoso.example');
		expect(server.bodies[0]).toContain('<t:SmtpAddress>a&amp;b@contoso.example</t:SmtpAddress>');
		expect(server.bodies[0]).toContain('<t:RequestServerVersion Version="Exchange2016"/>');
		expect(server.bodies[0]).toContain('<t:TimeZoneDefinition Id="Tokyo Standard Time"/>');
	});

	test('names nobody matches are an empty list', async () => {
		const { channel } = setUp([
			{ body: answer('ResolveNames', [failure('ResolveNames', 'ErrorNameResolutionNoResults')]) },
		]);
		await expect(resolveNames(channel, { text: 'nobody' }, {})).resolves.toEqual({
			resolutions: [],
			cut: false,
		});
	});

	test('several names are a list that says when it is cut', async () => {
		const body = answer('ResolveNames', [
			`<m:ResolveNamesResponseMessage ResponseClass="Warning"><m:MessageText>Many.</m:MessageText><m:ResponseCode>ErrorNameResolutionMultipleResults</m:ResponseCode><m:ResolutionSet TotalItemsInView="101" IncludesLastItemInRange="false"><t:Resolution><t:Mailbox><t:Name>Contact 1</t:Name><t:EmailAddress>1@contoso.example</t:EmailAddress><t:RoutingType>SMTP</t:RoutingType><t:MailboxType>Mailbox</t:MailboxType></t:Mailbox><t:Contact><t:DisplayName>C 1</t:DisplayName><t:EmailAddresses><t:Entry Key="EmailAddress1">SMTP:1@contoso.example</t:Entry></t:EmailAddresses></t:Contact></t:Resolution></m:ResolutionSet></m:ResolveNamesResponseMessage>`,
		]);
		const { channel } = setUp([{ body }]);
		await expect(
			resolveNames(channel, { text: 'contact', contactData: true }, {}),
		).resolves.toEqual({
			cut: true,
			resolutions: [
				{
					name: 'Contact 1',
					address: '1@contoso.example',
					routingType: 'SMTP',
					mailboxType: 'Mailbox',
					addresses: ['SMTP:1@contoso.example'],
					displayName: 'C 1',
				},
			],
		});
	});
});

describe('fault table', () => {
	test('every entry has a sentence and a way out, and none of the words that blame', () => {
		const entries = Object.entries(FAULTS);
		expect(entries.length).toBeGreaterThan(150);
		for (const [code, { message, advice }] of entries) {
			expect(code).toMatch(/^Error[A-Z]/);
			expect(`${message} ${advice}`).not.toMatch(/problem|failure|mistake/i);
			expect(advice.length).toBeGreaterThan(10);
		}
	});

	test('the right to impersonate comes with its command', () => {
		const error = faultError({ code: 'ErrorImpersonateUserDenied' });
		expect(error).toBeInstanceOf(PermissionError);
		expect(error.advice).toContain('New-ManagementRoleAssignment');
	});

	test('unknown codes keep the words of the server', () => {
		expect(faultError({ code: 'ErrorFromTheFuture', text: 'New trouble.' })).toMatchObject({
			code: 'ErrorFromTheFuture',
			message: 'Exchange answered: New trouble.',
		});
		expect(faultError({ code: 'constructor' })).toMatchObject({
			message: 'Exchange answered constructor',
		});
	});
});
