import { CONTROLS, dirSyncControl, plainControl } from '../backends/ldap/controls';
import { readGuid } from '../backends/ldap/codecs/guid';
import { type Entry, identityOf, textOf } from '../backends/ldap/entry';
import { and, equal, type Filter, filterText, or, present } from '../backends/ldap/filter';
import type { Server } from '../backends/ldap/link';
import { readPages } from '../backends/ldap/read';
import { rowReader } from '../backends/ldap/rows';
import type { Call } from '../backends/backend';
import { FatalError, InputError } from '../errors';
import { compileCondition } from '../query/evaluate';
import { IdSet } from '../query/idSet';
import type { Row } from '../schema/column';
import { under } from '../schema/dn';
import { columnsById } from '../schema/resolve';
import { digest, mismatch, readCursor, writeCursor } from './cursor';
import { noDeletions, seesDeletedObjects, type Sync, syncNow } from './changeRights';
import { classFilter, guidText, type Run } from './changeRun';
import { belowMoved, changedSince, left, mayHaveLeft } from './moved';
import {
	type Context,
	defaultColumns,
	EVERYTHING,
	outputOf,
	type Plan,
	planOf,
	readEntries,
} from './query';
import { NameResolver } from './resolveDns';
import type { ChangesEnd, ChangesRequest } from './session';

const PER_JUDGEMENT = 100;
/** Attributes whose change can bring an object into the base or out of it. */
const PLACE = ['name', 'distinguishedname', 'parentguid', 'cn', 'ou', 'isdeleted'];

/**
 * What changed since a cursor: objects are read again and judged against base and filter. `changed` has
 * the whole row, `deleted` and `leftScope` have the object's GUID.
 * https://learn.microsoft.com/windows/win32/ad/polling-for-changes-using-the-dirsync-control
 * https://learn.microsoft.com/windows/win32/ad/polling-for-changes-using-usnchanged
 */
export async function* readChanges(
	context: Context,
	request: ChangesRequest,
	call: Call,
): AsyncGenerator<Row[], ChangesEnd> {
	const given = request.cursor?.trim() ? readCursor(request.cursor) : undefined;
	const { link, table } = context;
	const select = request.select?.filter((name) => name !== EVERYTHING) ?? defaultColumns(table);
	const output = outputOf(table, select);
	const { method, scope, where, ldapFilter } = request;
	const plan = await planOf(
		context,
		{
			table: table.name,
			scope,
			...(where ? { where } : {}),
			...(ldapFilter ? { ldapFilter } : {}),
		},
		output.ids,
		call,
	);
	// Before anything is read: what changes meanwhile comes again with the next cursor, nothing is lost.
	const server = await link.refreshServer(call);
	const invocationId = await invocationOf(context, server, call);
	const run: Run = {
		context,
		request,
		plan,
		server,
		root: rootOf(server, plan),
		toRows: rowsOf(context, plan, scope, output.apply.bind(output), call),
		call,
	};
	const now = {
		method,
		invocationId,
		usn: server.highestCommittedUsn ?? '0',
		query: digest(
			table.name,
			filterText(plan.filter),
			JSON.stringify(where ?? null),
			...plan.bases.map((base) => `${base.scope} ${base.dn.toLowerCase()}`),
		),
	};
	let reason = given
		? mismatch(given, { ...now, server })
		: 'There was no cursor: this is the first read';
	const since = Buffer.from((reason === undefined && given?.cookie) || '', 'base64');
	let sync: Sync = { flags: 0, cookie: since };
	if (method === 'dirSync') {
		try {
			sync = await syncNow(run, since);
		} catch (error) {
			if (since.length === 0 || !isBadCookie(error)) throw error;
			reason = 'The server no longer takes the cursor';
			sync = await syncNow(run, Buffer.alloc(0));
		}
	}
	const isReplicating = method === 'dirSync' && sync.flags === 0;
	const deletionsVisible = isReplicating || (await seesDeletedObjects(run));
	if (!deletionsVisible && request.includeDeleted !== false && !request.withoutDeletions) {
		throw noDeletions(run, method);
	}
	let { cookie } = sync;
	const fullRead = reason !== undefined || !given;
	if (!fullRead) {
		const isWanted = request.includeDeleted !== false && deletionsVisible;
		const from = BigInt(given.usn) + 1n;
		const delivered = new IdSet();
		if (method === 'usnChanged') yield* bySequence(run, from, isWanted, delivered);
		else cookie = yield* byDirSync(run, sync.flags, since, from, isWanted, delivered);
		yield* belowMoved(run, from, delivered);
	} else {
		if (given) call.notice?.(`${reason}, so everything was read again.`);
		for await (const entries of readEntries(context, plan, { pageSize: scope.pageSize }, call)) {
			const rows = await run.toRows(entries);
			if (rows.length > 0) yield rows.map((row) => ({ changeType: 'changed', ...row }));
		}
	}
	const { usn, query } = now;
	return {
		cursor: writeCursor({
			method,
			dsServiceName: server.dsServiceName ?? '',
			invocationId,
			usn,
			query,
			...(method === 'dirSync' ? { cookie: cookie.toString('base64') } : {}),
		}),
		fullRead,
		...(reason === undefined ? {} : { reason }),
		server: server.name,
		deletionsVisible,
	};
}

