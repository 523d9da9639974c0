import { operatorsFor, tables } from '../../core';
import type { Column, Condition, Row, Session, Table } from '../../core';
import { EWS_VERSIONS } from '../../core/schema/column';
import { sameValue } from '../../core/schema/equal';
import { findTable, views } from '../../core/tables/registry';
import { startSandbox, type Build, type Sandbox } from '../../sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

const BUILDS: readonly Build[] = ['14.2', '15.0', '15.2'];
const NEWEST: Readonly<Record<string, string>> = {
	'14.2': 'Exchange2010_SP2',
	'15.0': 'Exchange2013_SP1',
	'15.2': 'Exchange2016',
};
const own = { folders: [] };
const HARD = ` & < > " ' ${'\u{1f600}'} \u05e9\u05dc\u05d5\u05dd `;

/** What a collection needs before it has records, and what its records can be. */
interface Fixture {
	/** Makes what is there before; gives the values of the keys. */
	prepare(session: Session, sandbox: Sandbox): Promise<Row>;
	/** Values of a record, all writable columns of it; `turn` gives other ones. */
	values?(turn: number): Row;
	/** Column that is told apart by in an upsert. */
	readonly match?: string;
	/** Columns that stay in the record after they are cleared by null, because nothing means the same. */
	readonly cleared?: Readonly<Row>;
}

async function made(session: Session, table: string, values: Row): Promise<string> {
	const request = { table, scope: own, records: [{ index: 0, values }], options: {} };
	const [record] = await session.create(request, call);
	if (!record?.id) throw record?.error ?? new Error(`No ${table} was made`);
	return record.id;
}

const FIXTURES: Readonly<Record<string, Fixture>> = {
	attachment: {
		prepare: async (session, sandbox) => {
			const parentId = await made(session, 'message', { subject: 'With a file' });
			const item = sandbox.store.findItem(parentId);
			if (!item) throw new Error('no message');
			const content = Buffer.from('content').toString('base64');
			sandbox.store.attachments.add(item, {
				name: `a${HARD}.txt`,
				contentType: 'text/plain',
				content,
			});
			sandbox.store.attachments.add(item, { name: 'b.txt', contentId: 'b@x', content });
			return { parentId };
		},
	},
	attendee: {
		prepare: async (session) => ({
			eventId: await made(session, 'event', {
				subject: 'Meeting',
				startDateTime: '2026-03-10T10:00:00Z',
				endDateTime: '2026-03-10T11:00:00Z',
				attendees: [{ address: 'other@contoso.example', type: 'optional' }],
			}),
		}),
		values: (turn) => ({
			emailAddress: `contact${turn}@contoso.example`,
			name: `Contact ${turn}${HARD}`.trim(),
			type: turn % 2 === 0 ? 'required' : 'resource',
		}),
		match: 'emailAddress',
		// Exchange shows the address as the name.
		cleared: { name: 'contact0@contoso.example' },
	},
	category: {
		prepare: async () => ({}),
		values: (turn) => ({
			displayName: `Category ${turn}${HARD}`.trim(),
			color: `preset${turn}`,
			keyboardShortcut: 1 + turn,
		}),
		match: 'displayName',
		cleared: { color: 'none', keyboardShortcut: 0 },
	},
	delegate: {
		prepare: async () => ({}),
		values: (turn) => ({
			emailAddress: `user${2 + turn}@contoso.example`,
			...Object.fromEntries(
				['calendar', 'tasks', 'inbox', 'contacts', 'notes', 'journal'].map((folder) => [
					`${folder}Permission`,
					turn % 2 === 0 ? 'editor' : 'reviewer',
				]),
			),
			receiveCopiesOfMeetingMessages: turn % 2 === 0,
			viewPrivateItems: turn % 2 === 0,
			deliverMeetingRequests: turn % 2 === 0 ? 'delegatesOnly' : 'delegatesAndMe',
		}),
		match: 'emailAddress',
	},
	inboxRule: {
		prepare: async () => ({}),
		values: (turn) => ({
			displayName: `Rule ${turn}${HARD}`.trim(),
			sequence: 1 + turn,
			isEnabled: turn % 2 === 0,
			conditions: { subjectContains: [`Subject ${turn}${HARD}`] },
			exceptions: { sentToMe: true, withinSizeRange: { minimumSize: turn } },
			actions: { assignCategories: [`Red ${turn}`], markAsRead: true },
		}),
		match: 'displayName',
	},
	modifiedOccurrence: {
		prepare: async (session) => {
			const seriesMasterId = await made(session, 'event', {
				subject: 'Daily',
				startDateTime: '2026-03-10T10:00:00Z',
				endDateTime: '2026-03-10T10:30:00Z',
				recurrence: {
					pattern: { type: 'daily', interval: 1 },
					range: { type: 'numbered', startDate: '2026-03-10', numberOfOccurrences: 3 },
				},
			});
			const expand = { start: '2026-03-11T00:00:00Z', end: '2026-03-12T00:00:00Z' };
			const [one] = await rowsOf(session, { table: 'event', scope: own, select: ['id'], expand });
			const values = { startDateTime: '2026-03-11T12:00:00Z', endDateTime: '2026-03-11T13:00:00Z' };
			const records = [{ index: 0, id: String(one?.['id']), values }];
			await session.update({ table: 'event', scope: own, records, options: {} }, call);
			return { seriesMasterId };
		},
	},
	person: { prepare: async () => ({ searchText: 'User' }) },
	room: { prepare: async () => ({}) },
	roomList: { prepare: async () => ({}) },
};

