import { operatorsFor, tables } from '../../core';
import type { Column, CredentialData, Row, Session, Table } from '../../core';
import { sameValue } from '../../core/schema/equal';
import { EWS_VERSIONS } from '../../core/schema/column';
import { startSandbox, type Build, type Sandbox } from '../../sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

const BUILDS: readonly Build[] = ['14.2', '15.0', '15.2'];
const NEWEST: Readonly<Record<string, string>> = {
	'14.2': 'Exchange2010_SP2',
	'15.0': 'Exchange2013_SP1',
	'15.2': 'Exchange2016',
};
const HARD = ` & < > " ' ${'\u{1f600}'} \u05e9\u05dc\u05d5\u05dd \t end `;

/** What a column of its type can hold; `turn` gives another value. */
function sample(column: Column, turn: number): unknown {
	const known = SPECIAL[column.id];
	if (known) return known(turn);
	switch (column.type) {
		case 'text':
			return `${column.id} ${turn}${HARD}`;
		case 'choice':
			return column.choices?.[turn % (column.choices.length || 1)];
		case 'integer':
			return 15 + turn;
		case 'int64':
			return '9007199254740993';
		case 'decimal':
			return 25 + turn;
		case 'boolean':
			return turn % 2 === 0;
		case 'dateTime':
			return `2026-03-1${turn}T10:30:00Z`;
		case 'date':
			return `1980-02-2${turn}`;
		case 'binary':
			return 'q83v';
		case 'textList':
			return [`Red & <${turn}>`, 'Blue'];
		case 'recipient':
			return { name: `Contact ${turn}`, address: `contact${turn}@contoso.example` };
		case 'recipientList':
			return [{ name: `A & B ${turn}`, address: `contact${turn}@contoso.example` }];
		case 'attendeeList':
			return [
				{ name: 'Contact 1', address: 'contact1@contoso.example', type: 'required' },
				{ name: 'Room 4', address: `room${turn}@contoso.example`, type: 'resource' },
			];
		case 'flag':
			return { status: turn % 2 === 0 ? 'flagged' : 'notFlagged' };
		case 'recurrence':
			return {
				pattern: { type: 'daily', interval: 1 + turn },
				range: { type: 'numbered', startDate: '2026-03-10', numberOfOccurrences: 3 },
			};
		default:
			return undefined;
	}
}

const SPECIAL: Readonly<Record<string, (turn: number) => unknown>> = {
	startDateTime: (turn) => `2026-03-10T1${turn}:00:00Z`,
	endDateTime: (turn) => `2026-03-10T1${turn}:30:00Z`,
	startTimeZone: () => 'W. Europe Standard Time',
	endTimeZone: () => 'W. Europe Standard Time',
	isAllDay: () => false,
	culture: (turn) => (turn % 2 === 0 ? 'de-DE' : 'en-US'),
	subject: (turn) => `Subject ${turn}${HARD}`.trim(),
	body: (turn) => `Line ${turn} & more\nwith < and >`,
	personalNotes: (turn) => `Line ${turn} & more\nwith < and >`,
	businessAddressStreet: (turn) => `${turn} ${'Street & Co. '.repeat(24)}`.slice(0, 300),
	displayName: (turn) => `Name ${turn} & <"'>`,
	percentComplete: (turn) => 25 + turn,
	completeDate: (turn) => `2026-01-1${turn}`,
	showAs: (turn) => (turn % 2 === 0 ? 'busy' : 'free'),
};
for (const slot of [1, 2, 3]) {
	(SPECIAL as Record<string, (turn: number) => unknown>)[`emailAddress${slot}`] = (turn) =>
		`contact${slot}.${turn}@contoso.example`;
}

/** What decides other columns, or is decided by them: tried by the tests of their tables. */
const APART = new Set([
	'itemClass',
	'mimeContent',
	'folderClass',
	'bodyType',
	'fileAsMapping',
	'fileAs',
	'completeDate',
	'status',
	'percentComplete',
	'recurrence',
	'isAllDay',
]);

