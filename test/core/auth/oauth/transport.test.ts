import { setTimeout as sleep } from 'node:timers/promises';
import type { CredentialData, Scope, Session } from '../../../../core';
import {
	DEFAULT_CLIENT_SECRET,
	DEFAULT_CLIENTS,
	startSandbox,
	type Sandbox,
} from '../../../../sandbox';
import { serveTcp } from '../../../servers/listen';
import { namedHosts } from '../../../servers/namedHosts';
import { call, rowsOf, sessionOn } from '../../../support/session';

const scope: Scope = { folders: [] };

/** The token endpoint is reached as the server is: by the connection's proxy, under its authorities. */
describe('the way to the token endpoint', () => {
	let sandbox: Sandbox;
	let proxy: Awaited<ReturnType<typeof namedHosts>>;
	beforeAll(async () => {
		sandbox = await startSandbox({
			https: true,
			certificate: { names: ['mail.contoso.example', 'login.contoso.example'] },
			contacts: 2,
			schemes: ['Bearer'],
			tokens: { resources: ['https://mail.contoso.example'] },
		});
		const port = Number(new URL(sandbox.httpsUrl ?? '').port);
		proxy = await namedHosts({
			'mail.contoso.example:443': port,
			'login.contoso.example:443': port,
		});
	});
	afterAll(async () => {
		await sandbox.close();
		await proxy.close();
	});
	beforeEach(() => void proxy.asked.splice(0));

	const open = async (over: CredentialData = {}): Promise<Session> =>
		await sessionOn(sandbox, {
			authScheme: 'OAuth',
			server: 'https://mail.contoso.example/EWS/Exchange.asmx',
			allowPlainHttp: false,
			caCertificate: sandbox.ca,
			proxyMode: 'custom',
			proxyUrl: proxy.url,
			initiateOAuth: 'GETANDREFRESH',
			oauthGrantType: 'CLIENT',
			oauthClientId: DEFAULT_CLIENTS.service,
			oauthClientSecret: DEFAULT_CLIENT_SECRET,
			oauthAccessTokenUrl: 'https://login.contoso.example/contoso.example/oauth2/v2.0/token',
			access: 'impersonate',
			defaultMailbox: sandbox.accounts[0]!.principal,
			...over,
		});
	const read = async (session: Session, signal?: AbortSignal) => {
		const rows = session.query({ table: 'contact', scope, limit: 5 }, { ...call, signal });
		for await (const page of rows) return page.length;
		return 0;
	};

	it('leads by the proxy, and its certificate is checked by the authority of the credential', async () => {
		const session = await open();
		expect(await rowsOf(session, { table: 'contact', scope, limit: 5 })).toHaveLength(2);
		expect(new Set(proxy.asked)).toEqual(
			new Set(['login.contoso.example:443', 'mail.contoso.example:443']),
		);
	});

	it('ends where the authority is unknown', async () => {
		const session = await open({
			server: sandbox.url,
			allowPlainHttp: true,
			proxyExceptions: '127.0.0.1, localhost',
			caCertificate: '',
		});
		await expect(read(session)).rejects.toMatchObject({
			kind: 'fatal',
			message: expect.stringMatching(/login\.contoso\.example.*not trusted/),
		});
		const trusting = await open({
			server: sandbox.url,
			allowPlainHttp: true,
			proxyExceptions: '127.0.0.1, localhost',
		});
		expect(await read(trusting)).toBe(2);
	});

	it('is left at once when the run is cancelled', async () => {
		const silent = await serveTcp(() => undefined);
		try {
			const session = await open({
				oauthAccessTokenUrl: `http://127.0.0.1:${silent.port}/token`,
				proxyExceptions: '127.0.0.1',
			});
			const cancel = new AbortController();
			const began = Date.now();
			const reading = read(session, cancel.signal);
			void sleep(100).then(() => cancel.abort());
			await expect(reading).rejects.toMatchObject({ code: 'ABORT_ERR' });
			expect(Date.now() - began).toBeLessThan(2_000);
		} finally {
			await silent.close();
		}
	});
});
