/** SPNEGO tokens as an acceptor sees them: reads NegTokenInit and NegTokenResp, writes NegTokenResp. RFC 4178, 4.2. */

/** Contents octets of the object identifiers of mechanisms. */
export const Mechanism = {
	spnego: Buffer.from('2b0601050502', 'hex'),
	ntlm: Buffer.from('2b06010401823702020a', 'hex'),
	kerberos: Buffer.from('2a864886f712010202', 'hex'),
	/** The identifier that Windows 2000 wrote by an error, and that clients send since. */
	oldKerberos: Buffer.from('2a864882f712010202', 'hex'),
} as const;

export interface NegTokenInit {
	readonly mechanisms: readonly Buffer[];
	/** MechTypeList in DER: what mechListMIC is computed over. */
	readonly mechanismList: Buffer;
	readonly mechToken?: Buffer;
}

export interface NegTokenResp {
	readonly responseToken?: Buffer;
	readonly mechListMic?: Buffer;
}

interface Element {
	readonly tag: number;
	readonly value: Buffer;
	readonly raw: Buffer;
}

/** The element at the start of a buffer; undefined when there is none that ends within it. */
function element(buffer: Buffer): Element | undefined {
	if (buffer.length < 2) return undefined;
	let length = buffer.readUInt8(1);
	let head = 2;
	if (length & 0x80) {
		const count = length & 0x7f;
		if (count < 1 || count > 4 || buffer.length < 2 + count) return undefined;
		length = buffer.readUIntBE(2, count);
		head += count;
	}
	if (buffer.length < head + length) return undefined;
	return {
		tag: buffer.readUInt8(0),
		value: buffer.subarray(head, head + length),
		raw: buffer.subarray(0, head + length),
	};
}

function elements(buffer: Buffer): Element[] {
	const found: Element[] = [];
	for (let rest = buffer; rest.length > 0;) {
		const next = element(rest);
		if (!next) return [];
		found.push(next);
		rest = rest.subarray(next.raw.length);
	}
	return found;
}

const TAG = { octets: 0x04, oid: 0x06, enumerated: 0x0a, sequence: 0x30 } as const;
const context = (number: number): number => 0xa0 + number;

/** Undefined when the token is none. */
export function readInit(token: Buffer): NegTokenInit | undefined {
	const [mechanism, choice] = elements(element(token)?.value ?? Buffer.alloc(0));
	if (token[0] !== 0x60 || !mechanism?.value.equals(Mechanism.spnego)) return undefined;
	const fields = elements(element(choice?.value ?? Buffer.alloc(0))?.value ?? Buffer.alloc(0));
	const list = element(fields.find(({ tag }) => tag === context(0))?.value ?? Buffer.alloc(0));
	if (choice?.tag !== context(0) || list?.tag !== TAG.sequence) return undefined;
	const mechToken = fields.find(({ tag }) => tag === context(2));
	return {
		mechanisms: elements(list.value).map(({ value }) => value),
		mechanismList: list.raw,
		mechToken: mechToken && element(mechToken.value)?.value,
	};
}

/** Undefined when the token is none. */
export function readResp(token: Buffer): NegTokenResp | undefined {
	const choice = element(token);
	if (choice?.tag !== context(1)) return undefined;
	const fields = elements(element(choice.value)?.value ?? Buffer.alloc(0));
	const octets = (number: number) => {
		const field = fields.find(({ tag }) => tag === context(number));
		return field && element(field.value)?.value;
	};
	return { responseToken: octets(2), mechListMic: octets(3) };
}

function write(tag: number, ...parts: readonly Buffer[]): Buffer {
	const value = Buffer.concat(parts);
	const { length } = value;
	const head = length < 0x80 ? [length] : [0x82, length >> 8, length & 0xff];
	return Buffer.concat([Buffer.from([tag, ...head]), value]);
}

/** negState. */
export const State = { completed: 0, incomplete: 1, reject: 2, requestMic: 3 } as const;

export function writeResp(
	state: number,
	{ mechanism, ...rest }: NegTokenResp & { readonly mechanism?: Buffer } = {},
): Buffer {
	const field = (number: number, tag: number, value: Buffer | undefined) =>
		value ? [write(context(number), write(tag, value))] : [];
	return write(
		context(1),
		write(
			TAG.sequence,
			...field(0, TAG.enumerated, Buffer.from([state])),
			...field(1, TAG.oid, mechanism),
			...field(2, TAG.octets, rest.responseToken),
			...field(3, TAG.octets, rest.mechListMic),
		),
	);
}
