import { createHash } from 'node:crypto';
import type { Server } from '../backends/ldap/link';
import { InputError } from '../errors';
import type { ChangesRequest } from './session';

/** Where a read of changes goes on. Good on one database of one domain controller alone. */
export interface Cursor {
	readonly method: ChangesRequest['method'];
	/** DN of the server's NTDS settings. */
	readonly dsServiceName: string;
	/** Changes when the server's database is restored. */
	readonly invocationId: string;
	/** The server's highest sequence number when the read began. */
	readonly usn: string;
	/** DirSync's own, Base64. */
	readonly cookie?: string;
	/** Of table, bases and filter: another query has another past. */
	readonly query: string;
}

const VERSION = 1;

export function writeCursor(cursor: Cursor): string {
	return Buffer.from(JSON.stringify({ v: VERSION, ...cursor })).toString('base64url');
}

/** @throws InputError for text that no run gave. */
export function readCursor(text: string): Cursor {
	try {
		const read = JSON.parse(Buffer.from(text.trim(), 'base64url').toString('utf8')) as Cursor & {
			v: number;
		};
		const texts = [read.dsServiceName, read.invocationId, read.usn, read.query];
		const isWhole =
			read.v === VERSION &&
			(read.method === 'dirSync' || read.method === 'usnChanged') &&
			texts.every((value) => typeof value === 'string') &&
			/^\d{1,20}$/.test(read.usn) &&
			(read.method === 'usnChanged' || typeof read.cookie === 'string');
		if (isWhole) return read;
	} catch {
		// Not JSON: falls through.
	}
	throw new InputError("'Cursor' is not what an earlier run gave", {
		field: 'cursor',
		advice: 'Pass on the cursor of the last item unchanged, or leave it empty for a full read.',
	});
}

export function digest(...parts: readonly string[]): string {
	return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 22);
}

/** Why a cursor cannot be used here; undefined when it can. */
export function mismatch(
	cursor: Cursor,
	now: Pick<Cursor, 'method' | 'invocationId' | 'usn' | 'query'> & { server: Server },
): string | undefined {
	const { server } = now;
	if (cursor.method !== now.method) {
		return `The cursor is one of ${cursor.method === 'dirSync' ? 'DirSync' : 'uSNChanged'}`;
	}
	if (cursor.dsServiceName.toLowerCase() !== server.dsServiceName?.toLowerCase()) {
		return `The cursor is of another domain controller than ${server.name}`;
	}
	if (cursor.invocationId !== now.invocationId || BigInt(cursor.usn) > BigInt(now.usn)) {
		return `The database of ${server.name} was restored or replaced since the cursor was made`;
	}
	if (cursor.query !== now.query) return 'The cursor is of another query';
	return undefined;
}
