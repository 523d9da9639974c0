import type { OutgoingHttpHeaders, RequestListener } from 'node:http';
import tls from 'node:tls';
import { FatalError, PermissionError } from '../../../core/errors';
import { parseSettings } from '../../../core/connection/parse';
import { grantCommand } from '../../../core/connection/rights';
import { summary, testConnection, type TestDependencies } from '../../../core/connection/test';
import { certificate, type KeyPair } from '../../servers/certificates';
import { listen, readBody, serveHttp, serveHttps, serveTcp } from '../../servers/listen';
import { keep } from '../../support/keep';

const PASSWORD = 'Sup3r secret';
const settings = (server: string, more: Record<string, unknown> = {}) =>
	parseSettings({
		server,
		authScheme: 'Basic',
		user: 'anna@contoso.example',
		password: PASSWORD,
		allowPlainHttp: true,
		proxyMode: 'none',
		...more,
	});

/** As the EWS backend does it: one request, then what the answer says. */
const openMailbox: TestDependencies['openMailbox'] = async (http, signal) => {
	const answer = await http.send({
		method: 'POST',
		url: target,
		body: '<GetFolder/>',
		safe: true,
		signal,
	});
	const text = await answer.text();
	if (text === 'denied')
		throw new PermissionError('Access is denied', { code: 'ErrorAccessDenied' });
	if (text !== 'folder') throw new FatalError(`No SOAP: ${text} ${PASSWORD}`);
	return { version: '15.2.2562.17' };
};
let target = '';

const ews =
	(answer: RequestListener): RequestListener =>
	async (request, response) => {
		await readBody(request);
		const expected = `Basic ${Buffer.from(`anna@contoso.example:${PASSWORD}`).toString('base64')}`;
		if (request.headers.authorization === expected) answer(request, response);
		else response.writeHead(401, { 'www-authenticate': ['NTLM', 'Basic realm="x"'] }).end();
	};

const run = async (server: string, more: Record<string, unknown> = {}, budgetMs = 5_000) => {
	const parsed = settings(server, more);
	target = parsed.server;
	const steps = await testConnection(parsed, { openMailbox, budgetMs });
	expect(JSON.stringify(steps)).not.toContain(PASSWORD);
	return { steps, line: summary(steps), last: steps.at(-1)! };
};

