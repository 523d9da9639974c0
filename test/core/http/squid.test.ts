import { createAuthenticator } from '../../../core/auth/registry';
import type { Authenticator } from '../../../core/http/authenticator';
import { createHttpClient } from '../../../core/http/client';
import {
	startActiveDirectory,
	whyNoActiveDirectory,
	type ActiveDirectory,
} from '../../servers/activeDirectory';
import { certificate } from '../../servers/certificates';
import { readBody, serveHttp, serveHttps, type Running } from '../../servers/listen';
import { ntlmGate, sambaJudge } from '../../servers/ntlm';
import { startSquid, whyNoSquid, type Squid } from '../../servers/squid';
import { caught } from '../../support/caught';

const why = whyNoSquid();
if (why) console.warn(`LEFT OUT: sign-in to the proxy Squid: ${why}`);
const whyNoNtlm = why ?? whyNoActiveDirectory();
if (whyNoNtlm) console.warn(`LEFT OUT: NTLM to the proxy Squid: ${whyNoNtlm}`);

const identity = (user: string, password: string) => ({
	user,
	password,
	allowPlainHttp: true,
	channelBinding: true,
});

/** Sends through the proxy; plain HTTP goes by CONNECT as well. */
async function send(
	squid: Squid,
	url: string,
	sign: {
		user?: string;
		password?: string;
		authenticator?: Authenticator;
		server?: Authenticator;
		ca?: string;
	},
	times = 1,
): Promise<string[]> {
	const { user, password, authenticator, server, ca } = sign;
	const http = createHttpClient(
		{
			tls: { rejectUnauthorized: true, legacy: false, ca },
			proxy: { mode: 'custom', url: squid.url, user, password, authenticator, exceptions: [] },
			retry: { attempts: 1 },
		},
		server ?? createAuthenticator('None', identity('', '')),
	);
	try {
		return await Promise.all(
			Array.from({ length: times }, async () => {
				const answer = await http.send({ method: 'POST', url, body: 'ping', safe: false });
				return await answer.text();
			}),
		);
	} finally {
		await http.close();
	}
}
let secure: Running;
let plain: Running;
let ca: string;
beforeAll(async () => {
	const keys = await certificate();
	ca = keys.cert;
	const echo = async (...[request, response]: Parameters<Parameters<typeof serveHttp>[0]>) =>
		void response.end(
			`${(await readBody(request)).toString()} ${request.headers['proxy-authorization'] ?? 'clean'}`,
		);
	secure = await serveHttps(keys, echo);
	plain = await serveHttp(echo);
});
afterAll(async () => {
	await secure?.close();
	await plain?.close();
});

/** Squid drops the backslash of a user of Digest, whichever client sends it. */
const users = [
	{ name: 'anna', password: 'Passw0rd!User' },
	{ name: 'Élodie', password: 'Pässwörd € "9"' },
	{
		name: 'every',
		password: Array.from({ length: 95 }, (_, code) => String.fromCharCode(32 + code)).join(''),
	},
	{ name: 'dom\\anna', password: '%41:/@?#"\\' },
];

