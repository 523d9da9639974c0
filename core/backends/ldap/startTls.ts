import type net from 'node:net';
import { CancelledError } from '../../errors';
import { LinkError } from './errors';
import { MessageSplitter, readResult } from './message';

const OID = '1.3.6.1.4.1.1466.20037';
/** Message 1, extended request 0x77 with the name of StartTLS. */
const REQUEST = Buffer.concat([
	Buffer.from([0x30, 0x1d, 0x02, 0x01, 0x01, 0x77, 0x18, 0x80, 0x16]),
	Buffer.from(OID, 'latin1'),
]);
const MOST_ANSWER = 64 << 10;

/**
 * Asks for TLS on an open connection: https://www.rfc-editor.org/rfc/rfc4511#section-4.14. Returns when
 * the handshake may begin. What came in the clear behind the answer would be taken for encrypted later,
 * so it ends the connection.
 */
export async function askForTls(
	socket: net.Socket,
	deadline: number,
	signal?: AbortSignal,
): Promise<void> {
	const splitter = new MessageSplitter(MOST_ANSWER);
	const answer = await new Promise<Buffer>((resolve, reject) => {
		const settle = (outcome: Buffer | Error) => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', cancel);
			socket.pause();
			socket.off('data', take).off('error', settle).off('close', closed);
			if (Buffer.isBuffer(outcome)) return resolve(outcome);
			socket.on('error', () => undefined);
			socket.destroy();
			reject(outcome);
		};
		const found: Buffer[] = [];
		const take = (chunk: Buffer) => {
			try {
				splitter.push(chunk, (message) => found.push(message));
			} catch {
				return settle(new LinkError('PLAIN_RESET'));
			}
			const [first, second] = found;
			if (second || (first && splitter.pending > 0)) return settle(new LinkError('MALFORMED'));
			if (first) settle(first);
		};
		const closed = () => settle(new LinkError('PLAIN_RESET'));
		const cancel = () => settle(new CancelledError());
		const timer = setTimeout(
			() => settle(new LinkError('TIMEOUT')),
			Math.max(1, deadline - Date.now()),
		);
		socket.on('data', take).once('error', settle).once('close', closed);
		if (signal?.aborted) return cancel();
		signal?.addEventListener('abort', cancel, { once: true });
		socket.write(REQUEST);
	});
	const { code, text } = readResult(answer);
	if (code !== 0) throw Object.assign(new Error(text), { code });
}
