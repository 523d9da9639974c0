import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { EncryptionType } from '../types';
import { decryptCts, encryptBlock, encryptCts } from './cts';
import { integrityError } from './error';
import { nFold } from './nFold';
import { passwordKey } from './passwordKey';

const BLOCK = 16;
const MAC = 12;
/** Which of the three keys of a usage, RFC 3961, 5.3. */
const CHECKSUM = 0x99;
const ENCRYPT = 0xaa;
const INTEGRITY = 0x55;

/** DK of RFC 3961, 5.1: random-to-key of AES is the identity. */
export function deriveKey(key: Buffer, constant: Uint8Array): Buffer {
	let block = nFold(constant, BLOCK);
	const blocks: Buffer[] = [];
	for (let bytes = 0; bytes < key.length; bytes += BLOCK) {
		block = encryptBlock(key, block);
		blocks.push(block);
	}
	return Buffer.concat(blocks).subarray(0, key.length);
}

function usageKey(key: Buffer, usage: number, which: number): Buffer {
	const constant = Buffer.alloc(5);
	constant.writeUInt32BE(usage);
	constant[4] = which;
	return deriveKey(key, constant);
}

const mac = (key: Buffer, data: Uint8Array): Buffer =>
	createHmac('sha1', key).update(data).digest().subarray(0, MAC);

/**
 * AES with HMAC-SHA1-96.
 * https://www.rfc-editor.org/rfc/rfc3962
 */
function aesSha1(id: number, name: string, keyBytes: number, checksumType: number): EncryptionType {
	return {
		id,
		name,
		checksumType,
		keyBytes,
		async stringToKey(password, salt, params) {
			const type = { rounds: 4096, keyBytes, hash: 'sha1' };
			return deriveKey(await passwordKey(password, salt, params, type), Buffer.from('kerberos'));
		},
		encrypt(key, usage, plain) {
			const confounded = Buffer.concat([randomBytes(BLOCK), plain]);
			return Buffer.concat([
				encryptCts(usageKey(key, usage, ENCRYPT), confounded),
				mac(usageKey(key, usage, INTEGRITY), confounded),
			]);
		},
		decrypt(key, usage, cipher) {
			const data = Buffer.from(cipher);
			if (data.length < BLOCK + MAC || key.length !== keyBytes) throw integrityError(name);
			const end = data.length - MAC;
			const plain = decryptCts(usageKey(key, usage, ENCRYPT), data.subarray(0, end));
			const expected = mac(usageKey(key, usage, INTEGRITY), plain);
			if (!timingSafeEqual(expected, data.subarray(end))) throw integrityError(name);
			return plain.subarray(BLOCK);
		},
		checksum: (key, usage, data) => mac(usageKey(key, usage, CHECKSUM), data),
	};
}

export const aes128Sha1 = aesSha1(17, 'aes128-cts-hmac-sha1-96', 16, 15);
export const aes256Sha1 = aesSha1(18, 'aes256-cts-hmac-sha1-96', 32, 16);
