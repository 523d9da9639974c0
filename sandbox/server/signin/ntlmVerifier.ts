import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Account } from '../account';
import { findAccount } from '../account';
import { md4 } from './md4';
import { rc4 } from './rc4';
import type { Authenticate } from './ntlmMessage';
import { AvId, Flag, readAuthenticate, readAvPairs, withoutMic } from './ntlmMessage';

/** `off`: not looked at. `allow`: must match when sent. `require`: must be sent and match. */
export type ChannelBindingMode = 'off' | 'allow' | 'require';

export interface NtlmExchange {
	readonly negotiate: Buffer;
	readonly challengeMessage: Buffer;
	readonly challenge: Buffer;
	readonly timestamp: Buffer;
	readonly authenticate: Buffer;
	/** Expected channel binding token; absent over plain HTTP. */
	readonly channelBinding?: Buffer;
	readonly mode: ChannelBindingMode;
}

/** What a client's last message showed, for tests that ask how good its NTLM is. */
export interface NtlmEvidence {
	readonly mic: boolean;
	readonly channelBinding: 'matched' | 'absent';
	readonly timestampEchoed: boolean;
	readonly lmResponseEmpty: boolean;
	readonly unicode: boolean;
}

export type NtlmVerdict =
	| {
			readonly account: Account;
			readonly evidence: NtlmEvidence;
			/** ExportedSessionKey, which later messages are signed with. */
			readonly sessionKey: Buffer;
			/** That the AUTHENTICATE message settled on. */
			readonly flags: number;
	  }
	| { readonly refused: string };

const hmacMd5 = (key: Uint8Array, ...data: Uint8Array[]): Buffer => {
	const hmac = createHmac('md5', key);
	for (const part of data) hmac.update(part);
	return hmac.digest();
};

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
	a.length === b.length && timingSafeEqual(a, b);

/** AV flag: the AUTHENTICATE message carries a message integrity code. */
const MIC_PRESENT = 0x2;
const PROOF_LENGTH = 16;
/** Fixed part of NTLMv2_CLIENT_CHALLENGE before its AV pairs. */
const BLOB_HEAD = 28;

/**
 * Checks an AUTHENTICATE message as a domain controller does: NTLMv2 only, the proof, the message
 * integrity code where it is announced, and the channel binding. [MS-NLMP] 3.2.5.1.2 and 3.3.2.
 */
export function verifyNtlm(accounts: readonly Account[], exchange: NtlmExchange): NtlmVerdict {
	const message = readAuthenticate(exchange.authenticate);
	if (message === undefined) return { refused: 'malformed AUTHENTICATE message' };
	const { ntResponse } = message;
	if (message.user === '') return { refused: 'anonymous sign-in' };
	if (ntResponse.length < PROOF_LENGTH + BLOB_HEAD) return { refused: 'NTLMv1 is not accepted' };
	const account = findAccount(accounts, message.user, message.domain);
	if (account === undefined) return { refused: 'unknown user' };

	const responseKey = hmacMd5(
		md4(Buffer.from(account.password, 'utf16le')),
		Buffer.from(message.user.toUpperCase() + message.domain, 'utf16le'),
	);
	const proof = ntResponse.subarray(0, PROOF_LENGTH);
	const blob = ntResponse.subarray(PROOF_LENGTH);
	if (!equal(hmacMd5(responseKey, exchange.challenge, blob), proof)) {
		return { refused: 'wrong password' };
	}
	if (blob[0] !== 1 || blob[1] !== 1) return { refused: 'unknown NTLMv2 response version' };
	const pairs = readBlob(message)?.pairs;
	if (pairs === undefined) return { refused: 'malformed target information' };

	const baseKey = hmacMd5(responseKey, proof);
	const sessionKey =
		(message.flags & Flag.keyExchange) === 0 ? baseKey : rc4(baseKey, message.encryptedSessionKey);
	const mic = ((pairs.get(AvId.flags)?.readUInt32LE(0) ?? 0) & MIC_PRESENT) !== 0;
	if (mic) {
		const expected = hmacMd5(
			sessionKey,
			exchange.negotiate,
			exchange.challengeMessage,
			withoutMic(message.raw),
		);
		if (message.mic === undefined || !equal(expected, message.mic)) {
			return { refused: 'message integrity code does not match' };
		}
	}

	const sent = pairs.get(AvId.channelBindings);
	const binding = bindingOf(sent, exchange);
	if (binding === 'mismatch') return { refused: 'channel binding does not match' };
	if (binding === 'absent' && exchange.mode === 'require') {
		return { refused: 'channel binding is required' };
	}
	return {
		account,
		sessionKey,
		flags: message.flags,
		evidence: {
			mic,
			channelBinding: binding,
			timestampEchoed: equal(blob.subarray(8, 16), exchange.timestamp),
			lmResponseEmpty: message.lmResponse.every((byte) => byte === 0),
			unicode: (message.flags & Flag.unicode) !== 0,
		},
	};
}

/** What the password's proof covers besides the challenge: NTLMv2_CLIENT_CHALLENGE. */
export function readBlob(
	message: Authenticate,
): { readonly pairs: ReadonlyMap<number, Buffer> } | undefined {
	const pairs = readAvPairs(message.ntResponse.subarray(PROOF_LENGTH + BLOB_HEAD));
	return pairs && { pairs };
}

export function bindingOf(
	sent: Buffer | undefined,
	exchange: Pick<NtlmExchange, 'channelBinding' | 'mode'>,
): 'matched' | 'absent' | 'mismatch' {
	// 16 zeros are the specified way of saying that the client has no binding.
	if (sent === undefined || sent.every((byte) => byte === 0)) return 'absent';
	if (exchange.channelBinding === undefined) {
		return exchange.mode === 'require' ? 'mismatch' : 'absent';
	}
	if (equal(sent, exchange.channelBinding)) return 'matched';
	return exchange.mode === 'off' ? 'absent' : 'mismatch';
}

/** What a binding of type tls-server-end-point (RFC 5929) names, for a certificate signed with SHA-256. */
export const endPoint = (certificate: Uint8Array): Buffer =>
	Buffer.concat([
		Buffer.from('tls-server-end-point:', 'latin1'),
		createHash('sha256').update(certificate).digest(),
	]);

/** Such a binding as NTLM hashes it: MD5 over the gss_channel_bindings_struct around it. */
export function channelBindingToken(certificate: Uint8Array): Buffer {
	const data = endPoint(certificate);
	const struct = Buffer.alloc(20);
	struct.writeUInt32LE(data.length, 16);
	return createHash('md5').update(struct).update(data).digest();
}