const collections = [...tables, ...views].filter(({ ews }) => ews?.kind === 'collection');

it('every collection has records to be tried with', () => {
	const names = collections.map(({ name }) => name);
	expect(names.filter((name) => !(name in FIXTURES))).toEqual([]);
	expect(names.length).toBeGreaterThanOrEqual(8);
});

describe.each(BUILDS)('a server of build %s', (build) => {
	let sandbox: Sandbox;
	let session: Session;
	beforeAll(async () => {
		sandbox = await startSandbox({
			build,
			fill: (store) => {
				const room = 'room1@contoso.example';
				store.addMailbox({ primarySmtp: room, displayName: `Room${HARD}1`, type: 'room' });
				store.addGroup({ primarySmtp: 'rooms@contoso.example', roomList: true, members: [room] });
			},
		});
	});
	afterAll(async () => await sandbox.close());
	beforeEach(async () => {
		sandbox.reset();
		session = await sessionOn(sandbox);
	});

	describe.each(collections.map((table) => [table.name, table] as const))('%s', (name, table) => {
		const fixture = FIXTURES[name] as Fixture;
		const columns = table.columns.filter((column) => has(column, build));
		const writable = (action: 'create' | 'update') =>
			columns.filter(({ ews }) => ews?.write === 'both' || ews?.write === action);
		let keys: Row = {};
		beforeEach(async () => {
			keys = await fixture.prepare(session, sandbox);
		});
		const within = (where?: Condition): Condition | undefined => {
			const fixed = Object.entries(keys).map(([column, value]): Condition => ({
				column,
				operator: 'equals',
				value,
			}));
			const all = where ? [...fixed, where] : fixed;
			return all.length > 0 ? { and: all } : undefined;
		};
		const query = (where?: Condition, more: Row = {}) => {
			const narrowed = within(where);
			return rowsOf(session, {
				table: name,
				scope: own,
				...(narrowed && { where: narrowed }),
				...more,
			});
		};
		const request = (records: readonly object[], options = {}) => ({
			table: name,
			scope: own,
			records: records.map((record, index) => ({ index, ...record })),
			options,
		});
		const values = (turn: number): Row => ({
			...(table.keys ? keys : {}),
			...fixture.values?.(turn),
		});
		const get = async (id: string) => {
			const select = columns.map((column) => column.id);
			const [row] = await session.get({ table: name, scope: own, select }, [id], call);
			if (!row || row instanceof Error) throw row ?? new Error('no row');
			return row;
		};
		const differing = (row: Row, wanted: Row) =>
			columns
				.filter(({ id }) => id in wanted)
				.filter((column) => !sameValue(column, row[column.id], wanted[column.id]))
				.map(({ id }) => ({ id, is: row[id], written: wanted[id] }));
		const first = async (): Promise<Row> => {
			if (fixture.values) await made(session, name, values(0));
			const [row] = await query(undefined, { select: columns.map(({ id }) => id) });
			if (!row) throw new Error('no record');
			return row;
		};

		it('has exactly its columns; get gives what query gives', async () => {
			const row = await first();
			expect(Object.keys(row).sort()).toEqual(
				[...new Set([...columns.map(({ id }) => id), 'changeKey'])].sort(),
			);
			const again = await get(String(row['id']));
			const apart = new Set(['parentId', 'roomListEmailAddress', 'roomListName', 'searchText']);
			const same = columns.filter(({ id }) => !apart.has(id));
			const wrong = same.filter((column) => !sameValue(column, again[column.id], row[column.id]));
			expect(wrong.map(({ id }) => [id, again[id], row[id]])).toEqual([]);
			const [missing] = await session.get({ table: name, scope: own }, ['AAMkAGmissing'], call);
			expect(missing).toBeInstanceOf(Error);
		});

		it('query by each column and operator answers', async () => {
			const row = await first();
			for (const column of columns) {
				// What fixes a key is part of every query here.
				if (column.id in keys) continue;
				const held = row[column.id];
				for (const operator of operatorsFor(column)) {
					const one = scalar(column, held);
					const list = operator === 'in' || operator === 'notIn';
					const value = operator === 'between' ? [one, one] : list ? [one] : one;
					const where = (
						/Empty/.test(operator)
							? { column: column.id, operator }
							: { column: column.id, operator, value: operator === 'excludesBits' ? 1 : value }
					) as Condition;
					const found = await query(where, { select: ['id'] });
					const isHit = found.some(({ id }) => id === row['id']);
					const isPlain = typeof held === 'string' || typeof held === 'number';
					if (operator === 'isEmpty' || operator === 'isNotEmpty') {
						const isAbsent =
							held === null || held === '' || (Array.isArray(held) && held.length === 0);
						expect([column.id, operator, isHit]).toEqual([
							column.id,
							operator,
							(operator === 'isEmpty') === isAbsent,
						]);
					} else if (operator === 'equals' && isPlain && held !== '') {
						expect([column.id, operator, isHit]).toEqual([column.id, operator, true]);
					}
				}
			}
		}, 60_000);

		it('sorts and limits', async () => {
			await first();
			if (fixture.values && name !== 'delegate') await made(session, name, values(1));
			const order = (direction: 'asc' | 'desc') =>
				query(undefined, { orderBy: [{ column: 'id', direction }], select: ['id'] });
			const [up, down] = [await order('asc'), await order('desc')];
			expect(up.map(({ id }) => id)).toEqual(down.map(({ id }) => id).reverse());
			expect(await query(undefined, { limit: 1 })).toHaveLength(1);
		});

		if (!table.operations.includes('create')) {
			it.each(['create', 'update', 'upsert', 'delete'] as const)(
				'%s is refused before anything is sent',
				async (operation) => {
					sandbox.log.clear();
					const records = [{ id: 'x', values: { [table.columns[1]?.id ?? 'id']: 'x' } }];
					await expect(session[operation](request(records), call)).rejects.toMatchObject({
						field: 'operation',
						message: `A ${table.label} has no operation '${operation}'`,
					});
					expect(sandbox.log.count({})).toBe(0);
				},
			);
			return;
		}

		it('create with every writable column is read back identical', async () => {
			const wanted = values(0);
			expect(Object.keys(wanted).sort()).toEqual(
				writable('create')
					.map(({ id }) => id)
					.sort(),
			);
			const id = await made(session, name, wanted);
			expect(differing(await get(id), wanted)).toEqual([]);
			const [row] = await query({ column: 'id', operator: 'equals', value: id } as Condition);
			expect(differing(row ?? {}, wanted)).toEqual([]);
		});

		it('update each updatable column alone', async () => {
			let id = await made(session, name, values(0));
			const wrong: unknown[] = [];
			let now: Row = values(0);
			for (const { id: column } of writable('update')) {
				const change = { [column]: values(1)[column] };
				const [set] = await session.update(request([{ id, values: change }]), call);
				id = set?.id ?? id;
				now = { ...now, ...change };
				const differ = differing(await get(id), now);
				if (set?.outcome !== 'updated' || differ.length > 0) {
					wrong.push([column, set?.outcome, set?.error?.message, differ]);
				}
			}
			expect(wrong).toEqual([]);
		});

		it('clear each updatable column by null: it is empty and nothing else, or refused by name', async () => {
			const wrong: unknown[] = [];
			for (const column of writable('update')) {
				sandbox.reset();
				keys = await fixture.prepare(session, sandbox);
				const id = await made(session, name, values(0));
				const [cleared] = await session.update(
					request([{ id, values: { [column.id]: null } }]),
					call,
				);
				const row = await get(id);
				const expected = values(0);
				if (column.ews?.kept) {
					const isNamed = cleared?.error?.message.includes(`'${column.label}' cannot be cleared`);
					if (cleared?.outcome !== 'failed' || !isNamed || cleared.error?.field !== column.id) {
						wrong.push([column.id, cleared?.outcome, cleared?.error?.message]);
					}
				} else {
					if (cleared?.outcome !== 'updated') wrong.push([column.id, cleared?.error?.message]);
					expected[column.id] = fixture.cleared?.[column.id] ?? null;
				}
				const differ = differing(row, expected);
				if (differ.length > 0) wrong.push([column.id, differ]);
			}
			expect(wrong).toEqual([]);
		});

		it('upsert changes nothing the second time; a dry run changes nothing; delete', async () => {
			const options = { matchColumns: [fixture.match ?? ''] };
			const records = [{ values: values(0) }];
			const [dry] = await session.upsert(request(records, { ...options, dryRun: true }), call);
			expect(dry).toMatchObject({ outcome: 'created', before: null });
			const [done] = await session.upsert(request(records, options), call);
			expect([done?.outcome, done?.error?.message]).toEqual(['created', undefined]);
			const [again] = await session.upsert(request(records, options), call);
			expect([again?.outcome, again?.row]).toEqual(['unchanged', {}]);
			const change = fixture.match === 'emailAddress' ? {} : { [fixture.match ?? '']: 'X' };
			const [rehearsed] = await session.update(
				request([{ id: done?.id, values: change }], { dryRun: true }),
				call,
			);
			expect(rehearsed?.error).toBeUndefined();
			expect(differing(await get(done?.id ?? ''), values(0))).toEqual([]);
			const [gone] = await session.delete(request([{ id: done?.id }]), call);
			expect(gone).toMatchObject({ outcome: 'deleted' });
			const rows = await query(undefined, { select: ['id'] });
			expect(rows.some(({ id }) => id === done?.id)).toBe(false);
		});

		it('columns that are read only, unknown or of another type are refused by name, unsent', async () => {
			const id = await made(session, name, values(0));
			const readOnly = columns.find(
				({ id: one, ews }) => !ews?.write && !/^(id|changeKey)$/.test(one),
			);
			sandbox.log.clear();
			const outcomes = await session.update(
				request([
					{ id, values: { [readOnly?.id ?? '']: 'x' } },
					{ id, values: { nonsense: 'x' } },
					{ id, values: { [fixture.match ?? '']: { an: 'object' } } },
				]),
				call,
			);
			expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed']);
			expect(outcomes[0]?.error?.message).toBe(`The column '${readOnly?.label}' cannot be written`);
			expect(outcomes[1]?.error?.message).toContain("has no column 'nonsense'");
			expect(sandbox.log.count({})).toBe(0);
		});
	});

	it('the tables are known by name and by the older names', () => {
		for (const table of collections) {
			expect(findTable(table.name, 'ews').table).toBe(table);
			for (const alias of table.aliases ?? []) {
				expect(findTable(alias.name, alias.schema).table).toBe(table);
			}
		}
	});
});

function has({ ews }: Column, build: Build): boolean {
	const newest = NEWEST[build] as (typeof EWS_VERSIONS)[number];
	return (
		ews !== undefined &&
		EWS_VERSIONS.indexOf(ews.since ?? 'Exchange2007') <= EWS_VERSIONS.indexOf(newest)
	);
}

/** A value to compare with: the one that is held, or one of the column's type. */
function scalar(column: Column, held: unknown): unknown {
	const one: unknown = Array.isArray(held) ? held[0] : held;
	if (typeof one === 'object' && one !== null) return (one as Row)['address'] ?? 'x';
	if (one !== null && one !== undefined && one !== '') return one;
	const samples: Partial<Record<Table['columns'][number]['type'], unknown>> = {
		choice: column.choices?.[0],
		integer: 1,
		boolean: true,
		dateTime: '2026-01-01T00:00:00Z',
		binary: 'AAAA',
	};
	return samples[column.type] ?? 'x';
}
