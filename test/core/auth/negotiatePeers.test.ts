import { createAuthenticator } from '../../../core/auth/registry';
import type { Authenticator } from '../../../core/http/authenticator';
import { createHttpClient } from '../../../core/http/client';
import {
	startActiveDirectory,
	whyNoActiveDirectory,
	type ActiveDirectory,
} from '../../servers/activeDirectory';
import { startApache, whyNoApache, type Apache } from '../../servers/apache';
import { certificate } from '../../servers/certificates';
import {
	startKerberosRealm,
	whyNoKerberosRealm,
	type KerberosRealm,
} from '../../servers/kerberosRealm';
import { readBody, serveHttps, type Running } from '../../servers/listen';
import { startSquid, whyNoSquid, type Squid } from '../../servers/squid';
import { refusal, services } from './negotiateSupport';

const PASSWORD = 'Passw0rd!User';
const REALM = 'A.EXAMPLE.TEST';
const HOST = 'web.a.example.test';
const SPN = `HTTP/${HOST}`;

const noRealm = whyNoKerberosRealm();
const noApache = noRealm ?? whyNoApache({ gssapi: true });
if (noApache) console.warn(`LEFT OUT: Negotiate to Apache's mod_auth_gssapi: ${noApache}`);
const noSquid = noRealm ?? whyNoSquid();
if (noSquid) console.warn(`LEFT OUT: Negotiate to the proxy Squid: ${noSquid}`);

let realm: KerberosRealm;
if (!noRealm) {
	beforeAll(async () => {
		realm = await startKerberosRealm({
			realm: REALM,
			principals: [
				{ name: 'anna', password: PASSWORD },
				{ name: 'otto', password: PASSWORD },
				{ name: SPN },
			],
		});
	}, 60_000);
	afterAll(() => realm?.stop());
}