/** `0000202C: Unable to unmarshall cookie`, or the control refused. */
function isBadCookie(error: unknown): boolean {
	const { code } = error as { code?: unknown };
	return code === '12' || code === '0000202C';
}

/** Rows of the entries that pass what the server could not judge, with their GUID in front. */
function rowsOf(
	{ link, table }: Context,
	plan: Plan,
	scope: ChangesRequest['scope'],
	apply: (row: Row) => Row,
	call: Call,
): Run['toRows'] {
	const toRow = rowReader(plan.columns);
	const passes = plan.residual ? compileCondition(plan.residual, columnsById(table)) : () => true;
	const resolver = new NameResolver(link, scope.resolveDns ?? 'none');
	const names = resolver.columnsOf(plan.columns);
	return async (entries) => {
		const rows = entries.map(toRow).filter(passes);
		await resolver.apply(rows, names, call);
		return rows.map((row) => ({ objectGUID: row.objectGUID ?? null, ...apply(row) }));
	};
}

/** Changed objects by their sequence number, then the deleted ones. */
async function* bySequence(
	run: Run,
	from: bigint,
	withDeleted: boolean,
	delivered: IdSet,
): AsyncGenerator<Row[]> {
	const { context, root, call } = run;
	const changed = changedSince(from);
	const { pageSize } = context.link.settings;
	const spec = {
		base: root,
		scope: 'sub' as const,
		filter: and([changed, classFilter(run)]),
		attributes: ['objectGUID'],
	};
	for await (const entries of readPages(context.link, spec, { pageSize, delivered }, call)) {
		yield* judged(run, entries, (rest) => mayHaveLeft(run, rest, from));
	}
	if (!withDeleted) return;
	const connection = await context.link.open(call);
	const deleted = {
		...spec,
		filter: and([equal('isDeleted', 'TRUE'), changed, classFilter(run)]),
		attributes: ['objectGUID', 'lastKnownParent', 'isDeleted', 'sAMAccountName'],
		controls: [plainControl(connection.library, CONTROLS.showDeleted)],
	};
	for await (const entries of readPages(context.link, deleted, { pageSize }, call)) {
		const rows = entries.flatMap((entry) => deletedRow(run, entry));
		if (rows.length > 0) yield rows;
	}
}

/** What DirSync tells since the cookie; gives the next one. */
async function* byDirSync(
	run: Run,
	flags: number,
	cookie: Buffer,
	from: bigint,
	withDeleted: boolean,
	delivered: IdSet,
): AsyncGenerator<Row[], Buffer> {
	const { context, plan, root, call } = run;
	const relevant = new Set([...attributesIn(plan.filter), ...residualAttributes(run), ...PLACE]);
	let state = { cookie, more: true };
	while (state.more) {
		const connection = await context.link.open(call);
		const sync = dirSyncControl(connection.library, flags, state.cookie);
		const { entries } = await connection.search(
			{
				base: root,
				scope: 'sub',
				filter: classFilter(run),
				attributes: [],
				controls: [sync.control],
			},
			call,
		);
		({ state } = sync);
		const isDeleted = (entry: Entry) => textOf(entry, 'isDeleted')?.toUpperCase() === 'TRUE';
		const alive = entries.filter((entry) => !isDeleted(entry));
		for (const entry of alive) delivered.add(identityOf(entry));
		// Only a change of place or of what the filter looks at can take an object out of scope.
		yield* judged(run, alive, (rest) => {
			const concerned = rest.filter(({ values }) =>
				[...values.keys()].some((key) => relevant.has(key.replace(/;.*/, ''))),
			);
			return mayHaveLeft(run, concerned, from);
		});
		if (withDeleted) {
			const rows = entries.filter(isDeleted).flatMap((entry) => deletedRow(run, entry));
			if (rows.length > 0) yield rows;
		}
	}
	return state.cookie;
}

