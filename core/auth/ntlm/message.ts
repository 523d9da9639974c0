/**
 * Messages of NTLM, [MS-NLMP] 2.2.
 * https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-nlmp/b38c36ed-2804-4868-a9ff-8dd3182128e4
 */
const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** Windows 10.0.19041, NTLM revision 15: old servers look at it for bug compatibility only. */
const VERSION = Buffer.from('0a00614a0000000f', 'hex');
/** Largest challenge that is read; real ones have a few hundred bytes. */
const CHALLENGE_LIMIT = 16 * 1024;

export const Flag = {
	UNICODE: 0x0000_0001,
	REQUEST_TARGET: 0x0000_0004,
	NTLM: 0x0000_0200,
	ALWAYS_SIGN: 0x0000_8000,
	EXTENDED_SESSIONSECURITY: 0x0008_0000,
	TARGET_INFO: 0x0080_0000,
	VERSION: 0x0200_0000,
	KEY_128: 0x2000_0000,
	KEY_56: 0x8000_0000,
} as const;

/** What this client offers: Unicode alone, and no key exchange, so that no RC4 is needed. */
export const OFFERED_FLAGS =
	(Flag.UNICODE |
		Flag.REQUEST_TARGET |
		Flag.NTLM |
		Flag.ALWAYS_SIGN |
		Flag.EXTENDED_SESSIONSECURITY |
		Flag.TARGET_INFO |
		Flag.VERSION |
		Flag.KEY_128 |
		Flag.KEY_56) >>>
	0;

/** AvId of [MS-NLMP] 2.2.2.1. */
export const AvId = {
	EOL: 0,
	/** NetBIOS name of the server. */
	COMPUTER_NAME: 1,
	FLAGS: 6,
	TIMESTAMP: 7,
	TARGET_NAME: 9,
	CHANNEL_BINDINGS: 10,
} as const;

export interface AvPair {
	readonly id: number;
	readonly value: Buffer;
}

export interface ChallengeMessage {
	readonly flags: number;
	readonly serverChallenge: Buffer;
	/** Empty when the server sent none. */
	readonly targetInfo: readonly AvPair[];
}

/** NEGOTIATE_MESSAGE, 2.2.1.1. */
export function negotiateMessage(): Buffer {
	const message = Buffer.alloc(40);
	SIGNATURE.copy(message);
	message.writeUInt32LE(1, 8);
	message.writeUInt32LE(OFFERED_FLAGS, 12);
	message.writeUInt32LE(message.length, 20);
	message.writeUInt32LE(message.length, 28);
	VERSION.copy(message, 32);
	return message;
}

/** CHALLENGE_MESSAGE, 2.2.1.2; undefined when the bytes are none. */
export function parseChallengeMessage(message: Buffer): ChallengeMessage | undefined {
	if (message.length < 32 || message.length > CHALLENGE_LIMIT) return undefined;
	if (!message.subarray(0, 8).equals(SIGNATURE) || message.readUInt32LE(8) !== 2) return undefined;
	const flags = message.readUInt32LE(20);
	const info =
		flags & Flag.TARGET_INFO && message.length >= 48 ? field(message, 40) : Buffer.alloc(0);
	const targetInfo = info && parseAvPairs(info);
	if (!targetInfo) return undefined;
	return { flags, serverChallenge: Buffer.from(message.subarray(24, 32)), targetInfo };
}

function field(message: Buffer, at: number): Buffer | undefined {
	const length = message.readUInt16LE(at);
	const offset = message.readUInt32LE(at + 4);
	if (length === 0) return Buffer.alloc(0);
	return offset + length <= message.length ? message.subarray(offset, offset + length) : undefined;
}

function parseAvPairs(info: Buffer): AvPair[] | undefined {
	const pairs: AvPair[] = [];
	for (let at = 0; at + 4 <= info.length;) {
		const id = info.readUInt16LE(at);
		const length = info.readUInt16LE(at + 2);
		if (id === AvId.EOL) return pairs;
		if (at + 4 + length > info.length) return undefined;
		pairs.push({ id, value: Buffer.from(info.subarray(at + 4, at + 4 + length)) });
		at += 4 + length;
	}
	return info.length === 0 ? pairs : undefined;
}

export function formatAvPairs(pairs: readonly AvPair[]): Buffer {
	const parts = pairs.map(({ id, value }) => {
		const part = Buffer.alloc(4 + value.length);
		part.writeUInt16LE(id, 0);
		part.writeUInt16LE(value.length, 2);
		value.copy(part, 4);
		return part;
	});
	return Buffer.concat([...parts, Buffer.alloc(4)]);
}

export interface AuthenticateFields {
	readonly flags: number;
	readonly domain: string;
	readonly user: string;
	readonly lmResponse: Buffer;
	readonly ntResponse: Buffer;
	/** A place for the MIC is left, filled by `setMic`. */
	readonly hasMic: boolean;
}

const MIC_OFFSET = 72;

/** AUTHENTICATE_MESSAGE, 2.2.1.3. The workstation stays empty: it is nobody's business. */
export function authenticateMessage(fields: AuthenticateFields): Buffer {
	const { domain, user, lmResponse, ntResponse } = fields;
	const header = Buffer.alloc(fields.hasMic ? 88 : 72);
	SIGNATURE.copy(header);
	header.writeUInt32LE(3, 8);
	const payload: Buffer[] = [];
	let offset = header.length;
	const put = (at: number, value: Buffer) => {
		header.writeUInt16LE(value.length, at);
		header.writeUInt16LE(value.length, at + 2);
		header.writeUInt32LE(offset, at + 4);
		payload.push(value);
		offset += value.length;
	};
	put(28, Buffer.from(domain, 'utf16le'));
	put(36, Buffer.from(user, 'utf16le'));
	put(44, Buffer.alloc(0));
	put(12, lmResponse);
	put(20, ntResponse);
	put(52, Buffer.alloc(0));
	header.writeUInt32LE(fields.flags, 60);
	VERSION.copy(header, 64);
	return Buffer.concat([header, ...payload]);
}

export function setMic(message: Buffer, mic: Buffer): void {
	mic.copy(message, MIC_OFFSET);
}
