/** Object identifiers of mechanisms as DER writes their content, in hex. */
export const Mechanism = {
	/** 1.2.840.113554.1.2.2 */
	kerberos: '2a864886f712010202',
	/** 1.2.840.48018.1.2.2: Kerberos as the first Windows wrote it. */
	kerberosOfWindows: '2a864882f712010202',
	/** 1.3.6.1.4.1.311.2.2.10 */
	ntlm: '2b06010401823702020a',
	/** 1.3.6.1.5.5.2 */
	spnego: '2b0601050502',
} as const;

const FRAME = 0x60;
const IDENTIFIER = 0x06;

export interface FramedToken {
	/** Of `Mechanism`, or another one's. */
	readonly mechanism: string;
	readonly inner: Buffer;
}

/**
 * The frame of the first token of a mechanism, and of all tokens of Kerberos.
 * https://www.rfc-editor.org/rfc/rfc2743#section-3.1
 */
export function frameToken(mechanism: string, inner: Uint8Array): Buffer {
	const content = Buffer.concat([element(IDENTIFIER, Buffer.from(mechanism, 'hex')), inner]);
	return element(FRAME, content);
}

/** Undefined when the bytes are in no such frame. */
export function unframeToken(token: Buffer): FramedToken | undefined {
	const frame = readElement(token, FRAME);
	const identifier = frame && readElement(frame.content, IDENTIFIER);
	if (!identifier) return undefined;
	return { mechanism: identifier.content.toString('hex'), inner: identifier.rest };
}

function element(tag: number, content: Buffer): Buffer {
	const { length } = content;
	if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
	const size = length < 0x100 ? 1 : length < 0x1_0000 ? 2 : 3;
	const head = Buffer.alloc(2 + size);
	head[0] = tag;
	head[1] = 0x80 | size;
	head.writeUIntBE(length, 2, size);
	return Buffer.concat([head, content]);
}

function readElement(
	bytes: Buffer,
	tag: number,
): { readonly content: Buffer; readonly rest: Buffer } | undefined {
	if (bytes.length < 2 || bytes[0] !== tag) return undefined;
	const size = bytes[1]! < 0x80 ? 0 : bytes[1]! & 0x7f;
	if (size > 4 || bytes[1] === 0x80 || bytes.length < 2 + size) return undefined;
	const length = size === 0 ? bytes[1]! : bytes.readUIntBE(2, size);
	const start = 2 + size;
	if (start + length > bytes.length) return undefined;
	return {
		content: bytes.subarray(start, start + length),
		rest: bytes.subarray(start + length),
	};
}
