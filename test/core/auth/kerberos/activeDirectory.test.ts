import { execFileSync } from 'node:child_process';
import path from 'node:path';
import {
	ENCRYPTION,
	startActiveDirectory,
	whyNoActiveDirectory,
	type ActiveDirectory,
} from '../../../servers/activeDirectory';
import {
	startKerberosRealm,
	whyNoKerberosRealm,
	type KerberosRealm,
} from '../../../servers/kerberosRealm';
import { startNameServer } from '../../../servers/nameServer';
import { closeSources, refusal, source, type Given } from './support';
import { opened } from './ticketFile';
import { trustedBy } from './trust';

const why = whyNoActiveDirectory();
if (why) console.warn(`LEFT OUT: Kerberos against a real Active Directory: ${why}`);
const suite = why ? describe.skip : describe;

const PASSWORD = 'Passw0rd!User';
const HOST = 'exchange.ad.example.test';
const REALM = 'AD.EXAMPLE.TEST';
/** Every character that a keyboard prints. */
const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('');

suite('Tickets from an Active Directory', () => {
	let directory: ActiveDirectory;
	beforeAll(async () => {
		directory = await startActiveDirectory([
			{ name: 'anna', password: PASSWORD },
			{ name: 'Élodie', password: 'Pässwörd-漢字-1' },
			{ name: 'printable', password: PRINTABLE },
			{ name: 'upn', password: PASSWORD, principal: 'first.last@mail.example.org' },
			{ name: 'disabled', password: PASSWORD, disabled: true },
			{ name: 'expired', password: PASSWORD, expired: true },
			{ name: 'locked', password: PASSWORD, locked: true },
			{ name: 'mustchange', password: PASSWORD, mustChange: true },
			{ name: 'married', password: PASSWORD, renamedFrom: 'maiden' },
			{ name: 'rc4user', password: PASSWORD, encryption: ENCRYPTION.rc4 },
			{
				name: 'svc-web',
				password: 'Service-Pass-1',
				services: [`HTTP/${HOST}`],
				encryption: ENCRYPTION.aes,
			},
			{
				name: 'svc-old',
				password: 'Service-Pass-2',
				services: ['HTTP/old.ad.example.test'],
				encryption: ENCRYPTION.rc4,
			},
		]);
	}, 90_000);
	afterAll(() => directory?.stop(), 30_000);
	afterEach(closeSources);

	const at = (given: Given) => source({ kdcs: [directory.kdc], ...given });

	it.each<[string, Given]>([
		['a plain name and a realm', { login: 'anna', realm: REALM }],
		['a plain name, and the realm of the host', { login: 'anna' }],
		['a user principal name', { login: 'anna@ad.example.test' }],
		['a user principal name in capitals', { login: 'ANNA@AD.EXAMPLE.TEST' }],
		['DOMAIN\\user', { login: 'EXAMPLE\\anna' }],
		['domain\\user', { login: 'example\\anna' }],
		['DOMAIN\\user and a realm', { login: 'EXAMPLE\\anna', realm: REALM }],
		['the DNS name of the domain\\user', { login: 'ad.example.test\\anna' }],
		['a suffix that is no realm', { login: 'first.last@mail.example.org' }],
		[
			'a suffix that is no realm, and a realm',
			{ login: 'first.last@mail.example.org', realm: REALM },
		],
		['a name that is not in ASCII', { login: 'Élodie', password: 'Pässwörd-漢字-1', realm: REALM }],
		['such a principal name', { login: 'Élodie@ad.example.test', password: 'Pässwörd-漢字-1' }],
		['every printable character', { login: 'printable', password: PRINTABLE, realm: REALM }],
		['an account that was renamed', { login: 'married@ad.example.test' }],
	])('%s', async (_name, given) => {
		const own = at({ password: PASSWORD, ...given });
		const credential = await own.serviceTicket(HOST);
		expect(credential.server.components).toEqual(['HTTP', HOST]);
		expect(credential.client.realm).toBe(REALM);
		expect(credential.key.type).toBe(18);
		expect(own.clockOffset).toBe(0);
	});

	it('are opened by the key of the service', async () => {
		const credential = await at({ login: 'anna', realm: REALM, password: PASSWORD }).serviceTicket(
			HOST,
		);
		const keytab = directory.exportKeytab(`HTTP/${HOST}`);
		expect(opened(credential, keytab, directory.krb5Conf)).toContain('keytab entry valid');
	});

	it.each<[string, Given, string, RegExp, RegExp]>([
		[
			'a wrong password',
			{ login: 'anna', password: 'wrong' },
			'fatal',
			/^The password of 'anna' is wrong$/,
			/capitals count/,
		],
		['nobody', { login: 'nobody' }, 'fatal', /does not know the user 'nobody'/, /name@domain/],
		[
			'nobody by principal name',
			{ login: 'nobody@ad.example.test' },
			'fatal',
			/does not know the user 'nobody@ad\.example\.test'/,
			/DOMAIN\\name/,
		],
		['disabled', { login: 'disabled' }, 'permission', /is disabled$/, /Enable-ADAccount/],
		['expired', { login: 'expired' }, 'permission', /has expired$/, /Set-ADAccountExpiration/],
		// Samba does not say which of them it is.
		['locked', { login: 'locked' }, 'permission', /disabled, locked or expired/, /Get-ADUser/],
		[
			'a password to be changed',
			{ login: 'mustchange' },
			'permission',
			/has to be changed at the first sign-in/,
			/enter the new one/,
		],
		['the name before a renaming', { login: 'maiden' }, 'fatal', /does not know/, /name@domain/],
		[
			'a realm that is another',
			{ login: 'anna', realm: 'OTHER.TEST' },
			'fatal',
			/realm 'OTHER\.TEST' does not know/,
			/Kerberos Realm/,
		],
		[
			'a service that nobody registered',
			{ login: 'anna', spn: 'HTTP/nohost.ad.example.test' },
			'fatal',
			/knows no service 'HTTP\/nohost\.ad\.example\.test'/,
			/setspn -S HTTP\/nohost\.ad\.example\.test account/,
		],
		[
			'an address in place of a name',
			{ login: 'anna', spn: 'HTTP/10.1.2.3' },
			'fatal',
			/knows no service 'HTTP\/10\.1\.2\.3'/,
			/with its domain and no address/,
		],
		[
			'a service without AES',
			{ login: 'anna', spn: 'HTTP/old.ad.example.test' },
			'fatal',
			/service 'HTTP\/old\.ad\.example\.test' has no AES key/,
			/msDS-SupportedEncryptionTypes\) and resets its password.*'Kerberos Allow RC4'/,
		],
	])('%s is told in words', async (_name, given, kind, message, advice) => {
		const error = await refusal(
			at({ password: PASSWORD, realm: REALM, ...given }).serviceTicket(HOST),
		);
		expect([error.kind, error.message, error.advice]).toEqual([
			kind,
			expect.stringMatching(message),
			expect.stringMatching(advice),
		]);
		expect(`${error.message} ${error.advice}`).not.toContain(PASSWORD);
	});

	it('for a service without AES, if RC4 is allowed', async () => {
		const own = at({ login: 'anna', realm: REALM, password: PASSWORD, allowRc4: true });
		const credential = await own.serviceTicket('old.ad.example.test');
		const keytab = directory.exportKeytab('HTTP/old.ad.example.test');
		expect(opened(credential, keytab, directory.krb5Conf)).toContain('keytab entry valid');
	});

	it.each<[string, Given]>([
		['with a user', { login: 'anna', realm: REALM }],
		['with DOMAIN\\user', { login: 'EXAMPLE\\anna' }],
		['without a user', {}],
	])('by keytab %s', async (_name, given) => {
		const credential = await at({
			keytabFile: directory.exportKeytab('anna'),
			...given,
		}).serviceTicket(HOST);
		expect(credential.client).toMatchObject({ realm: REALM, components: ['anna'] });
	});

	it('by the ticket of kinit', async () => {
		const ticketCacheFile = path.join(directory.folder, 'tickets');
		execFileSync('kinit', ['anna'], {
			env: { ...process.env, ...directory.env, KRB5CCNAME: ticketCacheFile },
			input: `${PASSWORD}\n`,
		});
		const credential = await at({ ticketCacheFile }).serviceTicket(HOST);
		expect(credential.client.components).toEqual(['anna']);
	});

	it('by the new password alone, once it was changed', async () => {
		const own = at({ login: 'rc4user', realm: REALM, password: PASSWORD });
		await own.serviceTicket(HOST);
		directory.setPassword('rc4user', 'Other-Pass-1');
		const before = await refusal(
			at({ login: 'rc4user', realm: REALM, password: PASSWORD }).serviceTicket(HOST),
		);
		expect(before.message).toMatch(/is wrong/);
		await at({ login: 'rc4user', realm: REALM, password: 'Other-Pass-1' }).serviceTicket(HOST);
	});

	it('by KDCs that DNS names', async () => {
		const names = await startNameServer({
			'_kerberos._tcp.ad.example.test': [
				{ name: '127.0.0.1', priority: 0, weight: 0, port: 9 },
				{ name: directory.address, priority: 1, weight: 0, port: 88 },
			],
		});
		const dnsServers = [names.address];
		const credential = await source({
			login: 'first.last@mail.example.org',
			password: PASSWORD,
			dnsServers,
		})
			.serviceTicket(HOST)
			.finally(() => names.close());
		expect(credential.client).toMatchObject({ realm: REALM });
		// The suffix is no realm; the host's domain is.
		expect(names.asked).toEqual([
			'_kerberos._tcp.mail.example.org',
			'_kerberos._udp.mail.example.org',
			'_kerberos._tcp.ad.example.test',
		]);
	});

	const noRealm = whyNoKerberosRealm();
	if (noRealm) console.warn(`LEFT OUT: a realm that trusts an Active Directory: ${noRealm}`);
	(noRealm ? describe.skip : describe)('for a service of a realm that trusts the domain', () => {
		const OTHER = 'B.EXAMPLE.TEST';
		const SERVICE = 'web.b.example.test';
		let other: KerberosRealm;
		beforeAll(async () => {
			const password = 'Trust-Pass-1';
			other = await startKerberosRealm({
				realm: OTHER,
				principals: [{ name: `HTTP/${SERVICE}` }],
				trusts: [{ from: REALM, to: OTHER, password }],
			});
			trustedBy(directory, { realm: OTHER, password });
		});
		afterAll(() => other?.stop());

		it.each<[string, Given]>([
			['that is named', { serviceRealm: OTHER }],
			['that its domain names', {}],
			['that the SPN names', { spn: `HTTP/${SERVICE}@${OTHER}` }],
		])('%s', async (_name, given) => {
			const credential = await at({
				...{ login: 'anna@ad.example.test', password: PASSWORD },
				...{ serviceKdcs: [other.kdc], ...given },
			}).serviceTicket(SERVICE);
			expect([credential.client.realm, credential.server.realm]).toEqual([REALM, OTHER]);
			const keytab = other.exportKeytab(`HTTP/${SERVICE}`);
			expect(opened(credential, keytab, other.krb5Conf)).toContain('keytab entry valid');
		});
	});
});
