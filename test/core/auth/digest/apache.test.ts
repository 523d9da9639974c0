import { createAuthenticator } from '../../../../core/auth/registry';
import { createHttpClient } from '../../../../core/http/client';
import { SignInError } from '../../../../core/http/errors';
import type { HttpClient } from '../../../../core/http/message';
import { startApache, whyNoApache, type Apache } from '../../../servers/apache';

const why = whyNoApache();
if (why) console.warn(`LEFT OUT: Digest against Apache: ${why}`);

/** Judged by mod_auth_digest, which checks nonce counts and proves itself in each answer. */
(why ? describe.skip : describe)('Digest against Apache', () => {
	const EVERY_PRINTABLE = Array.from({ length: 95 }, (_, code) =>
		String.fromCharCode(32 + code),
	).join('');
	const users = [
		{ name: 'anna', password: 'Passw0rd!User' },
		{ name: 'CONTOSO\\Élodie', password: 'Pässwörd €9' },
		{ name: 'every', password: EVERY_PRINTABLE },
	];
	let apache: Apache;
	let oneUse: Apache;
	beforeAll(async () => {
		apache = await startApache({ users });
		oneUse = await startApache({ users, digest: { nonceLifetime: 0 } });
	}, 30_000);
	afterAll(async () => {
		await apache?.stop();
		await oneUse?.stop();
	});

	const connect = (server: Apache, user: string, password: string): HttpClient =>
		createHttpClient(
			{
				tls: { rejectUnauthorized: true, legacy: false, ca: server.ca },
				proxy: { mode: 'none' },
				retry: { attempts: 1 },
			},
			createAuthenticator('Digest', { user, password, allowPlainHttp: true, channelBinding: true }),
		);
	const send = async (http: HttpClient, url: string) => {
		const answer = await http.send(
			url.endsWith('-page')
				? { method: 'GET', url, safe: true }
				: { method: 'POST', url, body: 'ping', safe: false },
		);
		const info = answer.headers['authentication-info'];
		return { status: answer.status, text: await answer.text(), info };
	};
	const logged = async (server: Apache, part: string) =>
		(await server.accessLog()).filter((line) => line.includes(part));

	it.each(users)('signs in $name, over HTTP and TLS', async ({ name, password }) => {
		for (const base of [apache.url, apache.httpsUrl]) {
			const http = connect(apache, name, password);
			try {
				const answer = await send(http, `${base}/digest`);
				expect(answer.status).toBe(200);
				expect(answer.text).toContain('ping');
				const page = await send(http, `${base}/digest-page`);
				expect(page.text).toBe('page');
				expect(page.info).toContain('rspauth');
			} finally {
				await http.close();
			}
		}
	});

	it('asks once for many requests on several connections', async () => {
		const http = connect(apache, 'anna', 'Passw0rd!User');
		const url = `${apache.url}/digest`;
		try {
			await send(http, url);
			const many = Array.from({ length: 40 }, () => send(http, `${url}?many`));
			const answers = await Promise.all(many);
			expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200));
			expect(await logged(apache, '?many')).toHaveLength(40);
		} finally {
			await http.close();
		}
	});

	it('goes on where a nonce is good once', async () => {
		const http = connect(oneUse, 'anna', 'Passw0rd!User');
		const url = `${oneUse.url}/digest-page`;
		try {
			for (let call = 0; call < 5; call++) {
				const answer = await send(http, url);
				expect(answer.status).toBe(200);
				expect(answer.info).toContain('nextnonce');
			}
			// One refusal at the start: each answer gives the nonce for the next request.
			expect(await logged(oneUse, '/digest')).toHaveLength(6);
		} finally {
			await http.close();
		}
	});

	it.each([
		['anna', 'wrong'],
		['nobody', 'Passw0rd!User'],
	])('is refused for %s with %s', async (user, password) => {
		const http = connect(apache, user, password);
		try {
			await expect(send(http, `${apache.url}/digest`)).rejects.toBeInstanceOf(SignInError);
		} finally {
			await http.close();
		}
	});
});
