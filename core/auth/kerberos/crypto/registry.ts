import type { EncryptionType } from '../types';
import { aes128Sha1, aes256Sha1 } from './aesSha1';
import { aes128Sha2, aes256Sha2 } from './aesSha2';
import { rc4Hmac } from './rc4Hmac';

/** In the order in which they are offered: what every directory knows stands before what few know. */
const TYPES: readonly EncryptionType[] = [aes256Sha1, aes128Sha1, aes256Sha2, aes128Sha2, rc4Hmac];

/** By its number; undefined: one that this client does not speak (DES, Camellia). */
export function encryptionType(id: number): EncryptionType | undefined {
	return TYPES.find((type) => type.id === id);
}

/** Numbers of the types that are offered to a KDC, the preferred first. */
export function offeredTypes(allowRc4: boolean): readonly number[] {
	return TYPES.filter((type) => allowRc4 || type !== rc4Hmac).map(({ id }) => id);
}
