import type net from 'node:net';

/** The other side ended the conversation before it was complete, or said more than is listened to. */
export class ConversationError extends Error {
	constructor(readonly reason: 'closed' | 'too long') {
		super(reason);
	}
}

/** Exactly so many bytes; what follows them stays in the socket. */
export async function readBytes(socket: net.Socket, count: number): Promise<Buffer> {
	for (;;) {
		const bytes = socket.read(count) as Buffer | null;
		if (bytes?.length === count) return bytes;
		// A stream that has ended hands out the rest, however short.
		if (bytes) throw new ConversationError('closed');
		await readable(socket);
	}
}

/** The text before the delimiter, Latin-1; what follows stays in the socket. */
export async function readUntil(
	socket: net.Socket,
	delimiter: string,
	limit: number,
): Promise<string> {
	let text = Buffer.alloc(0);
	for (;;) {
		const bytes = socket.read() as Buffer | null;
		if (!bytes) {
			await readable(socket);
			continue;
		}
		const from = Math.max(0, text.length - delimiter.length);
		text = Buffer.concat([text, bytes]);
		const at = text.indexOf(delimiter, from, 'latin1');
		if (at >= 0) {
			const rest = text.subarray(at + delimiter.length);
			if (rest.length > 0) socket.unshift(rest);
			return text.toString('latin1', 0, at);
		}
		if (text.length > limit) throw new ConversationError('too long');
	}
}

/** Waits until there is something to read; whoever destroys the socket ends the wait. */
function readable(socket: net.Socket): Promise<void> {
	return new Promise((resolve, reject) => {
		const done = () => {
			socket.removeListener('readable', ready);
			socket.removeListener('error', broken);
			socket.removeListener('end', closed);
			socket.removeListener('close', closed);
		};
		const ready = () => {
			done();
			resolve();
		};
		const broken = (error: Error) => {
			done();
			reject(error);
		};
		const closed = () => broken(new ConversationError('closed'));
		if (socket.destroyed || socket.readableEnded) {
			closed();
			return;
		}
		socket.on('readable', ready);
		socket.on('error', broken);
		socket.on('end', closed);
		socket.on('close', closed);
	});
}