/** Reads objects again by GUID below the bases with the whole filter: in scope or not. */
async function* judged(
	run: Run,
	entries: readonly Entry[],
	leftOf: (entries: readonly Entry[]) => Promise<readonly Entry[]>,
): AsyncGenerator<Row[]> {
	const { context, plan, call } = run;
	for (let start = 0; start < entries.length; start += PER_JUDGEMENT) {
		const part = new Map<string, Entry>();
		for (const entry of entries.slice(start, start + PER_JUDGEMENT)) {
			const guid = entry.values.get('objectguid')?.[0];
			if (guid) part.set(guid.toString('latin1'), entry);
		}
		if (part.size === 0) continue;
		const guids = [...part.keys()].map((key) => equal('objectGUID', Buffer.from(key, 'latin1')));
		const rows: Row[] = [];
		const narrowed = { ...plan, filter: and([plan.filter, or(guids)]) };
		for await (const found of readEntries(context, narrowed, {}, call)) {
			for (const entry of found) {
				const kept = await run.toRows([entry]);
				if (kept.length === 0) continue;
				part.delete(entry.values.get('objectguid')?.[0]?.toString('latin1') ?? '');
				rows.push(...kept.map((row) => ({ changeType: 'changed', ...row })));
			}
		}
		if (part.size > 0) rows.push(...(await leftOf([...part.values()])).map(left));
		if (rows.length > 0) yield rows;
	}
}

function deletedRow({ plan }: Run, entry: Entry): Row[] {
	const parent = textOf(entry, 'lastKnownParent');
	const within = plan.bases.some((base) => under(base.dn)(parent ?? base.dn));
	if (!within) return [];
	return [
		{
			changeType: 'deleted',
			objectGUID: guidText(entry),
			distinguishedName: entry.dn,
			lastKnownParent: parent ?? null,
		},
	];
}

function attributesIn(filter: Filter): string[] {
	if ('parts' in filter) return filter.parts.flatMap(attributesIn);
	if ('part' in filter) return attributesIn(filter.part);
	return filter.attribute ? [filter.attribute.toLowerCase()] : [];
}

function residualAttributes({ context, request }: Run): string[] {
	if (!request.where) return [];
	const text = JSON.stringify(request.where).toLowerCase();
	return context.table.columns.flatMap((column) => {
		if (!text.includes(`"${column.id.toLowerCase()}"`)) return [];
		const { attribute, computed } = column.ldap ?? {};
		return [...(attribute ? [attribute] : []), ...(computed?.from ?? [])].map((name) =>
			name.toLowerCase(),
		);
	});
}

/** DirSync covers a naming context, never a part of it. */
function rootOf(server: Server, plan: Plan): string {
	const contexts = [...server.namingContexts].sort((a, b) => b.length - a.length);
	const roots = new Set(
		plan.bases.map((base) => contexts.find((dn) => under(dn)(base.dn)) ?? base.dn),
	);
	const [root, another] = roots;
	if (root === undefined || another !== undefined) {
		throw new InputError('The base DNs lie in several naming contexts', {
			field: 'Base DN',
			advice: 'Read the changes of each domain with an operation of its own.',
		});
	}
	return root;
}

async function invocationOf({ link }: Context, server: Server, call: Call): Promise<string> {
	if (!server.dsServiceName || !server.highestCommittedUsn) {
		throw new FatalError('The server does not count its changes as Active Directory does', {
			advice: 'Get Changes needs a domain controller.',
		});
	}
	const connection = await link.open(call);
	const { entries } = await connection.search(
		{
			base: server.dsServiceName,
			scope: 'base',
			filter: present('objectClass'),
			attributes: ['invocationId'],
		},
		call,
	);
	const bytes = entries[0]?.values.get('invocationid')?.[0];
	return (bytes && readGuid(bytes)) ?? '';
}
