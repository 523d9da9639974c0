import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
	mutualTrust,
	startKerberosRealm,
	whyNoKerberosRealm,
	type KerberosRealm,
} from '../../../servers/kerberosRealm';
import { startNameServer, type NameServer } from '../../../servers/nameServer';
import { parseTicketCache } from '../../../../core/auth/kerberos/ticketCache';
import { closeSources, refusal, source, type Given } from './support';
import { opened, writeTicketCache } from './ticketFile';

const why = whyNoKerberosRealm();
if (why) console.warn(`LEFT OUT: tickets from realms of MIT Kerberos: ${why}`);
const suite = why ? describe.skip : describe;

const PASSWORD = 'Passw0rd!User';
const started: KerberosRealm[] = [];
async function start(options: Parameters<typeof startKerberosRealm>[0]): Promise<KerberosRealm> {
	const realm = await startKerberosRealm(options);
	started.push(realm);
	return realm;
}
afterAll(async () => {
	for (const realm of started) await realm.stop();
});
afterEach(closeSources);

const tool = (realm: KerberosRealm, command: string, args: string[], input = '') =>
	execFileSync(command, args, {
		env: { ...process.env, ...realm.env },
		input,
		encoding: 'utf8',
		stdio: ['pipe', 'pipe', 'pipe'],
	});

