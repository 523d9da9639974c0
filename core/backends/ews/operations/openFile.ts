import type { EwsChannel, FileOperation } from '../channel';
import type { XmlTree } from '../decode/tree';
import type { EwsCall } from '../request';

/** A file that the server is sending. */
export interface OpenFile {
	/** The response message: what stands before the file, or all of it where there is none. */
	readonly message: XmlTree;
	/** Absent: the record has no such file. Its bytes come once; leaving the loop ends the answer. */
	readonly bytes?: AsyncIterable<Uint8Array>;
	/** Ends the answer unread. */
	leave(): Promise<void>;
}

/** Sends a read and waits until its file begins. */
export async function openFile(
	channel: EwsChannel,
	operation: FileOperation,
	call: EwsCall,
): Promise<OpenFile> {
	const pieces = channel.files(operation, call);
	const first = await pieces.next();
	if (first.done) return { message: first.value, leave: async () => undefined };
	const [head, ...rest] = first.value;
	if (!head || !('message' in head)) throw new TypeError('A file began without its message');
	async function* bytes(): AsyncGenerator<Uint8Array> {
		try {
			for (const piece of rest) if ('bytes' in piece) yield piece.bytes;
			for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
				for (const piece of next.value) if ('bytes' in piece) yield piece.bytes;
			}
		} finally {
			await pieces.return(undefined as never);
		}
	}
	return {
		message: head.message,
		bytes: bytes(),
		leave: async () => void (await pieces.return(undefined as never)),
	};
}
