import type { Entry } from '../backends/ldap/entry';
import { textOf } from '../backends/ldap/entry';
import { and, equal, type Filter, or } from '../backends/ldap/filter';
import { readPages } from '../backends/ldap/read';
import type { IdSet } from '../query/idSet';
import type { Row } from '../schema/column';
import { holds } from './bases';
import { guidText, type Run } from './changeRun';

const PER_SEARCH = 100;
/** attid of `name`, which a rename and a move write: [MS-ADTS] 3.1.1.2.6. */
const NAME = 0x0009_0001;
const HEAD = 16;
const RECORD = 48;
const CONTAINERS: Filter = or(
	['organizationalUnit', 'container'].map((name) => equal('objectClass', name)),
);
const METADATA = ['objectGUID', 'uSNCreated', 'replPropertyMetaData'];

export const changedSince = (from: bigint): Filter => ({
	kind: 'atLeast',
	attribute: 'uSNChanged',
	value: Buffer.from(String(from)),
});

/** Whether the object came into being since. */
export function isNew(entry: Entry, from: bigint): boolean {
	const created = textOf(entry, 'uSNCreated');
	return created !== undefined && BigInt(created) >= from;
}

/**
 * Whether an object was renamed or moved since, by this server's own numbers; true as well when the
 * account may not read them. https://learn.microsoft.com/openspecs/windows_protocols/ms-drsr/f48c2a2e-1d31-4b8f-96b9-7d5a0e5a6d5c
 */
export function wasMoved(entry: Entry, from: bigint): boolean {
	const bytes = entry.values.get('replpropertymetadata')?.[0];
	if (!bytes || bytes.length < HEAD) return true;
	for (let at = HEAD; at + RECORD <= bytes.length; at += RECORD) {
		if (bytes.readUInt32LE(at) === NAME) return bytes.readBigUInt64LE(at + 40) >= from;
	}
	return true;
}

/**
 * Objects below containers that were moved or renamed since. They did not change themselves, so no
 * sequence number and no DirSync tells of them, although their names did.
 */
export async function* belowMoved(run: Run, from: bigint, delivered: IdSet): AsyncGenerator<Row[]> {
	const { context, plan, root, call } = run;
	const { link } = context;
	const { pageSize } = link.settings;
	const containers = {
		base: root,
		scope: 'sub' as const,
		filter: and([changedSince(from), CONTAINERS]),
		attributes: METADATA,
	};
	const moved: string[] = [];
	for await (const entries of readPages(link, containers, { pageSize }, call)) {
		for (const entry of entries) {
			if (!isNew(entry, from) && wasMoved(entry, from)) moved.push(entry.dn);
		}
	}
	for (const base of moved) {
		const { filter, attributes } = plan;
		const below = { base, scope: 'sub' as const, filter, attributes };
		for await (const entries of readPages(link, below, { pageSize, delivered }, call)) {
			const inside = entries.filter((entry) => holds(plan.bases, entry.dn));
			const outside = entries.filter((entry) => !holds(plan.bases, entry.dn));
			const rows: Row[] = (await run.toRows(inside)).map((row) => ({
				changeType: 'changed',
				...row,
			}));
			for (const entry of outside) rows.push(left(entry));
			if (rows.length > 0) yield rows;
		}
	}
}

export const left = (entry: Entry): Row => ({
	changeType: 'leftScope',
	objectGUID: guidText(entry),
	distinguishedName: entry.dn,
});

/**
 * Which of these objects, none of them in scope now, may have been: not one that is new, and not one
 * that stands outside the bases and was not moved.
 */
export async function mayHaveLeft(
	{ context, plan, root, call }: Run,
	entries: readonly Entry[],
	from: bigint,
): Promise<Entry[]> {
	const kept: Entry[] = [];
	for (let start = 0; start < entries.length; start += PER_SEARCH) {
		const guids = entries
			.slice(start, start + PER_SEARCH)
			.flatMap((entry) => entry.values.get('objectguid')?.[0] ?? []);
		const spec = {
			base: root,
			scope: 'sub' as const,
			filter: or(guids.map((guid) => equal('objectGUID', guid))),
			attributes: METADATA,
		};
		for await (const found of readPages(context.link, spec, { pageSize: PER_SEARCH }, call)) {
			for (const entry of found) {
				const isInside = holds(plan.bases, entry.dn);
				if (!isNew(entry, from) && (isInside || wasMoved(entry, from))) kept.push(entry);
			}
		}
	}
	return kept;
}
