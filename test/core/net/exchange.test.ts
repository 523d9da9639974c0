import dgram from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { CancelledError } from '../../../core/errors';
import { exchangeDatagram } from '../../../core/net/datagram';
import { parseEndpoint } from '../../../core/net/endpoint';
import { MessageStream } from '../../../core/net/stream';
import { serveTcp, type Running } from '../../servers/listen';

const HOST = '127.0.0.1';
const LIMIT = 1000;

const framed = (text: string) => {
	const head = Buffer.alloc(4);
	head.writeUInt32BE(Buffer.byteLength(text));
	return Buffer.concat([head, Buffer.from(text)]);
};

describe('Messages with a length before them', () => {
	let server: Running | undefined;
	let stream: MessageStream | undefined;
	afterEach(async () => {
		stream?.close();
		await server?.close();
		server = stream = undefined;
	});

	type Socket = Parameters<Parameters<typeof serveTcp>[0]>[0];
	async function connect(answer: (socket: Socket, asked: Buffer) => void) {
		server = await serveTcp((socket) => socket.on('data', (asked) => answer(socket, asked)));
		stream = await MessageStream.open({ host: HOST, port: server.port }, { timeoutMs: 1000 });
		return stream;
	}
	const ask = (own: MessageStream, timeoutMs = 1000) =>
		own.exchange(Buffer.from('question'), LIMIT, { timeoutMs });

	it('go and come, several on one connection', async () => {
		let connections = 0;
		const own = await connect((socket, asked) => {
			expect(asked).toEqual(framed('question'));
			connections = Math.max(connections, 1);
			socket.write(framed('answer'));
		});
		expect(String(await ask(own))).toBe('answer');
		expect(String(await ask(own))).toBe('answer');
		expect(own.isOpen).toBe(true);
	});

	it('come in pieces of one byte', async () => {
		const own = await connect(async (socket) => {
			socket.setNoDelay(true);
			for (const byte of framed('slowly')) {
				socket.write(Buffer.from([byte]));
				await new Promise((resolve) => setTimeout(resolve, 2));
			}
		});
		expect(String(await ask(own))).toBe('slowly');
	});

	it.each<[string, (socket: Socket) => void, string]>([
		['closes', (socket) => socket.destroy(), 'CLOSED'],
		['ends in the middle', (socket) => socket.end(framed('half').subarray(0, 6)), 'CLOSED'],
		['announces too much', (socket) => void socket.write('\x00\x00\x04\x00'), 'TOO_LONG'],
		['uses the bit that is kept', (socket) => void socket.write('\xff\xff\xff\xff'), 'TOO_LONG'],
		['says more than it announced', (socket) => void socket.write('\0\0\0\x01ab'), 'TOO_LONG'],
		['says nothing', () => undefined, 'TIMEOUT'],
	])('a peer that %s', async (_name, answer, code) => {
		const own = await connect(answer);
		await expect(ask(own, 200)).rejects.toMatchObject({ code });
		expect(own.isOpen).toBe(false);
		await expect(ask(own)).rejects.toMatchObject({ code: 'CLOSED' });
	});

	it('an answer that nobody asked for ends the connection', async () => {
		const own = await connect((socket) => {
			socket.write(framed('first'));
			setTimeout(() => socket.write(framed('second')), 20);
		});
		expect(String(await ask(own))).toBe('first');
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(own.isOpen).toBe(false);
	});

	it('end with the run', async () => {
		const own = await connect(() => undefined);
		const abort = new AbortController();
		const asked = own.exchange(Buffer.from('x'), LIMIT, { timeoutMs: 5000, signal: abort.signal });
		abort.abort();
		await expect(asked).rejects.toBeInstanceOf(CancelledError);
		await expect(
			MessageStream.open(own.endpoint, { timeoutMs: 5000, signal: abort.signal }),
		).rejects.toBeInstanceOf(CancelledError);
	});

	it('nobody listens', async () => {
		const own = await connect(() => undefined);
		await server!.close();
		await expect(MessageStream.open(own.endpoint, { timeoutMs: 1000 })).rejects.toMatchObject({
			code: 'ECONNREFUSED',
		});
	});

	it('asks the look-up that is given for the address', async () => {
		const own = await connect((socket) => void socket.write(framed('found')));
		const asked: string[] = [];
		const other = await MessageStream.open(
			{ host: 'kdc.example.test', port: own.endpoint.port },
			{
				timeoutMs: 1000,
				lookup: ((name: string, options: { all?: boolean }, done: CallableFunction) => {
					asked.push(name);
					if (options.all) done(null, [{ address: HOST, family: 4 }]);
					else done(null, HOST, 4);
				}) as never,
			},
		);
		expect(String(await ask(other))).toBe('found');
		other.close();
		expect(asked).toEqual(['kdc.example.test']);
	});
});

describe('Datagrams', () => {
	let server: dgram.Socket;
	beforeEach(async () => {
		server = dgram.createSocket('udp4');
		await new Promise<void>((resolve) => server.bind(0, HOST, resolve));
	});
	afterEach(() => server.close());
	const endpoint = () => ({ host: HOST, port: (server.address() as AddressInfo).port });

	it('are sent again when they are lost', async () => {
		let seen = 0;
		server.on('message', (asked, { port, address }) => {
			seen += 1;
			if (seen > 1) server.send(`${String(asked)}!`, port, address);
		});
		const answer = await exchangeDatagram(endpoint(), Buffer.from('hello'), { timeoutMs: 4000 });
		expect([String(answer), seen]).toEqual(['hello!', 2]);
	});

	it('answers of strangers do not count', async () => {
		const stranger = dgram.createSocket('udp4');
		server.on('message', (_asked, { port, address }) => {
			stranger.send('wrong', port, address, () =>
				setTimeout(() => server.send('right', port, address), 50),
			);
		});
		const answer = await exchangeDatagram(endpoint(), Buffer.from('?'), { timeoutMs: 4000 });
		stranger.close();
		expect(String(answer)).toBe('right');
	});

	it('nobody answers, nobody listens, the run ends', async () => {
		const silent = exchangeDatagram(endpoint(), Buffer.from('?'), { timeoutMs: 200 });
		await expect(silent).rejects.toMatchObject({ code: 'TIMEOUT' });
		const closed = dgram.createSocket('udp4');
		await new Promise<void>((resolve) => closed.bind(0, HOST, resolve));
		const { port } = closed.address() as AddressInfo;
		closed.close();
		await expect(
			exchangeDatagram({ host: HOST, port }, Buffer.from('?'), { timeoutMs: 2000 }),
		).rejects.toMatchObject({ code: 'ECONNREFUSED' });
		const abort = new AbortController();
		const asked = exchangeDatagram(endpoint(), Buffer.from('?'), {
			timeoutMs: 5000,
			signal: abort.signal,
		});
		setTimeout(() => abort.abort(), 20);
		await expect(asked).rejects.toBeInstanceOf(CancelledError);
	});
});

it.each([
	['dc1', { host: 'dc1', port: 88 }],
	[' dc1.ad.example.test:750 ', { host: 'dc1.ad.example.test', port: 750 }],
	['[::1]:89', { host: '::1', port: 89 }],
	['[fe80::1]', { host: 'fe80::1', port: 88 }],
	['fe80::1', { host: 'fe80::1', port: 88 }],
	['10.0.0.1:88', { host: '10.0.0.1', port: 88 }],
	['dc1:0', undefined],
	['dc1:70000', undefined],
	['http://dc1', undefined],
	['', undefined],
])('an endpoint written as %p', (text, endpoint) => {
	expect(parseEndpoint(text, 88)).toEqual(endpoint);
});
