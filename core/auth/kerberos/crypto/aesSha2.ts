import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { EncryptionType } from '../types';
import { decryptCts, encryptCts } from './cts';
import { integrityError } from './error';
import { passwordKey } from './passwordKey';

const BLOCK = 16;
const ZERO = Buffer.alloc(BLOCK);
const CHECKSUM = 0x99;
const ENCRYPT = 0xaa;
const INTEGRITY = 0x55;

/** KDF-HMAC-SHA2 of RFC 8009, 3, without context: one round is enough for every length used. */
export function deriveKey(hash: string, key: Buffer, label: Uint8Array, bytes: number): Buffer {
	const bits = Buffer.alloc(4);
	bits.writeUInt32BE(bytes * 8);
	return createHmac(hash, key)
		.update(Buffer.from([0, 0, 0, 1]))
		.update(label)
		.update(Buffer.from([0]))
		.update(bits)
		.digest()
		.subarray(0, bytes);
}

/**
 * AES with HMAC-SHA2: the code is over the encrypted text.
 * https://www.rfc-editor.org/rfc/rfc8009
 * @param macBytes of integrity keys and of their codes alike
 */
function aesSha2(
	id: number,
	name: string,
	keyBytes: number,
	macBytes: number,
	hash: string,
): EncryptionType {
	const usageKey = (key: Buffer, usage: number, which: number): Buffer => {
		const label = Buffer.alloc(5);
		label.writeUInt32BE(usage);
		label[4] = which;
		return deriveKey(hash, key, label, which === ENCRYPT ? keyBytes : macBytes);
	};
	const mac = (key: Buffer, ...parts: readonly Uint8Array[]): Buffer => {
		const hmac = createHmac(hash, key);
		for (const part of parts) hmac.update(part);
		return hmac.digest().subarray(0, macBytes);
	};
	return {
		id,
		name,
		checksumType: id,
		keyBytes,
		async stringToKey(password, salt, params) {
			const ownSalt = Buffer.concat([Buffer.from(`${name}\0`, 'latin1'), salt]);
			const type = { rounds: 32_768, keyBytes, hash };
			const key = await passwordKey(password, ownSalt, params, type);
			return deriveKey(hash, key, Buffer.from('kerberos'), keyBytes);
		},
		encrypt(key, usage, plain) {
			const encrypted = encryptCts(
				usageKey(key, usage, ENCRYPT),
				Buffer.concat([randomBytes(BLOCK), plain]),
			);
			return Buffer.concat([encrypted, mac(usageKey(key, usage, INTEGRITY), ZERO, encrypted)]);
		},
		decrypt(key, usage, cipher) {
			const data = Buffer.from(cipher);
			if (data.length < BLOCK + macBytes || key.length !== keyBytes) throw integrityError(name);
			const end = data.length - macBytes;
			const expected = mac(usageKey(key, usage, INTEGRITY), ZERO, data.subarray(0, end));
			if (!timingSafeEqual(expected, data.subarray(end))) throw integrityError(name);
			return decryptCts(usageKey(key, usage, ENCRYPT), data.subarray(0, end)).subarray(BLOCK);
		},
		checksum: (key, usage, data) => mac(usageKey(key, usage, CHECKSUM), data),
	};
}

export const aes128Sha2 = aesSha2(19, 'aes128-cts-hmac-sha256-128', 16, 16, 'sha256');
export const aes256Sha2 = aesSha2(20, 'aes256-cts-hmac-sha384-192', 32, 24, 'sha384');
