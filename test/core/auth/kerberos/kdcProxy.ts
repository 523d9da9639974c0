import dgram from 'node:dgram';
import type { AddressInfo } from 'node:net';
import type net from 'node:net';
import { MessageStream } from '../../../../core/net/stream';
import { serveTcp } from '../../../servers/listen';

export interface Asked {
	readonly bytes: Buffer;
	readonly transport: 'tcp' | 'udp';
	/** Counts from 1. */
	readonly number: number;
	/** Ends the connection. */
	hangUp(): void;
	/** Writes bytes as they are, without a length before them. */
	write(bytes: Buffer): void;
	/** What the real KDC answers. */
	forward(): Promise<Buffer>;
}

export interface KdcProxy {
	readonly kdc: string;
	readonly port: number;
	/** `tcp`, `udp` of each request. */
	readonly asked: string[];
	connections(): number;
	close(): Promise<void>;
}

/** Stands before a KDC on one port by TCP and UDP; `undefined` as the answer: none. */
export async function startKdcProxy(
	real: { readonly address: string; readonly port: number } | undefined,
	answer: (asked: Asked) => Promise<Buffer | undefined> | Buffer | undefined,
	transports: ReadonlyArray<'tcp' | 'udp'> = ['tcp', 'udp'],
): Promise<KdcProxy> {
	const asked: string[] = [];
	let connections = 0;
	const forward = async (bytes: Buffer) => {
		if (!real) throw new Error('there is no KDC behind');
		const stream = await MessageStream.open(
			{ host: real.address, port: real.port },
			{ timeoutMs: 3000 },
		);
		const reply = await stream.exchange(bytes, 1 << 20, { timeoutMs: 3000 });
		stream.close();
		return reply;
	};
	const serve = async (
		bytes: Buffer,
		transport: Asked['transport'],
		own: Pick<Asked, 'hangUp' | 'write'>,
	) => {
		asked.push(transport);
		const number = asked.length;
		return await answer({ bytes, transport, number, forward: () => forward(bytes), ...own });
	};
	const tcp = await serveTcp((socket: net.Socket) => {
		connections += 1;
		if (!transports.includes('tcp')) return socket.resetAndDestroy();
		let rest: Buffer = Buffer.alloc(0);
		socket.on('data', (part: Buffer) => {
			rest = Buffer.concat([rest, part]);
			if (rest.length < 4 || rest.length < 4 + rest.readUInt32BE()) return;
			const bytes = Buffer.from(rest.subarray(4, 4 + rest.readUInt32BE()));
			rest = Buffer.alloc(0);
			void serve(bytes, 'tcp', {
				hangUp: () => socket.destroy(),
				write: (raw) => void socket.write(raw),
			}).then((reply) => {
				if (!reply) return;
				const head = Buffer.alloc(4);
				head.writeUInt32BE(reply.length);
				socket.write(Buffer.concat([head, reply]));
			});
		});
	});
	const udp = dgram.createSocket('udp4');
	if (transports.includes('udp')) {
		await new Promise<void>((resolve) => udp.bind(tcp.port, '127.0.0.1', resolve));
		udp.on('message', (bytes, peer) => {
			const send = (reply: Buffer) => udp.send(reply, peer.port, peer.address);
			void serve(bytes, 'udp', { hangUp: () => undefined, write: send }).then(
				(reply) => reply && send(reply),
			);
		});
	}
	const { port } = tcp.server.address() as AddressInfo;
	return {
		kdc: `127.0.0.1:${port}`,
		port,
		asked,
		connections: () => connections,
		close: async () => {
			await tcp.close();
			await new Promise<void>((resolve) => udp.close(() => resolve()));
		},
	};
}
