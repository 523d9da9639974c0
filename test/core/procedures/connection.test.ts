import type { Row, Scope } from '../../../core';
import { startSandbox, type Sandbox } from '../../../sandbox';
import { namedHosts } from '../../servers/namedHosts';
import { call, sessionOn } from '../../support/session';
import { useSandbox } from '../../support/sandbox';

const scope: Scope = { folders: [] };

describe('testing the connection', () => {
	const bench = useSandbox();

	it('gives a row for each step', async () => {
		const session = await sessionOn(bench.sandbox);
		const results = await session.execute('testConnection', {}, scope, call);
		expect(results.map(({ row }) => row.step)).toEqual([
			'resolve',
			'connect',
			'scheme',
			'identity',
			'endpoint',
			'mailbox',
			'access',
			'version',
		]);
		expect(results.every(({ row }) => row.ok === true && row.advice === null)).toBe(true);
	});

	it('ends with the first step that is not passed, and shows no secret', async () => {
		const session = await sessionOn(bench.sandbox, { password: 'Wrong-Secret-9' });
		const results = await session.execute('testConnection', {}, scope, call);
		expect(results.at(-1)?.row).toMatchObject({ step: 'identity', ok: false });
		expect(JSON.stringify(results)).not.toContain('Wrong-Secret-9');
	});
});

describe('autodiscover', () => {
	let sandbox: Sandbox;
	let proxy: Awaited<ReturnType<typeof namedHosts>>;
	beforeAll(async () => {
		sandbox = await startSandbox({
			https: true,
			certificate: { names: ['autodiscover.contoso.example', 'cloud.example.net'] },
		});
		const port = Number(new URL(sandbox.httpsUrl ?? '').port);
		proxy = await namedHosts({
			'autodiscover.contoso.example:443': port,
			'cloud.example.net:443': port,
		});
	});
	afterAll(async () => {
		await sandbox.close();
		await proxy.close();
	});

	const notices: string[] = [];
	const find = async (input: Row = {}, credential: Row = {}) => {
		const session = await sessionOn(sandbox, {
			server: 'https://mail.contoso.example/EWS/Exchange.asmx',
			caCertificate: sandbox.ca,
			proxyMode: 'custom',
			proxyUrl: proxy.url,
			...credential,
		});
		const told = { ...call, notice: (text: string) => notices.push(text) };
		return (await session.execute('autodiscover', input, scope, told)).map(({ row }) => row);
	};

	it('finds the server, signed in by NTLM', async () => {
		const [row] = await find({ address: 'user2@contoso.example' });
		expect(row).toMatchObject({
			ewsUrl: 'https://autodiscover.contoso.example/EWS/Exchange.asmx',
			address: 'user2@contoso.example',
			isForeignHost: false,
		});
		expect(row?.tried).toEqual([
			expect.objectContaining({ place: expect.stringContaining('https://contoso.example/') }),
			expect.objectContaining({ result: 'answered' }),
		]);
	});

	it('takes the default mailbox, and says when the server is of another domain', async () => {
		const ewsUrl = 'https://cloud.example.net/EWS/Exchange.asmx';
		sandbox.autodiscover.add({ answer: { kind: 'settings', ewsUrl } });
		const [row] = await find({}, { defaultMailbox: 'user1@contoso.example' });
		expect(row).toMatchObject({ ewsUrl, isForeignHost: true });
		expect(notices).toEqual([expect.stringContaining('another domain')]);
	});

	it('does not carry the password to the domain of any address', async () => {
		proxy.asked.length = 0;
		await expect(find({ address: 'user2@evil.example' })).rejects.toMatchObject({
			code: 'FOREIGN_HOST',
			field: 'allowedHosts',
		});
		expect(proxy.asked).toEqual([]);
	});

	it('needs an address, and one that the credential allows', async () => {
		await expect(find()).rejects.toMatchObject({ field: 'address' });
		await expect(find({ address: 'no address' })).rejects.toMatchObject({ field: 'address' });
		await expect(
			find(
				{ address: 'user2@contoso.example' },
				{ defaultMailbox: 'user1@contoso.example', allowedMailboxes: 'user1@contoso.example' },
			),
		).rejects.toMatchObject({ kind: 'permission' });
	});
});
