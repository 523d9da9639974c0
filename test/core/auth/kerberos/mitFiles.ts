import type { Credential, KeytabEntry, Principal } from '../../../../core/auth/kerberos/types';

type Size = 2 | 4;

/** Writes what MIT Kerberos writes; whether it does is judged by klist. */
class Writer {
	private readonly parts: Buffer[] = [];

	constructor(private readonly isLittleEndian = false) {}

	number(value: number, size: 1 | Size): this {
		const part = Buffer.alloc(size);
		if (this.isLittleEndian) part.writeUIntLE(value >>> 0, 0, size);
		else part.writeUIntBE(value >>> 0, 0, size);
		this.parts.push(part);
		return this;
	}

	bytes(value: Uint8Array | string): this {
		this.parts.push(Buffer.from(value as string));
		return this;
	}

	counted(value: Uint8Array | string, size: Size): this {
		const data = Buffer.from(value as string);
		return this.number(data.length, size).bytes(data);
	}

	get data(): Buffer {
		return Buffer.concat(this.parts);
	}
}

export interface KeytabOptions {
	readonly version?: 1 | 2;
	readonly isLittleEndian?: boolean;
	/** Bytes of the deleted entry before each entry. */
	readonly hole?: number;
}

export function writeKeytab(
	entries: readonly KeytabEntry[],
	{ version = 2, isLittleEndian = false, hole = 0 }: KeytabOptions = {},
): Buffer {
	const file = new Writer(isLittleEndian);
	for (const { principal, kvno, key } of entries) {
		const { realm, components, type } = principal;
		const entry = new Writer(isLittleEndian)
			.number(components.length + (version === 1 ? 1 : 0), 2)
			.counted(realm, 2);
		for (const component of components) entry.counted(component, 2);
		if (version === 2) entry.number(type, 4);
		entry
			.number(1_700_000_000, 4)
			.number(kvno & 0xff, 1)
			.number(key.type, 2);
		entry.counted(key.value, 2);
		if (kvno > 255) entry.number(kvno, 4);
		if (hole) file.number(-hole, 4).bytes(Buffer.alloc(hole));
		file.counted(entry.data, 4);
	}
	return Buffer.concat([Buffer.from([5, version]), file.data]);
}

export interface CacheOptions {
	readonly version?: 1 | 2 | 3 | 4;
	readonly isLittleEndian?: boolean;
	/** Seconds and microseconds that the KDC is ahead, version 4 alone. */
	readonly offset?: readonly [number, number];
}

export function writeCache(
	principal: Principal,
	credentials: readonly Credential[],
	{ version = 4, isLittleEndian = false, offset }: CacheOptions = {},
): Buffer {
	const file = new Writer(isLittleEndian);
	if (version === 4) {
		const header = new Writer();
		if (offset) header.number(1, 2).number(8, 2).number(offset[0], 4).number(offset[1], 4);
		file.counted(header.data, 2);
	}
	const name = ({ type, realm, components }: Principal) => {
		if (version > 1) file.number(type, 4);
		file.number(components.length + (version === 1 ? 1 : 0), 4).counted(realm, 4);
		for (const component of components) file.counted(component, 4);
	};
	name(principal);
	for (const credential of credentials) {
		name(credential.client);
		name(credential.server);
		file.number(credential.key.type, 2);
		if (version === 3) file.number(credential.key.type, 2);
		file.counted(credential.key.value, 4);
		for (const time of ['authTime', 'startTime', 'endTime', 'renewTill'] as const) {
			file.number(credential[time] / 1000, 4);
		}
		file.number(0, 1).number(credential.flags, 4);
		file
			.number(1, 4)
			.number(2, 2)
			.counted(Buffer.from([127, 0, 0, 1]), 4);
		file.number(0, 4);
		file.counted(credential.ticket, 4).counted('', 4);
	}
	return Buffer.concat([Buffer.from([5, version]), file.data]);
}
