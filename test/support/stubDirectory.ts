import type { Call } from '../../core/backends/backend';
import type {
	ChangesRequest,
	DirectoryQuery,
	DirectorySession,
	DirectoryWrite,
	ObjectRef,
} from '../../core/directory/session';
import type { RecordResult } from '../../core/session';
import { directoryTables } from '../../core/tables/registry';

type Write = (request: DirectoryWrite, call: Call) => Promise<RecordResult[]>;

/** Every call that a node made, in order. */
export interface DirectorySeen {
	queries: Array<{ query: DirectoryQuery; call: Call }>;
	gets: Array<{
		target: Pick<DirectoryQuery, 'table' | 'scope' | 'select'>;
		objects: readonly ObjectRef[];
		call: Call;
	}>;
	writes: Array<{ action: string; request: DirectoryWrite; call: Call }>;
	accounts: Array<{ object: ObjectRef; action: string; options: unknown; call: Call }>;
	members: Array<{ group: ObjectRef; members: readonly string[]; action: string }>;
	changes: ChangesRequest[];
	attributes: unknown[];
	searches: unknown[];
	schemas: string[];
	closed: number;
}

export const GUID = '6c3a8bf0-4473-4f0e-9d58-0d6c2c1e9a11';

/** A directory that records what it is asked for and answers as told. */
export function stubDirectory(
	answers: Partial<DirectorySession> = {},
): DirectorySession & { seen: DirectorySeen } {
	const seen: DirectorySeen = {
		queries: [],
		gets: [],
		writes: [],
		accounts: [],
		members: [],
		changes: [],
		attributes: [],
		searches: [],
		schemas: [],
		closed: 0,
	};
	const write =
		(
			action: 'create' | 'update' | 'upsert' | 'delete' | 'move',
			outcome: RecordResult['outcome'],
		): Write =>
		async (request, call) => {
			seen.writes.push({ action, request, call });
			const answer = answers[action];
			if (answer) return await answer(request, call);
			return request.records.map(({ index, values }) => ({
				index,
				outcome,
				id: `guid-${index}`,
				row: values,
			}));
		};
	const nothing = { choices: [], cut: false };
	return {
		seen,
		async table(name, call) {
			seen.schemas.push(name);
			if (answers.table) return await answers.table(name, call);
			return directoryTables.find((table) => table.name === name)!;
		},
		async *query(query, call) {
			seen.queries.push({ query, call });
			if (answers.query) return yield* answers.query(query, call);
			yield [{ distinguishedName: 'CN=A,DC=example,DC=org', objectGUID: GUID }];
			return { truncated: false };
		},
		async get(target, objects, call) {
			seen.gets.push({ target, objects, call });
			if (answers.get) return await answers.get(target, objects, call);
			return objects.map(({ value }) => ({ distinguishedName: value }));
		},
		create: write('create', 'created'),
		update: write('update', 'updated'),
		upsert: write('upsert', 'created'),
		delete: write('delete', 'deleted'),
		move: write('move', 'updated'),
		async setPassword(object, options, call) {
			seen.accounts.push({ object, action: 'setPassword', options, call });
			return { outcome: 'updated' };
		},
		async setAccount(object, action, options, call) {
			seen.accounts.push({ object, action, options, call });
			return (await answers.setAccount?.(object, action, options, call)) ?? { outcome: 'updated' };
		},
		async changeMembers(group, members, action, call) {
			seen.members.push({ group, members, action });
			return (
				(await answers.changeMembers?.(group, members, action, call)) ??
				members.map((_, index) => ({ index, outcome: 'updated' }))
			);
		},
		async *changes(request, call) {
			seen.changes.push(request);
			if (answers.changes) return yield* answers.changes(request, call);
			yield [{ distinguishedName: 'CN=A,DC=example,DC=org', changeType: 'changed' }];
			return { cursor: 'c2', fullRead: false, server: 'dc1.example.org', deletionsVisible: true };
		},
		async listAttributes(query, call) {
			seen.attributes.push(query);
			return (await answers.listAttributes?.(query, call)) ?? [];
		},
		async searchContainers(text, call) {
			seen.searches.push(['containers', text]);
			return (await answers.searchContainers?.(text, call)) ?? nothing;
		},
		async searchObjects(table, text, call) {
			seen.searches.push([table, text]);
			return (await answers.searchObjects?.(table, text, call)) ?? nothing;
		},
		async test(call) {
			return (await answers.test?.(call)) ?? [];
		},
		async close() {
			seen.closed++;
		},
	};
}
