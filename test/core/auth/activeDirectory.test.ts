import { createAuthenticator } from '../../../core/auth/registry';
import { createHttpClient } from '../../../core/http/client';
import { SignInError } from '../../../core/http/errors';
import {
	startActiveDirectory,
	whyNoActiveDirectory,
	type ActiveDirectory,
} from '../../servers/activeDirectory';
import { certificate } from '../../servers/certificates';
import { readBody, serveHttp, serveHttps, type Running } from '../../servers/listen';
import { ntlmGate, sambaJudge } from '../../servers/ntlm';

const why = whyNoActiveDirectory();
if (why) console.warn(`LEFT OUT: NTLM against a real Active Directory: ${why}`);
const suite = why ? describe.skip : describe;

const EVERY_PRINTABLE = Array.from({ length: 95 }, (_, code) =>
	String.fromCharCode(32 + code),
).join('');

/** Judged by Samba alone: nothing of this project decides who is let in. */
suite('NTLM against an Active Directory', () => {
	let directory: ActiveDirectory;
	let plain: Running;
	let secure: Running;
	let ca: string;

	beforeAll(async () => {
		directory = await startActiveDirectory([
			{ name: 'anna', password: 'Passw0rd!User' },
			{ name: 'Élodie', password: 'Pässwörd €9 "&<>' },
			{ name: 'дмитрий', password: ' Passw0rd! with blanks ' },
			{ name: 'every', password: EVERY_PRINTABLE },
			{ name: 'disabled', password: 'Passw0rd!User', disabled: true },
		]);
		const gate = ntlmGate(() => sambaJudge(directory.smbConf, directory.env));
		const handler: Parameters<typeof serveHttp>[0] = async (request, response) => {
			const user = await gate.admit(request, await readBody(request), response);
			if (user !== undefined) response.end(user);
		};
		const keys = await certificate();
		ca = keys.cert;
		plain = await serveHttp(handler);
		secure = await serveHttps(keys, handler);
	}, 90_000);

	afterAll(async () => {
		await plain?.close();
		await secure?.close();
		await directory?.stop();
	}, 30_000);

	const signIn = async (user: string, password: string, isSecure = false): Promise<string> => {
		const http = createHttpClient(
			{
				tls: { rejectUnauthorized: true, legacy: false, ca },
				proxy: { mode: 'none' },
				retry: { attempts: 1 },
			},
			createAuthenticator('NTLM', { user, password, allowPlainHttp: true, channelBinding: true }),
		);
		try {
			const url = isSecure
				? `https://localhost:${secure.port}/`
				: `http://127.0.0.1:${plain.port}/`;
			const answer = await http.send({ method: 'POST', url, body: 'x', safe: false });
			return await answer.text();
		} finally {
			await http.close();
		}
	};

	it.each([
		['EXAMPLE\\anna', 'Passw0rd!User', 'EXAMPLE\\anna'],
		['anna@ad.example.test', 'Passw0rd!User', 'EXAMPLE\\anna'],
		['anna', 'Passw0rd!User', 'EXAMPLE\\anna'],
		['EXAMPLE\\Élodie', 'Pässwörd €9 "&<>', 'EXAMPLE\\élodie'],
		['élodie@ad.example.test', 'Pässwörd €9 "&<>', 'EXAMPLE\\élodie'],
		['EXAMPLE\\дмитрий', ' Passw0rd! with blanks ', 'EXAMPLE\\дмитрий'],
		['EXAMPLE\\every', EVERY_PRINTABLE, 'EXAMPLE\\every'],
	])('signs in %s over HTTP and over TLS with channel binding', async (user, password, name) => {
		expect(await signIn(user, password)).toBe(name);
		expect(await signIn(user, password, true)).toBe(name);
	});

	it.each([
		['EXAMPLE\\anna', 'passw0rd!user'],
		['EXAMPLE\\nobody', 'Passw0rd!User'],
		['EXAMPLE\\disabled', 'Passw0rd!User'],
	])('refuses %s with %s', async (user, password) => {
		await expect(signIn(user, password)).rejects.toBeInstanceOf(SignInError);
	});
});
