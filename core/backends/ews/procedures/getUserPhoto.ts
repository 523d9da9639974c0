import type { FileContent } from '../../../schema/file';
import type { ProcedureResult } from '../../../schema/procedure';
import { ExchangeError, SkippableError } from '../../../errors';
import { getUserPhoto as send } from '../operations/getUserPhoto';
import { ownAddress } from '../ownAddress';
import { reach } from '../reach';
import type { ProcedureHandler } from './handler';

/** First bytes of a picture -> its type. */
const KINDS: ReadonlyArray<readonly [number[], string, string]> = [
	[[0xff, 0xd8, 0xff], 'image/jpeg', 'jpg'],
	[[0x89, 0x50, 0x4e, 0x47], 'image/png', 'png'],
	[[0x47, 0x49, 0x46, 0x38], 'image/gif', 'gif'],
	[[0x42, 0x4d], 'image/bmp', 'bmp'],
];
/** Pictures are small: Exchange keeps at most 648 x 648 pixels. */
const MOST_BYTES = 10 * 1024 * 1024;

async function read(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	let size = 0;
	for await (const piece of bytes) {
		size += piece.length;
		if (size > MOST_BYTES) {
			throw new SkippableError('The picture is larger than 10 MiB', {
				code: 'PHOTO_TOO_LARGE',
				advice: 'Ask for a smaller size.',
			});
		}
		pieces.push(piece);
	}
	return Buffer.concat(pieces);
}

const noPhoto = (address: string): SkippableError =>
	new SkippableError(`'${address}' has no photo`, {
		code: 'NO_PHOTO',
		recordKey: address,
		advice: 'Nobody has put a picture there yet.',
	});

export const getUserPhoto: ProcedureHandler = {
	async run(context, input, scope, call): Promise<ProcedureResult[]> {
		const given = typeof input.address === 'string' ? input.address.trim() : '';
		const address = given || (await ownAddress(context, scope, call));
		const way = reach(scope, call, context.settings);
		const request = { address, size: Number(input.size) };
		const photo = await send(context.channel, request, way.call).catch((error: unknown) => {
			const isMissing = error instanceof ExchangeError && error.code === 'ErrorItemNotFound';
			throw isMissing ? noPhoto(address) : error;
		});
		const bytes = photo.bytes ? await read(photo.bytes) : Buffer.alloc(0);
		if (bytes.length === 0) {
			throw noPhoto(address);
		}
		const [, contentType, extension] = KINDS.find(([head]) =>
			head.every((byte, index) => bytes[index] === byte),
		) ?? [[], 'application/octet-stream', 'bin'];
		const file: FileContent = {
			name: `${address.replace(/[^\w.@-]/g, '_')}.${extension}`,
			contentType,
			size: bytes.length,
			async *open() {
				yield bytes;
			},
		};
		return [{ row: { address, contentType, size: bytes.length }, file }];
	},
};
