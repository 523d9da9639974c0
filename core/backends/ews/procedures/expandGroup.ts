import { CancelledError, ExchangeError, FatalError } from '../../../errors';
import type { Row } from '../../../schema/column';
import type { ProcedureResult } from '../../../schema/procedure';
import type { Scope } from '../../../query/query';
import type { Call } from '../../backend';
import type { EwsContext } from '../context';
import { expandDl, isNoList, type ListTarget } from '../operations/expandDl';
import type { DirectoryEntry } from '../operations/directoryEntry';
import { reach } from '../reach';
import { camel } from './names';
import type { ProcedureHandler } from './handler';

const AT_ONCE = 4;
/** Lists that one run expands; beyond that somebody should look at them. */
const MOST_LISTS = 5_000;
const LISTS: ReadonlySet<string> = new Set(['PublicDL', 'PrivateDL']);

/** A list that is still to be expanded. */
interface Open {
	readonly target: ListTarget;
	readonly depth: number;
	readonly via: readonly string[];
}

/**
 * Level by level; a list that was met before is not expanded again, so that lists which contain
 * themselves come to an end. A member that several lists have comes once.
 */
async function run(
	{ channel, settings }: EwsContext,
	input: Readonly<Row>,
	scope: Scope,
	call: Call,
): Promise<ProcedureResult[]> {
	const way = reach(scope, call, settings);
	const named = String(input.list).trim();
	const root: ListTarget = named.includes('@') ? { address: named } : { id: named };
	const seen = new Set([keyOf(root)]);
	const rows: Row[] = [];
	let lists = 0;
	let level: Open[] = [{ target: root, depth: 1, via: [] }];
	while (level.length > 0) {
		lists += level.length;
		if (lists > MOST_LISTS) throw tooMany(named);
		const next: Open[] = [];
		for (let start = 0; start < level.length; start += AT_ONCE) {
			const part = level.slice(start, start + AT_ONCE);
			const expanded = await Promise.all(
				part.map(({ target, depth }) =>
					membersOf(() => expandDl(channel, target, way.call), depth > 1),
				),
			);
			for (const [index, members] of expanded.entries()) {
				const open = part[index] as Open;
				if (members instanceof ExchangeError) {
					rows.push(unread(open, members));
					continue;
				}
				for (const member of members) {
					const inside = input.recursive === false ? undefined : listOf(member);
					const key = inside ? keyOf(inside) : keyOfMember(member);
					if (seen.has(key)) continue;
					seen.add(key);
					if (!inside || input.includeLists === true) rows.push(rowOf(member, open));
					if (!inside) continue;
					next.push({
						target: inside,
						depth: open.depth + 1,
						via: [...open.via, member.name ?? member.address ?? ''],
					});
				}
			}
		}
		level = next;
	}
	return rows.map((row) => ({ row }));
}

/** Of the list itself the error counts; of one inside it stands in its place. */
async function membersOf(
	expand: () => Promise<DirectoryEntry[]>,
	isInside: boolean,
): Promise<DirectoryEntry[] | ExchangeError> {
	try {
		return await expand();
	} catch (error) {
		if (!isInside || !(error instanceof ExchangeError) || error instanceof CancelledError) {
			throw error;
		}
		// A list without members that may be shown.
		return isNoList(error) ? [] : error;
	}
}

function listOf({ mailboxType, address, itemId }: DirectoryEntry): ListTarget | undefined {
	if (!LISTS.has(mailboxType ?? '')) return undefined;
	if (itemId) return { id: itemId.id };
	return address === null ? undefined : { address };
}

const keyOf = (target: ListTarget): string =>
	'id' in target ? `id ${target.id}` : `address ${target.address.toLowerCase()}`;

const keyOfMember = ({ address, itemId, name }: DirectoryEntry): string =>
	address === null ? `entry ${itemId?.id ?? ''} ${name ?? ''}` : keyOf({ address });

function rowOf(member: DirectoryEntry, { depth, via }: Open): Row {
	return {
		name: member.name,
		address: member.address,
		mailboxType: member.mailboxType === null ? null : camel(member.mailboxType),
		itemId: member.itemId?.id ?? null,
		depth,
		via,
	};
}

function unread({ target, depth, via }: Open, error: ExchangeError): Row {
	return {
		name: via[via.length - 1] ?? null,
		address: 'address' in target ? target.address : null,
		mailboxType: null,
		itemId: 'id' in target ? target.id : null,
		depth: depth - 1,
		via: via.slice(0, -1),
		error: error.message,
	};
}

function tooMany(list: string): FatalError {
	return new FatalError(`'${list}' leads to more than ${MOST_LISTS} lists`, {
		code: 'TOO_MANY_LISTS',
		advice: "Switch 'Expand Lists Inside' off and expand the lists that you need.",
	});
}

export const expandGroup: ProcedureHandler = { run };
