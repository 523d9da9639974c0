import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { FatalError } from '../errors';

/** XML of Exchange shrinks to a tenth; what grows beyond this was made to fill the memory. */
const RATIO_LIMIT = 200;
/** Bytes that an answer may have however small it came. */
const FREE_SIZE = 8 * 1024 * 1024;

/** Answers that are asked for as gzip (RFC 9110, 12.5.3), and read as they arrive. */
export const ACCEPTED_CODING = 'gzip';

export const isZipped = (coding: string | undefined): boolean =>
	/^\s*(?:x-)?gzip\s*$/i.test(coding ?? '');

/** The bytes of an answer that came as gzip. Throws where they grow beyond all measure or are damaged. */
export async function* inflate(body: Readable): AsyncGenerator<Uint8Array> {
	const gunzip = createGunzip({ chunkSize: 64 * 1024 });
	pipeline(body, gunzip, () => undefined);
	let size = 0;
	for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
		size += chunk.byteLength;
		if (size > FREE_SIZE && size > gunzip.bytesWritten * RATIO_LIMIT) {
			throw new FatalError(
				'The answer of the server grows beyond all measure when it is unpacked',
				{
					code: 'ANSWER_TOO_LARGE',
					advice:
						'No Exchange server packs its answers so: another server may answer in its place.',
				},
			);
		}
		yield chunk;
	}
}
