import { type BaseBlock, Constructed, fromBER, Primitive, RawData, Sequence } from 'asn1js';

/** What a peer sent is no message of Kerberos, or not the one that is waited for. */
export class KerberosMessageError extends Error {
	override readonly name = 'KerberosMessageError';
}

/** How one type of RFC 4120 is written and read; declarations of messages are made of these. */
export interface Codec<T> {
	encode(value: T): BaseBlock;
	decode(block: BaseBlock): T;
}

/** A whole message or a part that is encrypted by itself: bytes to value and back. */
export interface Message<T> {
	encode(value: T): Buffer;
	/** Bytes that follow are ignored: some encryption types pad. @throws KerberosMessageError */
	decode(bytes: Uint8Array): T;
}

export const TagClass = { universal: 1, application: 2, context: 3 } as const;

/** What a peer can make us read: no message of Kerberos comes near. */
const LIMITS = { maxDepth: 32, maxNodes: 20_000, maxContentLength: 1 << 20, parseEmbedded: false };

export function message<T>(codec: Codec<T>): Message<T> {
	return {
		encode: (value) => Buffer.from(codec.encode(value).toBER()),
		decode: (bytes) => codec.decode(parse(bytes)),
	};
}

/** The first element of these bytes. @throws KerberosMessageError also for what the library throws. */
function parse(bytes: Uint8Array): BaseBlock {
	try {
		const { offset, result } = fromBER(bytes, LIMITS);
		if (offset !== -1 && !result.error) return result as BaseBlock;
		throw new KerberosMessageError(result.error || 'no ASN.1');
	} catch (cause) {
		if (cause instanceof KerberosMessageError) throw cause;
		throw new KerberosMessageError('no ASN.1', { cause });
	}
}

/** Number of the APPLICATION tag that a message begins with; undefined: it is none of Kerberos. */
export function applicationTag(bytes: Uint8Array): number | undefined {
	// Tags of Kerberos end at 30 (RFC 4120, 5.10), so they are in the first byte.
	return bytes.length > 1 && bytes[0]! >> 5 === 3 ? bytes[0]! & 31 : undefined;
}

export function contentOf(block: BaseBlock): Buffer {
	const { idBlock, lenBlock, valueBeforeDecodeView: raw } = block;
	return Buffer.from(raw.subarray(idBlock.blockLength + lenBlock.blockLength));
}

export function childrenOf(block: BaseBlock): BaseBlock[] {
	const { value } = block.valueBlock as { value?: unknown };
	if (!block.idBlock.isConstructed || !Array.isArray(value)) {
		throw new KerberosMessageError('an element has no elements');
	}
	return value as BaseBlock[];
}

export function expectTag(block: BaseBlock, tagClass: number, tagNumber: number): void {
	const { idBlock } = block;
	if (idBlock.tagClass !== tagClass || idBlock.tagNumber !== tagNumber) {
		throw new KerberosMessageError(
			`tag ${idBlock.tagClass}/${idBlock.tagNumber} where ${tagClass}/${tagNumber} belongs`,
		);
	}
}

/** A type that is bytes with a universal tag. */
export function primitive<T>(
	tagNumber: number,
	write: (value: T) => Uint8Array,
	read: (content: Buffer) => T,
): Codec<T> {
	return {
		encode: (value) =>
			new Primitive({
				idBlock: { tagClass: TagClass.universal, tagNumber },
				valueHex: write(value),
			}) as BaseBlock,
		decode(block) {
			expectTag(block, TagClass.universal, tagNumber);
			if (block.idBlock.isConstructed) throw new KerberosMessageError('a value in pieces');
			return read(contentOf(block));
		},
	};
}

const MOST_ELEMENTS = 1000;

export function sequenceOf<T>(codec: Codec<T>): Codec<readonly T[]> {
	return {
		encode: (values) => new Sequence({ value: values.map((value) => codec.encode(value)) }),
		decode(block) {
			expectTag(block, TagClass.universal, 16);
			const children = childrenOf(block);
			if (children.length > MOST_ELEMENTS) throw new KerberosMessageError('too many elements');
			return children.map((child) => codec.decode(child));
		},
	};
}

