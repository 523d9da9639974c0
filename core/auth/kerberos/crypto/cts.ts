import { createCipheriv, createDecipheriv } from 'node:crypto';

const BLOCK = 16;
const ZERO = Buffer.alloc(BLOCK);
const name = (key: Buffer, mode: 'cbc' | 'ecb') => `aes-${key.length * 8}-${mode}`;

/**
 * AES in CBC mode with ciphertext stealing: the last two blocks change places, always, and the padding is
 * cut off. The first vector is zero.
 * https://www.rfc-editor.org/rfc/rfc3962#section-5
 * @param plain at least one block
 */
export function encryptCts(key: Buffer, plain: Buffer): Buffer {
	const { length } = plain;
	const cipher = createCipheriv(name(key, 'cbc'), key, ZERO).setAutoPadding(false);
	const tail = length % BLOCK || BLOCK;
	const blocks = Buffer.concat([
		cipher.update(plain),
		cipher.update(ZERO.subarray(tail)),
		cipher.final(),
	]);
	if (length <= BLOCK) return blocks;
	const last = blocks.length - BLOCK;
	return Buffer.concat([
		blocks.subarray(0, last - BLOCK),
		blocks.subarray(last),
		blocks.subarray(last - BLOCK, last - BLOCK + tail),
	]);
}

/** @param data at least one block */
export function decryptCts(key: Buffer, data: Buffer): Buffer {
	const { length } = data;
	const decipher = createDecipheriv(name(key, 'cbc'), key, ZERO).setAutoPadding(false);
	if (length <= BLOCK) return Buffer.concat([decipher.update(data), decipher.final()]);
	const tail = length % BLOCK || BLOCK;
	const last = data.subarray(length - tail - BLOCK, length - tail);
	// What was cut off the block before the last stands in the last one, under its encryption.
	const stolen = decryptBlock(key, last).subarray(tail);
	const plain = Buffer.concat([
		decipher.update(data.subarray(0, length - tail - BLOCK)),
		decipher.update(data.subarray(length - tail)),
		decipher.update(stolen),
		decipher.update(last),
		decipher.final(),
	]);
	return plain.subarray(0, length);
}

export function encryptBlock(key: Buffer, block: Buffer): Buffer {
	const cipher = createCipheriv(name(key, 'ecb'), key, null).setAutoPadding(false);
	return Buffer.concat([cipher.update(block), cipher.final()]);
}

function decryptBlock(key: Buffer, block: Buffer): Buffer {
	const decipher = createDecipheriv(name(key, 'ecb'), key, null).setAutoPadding(false);
	return Buffer.concat([decipher.update(block), decipher.final()]);
}
