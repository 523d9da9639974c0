import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import md4 from 'js-md4';
import type { EncryptionType } from '../types';
import { integrityError } from './error';
import { rc4 } from './rc4';

const NAME = 'rc4-hmac';
const MAC = 16;
const CONFOUNDER = 8;
/** Usages that Windows numbered otherwise: RFC 4757, 3. */
const OWN_USAGE: Readonly<Record<number, number>> = { 3: 8, 23: 13 };
/** What replies of a TGS under a subkey are numbered: 9 by the RFC's erratum, 8 by its text. */
const SUBKEY_REPLY = [9, 8];

const hmac = (key: Buffer, data: Uint8Array): Buffer =>
	createHmac('md5', key).update(data).digest();

function usageBytes(usage: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(OWN_USAGE[usage] ?? usage);
	return bytes;
}

function open(usageKey: Buffer, data: Buffer): Buffer | undefined {
	const code = data.subarray(0, MAC);
	const confounded = rc4(hmac(usageKey, code), data.subarray(MAC));
	return timingSafeEqual(hmac(usageKey, confounded), code) ? confounded : undefined;
}

/**
 * RC4 with HMAC-MD5, for accounts that have no AES keys.
 * https://www.rfc-editor.org/rfc/rfc4757
 */
export const rc4Hmac: EncryptionType = {
	id: 23,
	name: NAME,
	checksumType: -138,
	keyBytes: 16,
	stringToKey: async (password) => Buffer.from(md4.array(Buffer.from(password, 'utf16le'))),
	encrypt(key, usage, plain) {
		const usageKey = hmac(key, usageBytes(usage));
		const confounded = Buffer.concat([randomBytes(CONFOUNDER), plain]);
		const code = hmac(usageKey, confounded);
		return Buffer.concat([code, rc4(hmac(usageKey, code), confounded)]);
	},
	decrypt(key, usage, cipher) {
		const data = Buffer.from(cipher);
		if (data.length < MAC + CONFOUNDER || key.length !== 16) throw integrityError(NAME);
		for (const one of usage === SUBKEY_REPLY[0] ? SUBKEY_REPLY : [usage]) {
			const confounded = open(hmac(key, usageBytes(one)), data);
			if (confounded) return confounded.subarray(CONFOUNDER);
		}
		throw integrityError(NAME);
	},
	checksum(key, usage, data) {
		const hash = createHash('md5').update(usageBytes(usage)).update(data).digest();
		return hmac(hmac(key, Buffer.from('signaturekey\0', 'latin1')), hash);
	},
};