suite('Tickets from a realm of MIT Kerberos', () => {
	const SERVICE = 'web.a.example.test';
	const REALM = 'A.EXAMPLE.TEST';
	let realm: KerberosRealm;
	beforeAll(async () => {
		realm = await start({
			realm: REALM,
			principals: [
				{ name: 'anna', password: PASSWORD },
				{ name: 'open', password: PASSWORD, options: ['-requires_preauth'] },
				{ name: 'sha2', password: PASSWORD, encryption: ['aes256-cts-hmac-sha384-192:normal'] },
				{ name: 'small', password: PASSWORD, encryption: ['aes128-cts-hmac-sha256-128:normal'] },
				{ name: 'salted', password: PASSWORD, encryption: ['aes128-cts-hmac-sha1-96:special'] },
				{ name: 'old', password: PASSWORD, encryption: ['arcfour-hmac:normal'] },
				{ name: 'late', password: PASSWORD, options: ['-expire yesterday'] },
				{ name: 'stale', password: PASSWORD, options: ['-pwexpire yesterday'] },
				{ name: 'closed', password: PASSWORD, options: ['-allow_tix'] },
				{ name: `HTTP/${SERVICE}`, encryption: ['aes256-cts-hmac-sha1-96:normal'] },
				{ name: 'HTTP/sha2.a.example.test', encryption: ['aes256-cts-hmac-sha384-192:normal'] },
				{ name: 'HTTP/old.a.example.test', encryption: ['arcfour-hmac:normal'] },
				{ name: 'HTTP/closed.a.example.test', options: ['-allow_svr'] },
			],
		});
	});
	const at = (given: Given) =>
		source({ kdcs: [realm.kdc], realm: REALM, password: PASSWORD, ...given });

	it.each<[string, Given, number]>([
		['a password', { login: 'anna' }, 18],
		['name@realm, which is no enterprise name here', { login: 'anna@a.example.test' }, 18],
		['name@realm without the realm apart', { login: 'anna@a.example.test', realm: undefined }, 18],
		['no proof before the ticket', { login: 'open' }, 18],
		['keys of the SHA-2 family', { login: 'sha2' }, 18],
		['128 bits of them', { login: 'small' }, 18],
		['a salt that is not the usual one', { login: 'salted' }, 18],
		['RC4, if it is allowed', { login: 'old', allowRc4: true }, 18],
	])('by %s', async (_name, given, type) => {
		const credential = await at(given).serviceTicket(SERVICE);
		expect(credential.key.type).toBe(type);
		expect(opened(credential, realm.exportKeytab(`HTTP/${SERVICE}`), realm.krb5Conf)).toContain(
			'keytab entry valid',
		);
	});

	it.each([
		['HTTP/sha2.a.example.test', {}],
		['HTTP/old.a.example.test', { allowRc4: true }],
	])('for %s', async (spn, more) => {
		const credential = await at({ login: 'anna', spn, ...more }).serviceTicket('10.0.0.1');
		expect(credential.server.components.join('/')).toBe(spn);
		expect(opened(credential, realm.exportKeytab(spn), realm.krb5Conf)).toContain(
			'keytab entry valid',
		);
	});

	it.each<[string, Given, string, RegExp]>([
		[
			'a wrong password',
			{ login: 'anna', password: 'wrong' },
			'fatal',
			/password of 'anna' is wrong/,
		],
		[
			'a wrong password where no proof is asked for',
			{ login: 'open', password: 'wrong' },
			'fatal',
			/password of 'open' is wrong/,
		],
		[
			'a realm that the KDC does not serve',
			{ login: 'anna', realm: 'OTHER.TEST' },
			'fatal',
			/realm 'OTHER\.TEST' does not know/,
		],
		['nobody', { login: 'nobody' }, 'fatal', /does not know the user 'nobody'/],
		['an account that has expired', { login: 'late' }, 'permission', /account 'late' has expired/],
		['a password that has', { login: 'stale' }, 'permission', /password of 'stale' has expired/],
		['a closed account', { login: 'closed' }, 'permission', /disabled, locked or expired/],
		['an account without AES', { login: 'old' }, 'fatal', /account 'old' has no AES key/],
		[
			'an unknown service',
			{ login: 'anna', spn: 'HTTP/x.a.example.test' },
			'fatal',
			/knows no service 'HTTP\/x\.a/,
		],
		[
			'a service that is none',
			{ login: 'anna', spn: 'HTTP/closed.a.example.test' },
			'fatal',
			/closed/,
		],
	])('%s is told in words', async (_name, given, kind, message) => {
		const error = await refusal(at(given).serviceTicket(SERVICE));
		expect(error.message).toMatch(message);
		expect(error.kind).toBe(kind);
		expect(error.advice).toBeTruthy();
		expect(`${error.message} ${error.advice}`).not.toContain(PASSWORD);
	});

	it('asks the KDC once for a service, however many want it, and again when told to', async () => {
		const own = at({ login: 'anna' });
		const before = realm.log().length;
		const all = await Promise.all(Array.from({ length: 20 }, () => own.serviceTicket(SERVICE)));
		expect(new Set(all).size).toBe(1);
		expect(await own.serviceTicket(SERVICE)).toBe(all[0]);
		own.forget(all[0]!);
		const next = await own.serviceTicket(SERVICE);
		expect(next.ticket.equals(all[0]!.ticket)).toBe(false);
		const asked = realm.log().slice(before).split('\n');
		expect(asked.filter((line) => /AS_REQ.*ISSUE/.test(line))).toHaveLength(1);
		expect(asked.filter((line) => /TGS_REQ.*ISSUE/.test(line))).toHaveLength(2);
	});

	it('who leaves does not end what others wait for', async () => {
		const own = at({ login: 'anna' });
		const abort = new AbortController();
		const left = own.serviceTicket(SERVICE, abort.signal);
		const stayed = own.serviceTicket(SERVICE);
		abort.abort();
		expect((await refusal(left)).name).toBe('CancelledError');
		expect((await stayed).server.components).toEqual(['HTTP', SERVICE]);
		const alone = new AbortController();
		const other = at({ login: 'anna' });
		const gone = other.serviceTicket(SERVICE, alone.signal);
		alone.abort();
		expect((await refusal(gone)).name).toBe('CancelledError');
		expect((await other.serviceTicket(SERVICE)).endTime).toBeGreaterThan(Date.now());
	});

	it('asks anew when a ticket has ended, and follows a clock that is set', async () => {
		let ahead = 0;
		const own = at({ login: 'anna', options: { now: () => Date.now() + ahead } });
		const first = await own.serviceTicket(SERVICE);
		ahead = first.endTime - Date.now() - 6 * 60_000;
		expect(await own.serviceTicket(SERVICE)).toBe(first);
		ahead += 2 * 60_000;
		const next = await own.serviceTicket(SERVICE);
		expect(next.ticket.equals(first.ticket)).toBe(false);
		expect(Math.abs(own.clockOffset + ahead)).toBeLessThan(5000);
	});

	it('signs in anew when the KDC has changed its own key', async () => {
		const own = at({ login: 'anna' });
		const first = await own.serviceTicket(SERVICE);
		realm.kadmin(`change_password -randkey krbtgt/${REALM}@${REALM}`);
		own.forget(first);
		const before = realm.log().length;
		const next = await own.serviceTicket(SERVICE);
		expect(next.ticket.equals(first.ticket)).toBe(false);
		expect(realm.log().slice(before)).toMatch(/AS_REQ.*ISSUE/);
	});

	it('reads neither krb5.conf nor the environment', async () => {
		const before = { ...process.env };
		const file = path.join(realm.folder, 'other.conf');
		writeFileSync(file, '[libdefaults]\ndefault_realm = OTHER.TEST\n');
		Object.assign(process.env, {
			KRB5_CONFIG: file,
			KRB5CCNAME: file,
			KRB5_KTNAME: file,
			KRB5_CLIENT_KTNAME: file,
		});
		try {
			const credential = await at({ login: 'anna' }).serviceTicket(SERVICE);
			expect(credential.client.realm).toBe(REALM);
		} finally {
			for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
			Object.assign(process.env, before);
		}
	});

	describe('by keytab', () => {
		it.each<[string, Given]>([
			['with a user', { login: 'anna' }],
			['with a user and a realm', { login: 'ANNA@a.example.test' }],
			['without a user', { realm: undefined }],
		])('%s', async (_name, given) => {
			const keytab = readFileSync(realm.exportKeytab('anna')).toString('base64');
			const own = at({ password: undefined, keytab, ...given });
			expect((await own.serviceTicket(SERVICE)).client.components).toEqual(['anna']);
		});

		it('of a file', async () => {
			const own = at({ password: undefined, keytabFile: realm.exportKeytab('sha2') });
			expect((await own.serviceTicket(SERVICE)).client.components).toEqual(['sha2']);
		});

		it.each<[string, string, Given, RegExp, RegExp]>([
			[
				'of another',
				'anna',
				{ login: 'sha2' },
				/no key of 'sha2'.*anna@A\.EXAMPLE/,
				/Kerberos User/,
			],
			['of RC4 alone', 'old', {}, /no key that can be used.*rc4-hmac \(version 1\)/, /AES/],
		])('%s', async (_name, principal, given, message, advice) => {
			const own = at({ password: undefined, keytabFile: realm.exportKeytab(principal), ...given });
			const error = await refusal(own.serviceTicket(SERVICE));
			expect(error.message).toMatch(message);
			expect(error.advice).toMatch(advice);
		});

		it('of a password that was changed since', async () => {
			realm.kadmin(`addprinc -pw ${PASSWORD} +requires_preauth moved`);
			const keytabFile = realm.exportKeytab('moved');
			realm.setPassword('moved', 'Other-Pass-1');
			const own = at({ password: undefined, keytabFile });
			const error = await refusal(own.serviceTicket(SERVICE));
			expect(error.message).toBe(
				"The KDC does not accept the keytab's key of 'moved@A.EXAMPLE.TEST'",
			);
			expect(error.advice).toMatch(/aes256-cts-hmac-sha1-96 \(version 1\)/);
		});

		it('of a file that gets the new keys later', async () => {
			realm.kadmin(`addprinc -pw ${PASSWORD} +requires_preauth rolled`);
			const keytabFile = path.join(realm.folder, 'rolled.keytab');
			writeFileSync(keytabFile, readFileSync(realm.exportKeytab('rolled')));
			realm.setPassword('rolled', 'Other-Pass-1');
			const own = at({ password: undefined, keytabFile });
			await refusal(own.serviceTicket(SERVICE));
			writeFileSync(keytabFile, readFileSync(realm.exportKeytab('rolled')));
			expect((await own.serviceTicket(SERVICE)).client.components).toEqual(['rolled']);
		});

		it('that is cut off', async () => {
			const whole = readFileSync(realm.exportKeytab('anna'));
			const file = path.join(realm.folder, 'cut.keytab');
			for (const length of [0, 1, 7, 40, whole.length - 1]) {
				writeFileSync(file, whole.subarray(0, length));
				const own = at({ password: undefined, keytabFile: file });
				const error = await refusal(own.serviceTicket(SERVICE));
				expect([error.field, error.kind]).toEqual(['Kerberos Keytab File', 'skippable']);
			}
		});
	});

	describe('by the tickets of kinit', () => {
		const cacheFile = () => path.join(realm.folder, 'tickets');
		const cached = (given: Given = {}) =>
			at({
				password: undefined,
				realm: undefined,
				ticketCacheFile: `FILE:${cacheFile()}`,
				...given,
			});

		it('asks for a service with the ticket that kinit got, and reads a new one', async () => {
			tool(realm, 'kinit', ['anna'], `${PASSWORD}\n`);
			const own = cached();
			const first = await own.serviceTicket(SERVICE);
			expect(first.client.components).toEqual(['anna']);
			tool(realm, 'kinit', ['sha2'], `${PASSWORD}\n`);
			await new Promise((resolve) => setTimeout(resolve, 2100));
			expect((await own.serviceTicket(SERVICE)).client.components).toEqual(['sha2']);
		});

		it('takes the service ticket of the file, until it is refused', async () => {
			tool(realm, 'kinit', ['anna'], `${PASSWORD}\n`);
			tool(realm, 'kvno', [`HTTP/${SERVICE}`]);
			const own = cached({
				ticketCacheFile: undefined,
				ticketCache: readFileSync(cacheFile()).toString('base64'),
			});
			const before = realm.log().length;
			const held = await own.serviceTicket(SERVICE);
			expect(realm.log().length).toBe(before);
			own.forget(held);
			const next = await own.serviceTicket(SERVICE);
			expect(next.ticket.equals(held.ticket)).toBe(false);
			expect(await own.serviceTicket(SERVICE)).toBe(next);
		});

		it('says that the tickets have ended', async () => {
			tool(realm, 'kinit', ['-l', '1h', 'anna'], `${PASSWORD}\n`);
			const error = await refusal(
				cached({ options: { now: () => Date.now() + 7_200_000 } }).serviceTicket(SERVICE),
			);
			expect(error.message).toMatch(/'Kerberos Ticket Cache' have ended/);
			expect(error.advice).toMatch(/kinit/);
		});

		it('that are cut off', async () => {
			tool(realm, 'kinit', ['anna'], `${PASSWORD}\n`);
			const whole = readFileSync(cacheFile());
			for (const length of [0, 1, 3, 30, 200, whole.length - 1]) {
				const own = cached({
					ticketCacheFile: undefined,
					ticketCache: whole.subarray(0, length).toString('base64'),
				});
				const error = await refusal(own.serviceTicket(SERVICE));
				expect([error.field, error.kind]).toEqual(['Kerberos Ticket Cache Content', 'skippable']);
			}
		});

		it('renews what can be renewed before it ends', async () => {
			tool(realm, 'kinit', ['-l', '10m', '-r', '1d', 'anna'], `${PASSWORD}\n`);
			const before = realm.log().length;
			// Past the half of ten minutes, by the clock of this machine alone.
			const own = cached({ options: { now: () => Date.now() + 330_000 } });
			const credential = await own.serviceTicket(SERVICE);
			expect(credential.server.components).toEqual(['HTTP', SERVICE]);
			const asked = realm.log().slice(before);
			expect(asked).toMatch(/TGS_REQ.*ISSUE.*krbtgt\/A\.EXAMPLE\.TEST@A/);
		});
	});
});

