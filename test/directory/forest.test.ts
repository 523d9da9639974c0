import dns from 'node:dns';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import tls from 'node:tls';
import { certificate, type KeyPair } from '../servers/certificates';
import { ldifEntry } from '../servers/directory/ldif';
import { startLimitsProxy, type LimitsProxy } from '../servers/limitsProxy';
import { startPreparedDirectory, type PreparedDirectory } from '../servers/preparedDirectory';
import { startSlapd, whyNoSlapd, type Slapd } from '../servers/slapd';
import {
	credentialOf,
	dnsOf,
	judge,
	newCall,
	rejection,
	rowsOf,
	suiteWithDirectory,
	withSession,
	type Credential,
} from './support';

const CHILD = 'dc=child,dc=ad,dc=example,dc=test';
const CHILD_HOST = 'child.ad.example.test';
const STRANGER = 'dc.stranger.test';
/** A domain controller of each host, all on one port as in a forest. */
const ADDRESSES: Readonly<Record<string, string>> = {
	[CHILD_HOST]: '127.0.0.9',
	[STRANGER]: '127.0.0.8',
};
const all = { table: 'anyObject', select: ['distinguishedName'] };
const why = whyNoSlapd();
if (why) console.warn(`LEFT OUT: A forest of two domains: ${why}`);

/**
 * A parent domain (Samba, behind a proxy that refers to its child as Active Directory does) and a child
 * domain with a server, a naming context and a certificate of its own.
 */
