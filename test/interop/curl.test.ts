import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { describeWithCommand, runCommand } from '../support/command';
import { useSandbox } from '../support/sandbox';

const REQUEST =
	'<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Header><t:RequestServerVersion Version="Exchange2013"/></s:Header><s:Body><m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:ParentFolderIds><t:DistinguishedFolderId Id="contacts"/></m:ParentFolderIds></m:FindItem></s:Body></s:Envelope>';

describeWithCommand('curl', 'curl', ['--version'], 'curl', () => {
	const server = useSandbox({ https: true, contacts: 25, schemes: ['NTLM', 'Basic'] });
	let folder: string;
	beforeAll(() => {
		folder = mkdtempSync(path.join(tmpdir(), 'exchange-curl-'));
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	/** Status of the last answer, and its text. The password goes by a file, not by the command line. */
	async function curl(
		scheme: string,
		url: string,
		{ user = 'CONTOSO\\user1', password = 'Sandbox-Pass-1', more = [] as string[] } = {},
	): Promise<{ status: number; text: string }> {
		const config = path.join(folder, 'config');
		const escaped = `${user}:${password}`.replace(/[\\"]/g, '\\$&');
		writeFileSync(
			config,
			`user = "${escaped}"\nheader = "Content-Type: text/xml; charset=utf-8"\n`,
		);
		writeFileSync(path.join(folder, 'ca.pem'), server.sandbox.ca ?? '');
		const { stdout } = await runCommand(
			'curl',
			[
				...['--silent', '--noproxy', '*', '--config', config, scheme],
				...['--cacert', path.join(folder, 'ca.pem'), '--write-out', '\n%{http_code}'],
				...['--data-binary', '@-', ...more, url],
			],
			REQUEST,
		);
		const end = stdout.lastIndexOf('\n');
		return { status: Number(stdout.slice(end + 1)), text: stdout.slice(0, end) };
	}

	it.each(['--ntlm', '--basic', '--anyauth'])('%s signs in and finds contacts', async (scheme) => {
		const { sandbox } = server;
		for (const url of [sandbox.url, sandbox.httpsUrl!]) {
			const { status, text } = await curl(scheme, url);
			expect(status).toBe(200);
			expect(text.match(/<t:Contact>/g)).toHaveLength(25);
		}
		expect(sandbox.log.count({ operation: 'FindItem', client: 'foreign' })).toBe(2);
	});

	it('keeps its sign-in on the connection', async () => {
		const { sandbox } = server;
		await curl('--ntlm', sandbox.url, { more: [sandbox.url, sandbox.url] });
		expect([sandbox.log.handshakes, sandbox.log.connections]).toEqual([1, 1]);
		expect(sandbox.log.count({ operation: 'FindItem' })).toBe(3);
	});

	it.each(['user1', 'user1@contoso.example'])('knows %s', async (user) => {
		expect((await curl('--ntlm', server.sandbox.url, { user })).status).toBe(200);
	});

	it.each(['--ntlm', '--basic'])('%s is refused with a wrong password', async (scheme) => {
		const { status, text } = await curl(scheme, server.sandbox.url, { password: 'wrong' });
		expect(status).toBe(401);
		expect(text).not.toContain('Envelope');
	});

	describe('--digest', () => {
		const sandboxes: Sandbox[] = [];
		afterEach(async () => {
			for (const sandbox of sandboxes.splice(0)) await sandbox.close();
		});
		const start = async (digest: SandboxOptions['digest']) => {
			const sandbox = await startSandbox({ schemes: ['Digest'], digest, contacts: 2 });
			sandboxes.push(sandbox);
			return sandbox;
		};

		it.each(['MD5', 'MD5-sess', 'SHA-256', 'SHA-256-sess'] as const)('%s', async (algorithm) => {
			const { url, log } = await start({ algorithms: [algorithm], realm: 'a "quoted" realm' });
			expect((await curl('--digest', url)).text).toContain('<t:Contact>');
			expect(log.entries().map(({ signIn }) => signIn)).toEqual([undefined, 'Digest']);
			expect((await curl('--digest', url, { password: 'wrong' })).status).toBe(401);
			expect(log.entries().at(-1)?.refused).toBe('wrong password');
		});

		it('takes Digest before Basic', async () => {
			const sandbox = await startSandbox({ schemes: ['Basic', 'Digest'] });
			sandboxes.push(sandbox);
			expect((await curl('--anyauth', sandbox.url)).status).toBe(200);
			expect(sandbox.log.entries().at(-1)?.signIn).toBe('Digest');
		});
	});
});
