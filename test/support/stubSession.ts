import type { Call } from '../../core/backends/backend';
import type { Query, Scope } from '../../core/query/query';
import type { Row } from '../../core/schema/column';
import type { RecordResult, RecordsRequest, Session } from '../../core/session';

type Write = (request: RecordsRequest, call: Call) => Promise<RecordResult[]>;

/** Every call that a node made, in order. */
export interface Seen {
	queries: Array<{ query: Query; call: Call }>;
	gets: Array<{ ids: readonly string[]; scope: Scope; select?: readonly string[]; call: Call }>;
	writes: Array<{ action: string; request: RecordsRequest; call: Call }>;
	executed: Array<{ procedure: string; input: Row; scope: Scope; call: Call }>;
	closed: number;
}

/** A session that records what it is asked for and answers as told. */
export function stubSession(answers: Partial<Session> = {}): Session & { seen: Seen } {
	const seen: Seen = { queries: [], gets: [], writes: [], executed: [], closed: 0 };
	const write =
		(action: 'create' | 'update' | 'upsert' | 'delete', outcome: RecordResult['outcome']): Write =>
		async (request, call) => {
			seen.writes.push({ action, request, call });
			const answer = answers[action];
			if (answer) return await answer(request, call);
			return request.records.map(({ index, id, values }) => ({
				index,
				outcome,
				id: id ?? `new-${index}`,
				changeKey: `key-${index}`,
				row: values,
			}));
		};
	return {
		seen,
		async *query(query, call) {
			seen.queries.push({ query, call });
			if (answers.query) return yield* answers.query(query, call);
			yield [{ id: 'a', changeKey: 'k' }];
			return { truncated: false };
		},
		async get(query, ids, call) {
			seen.gets.push({ ids, scope: query.scope, select: query.select, call });
			if (answers.get) return await answers.get(query, ids, call);
			return ids.map((id) => ({ id, changeKey: 'k' }));
		},
		create: write('create', 'created'),
		update: write('update', 'updated'),
		upsert: write('upsert', 'created'),
		delete: write('delete', 'deleted'),
		async execute(procedure, input, scope, call) {
			seen.executed.push({ procedure, input, scope, call });
			const answered = await answers.execute?.(procedure, input, scope, call);
			return answered ?? [{ row: { id: 'sent' } }];
		},
		async executeAll(procedure, inputs, scope, call) {
			if (answers.executeAll) return await answers.executeAll(procedure, inputs, scope, call);
			return await Promise.all(
				inputs.map(async (input) => {
					try {
						return await this.execute(procedure, input, scope, call);
					} catch (error) {
						return error as Error;
					}
				}),
			);
		},
		async searchMailboxes(text, call) {
			return (await answers.searchMailboxes?.(text, call)) ?? { choices: [], cut: false };
		},
		async searchFolders(table, text, scope, call) {
			return (
				(await answers.searchFolders?.(table, text, scope, call)) ?? { choices: [], cut: false }
			);
		},
		async close() {
			seen.closed++;
		},
	};
}
