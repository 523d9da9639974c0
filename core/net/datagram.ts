import dgram from 'node:dgram';
import net from 'node:net';
import { bounded } from './abort';
import type { Endpoint, Patience } from './endpoint';
import { permitted } from './permitted';

/** A datagram that is lost is sent again after one second, then after two and four more. */
const AGAIN_MS = 1000;

/** Sends a datagram until one comes back from where it went. */
export async function exchangeDatagram(
	{ host, port }: Endpoint,
	message: Uint8Array,
	patience: Patience,
): Promise<Buffer> {
	const { lookup } = patience;
	const address = lookup ? await permitted(lookup, host) : host;
	return await bounded<Buffer>(patience, (resolve, reject) => {
		let again: NodeJS.Timeout | undefined;
		const socket = dgram.createSocket(net.isIPv6(address) ? 'udp6' : 'udp4');
		socket.once('error', reject);
		socket.once('message', (answer) => resolve(answer));
		// A connected socket takes answers from its peer alone, and learns that nobody listens there.
		socket.connect(port, address, (error?: Error) => {
			if (error) return reject(error);
			const send = (wait: number) => {
				socket.send(message);
				again = setTimeout(() => send(wait * 2), wait);
			};
			send(AGAIN_MS);
		});
		return () => {
			clearTimeout(again);
			socket.removeAllListeners();
			socket.on('error', () => undefined);
			closeQuietly(socket);
		};
	});
}

function closeQuietly(socket: dgram.Socket): void {
	try {
		socket.close();
	} catch {
		// It never came to be open.
	}
}
