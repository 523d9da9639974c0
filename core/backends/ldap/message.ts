import type { Entry } from './entry';
import { LinkError } from './errors';

/** Tags of the messages that a server sends: https://www.rfc-editor.org/rfc/rfc4511#section-4 */
export const OPERATION = { entry: 0x64, reference: 0x73 } as const;
const SEQUENCE = 0x30;
const SET = 0x31;
const INTEGER = 0x02;
const OCTETS = 0x04;
/** Parts of one message before they are put together: many tiny ones cost more than their bytes. */
const MOST_PARTS = 1024;

/**
 * Cuts what arrives into whole messages. The length in front of a message is believed only up to
 * `limit`; nothing is kept of one that is longer, and nothing is copied twice.
 */
export class MessageSplitter {
	private parts: Buffer[] = [];
	private held = 0;
	private wanted = 0;

	constructor(public limit: number) {}

	/** Bytes of a message that is not whole yet. */
	get pending(): number {
		return this.held;
	}

	/** @throws LinkError for what is no LDAP, or too long. */
	push(chunk: Buffer, each: (message: Buffer) => void): void {
		this.parts.push(chunk);
		this.held += chunk.length;
		if (this.held < this.wanted) {
			if (this.parts.length > MOST_PARTS) this.parts = [Buffer.concat(this.parts)];
			return;
		}
		const [first] = this.parts;
		const data = this.parts.length === 1 && first ? first : Buffer.concat(this.parts);
		this.parts = [];
		this.held = 0;
		this.wanted = 0;
		for (let at = 0; at < data.length;) {
			const size = sizeAt(data, at);
			if (size !== undefined && size > this.limit) throw new LinkError('TOO_LARGE');
			if (size === undefined || at + size > data.length) {
				this.parts = [data.subarray(at)];
				this.held = data.length - at;
				this.wanted = size ?? 0;
				return;
			}
			each(data.subarray(at, at + size));
			at += size;
		}
	}
}

/** Bytes of the message that begins here, its head included; undefined when the head is not whole. */
function sizeAt(data: Buffer, at: number): number | undefined {
	if (data[at] !== SEQUENCE) throw new LinkError('MALFORMED');
	const first = data[at + 1];
	if (first === undefined) return undefined;
	if (first < 0x80) return 2 + first;
	const count = first & 0x7f;
	// LDAP has no indefinite lengths (RFC 4511, 5.1).
	if (count === 0 || count > 4) throw new LinkError('MALFORMED');
	if (at + 2 + count > data.length) return undefined;
	return 2 + count + data.readUIntBE(at + 2, count);
}

/** Reads elements one after the other. Nothing calls itself, so depth costs nothing. */
class Reader {
	constructor(
		readonly data: Buffer,
		public at = 0,
		public end = data.length,
	) {}

	get isAtEnd(): boolean {
		return this.at >= this.end;
	}

	/** Enters an element of this tag and gives its end. */
	enter(tag?: number): number {
		const { data } = this;
		if (this.at + 2 > this.end) throw new LinkError('MALFORMED');
		if (tag !== undefined && data[this.at] !== tag) throw new LinkError('MALFORMED');
		let length = data[this.at + 1] ?? 0;
		this.at += 2;
		if (length >= 0x80) {
			const count = length & 0x7f;
			if (count === 0 || count > 4 || this.at + count > this.end) throw new LinkError('MALFORMED');
			length = data.readUIntBE(this.at, count);
			this.at += count;
		}
		if (this.at + length > this.end) throw new LinkError('MALFORMED');
		return this.at + length;
	}

	octets(): Buffer {
		const end = this.enter(OCTETS);
		const value = this.data.subarray(this.at, end);
		this.at = end;
		return value;
	}
}

export interface Head {
	readonly id: number;
	readonly operation: number;
}

/** The number of a message and what it is. */
export function headOf(message: Buffer): Head {
	const reader = new Reader(message);
	reader.enter(SEQUENCE);
	const end = reader.enter(INTEGER);
	const length = end - reader.at;
	if (length < 1 || length > 4) throw new LinkError('MALFORMED');
	const id = message.readIntBE(reader.at, length);
	const operation = message[end];
	if (operation === undefined) throw new LinkError('MALFORMED');
	return { id, operation };
}

function bodyOf(message: Buffer, operation: number): Reader {
	const reader = new Reader(message);
	reader.enter(SEQUENCE);
	reader.at = reader.enter(INTEGER);
	reader.end = reader.enter(operation);
	return reader;
}

const MOST_NAMES = 20_000;

/** Names of attributes as a server spells them, by lower-case name: every entry has the same ones. */
export class Names {
	readonly byKey = new Map<string, string>();
	private readonly keys = new Map<string, string>();

	keyOf(name: string): string {
		const known = this.keys.get(name);
		if (known !== undefined) return known;
		if (this.keys.size >= MOST_NAMES) {
			this.keys.clear();
			this.byKey.clear();
		}
		const key = name.toLowerCase();
		this.keys.set(name, key);
		this.byKey.set(key, name);
		return key;
	}
}

/**
 * A search result entry: https://www.rfc-editor.org/rfc/rfc4511#section-4.5.2. Values are parts of the
 * message, not copies: they live as long as the entry does.
 */
export function readEntry(message: Buffer, names: Names): Entry {
	const reader = bodyOf(message, OPERATION.entry);
	const dn = reader.octets().toString('utf8');
	const values = new Map<string, readonly Buffer[]>();
	const end = reader.enter(SEQUENCE);
	while (reader.at < end) {
		const next = reader.enter(SEQUENCE);
		const key = names.keyOf(reader.octets().toString('latin1'));
		const last = reader.enter(SET);
		const list: Buffer[] = [];
		while (reader.at < last) list.push(reader.octets());
		values.set(key, list);
		if (reader.at !== next) throw new LinkError('MALFORMED');
	}
	return { dn, values, names: names.byKey };
}

/** The URLs of a search result reference. */
export function readReference(message: Buffer): string[] {
	const reader = bodyOf(message, OPERATION.reference);
	const urls: string[] = [];
	while (!reader.isAtEnd) urls.push(reader.octets().toString('utf8'));
	return urls;
}

/** Result code and text of an answer without values, such as one to an extended request. */
export function readResult(message: Buffer): { code: number; text: string } {
	const { operation } = headOf(message);
	const reader = bodyOf(message, operation);
	const end = reader.enter(0x0a);
	const code = message.readUIntBE(reader.at, Math.min(4, end - reader.at));
	reader.at = end;
	reader.octets();
	return { code, text: reader.octets().toString('utf8') };
}