/** An explicit tag around a type. */
function tagged<T>(tagClass: number, tagNumber: number, codec: Codec<T>): Codec<T> {
	return {
		encode: (value) =>
			new Constructed({ idBlock: { tagClass, tagNumber }, value: [codec.encode(value)] }),
		decode(block) {
			expectTag(block, tagClass, tagNumber);
			const [inner, more] = childrenOf(block);
			if (!inner || more) throw new KerberosMessageError(`tag ${tagNumber} holds not one element`);
			return codec.decode(inner);
		},
	};
}

export const application = <T>(tag: number, codec: Codec<T>): Codec<T> =>
	tagged(TagClass.application, tag, codec);

/** The element as it came, byte by byte: a ticket is sealed by whoever wrote it. */
export const raw: Codec<Buffer> = {
	encode: (bytes) => new Verbatim({ data: bytes }) as unknown as BaseBlock,
	decode: (block) => Buffer.from(block.valueBeforeDecodeView),
};

/** The library's raw data does not write itself into what it is part of. */
class Verbatim extends RawData {
	override toBER(
		_sizeOnly?: boolean,
		writer?: { write(bytes: ArrayBuffer | Uint8Array): void },
	): ArrayBuffer {
		const { dataView } = this;
		if (writer) writer.write(dataView);
		return dataView.slice().buffer as ArrayBuffer;
	}
}

type Need = 'required' | 'optional' | 'fixed';

interface Field<T, N extends Need> {
	readonly codec: Codec<T>;
	readonly tag: number;
	readonly need: N;
	/** What a fixed field always is. */
	readonly value?: T;
}

export const field = <T>(tag: number, codec: Codec<T>): Field<T, 'required'> => ({
	codec: tagged(TagClass.context, tag, codec),
	tag,
	need: 'required',
});

export const optional = <T>(tag: number, codec: Codec<T>): Field<T, 'optional'> => ({
	codec: tagged(TagClass.context, tag, codec),
	tag,
	need: 'optional',
});

/** A version or message type: written by itself, checked when read, no part of the value. */
export const fixed = <T>(tag: number, codec: Codec<T>, value: T): Field<T, 'fixed'> => ({
	codec: tagged(TagClass.context, tag, codec),
	tag,
	need: 'fixed',
	value,
});

type AnyField = { readonly need: Need; readonly codec: { decode(block: BaseBlock): unknown } };
type Fields = Readonly<Record<string, AnyField>>;
type KeysOf<F extends Fields, N extends Need> = {
	[K in keyof F]: F[K]['need'] extends N ? K : never;
}[keyof F];
type ValueOf<F extends AnyField> = ReturnType<F['codec']['decode']>;

/** The value that declared fields come to. */
export type Struct<F extends Fields> = {
	readonly [K in KeysOf<F, 'required'>]: ValueOf<F[K]>;
} & { readonly [K in KeysOf<F, 'optional'>]?: ValueOf<F[K]> };

/** Fields by their tags in rising order; those that are not declared are passed over (RFC 4120, 1.5.1). */
export function sequence<F extends Fields>(fields: F): Codec<Struct<F>> {
	const list = Object.entries(fields) as unknown as Array<[string, Field<unknown, Need>]>;
	const byTag = new Map(list.map((entry) => [entry[1].tag, entry]));
	return {
		encode(struct) {
			const values = struct as Readonly<Record<string, unknown>>;
			return new Sequence({
				value: list.flatMap(([name, { codec, need, value }]) => {
					const given = need === 'fixed' ? value : values[name];
					return given === undefined ? [] : [codec.encode(given)];
				}),
			});
		},
		decode(block) {
			expectTag(block, TagClass.universal, 16);
			const values: Record<string, unknown> = {};
			for (const child of childrenOf(block)) {
				if (child.idBlock.tagClass !== TagClass.context) {
					throw new KerberosMessageError('a field without its tag');
				}
				const [name, known] = byTag.get(child.idBlock.tagNumber) ?? [];
				if (name === undefined || known === undefined) continue;
				if (name in values) throw new KerberosMessageError(`'${name}' comes twice`);
				values[name] = known.codec.decode(child);
			}
			for (const [name, { need, value }] of list) {
				if (need !== 'optional' && !(name in values)) {
					throw new KerberosMessageError(`'${name}' is missing`);
				}
				if (need !== 'fixed') continue;
				if (values[name] !== value) throw new KerberosMessageError(`'${name}' is another`);
				delete values[name];
			}
			return values as Struct<F>;
		},
	};
}
