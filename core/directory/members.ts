import { writeGuid } from '../backends/ldap/codecs/guid';
import { writeSid } from '../backends/ldap/codecs/sid';
import type { DirectoryLink } from '../backends/ldap/link';
import { isDropped } from '../backends/ldap/errors';
import type { Call } from '../backends/backend';
import { CancelledError, ExchangeError } from '../errors';
import { dnKey } from '../schema/dn';
import type { RecordResult } from '../session';
import { lookUp } from './lookUp';
import type { ObjectRef } from './session';

const PER_REQUEST = 500;

interface Member {
	readonly index: number;
	readonly text: string;
	readonly dn: string;
}

/**
 * Adds or removes direct members, many in one request. One that is there already, or is not there, is
 * `unchanged`; when a request is refused its members are tried in halves, so that each has its own outcome.
 */
export async function changeMembers(
	link: DirectoryLink,
	group: ObjectRef,
	members: readonly string[],
	action: 'add' | 'remove',
	call: Call,
): Promise<RecordResult[]> {
	const entry = await lookUp(link, {}, group, ['member'], call);
	const there = new Set(
		(entry.values.get('member') ?? []).map((value) => dnKey(value.toString('utf8'))),
	);
	const results: RecordResult[] = [];
	const pending: Member[] = [];
	for (const [index, text] of members.entries()) {
		try {
			const dn = await dnOf(link, text, call);
			const key = dnKey(dn);
			const isThere = there.has(key);
			if (isThere === (action === 'add')) results.push({ index, outcome: 'unchanged', id: dn });
			else pending.push({ index, text, dn });
			// The same member twice in one list is done once.
			if (action === 'add') there.add(key);
			else there.delete(key);
		} catch (error) {
			if (error instanceof CancelledError || !(error instanceof ExchangeError)) throw error;
			results.push({ index, outcome: 'failed', error });
		}
	}
	const send = async (part: readonly Member[]): Promise<void> => {
		if (part.length === 0) return;
		const values = part.map(({ dn }) => Buffer.from(dn));
		const operation = action === 'add' ? 'add' : 'delete';
		try {
			const connection = await link.open(call);
			await connection.modify(entry.dn, [{ operation, attribute: 'member', values }], call);
			results.push(
				...part.map(({ index, dn }) => ({ index, outcome: 'updated' as const, id: dn })),
			);
		} catch (error) {
			if (error instanceof CancelledError || !(error instanceof ExchangeError)) throw error;
			const isLost = error.code === 'TIMEOUT' || isDropped(error);
			if (part.length > 1 && !isLost && error.kind !== 'permission') {
				const half = Math.ceil(part.length / 2);
				await send(part.slice(0, half));
				await send(part.slice(half));
				return;
			}
			const outcome = isLost ? 'unknown' : 'failed';
			results.push(...part.map(({ index, dn }) => ({ index, outcome, id: dn, error }) as const));
		}
	};
	for (let start = 0; start < pending.length; start += PER_REQUEST) {
		await send(pending.slice(start, start + PER_REQUEST));
	}
	return results.sort((a, b) => a.index - b.index);
}

/** A member as a person names it: distinguished name, GUID, SID, user principal name or logon name. */
async function dnOf(link: DirectoryLink, text: string, call: Call): Promise<string> {
	const value = text.trim();
	if (/^[A-Za-z][A-Za-z0-9-]*\s*=/.test(value) && value.includes(',')) return value;
	const by: ObjectRef['by'] = writeGuid(value)
		? 'objectGUID'
		: writeSid(value)
			? 'objectSid'
			: value.includes('@')
				? 'userPrincipalName'
				: 'sAMAccountName';
	return (await lookUp(link, {}, { by, value }, [], call)).dn;
}
