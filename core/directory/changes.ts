import { CONTROLS, dirSyncControl, OBJECT_SECURITY, plainControl } from '../backends/ldap/controls';
import { readGuid } from '../backends/ldap/codecs/guid';
import { type Entry, textOf } from '../backends/ldap/entry';
import { and, equal, type Filter, filterText, not, or, present } from '../backends/ldap/filter';
import { parseFilter } from '../backends/ldap/filterParser';
import type { Server } from '../backends/ldap/link';
import { readPages } from '../backends/ldap/read';
import { rowReader } from '../backends/ldap/rows';
import type { Call } from '../backends/backend';
import { FatalError, InputError, PermissionError } from '../errors';
import { compileCondition } from '../query/evaluate';
import { IdSet } from '../query/idSet';
import type { Row } from '../schema/column';
import { under } from '../schema/dn';
import { columnsById } from '../schema/resolve';
import { digest, mismatch, readCursor, writeCursor } from './cursor';
import { isMissing } from './lookUp';
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

interface Run {
	readonly context: Context;
	readonly request: ChangesRequest;
	readonly plan: Plan;
	readonly server: Server;
	/** The naming context that holds all bases. */
	readonly root: string;
	readonly toRows: (entries: readonly Entry[]) => Promise<Row[]>;
	readonly call: Call;
}

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
	const flags = method === 'dirSync' ? await dirSyncFlags(run) : 0;
	const deletionsVisible = (method === 'dirSync' && flags === 0) || (await seesDeletedObjects(run));
	if (!deletionsVisible && request.includeDeleted !== false && !request.withoutDeletions) {
		throw noDeletions(run, method);
	}
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
	let cookie: Buffer = Buffer.from(given?.cookie ?? '', 'base64');
	const isWanted = request.includeDeleted !== false && deletionsVisible;
	if (given && reason === undefined) {
		if (method === 'usnChanged') yield* bySequence(run, BigInt(given.usn) + 1n, isWanted);
		else {
			try {
				cookie = yield* byDirSync(run, flags, cookie, isWanted);
			} catch (error) {
				if (!isBadCookie(error)) throw error;
				reason = 'The server no longer takes the cursor';
			}
		}
	}
	const fullRead = reason !== undefined;
	if (fullRead) {
		if (given) call.notice?.(`${reason}, so everything was read again.`);
		if (method === 'dirSync') cookie = await firstCookie(run, flags);
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
async function* bySequence(run: Run, from: bigint, withDeleted: boolean): AsyncGenerator<Row[]> {
	const { context, root, call } = run;
	const changed: Filter = {
		kind: 'atLeast',
		attribute: 'uSNChanged',
		value: Buffer.from(String(from)),
	};
	const delivered = new IdSet();
	const pageSize = context.link.settings.pageSize;
	const spec = {
		base: root,
		scope: 'sub' as const,
		filter: and([changed, classFilter(run)]),
		attributes: ['objectGUID'],
	};
	for await (const entries of readPages(context.link, spec, { pageSize, delivered }, call)) {
		yield* judged(run, entries, () => true);
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
	withDeleted: boolean,
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
		// Only a change of place or of what the filter looks at can take an object out of scope.
		yield* judged(run, alive, (entry) =>
			[...entry.values.keys()].some((key) => relevant.has(key.replace(/;.*/, ''))),
		);
		if (withDeleted) {
			const rows = entries.filter(isDeleted).flatMap((entry) => deletedRow(run, entry));
			if (rows.length > 0) yield rows;
		}
	}
	return state.cookie;
}

/** A cookie for now: nothing passes the filter, so nothing but the cookie is sent. */
async function firstCookie({ context, root, call }: Run, flags: number): Promise<Buffer> {
	let state = { cookie: Buffer.alloc(0) as Buffer, more: true };
	while (state.more) {
		const connection = await context.link.open(call);
		const sync = dirSyncControl(connection.library, flags, state.cookie);
		await connection.search(
			{
				base: root,
				scope: 'sub',
				filter: not(present('objectClass')),
				attributes: ['objectGUID'],
				controls: [sync.control],
			},
			call,
		);
		({ state } = sync);
	}
	return state.cookie;
}

/** Reads objects again by GUID below the bases with the whole filter: in scope or not. */
async function* judged(
	run: Run,
	entries: readonly Entry[],
	mayHaveLeft: (entry: Entry) => boolean,
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
		for (const entry of part.values()) {
			if (!mayHaveLeft(entry)) continue;
			rows.push({
				changeType: 'leftScope',
				objectGUID: guidText(entry),
				distinguishedName: entry.dn,
			});
		}
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

function guidText(entry: Entry): string | null {
	const bytes = entry.values.get('objectguid')?.[0];
	return (bytes && readGuid(bytes)) ?? null;
}

/** Objects of the table by class alone: a deleted one keeps its class, not its category. */
function classFilter({ context: { table } }: Pick<Run, 'context'>): Filter {
	const { objectClass, filter } = table.ldap ?? {};
	if (!objectClass) return parseFilter(filter ?? '(objectClass=*)');
	const own = equal('objectClass', objectClass);
	return objectClass === 'user' ? and([own, not(equal('objectClass', 'computer'))]) : own;
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

/** 0 with the replication right, else only what the account may read. */
async function dirSyncFlags(run: Run): Promise<number> {
	const { context, root, call, server } = run;
	if (server.controls.length > 0 && !server.controls.includes(CONTROLS.dirSync)) {
		throw new FatalError('The server has no DirSync', {
			field: 'method',
			advice: "Choose 'uSNChanged' as method.",
		});
	}
	const connection = await context.link.open(call);
	try {
		const sync = dirSyncControl(connection.library, 0, Buffer.alloc(0));
		await connection.search(
			{
				base: root,
				scope: 'sub',
				filter: not(present('objectClass')),
				attributes: ['objectGUID'],
				controls: [sync.control],
			},
			call,
		);
		return 0;
	} catch (error) {
		if (error instanceof PermissionError) return OBJECT_SECURITY;
		throw error;
	}
}

async function seesDeletedObjects({ context, root, call }: Run): Promise<boolean> {
	const connection = await context.link.open(call);
	try {
		const { entries } = await connection.search(
			{
				base: `CN=Deleted Objects,${root}`,
				scope: 'base',
				filter: present('objectClass'),
				attributes: ['1.1'],
				controls: [plainControl(connection.library, CONTROLS.showDeleted)],
			},
			call,
		);
		return entries.length > 0;
	} catch (error) {
		if (isMissing(error) || error instanceof PermissionError) return false;
		throw error;
	}
}

/** https://learn.microsoft.com/troubleshoot/windows-server/active-directory/non-administrators-view-deleted-object-container */
function noDeletions({ context, root }: Run, method: ChangesRequest['method']): PermissionError {
	const { user } = context.link.settings;
	const container = `"CN=Deleted Objects,${root}"`;
	const see = `dsacls ${container} /takeownership, then dsacls ${container} /G "${user}:LCRP"`;
	const replicate = `dsacls "${root}" /G "${user}:CA;Replicating Directory Changes"`;
	return new PermissionError(
		'The account cannot see what is deleted, so deletions would be missed',
		{
			code: 'deletionsHidden',
			field: 'withoutDeletions',
			advice: `Have a domain administrator run: ${see} (the right to see Deleted Objects)${method === 'dirSync' ? `; or ${replicate} (which DirSync uses)` : ''}. Or switch on 'Without Deletions'.`,
		},
	);
}
