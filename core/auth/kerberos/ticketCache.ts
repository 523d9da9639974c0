import { InputError } from '../../errors';
import { FileReader, unreadable, type KerberosFile } from './fileReader';
import type { Credential, Principal } from './types';

/** What `kinit` left in a file. */
export interface TicketCache {
	readonly principal: Principal;
	/** In the order of the file; ended ones among them, configuration and removed ones not. */
	readonly credentials: readonly Credential[];
	/** Milliseconds by which the KDC's clock was ahead when the first ticket came. */
	readonly clockOffset: number;
}

/** Realm of entries that hold settings of the library in place of tickets. */
const SETTINGS = /^X-(?:CACHECONF|RMED-CONF):$/;
const CLOCK_OFFSET = 1;
/** What a removed ticket has as its times. */
const REMOVED = 0xffff_ffff;

/**
 * A ticket cache of MIT Kerberos, versions 1 to 4.
 * https://web.mit.edu/kerberos/krb5-devel/doc/formats/ccache_file_format.html
 * @param label of the credential's field, for errors
 * @throws InputError when the bytes are none or are cut off; it quotes no content
 */
export function parseTicketCache(bytes: Buffer, label: string): TicketCache {
	const file: KerberosFile = { label, kind: 'ticket cache' };
	const version = bytes[0] === 5 && bytes.length >= 2 ? bytes[1]! : 0;
	if (version < 1 || version > 4) throw unreadable(file, 'holds no ticket cache');
	const body = bytes.subarray(2);
	const reader = new FileReader(file, body, version < 3 && isLittleEndian(body, version));
	const clockOffset = version === 4 ? readHeader(reader.part(reader.uint16())) : 0;
	const principal = readPrincipal(reader, version);
	const credentials: Credential[] = [];
	while (reader.left > 0) {
		const credential = readCredential(reader, version);
		if (credential) credentials.push(credential);
	}
	return { principal, credentials, clockOffset };
}

/**
 * The tickets of a cache that are good at a time.
 * @param now milliseconds since 1970, by the KDC's clock
 * @throws InputError when there is none: all have ended, or the cache is empty
 */
export function liveCredentials(cache: TicketCache, now: number, label: string): Credential[] {
	const live = cache.credentials.filter(({ endTime }) => endTime > now);
	if (live.length > 0) return live;
	const ends = cache.credentials.map(({ endTime }) => endTime);
	const advice =
		'Run kinit again where the cache comes from; with a keytab or a password new tickets are asked for when they are needed.';
	if (ends.length === 0) {
		throw new InputError(`'${label}' holds a ticket cache without any ticket`, {
			field: label,
			code: 'KERBEROS_FILE',
			advice,
		});
	}
	const ended = new Date(Math.max(...ends)).toISOString().slice(0, 16).replace('T', ' ');
	throw new InputError(`The tickets in '${label}' have ended: the last one on ${ended} UTC`, {
		field: label,
		code: 'KERBEROS_TICKET_EXPIRED',
		advice,
	});
}

function readHeader(header: FileReader): number {
	let clockOffset = 0;
	while (header.left >= 4) {
		const tag = header.uint16();
		const value = header.part(header.uint16());
		if (tag === CLOCK_OFFSET && value.left >= 8) {
			clockOffset = value.int32() * 1000 + Math.round(value.int32() / 1000);
		}
	}
	return clockOffset;
}

function readPrincipal(reader: FileReader, version: number): Principal {
	const type = version === 1 ? 1 : reader.int32();
	// Version 1 counts the realm among the components.
	const count = reader.uint32() - (version === 1 ? 1 : 0);
	return { type, ...reader.names(count, () => reader.uint32()) };
}

function readCredential(reader: FileReader, version: number): Credential | undefined {
	const client = readPrincipal(reader, version);
	const server = readPrincipal(reader, version);
	const keyType = reader.uint16();
	if (version === 3) reader.uint16();
	const key = { type: keyType, value: reader.data(reader.uint32()) };
	const [authTime, startTime, endTime, renewTill] = [
		reader.uint32(),
		reader.uint32(),
		reader.uint32(),
		reader.uint32(),
	];
	reader.uint8();
	const flags = reader.uint32();
	// Addresses and authorization data, which say nothing that the ticket does not hold.
	for (let list = 0; list < 2; list++) {
		for (let left = reader.uint32(); left > 0; left--) {
			reader.uint16();
			reader.part(reader.uint32());
		}
	}
	const ticket = reader.data(reader.uint32());
	reader.part(reader.uint32());
	const isRemoved = authTime === REMOVED && endTime === 0;
	if (isRemoved || SETTINGS.test(server.realm)) return undefined;
	return {
		client,
		server,
		key,
		ticket,
		flags,
		authTime: authTime * 1000,
		startTime: (startTime || authTime) * 1000,
		endTime: endTime * 1000,
		renewTill: renewTill * 1000,
	};
}

/** By the first counts, which are small in one order alone. */
function isLittleEndian(body: Buffer, version: number): boolean {
	const at = version === 1 ? 0 : 4;
	return body.length >= at + 4 && body.readUInt32LE(at) < body.readUInt32BE(at);
}
