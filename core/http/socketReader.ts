import type net from 'node:net';

/** The other side ended the conversation before it was complete, or said more than is listened to. */
export class ConversationError extends Error {
	constructor(readonly reason: 'closed' | 'too long') {
		super(reason);
	}
}

/** Exactly so many bytes; what follows them stays in the socket. */
export const readBytes = (socket: net.Socket, count: number): Promise<Buffer> =>
	take(socket, (bytes) => (bytes.length < count ? undefined : [count, count]));

/** The text before the delimiter, Latin-1; what follows stays in the socket. */
export async function readUntil(
	socket: net.Socket,
	delimiter: string,
	limit: number,
): Promise<string> {
	let from = 0;
	const bytes = await take(socket, (all) => {
		const at = all.indexOf(delimiter, from, 'latin1');
		if (at >= 0) return [at, at + delimiter.length];
		if (all.length > limit) throw new ConversationError('too long');
		from = Math.max(0, all.length - delimiter.length);
		return undefined;
	});
	return bytes.toString('latin1');
}

/**
 * Collects bytes until `find` tells how many are wanted and how many they take up. All that is there is read each
 * time: a stream that keeps some says at once that it is readable, again and again.
 */
async function take(
	socket: net.Socket,
	find: (bytes: Buffer) => readonly [wanted: number, taken: number] | undefined,
): Promise<Buffer> {
	let all = Buffer.alloc(0);
	for (;;) {
		const bytes = socket.read() as Buffer | null;
		if (!bytes) {
			await readable(socket);
			continue;
		}
		all = Buffer.concat([all, bytes]);
		const found = find(all);
		if (!found) continue;
		const [wanted, taken] = found;
		if (taken < all.length) socket.unshift(all.subarray(taken));
		return all.subarray(0, wanted);
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
