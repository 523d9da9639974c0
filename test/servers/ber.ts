/** As much of X.690's basic encoding as LDAP messages need. */
export interface Element {
	readonly tag: number;
	readonly value: Buffer;
	readonly raw: Buffer;
}

export const TAG = {
	integer: 0x02,
	octetString: 0x04,
	enumerated: 0x0a,
	sequence: 0x30,
	set: 0x31,
} as const;

/** The first element of a buffer; undefined while it is incomplete. */
export function readElement(buffer: Buffer): Element | undefined {
	if (buffer.length < 2) return undefined;
	let length = buffer[1]!;
	let header = 2;
	if (length & 0x80) {
		const bytes = length & 0x7f;
		if (buffer.length < 2 + bytes) return undefined;
		length = buffer.readUIntBE(2, bytes);
		header += bytes;
	}
	const end = header + length;
	if (buffer.length < end) return undefined;
	return { tag: buffer[0]!, value: buffer.subarray(header, end), raw: buffer.subarray(0, end) };
}

export function childrenOf(value: Buffer): Element[] {
	const list: Element[] = [];
	for (let rest = value; rest.length > 0;) {
		const element = readElement(rest);
		if (!element) throw new Error('an element is cut off');
		list.push(element);
		rest = rest.subarray(element.raw.length);
	}
	return list;
}

export function element(tag: number, ...parts: readonly Buffer[]): Buffer {
	const value = Buffer.concat(parts);
	const { length } = value;
	const bytes =
		length < 0x80
			? [length]
			: [0x84, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];
	return Buffer.concat([Buffer.from([tag, ...bytes]), value]);
}

export const octets = (text: string | Buffer) =>
	element(TAG.octetString, Buffer.isBuffer(text) ? text : Buffer.from(text));

export function integer(number: number, tag: number = TAG.integer): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32BE(number);
	return element(tag, bytes);
}

export const numberOf = ({ value }: Element) =>
	value.length === 0 ? 0 : value.readIntBE(0, Math.min(value.length, 6));