(why ? describe.skip : describe)('Squid', () => {
	let squid: Squid;
	beforeAll(async () => {
		squid = await startSquid({ users, schemes: ['Digest', 'Basic'] });
	}, 30_000);
	afterAll(() => squid?.stop());

	it.each(users)('lets $name in by Basic and Digest', async ({ name, password }) => {
		for (const url of [`https://localhost:${secure.port}/`, `http://127.0.0.1:${plain.port}/`]) {
			expect(await send(squid, url, { user: name, password, ca })).toEqual(['ping clean']);
			if (name.includes('\\')) continue;
			const authenticator = createAuthenticator('Digest', identity(name, password));
			expect(await send(squid, url, { authenticator, ca }, 5)).toEqual(Array(5).fill('ping clean'));
		}
	});

	it('asks once for several tunnels by Digest', async () => {
		const authenticator = createAuthenticator('Digest', identity('anna', 'Passw0rd!User'));
		const url = `https://localhost:${secure.port}/`;
		await send(squid, url, { authenticator, ca });
		// It writes a tunnel down when that ends.
		await new Promise((resolve) => setTimeout(resolve, 200));
		const before = squid.log().length;
		await send(squid, url, { authenticator, ca }, 4);
		await send(squid, url, { authenticator, ca });
		await new Promise((resolve) => setTimeout(resolve, 200));
		const statuses = squid
			.log()
			.slice(before)
			.map((line) => line.split(' ')[0]);
		expect(statuses).toEqual(statuses.map(() => '200'));
	});

	it('tells a refusal by the fields of the proxy', async () => {
		const url = `https://localhost:${secure.port}/`;
		const error = await caught(send(squid, url, { user: 'anna', password: 'bad-secret', ca }));
		expect(error).toMatchObject({ code: 'PROXY_407', kind: 'fatal', field: 'proxyUser' });
		expect(`${error.message} ${error.advice}`).not.toContain('bad-secret');
		const digest = createAuthenticator('Digest', identity('anna', 'bad-secret'));
		expect(await caught(send(squid, url, { authenticator: digest, ca }))).toMatchObject({
			code: 'PROXY_407',
		});
		const ntlm = createAuthenticator('NTLM', identity('anna', 'bad-secret'));
		const unknown = await caught(send(squid, url, { authenticator: ntlm, ca }));
		expect(unknown.message).toBe(
			"The proxy '127.0.0.1' does not offer NTLM (407); it offers Digest, Basic",
		);
		expect(unknown.field).toBe('proxyAuthScheme');
		const nobody = await caught(send(squid, url, { ca }));
		expect(nobody.message).toContain('asks for a sign-in (407); it offers Digest, Basic');
	});
});

(whyNoNtlm ? describe.skip : describe)('Squid with a real Active Directory', () => {
	let directory: ActiveDirectory;
	let squid: Squid;
	beforeAll(async () => {
		directory = await startActiveDirectory([
			{ name: 'anna', password: 'Passw0rd!User' },
			{ name: 'Élodie', password: 'Pässwörd €9 "&<>' },
		]);
		squid = await startSquid({ schemes: ['NTLM'], directory });
	}, 90_000);
	afterAll(async () => {
		await squid?.stop();
		await directory?.stop();
	}, 30_000);

	it.each([
		['EXAMPLE\\anna', 'Passw0rd!User'],
		['Élodie@ad.example.test', 'Pässwörd €9 "&<>'],
	])('lets %s in by NTLM, all legs on one socket', async (user, password) => {
		const authenticator = createAuthenticator('NTLM', identity(user, password));
		const url = `https://localhost:${secure.port}/`;
		expect(await send(squid, url, { authenticator, ca }, 3)).toEqual(Array(3).fill('ping clean'));
	});

	it('refuses a wrong password', async () => {
		const authenticator = createAuthenticator('NTLM', identity('EXAMPLE\\anna', 'wrong'));
		const url = `https://localhost:${secure.port}/`;
		expect(await caught(send(squid, url, { authenticator, ca }))).toMatchObject({
			code: 'PROXY_407',
			field: 'proxyUser',
		});
	});

	it('carries the NTLM of another identity to the server behind it', async () => {
		const gate = ntlmGate(() => sambaJudge(directory.smbConf, directory.env));
		const server = await serveHttp(async (request, response) => {
			const user = await gate.admit(request, await readBody(request), response);
			if (user !== undefined) response.end(user);
		});
		try {
			const answers = await send(
				squid,
				`http://127.0.0.1:${server.port}/`,
				{
					authenticator: createAuthenticator('NTLM', identity('EXAMPLE\\anna', 'Passw0rd!User')),
					server: createAuthenticator('NTLM', identity('EXAMPLE\\Élodie', 'Pässwörd €9 "&<>')),
				},
				3,
			);
			expect(answers).toEqual(Array(3).fill('EXAMPLE\\élodie'));
			expect(new Set(gate.log.legs.map(({ socket }) => socket)).size).toBeLessThanOrEqual(3);
		} finally {
			await server.close();
		}
	});
});
