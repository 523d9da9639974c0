import { IdSet } from '../../query/idSet';
import { FatalError, RetriableError } from '../../errors';
import type { Call } from '../backend';
import type { LdapConnection, SearchSpec, Wait } from './connection';
import { type Entry, identityOf } from './entry';
import { EntryQueue } from './entryQueue';
import { isDropped } from './errors';
import { present } from './filter';
import type { DirectoryLink } from './link';

const MOST_RESTARTS = 2;
/** Empty pages in a row that a server may send; Active Directory sends some while it looks. */
const MOST_EMPTY = 10_000;

export interface ReadOptions {
	readonly pageSize: number;
	/** Entries already delivered, by identity: those of an earlier base too. */
	readonly delivered?: IdSet;
	/** Asks for the next page before this one is used up; default true. */
	readonly ahead?: boolean;
	/** Told what other servers hold. */
	onReferences?(urls: readonly string[]): void;
}

/**
 * All entries of a search, page by page, every entry once. A page ends the search only when it comes
 * without a cookie (RFC 2696). Cookies die with their connection: when it drops, the search begins
 * again on the same server, without what was delivered already.
 */
export async function* readPages(
	link: DirectoryLink,
	spec: SearchSpec,
	options: ReadOptions,
	call: Call,
): AsyncGenerator<Entry[]> {
	const delivered = options.delivered ?? new IdSet();
	let count = 0;
	for (let restarts = 0; ;) {
		try {
			const connection = await link.open(call);
			for await (const found of walk(connection, spec, options, call)) {
				for (const entry of found) {
					if (!delivered.has(identityOf(entry))) await completeRanges(link, entry, call);
				}
				// Only now do they count as delivered: a range may have dropped the connection.
				const fresh = found.filter((entry) => delivered.add(identityOf(entry)));
				count += fresh.length;
				if (fresh.length > 0) yield fresh;
			}
			return;
		} catch (error) {
			if (!isDropped(error)) throw error;
			restarts += 1;
			if (restarts > MOST_RESTARTS) {
				throw new RetriableError(
					`The connection to the domain controller dropped ${restarts} times during one search; ${count.toLocaleString('en')} entries were delivered`,
					{
						code: 'CLOSED',
						advice:
							'The result is not whole. Run it again; look at firewalls that end long connections.',
						cause: error,
					},
				);
			}
			call.notice?.(
				`The connection to the domain controller dropped after ${count.toLocaleString('en')} entries; the search began again from the first page on the same one, leaving out what was delivered.`,
			);
		}
	}
}

/** The entries of all pages as they arrive, in pieces. */
async function* walk(
	connection: LdapConnection,
	spec: SearchSpec,
	options: ReadOptions,
	call: Call,
): AsyncGenerator<Entry[]> {
	const queue = new EntryQueue(call.signal);
	fetchPages(connection, spec, options, queue, call).then(
		() => queue.end(),
		(error: unknown) => queue.end(error),
	);
	try {
		for (let piece; (piece = await queue.next());) yield piece;
	} finally {
		queue.close();
	}
}

/** Page after page: the server works on the next one while entries of this one are being used. */
async function fetchPages(
	connection: LdapConnection,
	spec: SearchSpec,
	{ pageSize, onReferences, ahead = true }: ReadOptions,
	queue: EntryQueue,
	call: Call,
): Promise<void> {
	let cookie: Buffer = Buffer.alloc(0);
	let empty = 0;
	let before = 0;
	let isCut = false;
	do {
		const page = await connection.stream(spec, call, { size: pageSize, cookie }, queue);
		({ cookie } = page);
		queue.flush();
		if (page.references.length > 0) onReferences?.(page.references);
		const { count } = page;
		empty = count === 0 ? empty + 1 : 0;
		if (empty > MOST_EMPTY) {
			throw new FatalError('The server goes on sending empty pages', {
				advice: 'Narrow the query, or use another domain controller.',
			});
		}
		const isShort = cookie.length > 0 && count > 0 && count < pageSize;
		// A single short page may come of a time limit; a large page, or two alike, of the size limit.
		if (!isCut && isShort && (pageSize > 1000 || count === before)) {
			isCut = true;
			call.notice?.(
				`The server gives at most ${count.toLocaleString('en')} entries per page, although 'Page Size' is ${pageSize.toLocaleString('en')}. Nothing is missing.`,
			);
		}
		before = count;
		if (!ahead) await queue.drained();
	} while (cookie.length > 0 && !queue.closed);
}

/**
 * Fetches the rest of attributes that came in part: `member;range=0-1499`.
 * https://learn.microsoft.com/windows/win32/adsi/attribute-range-retrieval
 */
export async function completeRanges(link: DirectoryLink, entry: Entry, wait: Wait): Promise<void> {
	for (const key of [...entry.values.keys()]) {
		const match = /^(.+?);range=(\d+)-(\d+|\*)$/.exec(key);
		if (!match?.[1]) continue;
		const name = match[1];
		const values: Buffer[] = [];
		for await (const part of restOfRange(link, entry, name, key, wait)) {
			for (const value of part) values.push(value);
		}
		entry.values.delete(key);
		entry.values.set(name, values);
	}
}

async function* restOfRange(
	link: DirectoryLink,
	entry: Entry,
	name: string,
	first: string,
	wait: Wait,
): AsyncGenerator<readonly Buffer[]> {
	let key = first;
	let values = entry.values.get(first) ?? [];
	for (;;) {
		if (values.length > 0) yield values;
		const end = /;range=\d+-(\d+|\*)$/.exec(key)?.[1] ?? '*';
		if (end === '*' || values.length === 0) return;
		const connection = await link.open(wait);
		const { entries } = await connection.search(
			{
				base: entry.dn,
				scope: 'base',
				filter: present('objectClass'),
				attributes: [`${name};range=${Number(end) + 1}-*`],
			},
			wait,
		);
		const found = entries[0]?.values ?? new Map<string, readonly Buffer[]>();
		key = [...found.keys()].find((each) => each.startsWith(`${name};range=`)) ?? '';
		values = found.get(key) ?? [];
	}
}
