import { createHash } from 'node:crypto';
import { SeededBytes } from './random';

/**
 * Entry ids as clients see them: opaque Base64 of about the real length, that begin with "AAMk".
 * The bytes say which mailbox and which kind, and end in a check sum, so that a damaged id is
 * ErrorInvalidIdMalformed and a whole id of something gone is ErrorItemNotFound.
 */
export type IdKind = 'folder' | 'item' | 'occurrence' | 'attachment';

export interface DecodedId {
	readonly kind: IdKind;
	/** Hex of 16 bytes. */
	readonly mailboxGuid: string;
	/** Base64 id of the entry itself; for an occurrence that of its master. */
	readonly entry: string;
	/** Occurrence: original start in minutes since 1970. */
	readonly originalMinutes?: number;
}

/** GUID of the store of public folders: the provider's own, the same everywhere (MS-OXCDATA 2.2.4.2). */
export const PUBLIC_STORE = '1a447390aa6611cd9bc800aa002fc45a';

/**
 * No compression, and what the id stands for: a public folder, an item of one, or anything of a mailbox
 * (MS-OXWSITEMID 2.1.3).
 */
function head(kind: IdKind, mailbox: Buffer): Buffer {
	const isPublic = mailbox.toString('hex') === PUBLIC_STORE;
	return Buffer.from([0x00, isPublic ? (kind === 'folder' ? 0x01 : 0x02) : 0x03, 0x24]);
}

const HEAD_LENGTH = 3;
const KINDS: readonly IdKind[] = ['folder', 'item', 'occurrence', 'attachment'];
const BODY = 86;

function check(bytes: Buffer): Buffer {
	return createHash('md5').update(bytes).digest().subarray(0, 4);
}

function seal(kind: IdKind, mailbox: Buffer, body: Buffer, minutes = 0): string {
	const tail = Buffer.alloc(5);
	tail.writeUInt8(KINDS.indexOf(kind), 0);
	tail.writeUInt32BE(minutes, 1);
	const bytes = Buffer.concat([head(kind, mailbox), mailbox, body, tail]);
	return Buffer.concat([bytes, check(bytes)]).toString('base64');
}

export class IdMaker {
	private readonly bytes: SeededBytes;
	private sequence = 0;

	constructor(seed: string) {
		this.bytes = new SeededBytes(seed);
	}

	guid(): Buffer {
		return this.bytes.next(16);
	}

	entry(kind: 'folder' | 'item' | 'attachment', mailboxGuid: string): string {
		const body = Buffer.concat([this.bytes.next(64), this.bytes.next(BODY - 64)]);
		return seal(kind, Buffer.from(mailboxGuid, 'hex'), body);
	}

	/** PidTagSearchKey: 16 bytes, the same for the life of an item. */
	searchKey(): string {
		return this.bytes.next(16).toString('base64');
	}

	/** A new one for every write. */
	changeKey(prefix: string): string {
		this.sequence += 1;
		const bytes = Buffer.concat([Buffer.from([0, 0, 0x16, 0, 0, 0]), this.bytes.next(20)]);
		bytes.writeUInt32BE(this.sequence >>> 0, bytes.length - 4);
		return prefix + bytes.toString('base64');
	}
}

export function occurrenceId(masterId: string, originalMinutes: number): string {
	const bytes = Buffer.from(masterId, 'base64');
	return seal('occurrence', bytes.subarray(3, 19), bytes.subarray(19, 19 + BODY), originalMinutes);
}

/** Undefined for anything that is not an id of this store. */
export function decodeId(id: string): DecodedId | undefined {
	if (id.length > 512 || !/^[A-Za-z0-9+/]+={0,2}$/.test(id)) return undefined;
	const bytes = Buffer.from(id, 'base64');
	if (bytes.length !== HEAD_LENGTH + 16 + BODY + 9 || bytes.toString('base64') !== id) {
		return undefined;
	}
	const signed = bytes.subarray(0, bytes.length - 4);
	if (!check(signed).equals(bytes.subarray(-4))) return undefined;
	const mailbox = bytes.subarray(3, 19);
	const kind = KINDS[bytes.readUInt8(19 + BODY)];
	if (kind === undefined || !bytes.subarray(0, HEAD_LENGTH).equals(head(kind, mailbox))) {
		return undefined;
	}
	const minutes = bytes.readUInt32BE(20 + BODY);
	return {
		kind,
		mailboxGuid: mailbox.toString('hex'),
		entry: kind === 'occurrence' ? seal('item', mailbox, bytes.subarray(19, 19 + BODY)) : id,
		...(kind === 'occurrence' ? { originalMinutes: minutes } : {}),
	};
}

/**
 * The bytes of an id as MAPI has them (PidTagEntryId): flags, the store's GUID, the kind, the entry. What
 * other spellings of an id are made of. Undefined for anything that is not an id of this store.
 */
export function entryBytes(id: string): Buffer | undefined {
	if (decodeId(id) === undefined) return undefined;
	const bytes = Buffer.from(id, 'base64');
	return Buffer.concat([
		Buffer.alloc(4),
		bytes.subarray(3, 19),
		bytes.subarray(19 + BODY, 24 + BODY),
		bytes.subarray(19, 19 + BODY),
	]);
}

/** The id of such bytes; undefined when they are none. */
export function idOfEntry(bytes: Buffer): string | undefined {
	const kind = bytes.length === 25 + BODY ? KINDS[bytes.readUInt8(20)] : undefined;
	if (kind === undefined || bytes.readUInt32BE(0) !== 0) return undefined;
	return seal(kind, bytes.subarray(4, 20), bytes.subarray(25), bytes.readUInt32BE(21));
}
