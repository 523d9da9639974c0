import { createHmac } from 'node:crypto';
import md4 from 'js-md4';

/**
 * Computations of NTLMv2, [MS-NLMP] 3.3.2.
 * https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-nlmp/5e550938-91d4-459f-b67d-75d70009e3f3
 */
export const hmacMd5 = (key: Buffer, ...parts: readonly Buffer[]): Buffer => {
	const hmac = createHmac('md5', key);
	for (const part of parts) hmac.update(part);
	return hmac.digest();
};

/** NTOWFv1: what stands for the password. As secret as the password itself. */
export const passwordKey = (password: string): Buffer =>
	Buffer.from(md4.array(Buffer.from(password, 'utf16le')));

/** NTOWFv2: the key that stands for user and password. */
export const responseKey = (password: Buffer, user: string, domain: string): Buffer =>
	hmacMd5(password, Buffer.from(upperCase(user) + domain, 'utf16le'));

/**
 * Upper case as Windows makes it: one UTF-16 unit for one, without language, and letters outside
 * ASCII never become ASCII (so `ß`, `ı` and `ſ` stay).
 */
export function upperCase(text: string): string {
	let upper = '';
	for (let at = 0; at < text.length; at++) {
		const unit = text[at]!;
		const mapped = unit.toUpperCase();
		const leavesAscii = unit.charCodeAt(0) > 0x7f && mapped.charCodeAt(0) <= 0x7f;
		upper += mapped.length === 1 && !leavesAscii ? mapped : unit;
	}
	return upper;
}

export interface Proof {
	/** NtChallengeResponse. */
	readonly ntResponse: Buffer;
	/** Without key exchange it is also the exported session key, which keys the MIC. */
	readonly sessionKey: Buffer;
}

export function prove(
	key: Buffer,
	serverChallenge: Buffer,
	clientChallenge: Buffer,
	/** FILETIME, 8 bytes. */
	time: Buffer,
	targetInfo: Buffer,
): Proof {
	const blob = Buffer.concat([
		Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]),
		time,
		clientChallenge,
		Buffer.alloc(4),
		targetInfo,
		Buffer.alloc(4),
	]);
	const proof = hmacMd5(key, serverChallenge, blob);
	return { ntResponse: Buffer.concat([proof, blob]), sessionKey: hmacMd5(key, proof) };
}

/** Milliseconds since 1970 as FILETIME. */
export function fileTime(ms: number): Buffer {
	const time = Buffer.alloc(8);
	time.writeBigUInt64LE((BigInt(Math.floor(ms)) + 11_644_473_600_000n) * 10_000n);
	return time;
}
