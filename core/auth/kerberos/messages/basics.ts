import { type Codec, KerberosMessageError, primitive } from './codec';

/** Int32 and what is near it (RFC 4120, 5.2.4). */
function integerOf(read: (value: number) => number): Codec<number> {
	return primitive(
		2,
		(value) => {
			const bytes = Buffer.alloc(6);
			bytes.writeIntBE(value, 0, 6);
			let from = 0;
			// DER: no leading byte that only repeats the sign.
			while (from < 5 && bytes[from] === (bytes[from + 1]! & 0x80 ? 0xff : 0)) from += 1;
			return bytes.subarray(from);
		},
		(content) => {
			if (content.length === 0 || content.length > 6) {
				throw new KerberosMessageError('a number that is no 32-bit number');
			}
			return read(content.readIntBE(0, content.length));
		},
	);
}

const between = (value: number, least: number, most: number): number => {
	if (value < least || value > most) throw new KerberosMessageError(`${value} is out of range`);
	return value;
};

export const int32 = integerOf((value) => between(value, -(2 ** 31), 2 ** 31 - 1));

/**
 * UInt32. Real senders write the upper half as a negative number: sequence numbers of old libraries,
 * key versions of a read-only domain controller ([MS-KILE] 3.1.5.8).
 */
export const uint32 = integerOf((value) => between(value, -(2 ** 31), 2 ** 32 - 1) >>> 0);

export const microseconds = integerOf((value) => between(value, 0, 999_999));

export const octets: Codec<Buffer> = primitive<Buffer>(
	4,
	(value) => value,
	(content) => content,
);

/** KerberosString is GeneralString; Active Directory and all others write UTF-8 (5.2.1). */
export const text: Codec<string> = primitive<string>(
	27,
	(value) => Buffer.from(value, 'utf8'),
	(content) => content.toString('utf8'),
);

export const boolean: Codec<boolean> = primitive<boolean>(
	1,
	(value) => Buffer.from([value ? 0xff : 0]),
	(content) => content.some((byte) => byte !== 0),
);

/** KerberosFlags (5.2.8): 32 bits, bit 0 highest. */
export const flags: Codec<number> = primitive<number>(
	3,
	(value) => {
		const bytes = Buffer.alloc(5);
		bytes.writeUInt32BE(value >>> 0, 1);
		return bytes;
	},
	(content) => {
		const bytes = Buffer.alloc(4);
		content.copy(bytes, 0, 1, 5);
		return bytes.readUInt32BE();
	},
);

const TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/;

/** KerberosTime (5.2.3): whole seconds UTC; here milliseconds since 1970. */
export const time: Codec<number> = primitive<number>(
	24,
	(value) => {
		const iso = new Date(Math.floor(value / 1000) * 1000).toISOString();
		return Buffer.from(`${iso.slice(0, 19).replace(/[-T:]/g, '')}Z`, 'latin1');
	},
	(content) => {
		const [, year, month, day, hour, minute, second] =
			TIME.exec(content.toString('latin1'))?.map(Number) ?? [];
		if (year === undefined) throw new KerberosMessageError('a time that is none');
		return Date.UTC(year, month! - 1, day, hour, minute, second);
	},
);
