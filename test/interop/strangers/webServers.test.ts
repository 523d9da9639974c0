import { createAuthenticator } from '../../../core/auth/registry';
import type { Identity } from '../../../core/auth/identity';
import { createHttpClient } from '../../../core/http/client';
import type { HttpClient } from '../../../core/http/message';
import { startApache, whyNoApache, type Apache } from '../../servers/apache';
import {
	startKerberosRealm,
	whyNoKerberosRealm,
	type KerberosRealm,
} from '../../servers/kerberosRealm';
import { startNginx, whyNoNginx, type Nginx } from '../../servers/nginx';
import { services } from '../../core/auth/negotiateSupport';
import { startLighttpd, whyNoLighttpd, type Lighttpd } from '../../servers/lighttpd';

const noLighttpd = whyNoLighttpd();
if (noLighttpd) console.warn(`LEFT OUT: signing in to lighttpd: ${noLighttpd}`);
const noNginx = whyNoNginx();
if (noNginx) console.warn(`LEFT OUT: signing in to nginx: ${noNginx}`);
const noRealm = whyNoKerberosRealm();
const noApache = noRealm ?? whyNoApache({ gssapi: true });
if (noApache) console.warn(`LEFT OUT: ways of mod_auth_gssapi: ${noApache}`);

const clients: HttpClient[] = [];
afterEach(async () => {
	await Promise.all(clients.splice(0).map((http) => http.close()));
});

function connect(scheme: string, identity: Partial<Identity>): HttpClient {
	const http = createHttpClient(
		{
			tls: { rejectUnauthorized: true, legacy: false },
			proxy: { mode: 'none' },
			retry: { attempts: 1 },
		},
		createAuthenticator(
			scheme,
			{ allowPlainHttp: true, channelBinding: true, ...identity },
			services,
		),
	);
	clients.push(http);
	return http;
}

const NAMES = { user: 'anna', password: 'Passw0rd!User' };

async function post(http: HttpClient, url: string): Promise<{ status: number; text: string }> {
	const answer = await http.send({ method: 'POST', url, body: 'ping', safe: false });
	return { status: answer.status, text: await answer.text() };
}

const USERS = [
	{ name: 'anna', password: 'Passw0rd!User' },
	{ name: 'CONTOSO\\Élodie', password: 'Pässwörd €9' },
	{ name: 'CONTOSO\\anna', password: 'Passw0rd!User' },
	{ name: 'quoted "q"', password: '"\\' },
];

(noLighttpd ? describe.skip : describe).each([
	['MD5', false],
	['SHA-256', false],
	['MD5|SHA-256', false],
	['SHA-256', true],
	['MD5', true],
] as const)('lighttpd asking by %s, userhash %s', (algorithm, userhash) => {
	let server: Lighttpd;
	beforeAll(async () => {
		server = await startLighttpd({ users: USERS, algorithm, userhash });
	}, 30_000);
	afterAll(async () => await server?.stop());

	it.each(USERS)('lets in $name by Digest', async ({ name, password }) => {
		// It keeps the escapes of names that come unhashed, whoever sends them.
		if (!userhash && /["\\]/.test(name) && !/[^ -~]/.test(name)) {
			const refused = post(connect('Digest', { user: name, password }), `${server.url}/digest`);
			await expect(refused).rejects.toThrow('refused the sign-in by Digest');
			return;
		}
		const http = connect('Digest', { user: name, password });
		for (let call = 0; call < 3; call++) {
			const answer = await post(http, `${server.url}/digest`);
			const { user, ...rest } = JSON.parse(answer.text) as Record<string, string>;
			expect(Buffer.from(user!, 'latin1').toString()).toBe(name);
			expect(rest).toEqual({ method: 'POST', body: 'ping' });
		}
	});

	it.each(USERS)('lets in $name by Basic', async ({ name, password }) => {
		const http = connect('Basic', { user: name, password });
		expect(await post(http, `${server.url}/basic`)).toMatchObject({ status: 200 });
	});
});

(noNginx ? describe.skip : describe)('nginx', () => {
	let server: Nginx;
	beforeAll(async () => {
		server = await startNginx(USERS);
	}, 30_000);
	afterAll(async () => await server?.stop());

	it.each(USERS)('lets in $name by Basic, and nobody with a wrong password', async (one) => {
		const user = one.name;
		const http = connect('Basic', { user, password: one.password });
		expect(await post(http, `${server.url}/page`)).toEqual({ status: 200, text: 'ping' });
		const wrong = connect('Basic', { user, password: 'wrong' });
		await expect(post(wrong, `${server.url}/page`)).rejects.toThrow('refused the sign-in by Basic');
	});
});

const HOST = 'web.a.example.test';
const SPN = `HTTP/${HOST}`;
(noRealm ? describe.skip : describe)('Kerberos', () => {
	let realm: KerberosRealm;
	beforeAll(async () => {
		realm = await startKerberosRealm({
			realm: 'A.EXAMPLE.TEST',
			principals: [{ name: 'anna', password: NAMES.password }, { name: SPN }],
		});
	}, 60_000);
	afterAll(async () => await realm?.stop());
	const client = (scheme: string, password = NAMES.password) =>
		connect(scheme, {
			user: 'anna',
			password,
			kerberos: {
				kdcs: [realm.kdc],
				realm: realm.realm,
				spn: SPN,
				serviceKdcs: [],
				allowRc4: false,
			},
		});

	(noApache ? describe.skip : describe)('mod_auth_gssapi', () => {
		const PATHS: Readonly<Record<string, readonly string[]>> = {
			sessions: ['GssapiUseSessions On', 'Session On', 'SessionCookieName gssapi_session path=/'],
			once: ['GssapiNegotiateOnce On'],
			signals: ['GssapiConnectionBound On', 'GssapiSignalPersistentAuth On'],
			acceptor: [`GssapiAcceptorName HTTP@${HOST}`, 'GssapiPublishErrors On'],
			both: [
				'GssapiConnectionBound On',
				'GssapiUseSessions On',
				'Session On',
				'SessionCookieName s path=/',
			],
			onceBasic: ['GssapiNegotiateOnce On', 'GssapiBasicAuth On', 'GssapiBasicAuthMech krb5'],
		};
		let server: Apache;
		beforeAll(async () => {
			const gssapi = { keytab: realm.exportKeytab(SPN), krb5Conf: realm.krb5Conf, paths: PATHS };
			server = await startApache({ names: [HOST], gssapi });
		}, 30_000);
		afterAll(async () => await server?.stop());

		it.each(Object.keys(PATHS))('lets us in by /%s', async (where) => {
			for (const scheme of ['Kerberos', 'Negotiate']) {
				const http = client(scheme);
				for (let call = 0; call < 3; call++) {
					const { text } = await post(http, `${server.url}/${where}`);
					expect(JSON.parse(text)).toMatchObject({ user: 'anna@A.EXAMPLE.TEST', body: 'ping' });
				}
			}
		});

		it('takes our Basic where it checks passwords at the KDC', async () => {
			const http = connect('Basic', NAMES);
			const { text } = await post(http, `${server.url}/onceBasic`);
			expect(JSON.parse(text)).toMatchObject({ user: 'anna@A.EXAMPLE.TEST', body: 'ping' });
		});
	});
});
