import dns from 'node:dns';
import dgram from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { testDirectory } from '../../core';
import { inOrder } from '../../core/net/srv';
import { startLimitsProxy } from '../servers/limitsProxy';
import { startNameServer, type NameServer, type Srv } from '../servers/nameServer';
import { startPreparedDirectory, type PreparedDirectory } from '../servers/preparedDirectory';
import {
	credentialOf,
	plainCredential,
	rejection,
	rowsOf,
	suiteWithDirectory,
	withSession,
	type Credential,
} from './support';

const DOMAIN = 'ad.example.test';
const SERVICE = `_ldap._tcp.dc._msdcs.${DOMAIN}`;
type Lookup = (name: string, ...rest: unknown[]) => unknown;
const query = { table: 'user', select: ['cn'], limit: 3 };

describe('Domain controllers that DNS names', () => {
	it('are tried by priority, and among equals as often first as they are heavy', () => {
		const record = (name: string, priority: number, weight: number): dns.SrvRecord => ({
			...{ name, priority, weight, port: 389 },
		});
		const records = [
			record('last', 20, 65_535),
			record('light', 10, 10),
			record('heavy', 10, 90),
			record('none', 10, 0),
		];
		const firsts = new Map<string, number>();
		for (let i = 0; i < 4000; i += 1) {
			const names = inOrder(records).map(({ name }) => name);
			expect(names[3]).toBe('last');
			firsts.set(names[0]!, (firsts.get(names[0]!) ?? 0) + 1);
		}
		expect(firsts.get('heavy')).toBeGreaterThan(3400);
		expect(firsts.get('light')).toBeGreaterThan(250);
		expect(firsts.get('none') ?? 0).toBeLessThan(20);
	});
});

suiteWithDirectory('A domain by DNS', () => {
	const system = dns.getServers();
	let directory: PreparedDirectory;
	let names: NameServer | undefined;

	beforeAll(async () => {
		directory = await startPreparedDirectory();
	}, 120_000);
	afterAll(async () => {
		await directory?.stop();
	}, 30_000);
	afterEach(async () => {
		jest.restoreAllMocks();
		dns.setServers(system);
		await names?.close();
		names = undefined;
	});

	const addressOf = (name: string) => {
		if (name === directory.host) return directory.address;
		return name.startsWith('gone.') ? '127.0.0.1' : name;
	};

	/** The process asks this name server, which tells where the domain's controllers are. */
	async function tell(records: readonly Srv[], domain = DOMAIN): Promise<NameServer> {
		names = await startNameServer({ [`_ldap._tcp.dc._msdcs.${domain}`]: records });
		dns.setServers([names.address]);
		// The addresses of hosts come from the system, which knows nothing of a domain of a test.
		for (const module of [dns, dns.promises] as unknown as Array<{ lookup: Lookup }>) {
			const { lookup } = module;
			jest
				.spyOn(module, 'lookup')
				.mockImplementation((name, ...rest) => lookup(addressOf(name), ...rest));
		}
		return names;
	}
	const byDns = (more: Credential = {}): Credential =>
		credentialOf(directory, {
			discovery: 'dns',
			domain: DOMAIN,
			hosts: '',
			serverName: '',
			...more,
		});

	it('is signed in to over verified TLS at the controller that DNS names', async () => {
		const { asked } = await tell([{ name: directory.host, priority: 0, weight: 100 }]);
		const rows = await withSession(byDns(), (session) => rowsOf(session, query));
		expect(rows).toHaveLength(3);
		expect(asked).toEqual([SERVICE]);
	});

	it('is reached at the next controller when the first does not answer', async () => {
		await tell([
			{ name: directory.host, priority: 10, weight: 0 },
			{ name: `gone.${DOMAIN}`, priority: 0, weight: 100 },
		]);
		const rows = await withSession(byDns(), (session) => rowsOf(session, query));
		expect(rows).toHaveLength(3);
		const steps = await testDirectory(byDns({ serverName: directory.host, hosts: '' }) as never);
		expect(steps.find(({ step }) => step === 'connect')?.message).toContain(directory.host);
	});

	it('is not tried at the next controller with a password that was refused', async () => {
		const proxy = await startLimitsProxy({ target: { address: directory.address } });
		try {
			await tell([
				{ name: 'localhost', priority: 0, weight: 0 },
				{ name: '127.0.0.1', priority: 1, weight: 0 },
			]);
			const credential = plainCredential(directory, proxy.port, {
				...{ discovery: 'dns', domain: DOMAIN, hosts: '', password: 'wrong' },
			});
			const error = await rejection(withSession(credential, (own) => rowsOf(own, query)));
			expect(error.message).toMatch(/password is wrong/);
			expect(proxy.connections()).toBe(1);
		} finally {
			await proxy.close();
		}
	});

	it.each<[string, readonly Srv[], string]>([
		['has no such records', [], 'other.example.test'],
		['says that there is no such service', [{ name: '.', priority: 0, weight: 0 }], DOMAIN],
	])('tells what to try when DNS %s', async (_name, records, domain) => {
		await tell(records);
		const error = await rejection(
			withSession(byDns({ domain }), (session) => rowsOf(session, query)),
		);
		expect(error.message).toBe(`DNS names no domain controller of the domain '${domain}'`);
		expect(error['advice']).toContain(`nslookup -type=SRV _ldap._tcp.dc._msdcs.${domain}`);
		const [step] = await testDirectory(byDns({ domain }) as never);
		expect([step!.ok, step!.message]).toEqual([false, error.message]);
	});

	it('tells that no DNS server answers, in time', async () => {
		const silent = dgram.createSocket('udp4');
		await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
		dns.setServers([`127.0.0.1:${(silent.address() as AddressInfo).port}`]);
		const start = performance.now();
		const error = await rejection(
			withSession(byDns({ connectTimeout: 1 }), (session) => rowsOf(session, query)),
		);
		expect(error.message).toMatch(/No DNS server/);
		expect(error['kind']).toBe('retriable');
		expect(performance.now() - start).toBeLessThan(8000);
		silent.close();
	}, 20_000);
});