const opened: Authenticator[] = [];
afterEach(async () => {
	await Promise.all(opened.splice(0).map(async (one) => await one.close?.()));
});
function kerberos(
	user: string,
	password = PASSWORD,
	scheme = 'Kerberos',
	spn: string | undefined = SPN,
): Authenticator {
	const authenticator = createAuthenticator(
		scheme,
		{
			user,
			password,
			allowPlainHttp: true,
			channelBinding: true,
			kerberos: {
				kdcs: [realm.kdc],
				realm: REALM,
				spn: spn || undefined,
				serviceKdcs: [],
				allowRc4: false,
				timeoutMs: 2000,
			},
		},
		services,
	);
	opened.push(authenticator);
	return authenticator;
}
interface Way {
	readonly server: Authenticator;
	readonly ca?: string;
	readonly proxy?: { readonly url: string; readonly authenticator: Authenticator };
}
async function post(url: string, { server, ca, proxy }: Way, times = 1): Promise<string[]> {
	const http = createHttpClient(
		{
			tls: { rejectUnauthorized: true, legacy: false, ca },
			proxy: proxy ? { mode: 'custom', exceptions: [], ...proxy } : { mode: 'none' },
			retry: { attempts: 1 },
			// No DNS knows these names, and none is asked what they are called otherwise.
			lookup: (_host, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
		},
		server,
	);
	try {
		const texts: string[] = [];
		for (let count = 0; count < times; count++) {
			const answer = await http.send({ method: 'POST', url, body: 'ping', safe: false });
			texts.push(await answer.text());
		}
		return texts;
	} finally {
		await http.close();
	}
}

(noApache ? describe.skip : describe)("Apache's mod_auth_gssapi", () => {
	let apache: Apache;
	beforeAll(async () => {
		const keytab = realm.exportKeytab(SPN);
		apache = await startApache({
			names: [HOST],
			gssapi: { keytab, krb5Conf: realm.krb5Conf },
		});
	}, 60_000);
	afterAll(() => apache?.stop());

	it.each(['negotiate', 'negotiate-connection', 'negotiate-or-basic'])(
		'lets us in by /%s, over HTTP and over TLS, and proves itself',
		async (where) => {
			for (const base of [apache.url, apache.httpsUrl]) {
				const texts = await post(
					`${base}/${where}`,
					{ server: kerberos('anna', PASSWORD, 'Negotiate'), ca: apache.ca },
					4,
				);
				expect(texts).toHaveLength(4);
				for (const text of texts) {
					expect(JSON.parse(text)).toMatchObject({ user: `anna@${REALM}`, body: 'ping' });
				}
			}
		},
	);

	it('asks for the service of the host as it is typed', async () => {
		const { port } = new URL(apache.httpsUrl);
		const server = kerberos('anna', PASSWORD, 'Kerberos', '');
		const [text] = await post(`https://${HOST}:${port}/negotiate`, { server, ca: apache.ca });
		expect(JSON.parse(text!)).toMatchObject({ user: `anna@${REALM}` });
		const error = await refusal(post(`${apache.url}/negotiate`, { server }));
		expect(error.message).toBe(`The realm '${REALM}' knows no service 'HTTP/127.0.0.1'`);
	});

	it('where each request signs in for itself, it finds out once and then sends tickets at once', async () => {
		const { length: before } = await apache.accessLog();
		await post(`${apache.url}/negotiate`, { server: kerberos('anna') }, 5);
		const lines = (await apache.accessLog()).slice(before);
		const statuses = lines.map((line) => line.split(' ')[0]);
		expect(statuses.filter((status) => status === '200')).toHaveLength(5);
		expect(statuses.filter((status) => status === '401').length).toBeLessThanOrEqual(1);
	});

	it('two identities side by side are never mixed', async () => {
		const url = `${apache.url}/negotiate-connection`;
		const [anna, otto] = [kerberos('anna'), kerberos('otto')];
		const rounds = Array.from({ length: 10 }, async (_one, index) => {
			const [name, server] = index % 2 ? (['otto', otto] as const) : (['anna', anna] as const);
			for (const text of await post(url, { server }, 3)) {
				expect((JSON.parse(text) as { user: string }).user).toBe(`${name}@${REALM}`);
			}
		});
		await Promise.all(rounds);
	});
});

(noSquid ? describe.skip : describe)('Squid', () => {
	let squid: Squid;
	let server: Running;
	let ca: string;
	let none: Authenticator;
	beforeAll(async () => {
		const keytab = realm.exportKeytab(SPN);
		squid = await startSquid({
			schemes: ['Negotiate'],
			kerberos: { keytab, krb5Conf: realm.krb5Conf },
		});
		const keys = await certificate();
		ca = keys.cert;
		server = await serveHttps(keys, async (request, response) => {
			response.end((await readBody(request)).toString());
		});
		none = createAuthenticator('None', { allowPlainHttp: true, channelBinding: true });
	}, 60_000);
	afterAll(async () => {
		await squid?.stop();
		await server?.close();
	});

	it.each(['Kerberos', 'Negotiate'])(
		'lets us through by %s with the first CONNECT',
		async (name) => {
			const authenticator = kerberos('anna', PASSWORD, name);
			const url = `https://localhost:${server.port}/`;
			const way = { server: none, ca, proxy: { url: squid.url, authenticator } };
			expect(await post(url, way, 2)).toEqual(['ping', 'ping']);
			await new Promise((resolve) => setTimeout(resolve, 200));
			const lines = squid.log().filter((line) => line.includes('CONNECT'));
			expect(lines.at(-1)).toMatch(new RegExp(`^200 anna(@${REALM})? CONNECT`));
			expect(lines.some((line) => line.startsWith('407'))).toBe(false);
		},
	);

	it('tells a wrong password in words of Kerberos, before the proxy sees anything', async () => {
		const authenticator = kerberos('anna', 'wrong');
		const way = { server: none, ca, proxy: { url: squid.url, authenticator } };
		const error = await refusal(post(`https://localhost:${server.port}/`, way));
		expect(error.message).toMatch(/password of 'anna.*' is wrong/);
	});
});

const noDirectory = noSquid ?? whyNoActiveDirectory();
(noDirectory ? describe.skip : describe)('Squid that takes NTLM within Negotiate', () => {
	let directory: ActiveDirectory;
	let squid: Squid;
	beforeAll(async () => {
		directory = await startActiveDirectory([{ name: 'anna', password: PASSWORD }]);
		squid = await startSquid({ schemes: ['Negotiate'], directory });
	}, 60_000);
	afterAll(async () => {
		await squid?.stop();
		await directory?.stop();
	});

	it('lets us through where there is no KDC, and says why not with a wrong password', async () => {
		const keys = await certificate();
		const server = await serveHttps(keys, async (request, response) => {
			response.end((await readBody(request)).toString());
		});
		const none = createAuthenticator('None', { allowPlainHttp: true, channelBinding: true });
		const proxied = (password: string) => {
			const authenticator = createAuthenticator(
				'Negotiate',
				{
					user: 'EXAMPLE\\anna',
					password,
					allowPlainHttp: true,
					channelBinding: true,
					kerberos: {
						kdcs: ['127.0.0.1:1'],
						realm: directory.realm,
						serviceKdcs: [],
						allowRc4: false,
						timeoutMs: 1000,
					},
				},
				services,
			);
			opened.push(authenticator);
			return { server: none, ca: keys.cert, proxy: { url: squid.url, authenticator } };
		};
		try {
			const url = `https://localhost:${server.port}/`;
			expect(await post(url, proxied(PASSWORD))).toEqual(['ping']);
			const error = await refusal(post(url, proxied('wrong')));
			expect(error).toMatchObject({ code: 'PROXY_407', status: 407, field: 'proxyUser' });
			expect(error.message).toMatch(/^The proxy '127\.0\.0\.1' refused the sign-in by NTLM/);
		} finally {
			await server.close();
		}
	});
});