(why ? describe.skip : suiteWithDirectory)('A forest of two domains', () => {
	let directory: PreparedDirectory;
	let slapd: Slapd;
	let ca: KeyPair;
	let user: string;
	const running: Array<{ close(): Promise<void> }> = [];

	beforeAll(async () => {
		directory = await startPreparedDirectory({ users: 60 });
		user = `CN=Administrator,CN=Users,${directory.base}`;
		ca = await certificate({ isCa: true });
		slapd = await startSlapd({
			base: CHILD,
			// The forest's trust: the parent's account may sign in at the child.
			guest: { dn: user, password: directory.admin.password },
			ldif: (folder) => {
				const unit = `ou=Staff,${CHILD}`;
				const people = Array.from({ length: 25 }, (_, i) =>
					ldifEntry(`cn=Child ${i},${unit}`, {
						...{ objectClass: 'inetOrgPerson', cn: `Child ${i}`, sn: 'Child' },
					}),
				);
				writeFileSync(
					`${folder}/child.ldif`,
					[
						ldifEntry(CHILD, { objectClass: ['dcObject', 'organization'], dc: 'child', o: 'C' }),
						ldifEntry(unit, { objectClass: 'organizationalUnit', ou: 'Staff' }),
						...people,
					].join('\n'),
				);
				return `${folder}/child.ldif`;
			},
		});
	}, 120_000);
	afterEach(async () => {
		jest.restoreAllMocks();
		await Promise.all(running.splice(0).map((each) => each.close()));
	});
	afterAll(async () => {
		await slapd?.stop();
		await directory?.stop();
	}, 30_000);

	/** The parent's controller, and on the same port what else the forest's names lead to. */
	async function forest(options: { referTo?: string; elsewhere?: string; childKeys?: KeyPair }) {
		const parent = await startLimitsProxy({
			target: { address: directory.address },
			keys: await certificate({ names: [directory.host], ca }),
			...options,
		});
		running.push(parent);
		const keys = options.childKeys ?? (await certificate({ names: [CHILD_HOST], ca }));
		const visitors: string[] = [];
		for (const address of Object.values(ADDRESSES)) {
			const server = tls.createServer({ key: keys.key, cert: keys.cert }, (client) => {
				visitors.push(address);
				const inner = net.connect(slapd.port, '127.0.0.1');
				client.pipe(inner).pipe(client);
				for (const socket of [client, inner]) socket.on('error', () => inner.destroy());
			});
			await new Promise<void>((resolve) => server.listen(parent.port, address, resolve));
			running.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
		}
		const lookup = dns.lookup as unknown as (name: string, ...rest: unknown[]) => unknown;
		jest
			.spyOn(dns, 'lookup')
			.mockImplementation(((name: string, ...rest: unknown[]) =>
				lookup(
					name === directory.host ? '127.0.0.1' : (ADDRESSES[name] ?? name),
					...rest,
				)) as never);
		return { parent, visitors };
	}
	const credential = ({ port }: LimitsProxy, more: Credential = {}): Credential =>
		credentialOf(directory, {
			...{ hosts: directory.host, port, serverName: '', user, caCertificate: ca.cert, ...more },
		});
	const childNames = Array.from({ length: 25 }, (_, i) => `cn=Child ${i},ou=Staff,${CHILD}`);
	const people = (rows: Parameters<typeof dnsOf>[0]) =>
		dnsOf(rows).filter((name) => name.startsWith('cn=Child'));

	it('is read whole when a reference to the child is followed', async () => {
		const { parent, visitors } = await forest({ referTo: `ldap://${CHILD_HOST}/${CHILD}` });
		const call = newCall();
		const rows = await withSession(credential(parent), (session) =>
			rowsOf(session, { ...all, scope: { referrals: 'follow' } }, call),
		);
		const own = dnsOf(await judge(directory, '(objectClass=*)'));
		expect(people(rows)).toEqual([...childNames].sort());
		expect(dnsOf(rows).filter((name) => !name.endsWith(CHILD))).toEqual(own);
		// Once for all references to it, over its own verified name.
		expect(visitors).toEqual([ADDRESSES[CHILD_HOST]]);
		expect(call.notices).toEqual([]);
		const ignored = await withSession(credential(parent), (session) => rowsOf(session, all));
		expect(dnsOf(ignored)).toEqual(own);
		expect(visitors).toHaveLength(1);
	});

	it('is read by the base DNs of both domains', async () => {
		const { parent, visitors } = await forest({ elsewhere: CHILD });
		const baseDn = `OU=Staff,${directory.base}\n${CHILD}`;
		const rows = await withSession(credential(parent, { baseDn }), (session) =>
			rowsOf(session, { ...all, scope: { referrals: 'follow' } }),
		);
		expect(people(rows)).toEqual([...childNames].sort());
		const staff = await judge(directory, '(objectClass=*)', ['dn'], {
			base: `OU=Staff,${directory.base}`,
		});
		expect(dnsOf(rows).filter((name) => !name.endsWith(CHILD))).toEqual(dnsOf(staff));
		expect(visitors).toEqual([ADDRESSES[CHILD_HOST]]);
		const error = await rejection(
			withSession(credential(parent, { baseDn }), (session) => rowsOf(session, all)),
		);
		expect(error.message).toMatch(/another domain/);
		expect(error['advice']).toMatch(/Referrals|global catalog/);
	});

	it('ends at a host that is not one of its naming contexts', async () => {
		const { parent, visitors } = await forest({ referTo: `ldap://${STRANGER}/${CHILD}` });
		const call = newCall();
		const rows = await withSession(credential(parent), (session) =>
			rowsOf(session, { ...all, scope: { referrals: 'follow' } }, call),
		);
		expect(dnsOf(rows)).toEqual(dnsOf(await judge(directory, '(objectClass=*)')));
		expect(visitors).toEqual([]);
		expect(call.notices).toEqual([expect.stringContaining(`'${STRANGER}' was not followed`)]);
	});

	it('gives no password to a child whose certificate is not its own', async () => {
		const { parent, visitors } = await forest({
			referTo: `ldap://${CHILD_HOST}/${CHILD}`,
			childKeys: await certificate({ names: ['other.example.test'], ca }),
		});
		const error = await rejection(
			withSession(credential(parent), (session) =>
				rowsOf(session, { ...all, scope: { referrals: 'follow' } }),
			),
		);
		expect(error.message).toContain(`The certificate of '${CHILD_HOST}'`);
		expect(visitors.length).toBeLessThan(2);
	});
});