const has = (column: Column, build: Build): boolean => {
	const since = column.ews?.since ?? 'Exchange2007';
	const newest = NEWEST[build] as (typeof EWS_VERSIONS)[number];
	return column.ews !== undefined && EWS_VERSIONS.indexOf(since) <= EWS_VERSIONS.indexOf(newest);
};

describe.each(BUILDS)('a server of build %s', (build) => {
	let sandbox: Sandbox;
	let session: Session;
	beforeAll(async () => {
		sandbox = await startSandbox({ build });
	});
	afterAll(async () => await sandbox.close());
	beforeEach(async () => {
		sandbox.reset();
		session = await sessionOn(sandbox);
	});

	// Collections have records of other kinds each: see collections.test.ts.
	const folders = tables.filter(({ ews }) => ews && ews.kind !== 'collection');
	describe.each(folders.map((table) => [table.name, table] as const))(
		'%s',
		(name, table: Table) => {
			const own = { folders: [] };
			const columns = table.columns.filter((column) => has(column, build));
			const writable = (action: 'create' | 'update') =>
				columns.filter(
					({ id, ews, partOf }) =>
						(ews?.write === 'both' || ews?.write === action) && !partOf && !APART.has(id),
				);
			const valuesOf = (which: readonly Column[], turn: number): Row =>
				Object.fromEntries(which.map((column) => [column.id, sample(column, turn)]));
			const request = (records: readonly object[], options = {}) => ({
				table: name,
				scope: own,
				records: records.map((record, index) => ({ index, ...record })),
				options,
			});
			const create = async (turn = 0) => {
				const values = valuesOf(writable('create'), turn);
				const [made] = await session.create(request([{ values }]), call);
				expect(made?.error).toBeUndefined();
				expect(made).toMatchObject({ outcome: 'created', id: expect.any(String) });
				return { id: made?.id ?? '', values };
			};
			const get = async (id: string, select?: string[]) => {
				const [row] = await session.get({ table: name, scope: own, select }, [id], call);
				if (!row || row instanceof Error) throw row ?? new Error('no row');
				return row;
			};
			const differing = (row: Row, values: Row) =>
				columns
					.filter(({ id }) => id in values)
					.filter((column) => !sameValue(column, row[column.id], values[column.id]))
					.map(({ id }) => ({ id, is: row[id], written: values[id] }));

			it('create with every writable column; get and query read it back identical', async () => {
				const { id, values } = await create();
				expect(differing(await get(id), values)).toEqual([]);
				const select = columns.map((column) => column.id);
				const rows = await rowsOf(session, { table: name, scope: own, select });
				const row = rows.find((candidate) => candidate['id'] === id);
				expect(Object.keys(row ?? {}).sort()).toEqual([...new Set(select)].sort());
				expect(differing(row ?? {}, values)).toEqual([]);
				const plain = await rowsOf(session, { table: name, scope: own });
				expect(
					differing(plain.find((one) => one['id'] === id) ?? {}, {
						...Object.fromEntries(
							Object.entries(values).filter(([key]) => key in (plain[0] ?? {})),
						),
					}),
				).toEqual([]);
			});

			it('update each updatable column', async () => {
				const { id } = await create();
				const wrong: unknown[] = [];
				for (const column of writable('update')) {
					const value = sample(column, 1);
					const values = together(column, value);
					const [set] = await session.update(request([{ id, values }]), call);
					const row = await get(id, [column.id]);
					if (set?.outcome !== 'updated' || !sameValue(column, row[column.id], value)) {
						wrong.push([column.id, set?.outcome, set?.error?.message, row[column.id], value]);
					}
				}
				expect(wrong).toEqual([]);
				expect(writable('update').length).toBeGreaterThan(0);
			});

			it('clear each updatable column by null: it is empty and nothing else, or refused by name', async () => {
				const isFolder = table.ews?.kind === 'folder';
				const folderName = isFolder ? table.columns.find(({ match }) => match)?.id : undefined;
				const values = valuesOf(writable('create'), 0);
				const clearing = columns.filter(
					({ ews, partOf }) => !partOf && (ews?.write === 'both' || ews?.write === 'update'),
				);
				const copies = clearing.map(({ id }) => ({
					values: { ...values, ...(folderName && { [folderName]: `Of ${id}` }) },
				}));
				const made = await session.create(request(copies), call);
				expect(new Set(made.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
				const ids = made.map(({ id }) => id ?? '');
				const cleared = await session.update(
					request(clearing.map(({ id }, at) => ({ id: ids[at], values: { [id]: null } }))),
					call,
				);
				const select = columns.map(({ id }) => id);
				const rows = await session.get({ table: name, scope: own, select }, ids, call);
				const wrong = clearing.flatMap((column, at): unknown[] => {
					const { outcome, error } = cleared[at] ?? {};
					const row = rows[at] as Row;
					const expected: Row = { ...copies[at]?.values };
					if (column.ews?.kept) {
						const isNamed = error?.message.includes(`'${column.label}' cannot be cleared`);
						if (outcome !== 'failed' || !isNamed || error?.field !== column.id) {
							return [[column.id, outcome, error?.message]];
						}
					} else {
						if (outcome !== 'updated') return [[column.id, outcome, error?.message]];
						Object.assign(expected, afterClearing(column, expected));
					}
					const differ = differing(row, expected);
					return differ.length > 0 ? [[column.id, differ]] : [];
				});
				expect(wrong).toEqual([]);
			});

			it('query by each column and operator answers', async () => {
				const { id } = await create();
				const row = await get(id);
				for (const column of columns) {
					const held = row[column.id];
					for (const operator of operatorsFor(column)) {
						const one = scalar(column, held);
						const value =
							operator === 'between'
								? [one, one]
								: /n$/.test(operator) && /in$/i.test(operator)
									? [one]
									: one;
						const where = /Empty/.test(operator)
							? { column: column.id, operator }
							: { column: column.id, operator, value: operator === 'excludesBits' ? 1 : value };
						const found = await rowsOf(session, { table: name, scope: own, select: ['id'], where });
						const isHit = found.some((hit) => hit['id'] === id);
						if (operator === 'isEmpty' || operator === 'isNotEmpty') {
							const absent =
								held === null || held === '' || (Array.isArray(held) && held.length === 0);
							expect([column.id, operator, isHit]).toEqual([
								column.id,
								operator,
								(operator === 'isEmpty') === absent,
							]);
						} else if (operator === 'equals' && typeof held !== 'object' && column.ews?.field) {
							expect([column.id, operator, isHit]).toEqual([column.id, operator, true]);
						}
					}
				}
			}, 240_000);

			it('sort by each sortable column', async () => {
				await create(0);
				if (table.ews?.kind === 'item') await create(1);
				for (const column of columns.filter(({ ews }) => ews?.sort)) {
					const read = (direction: 'asc' | 'desc') =>
						rowsOf(session, {
							table: name,
							scope: own,
							select: ['id', column.id],
							orderBy: [{ column: column.id, direction }],
						});
					const [up, down] = [await read('asc'), await read('desc')];
					expect(up.length).toBeGreaterThan(0);
					expect(up.map((one) => one[column.id])).toEqual(
						down.map((one) => one[column.id]).reverse(),
					);
				}
			});

			it('upsert changes nothing the second time; delete', async () => {
				const match = table.columns.find((column) => column.match && column.ews?.filter)?.id ?? '';
				const values = valuesOf(writable('create'), 2);
				const options = { matchColumns: [match] };
				const upsert = () => session.upsert(request([{ values }], options), call);
				const [made] = await upsert();
				expect([made?.outcome, made?.error?.message]).toEqual(['created', undefined]);
				const [again] = await upsert();
				expect([again?.outcome, again?.row]).toEqual(['unchanged', {}]);
				const [gone] = await session.delete(request([{ id: made?.id }]), call);
				expect(gone).toMatchObject({ outcome: 'deleted' });
				const rows = await rowsOf(session, { table: name, scope: own, select: ['id'] });
				expect(rows.some((one) => one['id'] === made?.id)).toBe(false);
			});
		},
	);
});

/** What is empty afterwards: the display name goes with its address, without one it is the address. */
function afterClearing({ id }: Column, values: Row): Row {
	const slot = /^(emailAddress\d)(Name)?$/.exec(id);
	if (slot?.[2]) return { [id]: values[slot[1] ?? ''] };
	if (slot) return { [id]: null, [`${id}Name`]: null };
	// A folder without the property is not hidden.
	if (id === 'isHidden') return { [id]: false };
	// Exchange keeps the subject of a contact the same as its display name.
	return id === 'displayName' ? { [id]: null, subject: null } : { [id]: null };
}

/** Bounds and zones of an event are written together. */
function together(column: Column, value: unknown): Row {
	if (column.id === 'startDateTime')
		return { startDateTime: value, endDateTime: '2026-03-10T19:00:00Z' };
	return { [column.id]: value };
}

function scalar(column: Column, held: unknown): unknown {
	const first = Array.isArray(held) ? held[0] : held;
	if (column.type === 'flag') return 'flagged';
	if (typeof first === 'object' && first !== null) return (first as Row)['address'] ?? 'x';
	if (first !== null && first !== undefined && first !== '') return first;
	return column.type === 'text' || /List|recip/.test(column.type)
		? 'x'
		: (sample(column, 0) ?? 'AAAA');
}

describe('sign-in and access', () => {
	const texts = { givenName: HARD, surname: 'x'.repeat(300), companyName: 'a\r\nb\nc' };

	it.each<[string, 'NTLM' | 'Basic', boolean, 'delegate' | 'impersonate' | undefined]>([
		['NTLM over http', 'NTLM', false, undefined],
		['NTLM over https, delegate', 'NTLM', true, 'delegate'],
		['Basic over http, impersonation', 'Basic', false, 'impersonate'],
		['Basic over https', 'Basic', true, undefined],
	])('%s', async (_name, scheme, secure, access) => {
		const sandbox = await startSandbox({ https: secure, schemes: [scheme] });
		try {
			const target = 'user2@contoso.example';
			if (access === 'delegate') sandbox.store.grantFullAccess(target, 'service@contoso.example');
			const over: CredentialData = {
				authScheme: scheme,
				...(secure ? { server: sandbox.httpsUrl, caCertificate: sandbox.ca } : {}),
				...(access ? { user: 'service' } : {}),
			};
			const session = await sessionOn(sandbox, over);
			const scope = { folders: [], ...(access ? { access, mailbox: target } : {}) };
			const records = [{ index: 0, values: texts }];
			const [made] = await session.create({ table: 'contact', scope, records, options: {} }, call);
			expect([made?.outcome, made?.error?.message]).toEqual(['created', undefined]);
			const select = Object.keys(texts);
			const [row] = await rowsOf(session, { table: 'contact', scope, select });
			expect(row?.['givenName']).toBe(texts.givenName);
			expect(row?.['surname']).toBe(texts.surname);
			const again = await session.upsert(
				{ table: 'contact', scope, records, options: { matchColumns: ['givenName'] } },
				call,
			);
			expect(again).toMatchObject([{ outcome: 'unchanged' }]);
			const owner = access ? target : 'user1@contoso.example';
			expect(sandbox.store.folder(owner, 'contacts').items.size).toBe(1);
		} finally {
			await sandbox.close();
		}
	});
});