suite('Tickets across realms', () => {
	const [A, B, C] = ['A.TEST', 'B.TEST', 'C.TEST'];
	const SERVICE = 'web.c.test';
	let realms: { a: KerberosRealm; b: KerberosRealm; c: KerberosRealm };
	beforeAll(async () => {
		const c = await start({
			realm: C!,
			principals: [{ name: `HTTP/${SERVICE}` }],
			trusts: mutualTrust(B!, C!),
			capaths: { [A!]: { [C!]: B! } },
		});
		const b = await start({
			realm: B!,
			principals: [{ name: 'HTTP/web.b.test' }],
			trusts: [...mutualTrust(A!, B!), ...mutualTrust(B!, C!)],
			domainRealm: { 'c.test': C! },
			capaths: { [A!]: { [C!]: B! } },
		});
		const a = await start({
			realm: A!,
			principals: [{ name: 'anna', password: PASSWORD }],
			trusts: mutualTrust(A!, B!),
			domainRealm: { 'c.test': B!, 'loop.test': B! },
			capaths: { [A!]: { [C!]: B! } },
		});
		realms = { a, b, c };
	});
	let dns: NameServer | undefined;
	afterEach(async () => {
		await dns?.close();
		dns = undefined;
	});
	const names = async () => {
		dns = await startNameServer({
			'_kerberos._tcp.b.test': [{ name: realms.b.address, priority: 0, weight: 0, port: 88 }],
			'_kerberos._udp.c.test': [{ name: realms.c.address, priority: 0, weight: 0, port: 88 }],
		});
		return dns;
	};
	const at = (given: Given) =>
		source({ login: 'anna', password: PASSWORD, realm: A, kdcs: [realms.a.kdc], ...given });

	it('the KDCs refer from realm to realm, and DNS names them', async () => {
		const { address, asked } = await names();
		const credential = await at({ dnsServers: [address] }).serviceTicket(SERVICE);
		expect([credential.client.realm, credential.server.realm]).toEqual([A, C]);
		const keytab = realms.c.exportKeytab(`HTTP/${SERVICE}`);
		expect(opened(credential, keytab, realms.c.krb5Conf)).toContain('keytab entry valid');
		expect(asked).toEqual([
			'_kerberos._tcp.b.test',
			'_kerberos._tcp.c.test',
			'_kerberos._udp.c.test',
		]);
	});

	it("the service's realm and its KDC are given", async () => {
		const own = at({ serviceRealm: B, serviceKdcs: [realms.b.kdc] });
		const credential = await own.serviceTicket('web.b.test');
		expect(credential.server).toMatchObject({ realm: B, components: ['HTTP', 'web.b.test'] });
		const again = await own.serviceTicket('web.b.test');
		expect(again).toBe(credential);
	});

	it('the realm stands in the SPN, and trust passes a third one', async () => {
		const { address, asked } = await names();
		const spn = `HTTP/${SERVICE}@${C}`;
		const credential = await at({ spn, dnsServers: [address] }).serviceTicket('10.0.0.1');
		expect(credential.server.realm).toBe(C);
	});

	it('the domain of the host is the realm, where nobody refers to it', async () => {
		const own = at({ serviceKdcs: [realms.b.kdc] });
		expect((await own.serviceTicket('web.b.test')).server.realm).toBe(B);
	});

	it.each<[string, Given, string, RegExp]>([
		['no DNS knows the KDC', {}, SERVICE, /DNS names no KDC of the realm 'B\.TEST'/],
		['nobody trusts', { serviceRealm: 'D.TEST' }, SERVICE, /knows no service/],
		[
			'the next realm knows nothing',
			{ serviceKdcs: ['b'] },
			'web.loop.test',
			/'B\.TEST' knows no service/,
		],
	])('%s', async (_name, { serviceKdcs, ...given }, host, message) => {
		dns = await startNameServer({});
		const own = at({
			dnsServers: [dns.address],
			...given,
			...(serviceKdcs ? { serviceKdcs: [realms.b.kdc] } : {}),
		});
		const error = await refusal(own.serviceTicket(host));
		expect(error.message).toMatch(message);
		expect(error.advice).toMatch(/Kerberos Service|nslookup/);
	});
});

