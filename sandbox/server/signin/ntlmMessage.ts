/**
 * NTLM messages as the server sees them: reads NEGOTIATE and AUTHENTICATE, writes CHALLENGE.
 * [MS-NLMP] 2.2.1.
 */
const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');

export const Flag = {
	unicode: 0x1,
	oem: 0x2,
	requestTarget: 0x4,
	sign: 0x10,
	seal: 0x20,
	ntlm: 0x200,
	alwaysSign: 0x8000,
	targetTypeDomain: 0x10000,
	extendedSessionSecurity: 0x80000,
	targetInfo: 0x800000,
	version: 0x2000000,
	key128: 0x20000000,
	keyExchange: 0x40000000,
	key56: 0x80000000,
} as const;

export const AvId = {
	endOfList: 0,
	netbiosComputer: 1,
	netbiosDomain: 2,
	dnsComputer: 3,
	dnsDomain: 4,
	dnsTree: 5,
	flags: 6,
	timestamp: 7,
	targetName: 9,
	channelBindings: 10,
} as const;

export interface Authenticate {
	readonly flags: number;
	readonly domain: string;
	readonly user: string;
	readonly workstation: string;
	readonly lmResponse: Buffer;
	readonly ntResponse: Buffer;
	readonly encryptedSessionKey: Buffer;
	/** The message integrity code where the message has room for one. */
	readonly mic?: Buffer;
	readonly raw: Buffer;
}

/** Which message a token is; `undefined` when it is no NTLM token. */
export function messageType(token: Buffer): number | undefined {
	if (token.length < 12 || !token.subarray(0, 8).equals(SIGNATURE)) return undefined;
	return token.readUInt32LE(8);
}

/** Flags of a NEGOTIATE message. */
export function readNegotiate(token: Buffer): { readonly flags: number } | undefined {
	return messageType(token) === 1 && token.length >= 16
		? { flags: token.readUInt32LE(12) }
		: undefined;
}

const MIC_OFFSET = 72;
const MIC_LENGTH = 16;

export function readAuthenticate(token: Buffer): Authenticate | undefined {
	if (messageType(token) !== 3 || token.length < 64) return undefined;
	const field = (at: number): Buffer | undefined => {
		const length = token.readUInt16LE(at);
		const offset = token.readUInt32LE(at + 4);
		return offset + length <= token.length ? token.subarray(offset, offset + length) : undefined;
	};
	const [lm, nt, domain, user, workstation, key] = [12, 20, 28, 36, 44, 52].map(field);
	if (!lm || !nt || !domain || !user || !workstation || !key) return undefined;
	const flags = token.readUInt32LE(60);
	const text = (bytes: Buffer): string =>
		bytes.toString((flags & Flag.unicode) === 0 ? 'latin1' : 'utf16le');
	// The fixed part ends where the first payload begins: older clients have no version and no MIC.
	const payload = Math.min(
		...[12, 20, 28, 36, 44, 52]
			.filter((at) => token.readUInt16LE(at) > 0)
			.map((at) => token.readUInt32LE(at + 4)),
	);
	return {
		flags,
		domain: text(domain),
		user: text(user),
		workstation: text(workstation),
		lmResponse: lm,
		ntResponse: nt,
		encryptedSessionKey: key,
		mic:
			payload >= MIC_OFFSET + MIC_LENGTH
				? token.subarray(MIC_OFFSET, MIC_OFFSET + MIC_LENGTH)
				: undefined,
		raw: token,
	};
}

/** The AUTHENTICATE message as the client hashed it: with zeros where the code stands. */
export function withoutMic(raw: Buffer): Buffer {
	return Buffer.from(raw).fill(0, MIC_OFFSET, MIC_OFFSET + MIC_LENGTH);
}

/** AV pairs of a target information block; `undefined` when it does not end properly. */
export function readAvPairs(block: Buffer): Map<number, Buffer> | undefined {
	const pairs = new Map<number, Buffer>();
	let offset = 0;
	while (offset + 4 <= block.length) {
		const id = block.readUInt16LE(offset);
		const length = block.readUInt16LE(offset + 2);
		if (id === AvId.endOfList) return pairs;
		if (offset + 4 + length > block.length) return undefined;
		pairs.set(id, block.subarray(offset + 4, offset + 4 + length));
		offset += 4 + length;
	}
	return undefined;
}

function avPair(id: number, value: Buffer): Buffer {
	const head = Buffer.alloc(4);
	head.writeUInt16LE(id, 0);
	head.writeUInt16LE(value.length, 2);
	return Buffer.concat([head, value]);
}

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le');

export interface ServerNames {
	readonly domain: string;
	readonly computer: string;
	readonly dnsDomain: string;
	readonly dnsComputer: string;
}

/** Windows FILETIME, 100 ns since 1601, as eight bytes. */
export function fileTime(milliseconds: number): Buffer {
	const bytes = Buffer.alloc(8);
	bytes.writeBigUInt64LE((BigInt(Math.round(milliseconds)) + 11_644_473_600_000n) * 10_000n);
	return bytes;
}

/** CHALLENGE for a client that sent `clientFlags`. */
export function writeChallenge(
	clientFlags: number,
	challenge: Buffer,
	names: ServerNames,
	timestamp: Buffer,
): Buffer {
	const wanted =
		Flag.unicode |
		Flag.oem |
		Flag.sign |
		Flag.seal |
		Flag.alwaysSign |
		Flag.extendedSessionSecurity |
		Flag.version |
		Flag.key128 |
		Flag.keyExchange |
		Flag.key56;
	let flags = clientFlags & wanted;
	if (flags & Flag.unicode) flags &= ~Flag.oem;
	flags |= Flag.requestTarget | Flag.ntlm | Flag.targetTypeDomain | Flag.targetInfo | Flag.version;
	const target = flags & Flag.unicode ? utf16(names.domain) : Buffer.from(names.domain, 'latin1');
	const info = Buffer.concat([
		avPair(AvId.netbiosDomain, utf16(names.domain)),
		avPair(AvId.netbiosComputer, utf16(names.computer)),
		avPair(AvId.dnsDomain, utf16(names.dnsDomain)),
		avPair(AvId.dnsComputer, utf16(names.dnsComputer)),
		avPair(AvId.timestamp, timestamp),
		avPair(AvId.endOfList, Buffer.alloc(0)),
	]);
	const head = Buffer.alloc(56);
	SIGNATURE.copy(head);
	head.writeUInt32LE(2, 8);
	head.writeUInt16LE(target.length, 12);
	head.writeUInt16LE(target.length, 14);
	head.writeUInt32LE(56, 16);
	head.writeUInt32LE(flags >>> 0, 20);
	challenge.copy(head, 24);
	head.writeUInt16LE(info.length, 40);
	head.writeUInt16LE(info.length, 42);
	head.writeUInt32LE(56 + target.length, 44);
	// Windows Server 2019: 10.0.17763, NTLM revision 15.
	Buffer.from([10, 0, 0x63, 0x45, 0, 0, 0, 15]).copy(head, 48);
	return Buffer.concat([head, target, info]);
}
