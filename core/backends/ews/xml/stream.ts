import { ExchangeError, InputError } from '../../../errors';
import type { StreamedBody } from '../../../http/message';
import type { FileContent } from '../../../schema/file';

/** Bytes of a file encoded at once; divisible by three, so that only the last piece is padded. */
const PIECE = 48 * 1024;

const encodedLength = (size: number): number => 4 * Math.ceil(size / 3);

/** Text with files between as Base64: nothing of a file is held but the piece that is on its way. */
export function streamedText(pieces: ReadonlyArray<string | FileContent>): StreamedBody {
	const parts = pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
	let size: number | undefined = 0;
	let once = false;
	for (const part of parts) {
		const length: number | undefined = Buffer.isBuffer(part)
			? part.length
			: part.size === undefined
				? undefined
				: encodedLength(part.size);
		size = size === undefined || length === undefined ? undefined : size + length;
		once ||= !Buffer.isBuffer(part) && part.once === true;
	}
	return {
		size,
		...(once ? { once } : {}),
		async *open() {
			for (const part of parts) {
				if (Buffer.isBuffer(part)) yield part;
				else yield* encoded(part);
			}
		},
	};
}

/** @throws InputError naming the file when it cannot be read, or is not as long as it was said to be. */
async function* encoded(file: FileContent): AsyncGenerator<Uint8Array> {
	let rest: Buffer = Buffer.alloc(0);
	let read = 0;
	try {
		for await (const chunk of file.open()) {
			read += chunk.length;
			if (file.size !== undefined && read > file.size) break;
			const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
			const all = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
			const whole = all.length - (all.length % 3);
			for (let at = 0; at < whole; at += PIECE) {
				yield base64Of(all.subarray(at, Math.min(at + PIECE, whole)));
			}
			// Copied, so that the rest keeps no chunk in memory.
			rest = Buffer.from(all.subarray(whole));
		}
	} catch (error) {
		throw error instanceof ExchangeError ? error : unreadable(file, error);
	}
	if (file.size !== undefined && read !== file.size) throw wrongSize(file, read);
	if (rest.length > 0) yield base64Of(rest);
}

const base64Of = (bytes: Buffer): Buffer => Buffer.from(bytes.toString('base64'), 'latin1');

function unreadable({ name }: FileContent, cause: unknown): InputError {
	return new InputError(`The file '${name}' cannot be read`, {
		code: 'FILE_UNREADABLE',
		recordKey: name,
		advice: 'Check that the binary data of the item is still there.',
		cause,
	});
}

function wrongSize({ name, size }: FileContent, read: number): InputError {
	return new InputError(
		`The file '${name}' is said to have ${size} bytes and has ${read > (size ?? 0) ? 'more' : read}`,
		{
			code: 'FILE_SIZE',
			recordKey: name,
			advice: 'Read the file again: it changed since n8n took it.',
		},
	);
}