suite('A KDC whose clock is another', () => {
	const noClock = whyNoKerberosRealm({ clock: true });
	if (noClock) console.warn(`LEFT OUT: a KDC whose clock is off: ${noClock}`);
	(noClock ? it.skip.each : it.each)([600, -600, 90_000])('by %i seconds', async (seconds) => {
		const realm = await start({
			realm: 'LATER.TEST',
			principals: [{ name: 'anna', password: PASSWORD }, { name: 'HTTP/web.later.test' }],
			clockOffset: seconds,
		});
		const own = source({
			kdcs: [realm.kdc],
			login: 'anna',
			password: PASSWORD,
			realm: 'LATER.TEST',
		});
		const credential = await own.serviceTicket('web.later.test');
		expect(Math.abs(own.clockOffset - seconds * 1000)).toBeLessThan(5000);
		expect(await own.serviceTicket('web.later.test')).toBe(credential);
		// Tickets that were fetched by a machine whose clock was right.
		const file = writeTicketCache([await grantingTicket(realm)]);
		const cached = source({ kdcs: [realm.kdc], ticketCacheFile: file });
		const second = await cached.serviceTicket('web.later.test');
		expect(second.server.components).toEqual(['HTTP', 'web.later.test']);
		expect(Math.abs(cached.clockOffset - seconds * 1000)).toBeLessThan(5000);
	});

	async function grantingTicket(realm: KerberosRealm) {
		tool(realm, 'kinit', ['anna'], `${PASSWORD}\n`);
		const { credentials } = parseTicketCache(readFileSync(path.join(realm.folder, 'tickets')), '');
		return Promise.resolve({ ...credentials[0]!, endTime: Date.now() + 3 * 86_400_000 });
	}
});
