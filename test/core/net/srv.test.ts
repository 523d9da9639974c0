import dgram from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { CancelledError } from '../../../core/errors';
import { findService } from '../../../core/net/srv';
import { startNameServer, type NameServer } from '../../servers/nameServer';

const NAME = '_kerberos._tcp.ad.example.test';

describe('Servers that DNS names', () => {
	let names: NameServer;
	beforeAll(async () => {
		names = await startNameServer({
			[NAME]: [
				{ name: 'last.example.test', priority: 9, weight: 0, port: 88 },
				{ name: 'first.example.test', priority: 1, weight: 5, port: 750 },
			],
			'_none._tcp.ad.example.test': [{ name: '.', priority: 0, weight: 0 }],
		});
	});
	afterAll(() => names.close());
	const find = (name: string, signal?: AbortSignal) =>
		findService({ name, timeoutMs: 500, nameServers: [names.address], signal });

	it('come by their priority, with ports of their own', async () => {
		expect((await find(NAME)).map(({ name, port }) => `${name}:${port}`)).toEqual([
			'first.example.test:750',
			'last.example.test:88',
		]);
		expect(names.asked).toEqual([NAME]);
	});

	it('are none where the name is unknown or a dot says so', async () => {
		expect(await find('_other._tcp.ad.example.test')).toEqual([]);
		expect(await find('_none._tcp.ad.example.test')).toEqual([]);
	});

	it('a name server that says nothing is told from one that knows nothing', async () => {
		const silent = dgram.createSocket('udp4');
		await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve));
		const { port } = silent.address() as AddressInfo;
		const nameServers = [`127.0.0.1:${port}`];
		await expect(findService({ name: NAME, timeoutMs: 100, nameServers })).rejects.toMatchObject({
			code: 'ETIMEOUT',
		});
		const signal = AbortSignal.timeout(30);
		const cancelled = findService({ name: NAME, timeoutMs: 5000, nameServers, signal });
		await expect(cancelled).rejects.toBeInstanceOf(CancelledError);
		silent.close();
	});
});