describe('testConnection', () => {
	it('walks all steps', async () => {
		const server = keep(await serveHttp(ews((_request, response) => response.end('folder'))));
		const { steps, line } = await run(`http://127.0.0.1:${server.port}`);
		expect(steps.every(({ ok }) => ok)).toBe(true);
		expect(steps.map(({ step }) => step)).toEqual([
			'resolve',
			'connect',
			'scheme',
			'identity',
			'endpoint',
			'mailbox',
			'access',
			'version',
		]);
		expect(line).toBe('Connected; Exchange 15.2.2562.17');
	});

	it('walks them over TLS', async () => {
		const keys = await certificate();
		const server = keep(
			await serveHttps(
				keys,
				ews((_request, response) => response.end('folder')),
			),
		);
		const { steps, last } = await run(`localhost:${server.port}`, { caCertificate: keys.cert });
		expect(last).toMatchObject({ step: 'version', ok: true });
		expect(steps.find(({ step }) => step === 'tls')!.message).toMatch(/TLSv1\.3.*is trusted/);
	});

	it('names an unknown host', async () => {
		const { line, last } = await run('no-such-host.invalid');
		expect(last).toMatchObject({ step: 'resolve', ok: false });
		expect(line).toMatch(/^The (host|name of the host) 'no-such-host\.invalid'/);
	});

	it('names a closed port', async () => {
		const server = await serveTcp(() => undefined);
		await server.close();
		const { line, last } = await run(`http://127.0.0.1:${server.port}`);
		expect(last).toMatchObject({ step: 'connect', ok: false });
		expect(line).toMatch(/port is closed/);
	});

	it('tells the schemes that the server offers', async () => {
		const server = keep(
			await serveHttp((_request, response) =>
				response.writeHead(401, { 'www-authenticate': 'Negotiate, NTLM' }).end(),
			),
		);
		const { line, last } = await run(`http://127.0.0.1:${server.port}`);
		expect(last).toMatchObject({ step: 'scheme', ok: false });
		expect(line).toContain('does not offer Basic (401); it offers Negotiate, NTLM');
	});

	it('tells a refused password', async () => {
		const server = keep(await serveHttp(ews((_request, response) => response.end('folder'))));
		const { last } = await run(`http://127.0.0.1:${server.port}`, { password: 'other' });
		expect(last).toMatchObject({ step: 'identity', ok: false });
		expect(last.message).toContain('refused the sign-in by Basic');
	});

	it.each([
		[
			'a login page',
			200,
			{ 'content-type': 'text/html; charset=utf-8' },
			'<html>',
			/web page.*\(200\)/,
		],
		['404', 404, {}, '', /No web service.*\(404\)/],
		['405', 405, {}, '', /No web service.*\(405\)/],
		['a redirect to OWA', 302, { location: '/owa/' }, '', /sends this request on to .*\/owa\//],
	])('tells %s', async (_name, status, headers, body, pattern) => {
		const server = keep(
			await serveHttp(
				ews((_request, response) =>
					response.writeHead(status, headers as OutgoingHttpHeaders).end(body),
				),
			),
		);
		const { last } = await run(`http://127.0.0.1:${server.port}/somewhere`);
		expect(last).toMatchObject({ step: 'endpoint', ok: false });
		expect(last.message).toMatch(pattern);
		expect(last.advice).toContain('/EWS/Exchange.asmx');
	});

	it('gives the command that grants a missing right', async () => {
		const server = keep(await serveHttp(ews((_request, response) => response.end('denied'))));
		const { last } = await run(`http://127.0.0.1:${server.port}`, {
			defaultMailbox: "o'brien@contoso.example",
		});
		expect(last).toMatchObject({ step: 'mailbox', ok: false });
		expect(last.advice).toContain(
			"Add-MailboxPermission -Identity 'o''brien@contoso.example' -User 'anna@contoso.example'",
		);
		expect(grantCommand({ access: 'impersonate', user: 'a' })).toContain(
			'New-ManagementRoleAssignment',
		);
	});

	it('ends within its budget when the server is silent', async () => {
		const server = keep(await serveTcp(() => undefined));
		const started = Date.now();
		const { last } = await run(`http://127.0.0.1:${server.port}`, {}, 400);
		expect(last.ok).toBe(false);
		expect(last.message).toContain('did not answer within');
		expect(Date.now() - started).toBeLessThan(2_000);
	});
});

describe('certificates', () => {
	const serve = async (keys: KeyPair, options: tls.TlsOptions = {}) =>
		keep(
			await serveHttps(
				{ ...keys, ...options },
				ews((_request, response) => response.end('folder')),
			),
		);

	it.each([
		['self-signed', {}, false, /self-signed/],
		['expired', { from: -20, to: -10 }, true, /has expired/],
		[
			'for another host',
			{ names: ['mail.contoso.example', 'other.example'] },
			true,
			/mail\.contoso\.example, other\.example/,
		],
	])('says why it is not trusted: %s', async (_name, wish, isTrusted, pattern) => {
		const keys = await certificate(wish);
		const server = await serve(keys);
		const { last } = await run(
			`localhost:${server.port}`,
			isTrusted ? { caCertificate: keys.cert } : {},
		);
		expect(last).toMatchObject({ step: 'tls', ok: false });
		expect(last.message).toMatch(pattern);
		expect(last.advice).toBeTruthy();
	});

	it('tells an unknown authority, and trusts it once given', async () => {
		const ca = await certificate({ isCa: true });
		const server = await serve(await certificate({ ca }));
		const { last } = await run(`localhost:${server.port}`);
		expect(last.message).toContain('its authority is unknown here');
		const trusted = await run(`localhost:${server.port}`, { caCertificate: ca.cert });
		expect(trusted.last.ok).toBe(true);
	});

	it('takes a pinned certificate and no other', async () => {
		const [keys, others] = [await certificate(), await certificate()];
		const server = await serve(keys);
		const pinned = await run(`localhost:${server.port}`, { sslServerCert: keys.cert });
		expect(pinned.last.ok).toBe(true);
		const wrong = await run(`localhost:${server.port}`, { sslServerCert: others.cert });
		expect(wrong.last.message).toContain("not the one given in 'SSL Server Cert'");
	});

	it('suggests Legacy TLS for an old server, and reaches it so', async () => {
		const keys = await certificate({ keyType: 'rsa' });
		const server = await serve(keys, {
			minVersion: 'TLSv1',
			maxVersion: 'TLSv1.1',
			ciphers: 'DEFAULT@SECLEVEL=0',
		});
		const { last } = await run(`localhost:${server.port}`, { caCertificate: keys.cert });
		expect(last).toMatchObject({ step: 'tls', ok: false });
		expect(last.advice).toContain('Legacy TLS');
		const legacy = await run(`localhost:${server.port}`, {
			caCertificate: keys.cert,
			legacyTls: true,
		});
		expect(legacy.line).toContain('Connected');
	});

	it('tells a port without TLS', async () => {
		const server = keep(await serveHttp((_request, response) => response.end()));
		const { last } = await run(`localhost:${server.port}`);
		expect(last.message).toContain('does not speak TLS');
	});
});

describe('proxy', () => {
	it('goes through CONNECT with Basic, and tells a refusal', async () => {
		const { createServer } = await import('node:http');
		const net = await import('node:net');
		const server = keep(await serveHttp(ews((_request, response) => response.end('folder'))));
		const seen: string[] = [];
		const proxy = createServer();
		proxy.on('connect', (request, socket) => {
			seen.push(request.url!);
			const isKnown =
				request.headers['proxy-authorization'] === `Basic ${Buffer.from('p:q').toString('base64')}`;
			if (!isKnown) {
				socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
				return;
			}
			const upstream = net.connect(server.port, '127.0.0.1', () => {
				socket.write('HTTP/1.1 200 OK\r\n\r\n');
				socket.pipe(upstream).pipe(socket);
			});
			for (const end of [upstream, socket]) end.on('error', () => undefined);
		});
		const running = keep(await listen(proxy));
		const fields = {
			proxyMode: 'custom',
			proxyUrl: `http://127.0.0.1:${running.port}`,
			proxyUser: 'p',
			proxyPassword: 'q',
		};
		const url = `http://mail.contoso.example:${server.port}`;
		expect((await run(url, fields)).line).toContain('Connected');
		expect(new Set(seen)).toEqual(new Set([`mail.contoso.example:${server.port}`]));
		const refused = await run(url, { ...fields, proxyPassword: 'wrong' });
		expect(refused.last).toMatchObject({ step: 'connect', ok: false });
		expect(refused.last.message).toContain('refused the sign-in (407)');
		seen.length = 0;
		await run(`http://127.0.0.1:${server.port}`, { ...fields, proxyExceptions: '127.0.0.1' });
		expect(seen).toEqual([]);
	});
});
