import net from 'node:net';
import { bounded } from './abort';
import type { Endpoint, Patience } from './endpoint';
import { NetError } from './failure';
import { permitted } from './permitted';

const HEAD = 4;
const REST_MS = 5000;

/**
 * A TCP connection on which every message has its length before it, in four bytes (RFC 4120, 7.2.2).
 * One exchange at a time; kept for the next one for five seconds, in which it keeps no process alive.
 */
export class MessageStream {
	private rest?: NodeJS.Timeout;
	private dropped = false;

	private constructor(
		readonly endpoint: Endpoint,
		private readonly socket: net.Socket,
	) {
		socket.on('error', () => undefined);
		socket.once('close', () => this.close());
		// What comes unasked is no answer to what is asked later.
		socket.on('data', () => {
			if (socket.listenerCount('data') === 1) this.close();
		});
	}

	static async open(endpoint: Endpoint, patience: Patience): Promise<MessageStream> {
		const { lookup } = patience;
		// Sockets do not look up what is an address already.
		if (lookup && net.isIP(endpoint.host)) await permitted(lookup, endpoint.host);
		const socket = net.connect({
			...endpoint,
			autoSelectFamily: true,
			...(lookup ? { lookup } : {}),
		});
		try {
			await bounded<void>(patience, (resolve, reject) => {
				const connected = () => resolve();
				socket.once('connect', connected).once('error', reject);
				return () => void socket.off('connect', connected).off('error', reject);
			});
		} catch (error) {
			socket.on('error', () => undefined);
			socket.destroy();
			throw error;
		}
		socket.setNoDelay(true);
		return new MessageStream(endpoint, socket);
	}

	get isOpen(): boolean {
		return !this.dropped;
	}

	/** @param limit bytes that an answer may have */
	async exchange(message: Uint8Array, limit: number, patience: Patience): Promise<Buffer> {
		clearTimeout(this.rest);
		if (this.dropped) throw new NetError('CLOSED');
		const { socket } = this;
		socket.ref();
		try {
			const answer = await bounded<Buffer>(patience, (resolve, reject) => {
				const parts: Buffer[] = [];
				let size = 0;
				const data = (part: Buffer) => {
					parts.push(part);
					size += part.length;
					if (size < HEAD) return;
					const bytes = parts.length === 1 ? part : Buffer.concat(parts);
					// The highest bit is kept for extensions: such a length is over every limit.
					const length = bytes.readUInt32BE();
					if (length > limit || size > HEAD + length) return reject(new NetError('TOO_LONG'));
					if (size === HEAD + length) return resolve(bytes.subarray(HEAD));
					parts.splice(0, parts.length, bytes);
				};
				const closed = () => reject(new NetError('CLOSED'));
				socket.on('data', data).once('error', reject).once('close', closed);
				const head = Buffer.alloc(HEAD);
				head.writeUInt32BE(message.length);
				socket.write(Buffer.concat([head, message]));
				return () => void socket.off('data', data).off('error', reject).off('close', closed);
			});
			socket.unref();
			this.rest = setTimeout(() => this.close(), REST_MS).unref();
			return answer;
		} catch (error) {
			this.close();
			throw error;
		}
	}

	close(): void {
		this.dropped = true;
		clearTimeout(this.rest);
		this.socket.destroy();
	}
}
