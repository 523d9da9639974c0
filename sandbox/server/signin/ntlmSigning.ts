import { createHash, createHmac } from 'node:crypto';
import { Flag } from './ntlmMessage';
import { rc4 } from './rc4';

/**
 * Signature of the first message in a direction, with extended session security and a key of 128 bits.
 * [MS-NLMP] 3.4.4.2, 3.4.5.2 and 3.4.5.3.
 */
export function ntlmSignature(
	sessionKey: Buffer,
	flags: number,
	direction: 'client-to-server' | 'server-to-client',
	message: Buffer,
): Buffer {
	const key = (purpose: string) =>
		createHash('md5')
			.update(sessionKey)
			.update(`session key to ${direction} ${purpose} key magic constant\0`, 'latin1')
			.digest();
	const sequence = Buffer.alloc(4);
	const digest = createHmac('md5', key('signing')).update(sequence).update(message).digest();
	const checksum = digest.subarray(0, 8);
	return Buffer.concat([
		Buffer.from([1, 0, 0, 0]),
		(flags & Flag.keyExchange) === 0 ? checksum : rc4(key('sealing'), checksum),
		sequence,
	]);
}
