import type { WriteOutcome, WriteRequest } from '../../../../core/backends/backend';
import type { Row } from '../../../../core/schema/column';
import { findTable } from '../../../../core/tables/registry';
import { type Bench, contact, startBench, USER } from './onSandbox';

const TWO = 'user2@contoso.example';
let bench: Bench;
beforeAll(async () => {
	bench = await startBench();
});
afterAll(async () => bench.close());
beforeEach(() => bench.sandbox.reset());

const write = (
	action: WriteRequest['action'],
	records: WriteRequest['records'],
	more: Partial<WriteRequest> = {},
): Promise<WriteOutcome[]> =>
	bench.backend.write(
		{ action, table: contact, scope: { folders: [] }, records, options: {}, ...more },
		bench.call,
	);
const people = (count: number, more: Row = {}) =>
	Array.from({ length: count }, (_, index) => ({
		index,
		values: { givenName: `Given ${index}`, ...more },
	}));
const kinds = (outcomes: readonly WriteOutcome[]) => outcomes.map(({ outcome }) => outcome);
const names = async () =>
	(await bench.rows({ select: ['givenName'] })).map(({ givenName }) => givenName);
const expected = (count: number) => Array.from({ length: count }, (_, n) => `Given ${n}`);

describe('creating', () => {
	it('gives each record its id, in input order, in batches', async () => {
		const outcomes = await write('create', people(25), { options: { batchSize: 10 } });
		expect(kinds(outcomes)).toEqual(Array.from({ length: 25 }, () => 'created'));
		expect(outcomes.map(({ index }) => index)).toEqual(Array.from({ length: 25 }, (_, n) => n));
		expect(bench.sandbox.log.count({ operation: 'CreateItem' })).toBe(3);
		expect(await names()).toEqual(expected(25));
	});

	it('sends nothing for no records', async () => {
		bench.sandbox.log.clear();
		expect(await write('create', [])).toEqual([]);
		expect(bench.sandbox.log.count({})).toBe(0);
	});

	it.each([
		['before', 'dropBefore', 2],
		['during', 'dropMiddle', 1],
		['after', 'dropAfter', 1],
		['truncate', 'truncate', 1],
		['html', 'html', 2],
	] as const)('a lost answer (%s): each record once', async (_stage, kind, requests) => {
		bench.sandbox.faults.add({ kind, match: { operation: 'CreateItem' } });
		const outcomes = await write('create', people(8));
		expect(kinds(outcomes)).toEqual(Array.from({ length: 8 }, () => 'created'));
		expect(await names()).toEqual(expected(8));
		expect(new Set(outcomes.map(({ id }) => id)).size).toBe(8);
		expect(outcomes.every(({ id }) => id !== undefined && id !== '')).toBe(true);
		expect(bench.sandbox.log.count({ operation: 'CreateItem' })).toBeLessThanOrEqual(requests);
	});

	it('what cannot be settled is unknown, with the write id', async () => {
		const { faults } = bench.sandbox;
		faults.add({ kind: 'dropAfter', match: { operation: 'CreateItem' }, times: 9 });
		faults.add({ kind: 'soapFault', match: { operation: 'FindItem' }, times: 99 });
		const outcomes = await write('create', people(2));
		expect(kinds(outcomes)).toEqual(['unknown', 'unknown']);
		expect(outcomes[0]?.writeId).toMatch(/^[0-9a-f-]{36}-0$/);
		expect(bench.sandbox.log.count({ operation: 'CreateItem' })).toBe(1);
		faults.clear();
		expect(await names()).toEqual(expected(2));
	});

	it('one bad record stops nothing else', async () => {
		const records = people(7).map((record) =>
			record.index === 3 ? { ...record, values: { givenName: 'x', birthday: 'no date' } } : record,
		);
		const outcomes = await write('create', records);
		expect(kinds(outcomes).filter((kind) => kind === 'created')).toHaveLength(6);
		expect(outcomes[3]).toMatchObject({ index: 3, outcome: 'failed' });
		expect(outcomes[3]?.error?.message).toMatch(/'Birthday'|birthday/i);
	});

	it('in a folder by path, in the mailbox of somebody else', async () => {
		const { store } = bench.sandbox;
		store.grantFullAccess(TWO, USER);
		store.addFolder(store.folder(TWO, 'contacts'), 'Team');
		const folders = [{ kind: 'path' as const, path: 'Contacts/Team' }];
		const outcomes = await write('create', people(2), { scope: { folders, mailbox: TWO } });
		expect(kinds(outcomes)).toEqual(['created', 'created']);
		expect(store.folder(TWO, 'Contacts/Team').items.size).toBe(2);
	});

	it('without the right: the command that grants it', async () => {
		const [outcome] = await write('create', people(1), { scope: { folders: [], mailbox: TWO } });
		expect(outcome).toMatchObject({ outcome: 'failed' });
		expect(outcome?.error).toMatchObject({
			kind: 'permission',
			advice: expect.stringContaining('Add-Mailbox'),
		});
	});
});

describe('updating', () => {
	const created = async (count: number) => {
		const outcomes = await write('create', people(count));
		return outcomes.map(({ id = '', changeKey }, index) => ({ index, id, changeKey }));
	};

	it('changes, clears and leaves alone', async () => {
		const [made] = await write('create', people(1, { companyName: 'Contoso', jobTitle: 'Boss' }));
		const values = { companyName: null, givenName: 'New' };
		const [outcome] = await write('update', [{ index: 0, id: made?.id, values }]);
		expect(outcome).toMatchObject({ outcome: 'updated', id: made?.id });
		const [row] = await bench.rows({ select: ['givenName', 'companyName', 'jobTitle'] });
		expect(row).toMatchObject({ givenName: 'New', companyName: null, jobTitle: 'Boss' });
		expect(outcome?.changeKey).toBe(row?.changeKey);
	});

	it('a stale change key is a conflict, and stops nothing else', async () => {
		const records = await created(3);
		const { store } = bench.sandbox;
		const item = store.findItem(records[1]?.id ?? '');
		store.updateItem(item!, { 'contacts:GivenName': 'Theirs' });
		const outcomes = await write(
			'update',
			records.map((record) => ({ ...record, values: { givenName: 'Ours' } })),
		);
		expect(kinds(outcomes)).toEqual(['updated', 'failed', 'updated']);
		expect(outcomes[1]?.error?.kind).toBe('conflict');
		expect(await names()).toEqual(['Ours', 'Theirs', 'Ours']);
	});

	it('the same record twice in one run is changed twice, in order', async () => {
		const [record] = await created(1);
		const twice = ['first', 'second'].map((givenName, index) => ({
			...record,
			index,
			values: { givenName },
		}));
		expect(kinds(await write('update', twice))).toEqual(['updated', 'updated']);
		expect(await names()).toEqual(['second']);
	});

	it.each(['dropBefore', 'dropMiddle', 'dropAfter', 'truncate'] as const)(
		'a lost answer (%s) is settled',
		async (kind) => {
			const records = await created(4);
			bench.sandbox.faults.add({ kind, match: { operation: 'UpdateItem' } });
			const outcomes = await write(
				'update',
				records.map((record) => ({ ...record, values: { givenName: `New ${record.index}` } })),
			);
			expect(kinds(outcomes)).toEqual(['updated', 'updated', 'updated', 'updated']);
			expect(await names()).toEqual(['New 0', 'New 1', 'New 2', 'New 3']);
		},
	);

	it('after a lost answer, what somebody else changed meanwhile is unknown', async () => {
		const [record] = await created(1);
		const { store, faults, scripts } = bench.sandbox;
		faults.add({ kind: 'dropAfter', match: { operation: 'UpdateItem' } });
		scripts.add({
			match: { operation: 'GetItem' },
			when: 'before',
			run: () => {
				store.updateItem(store.findItem(record!.id)!, { 'contacts:GivenName': 'Theirs' });
			},
		});
		const [outcome] = await write('update', [{ ...record!, values: { givenName: 'Ours' } }]);
		expect(outcome).toMatchObject({ outcome: 'unknown', id: record?.id });
		expect(await names()).toEqual(['Theirs']);
	});

	it('an id that is gone, malformed, empty or of another mailbox fails alone', async () => {
		const records = await created(3);
		const { store } = bench.sandbox;
		store.deleteItem(store.findItem(records[0]!.id)!, 'HardDelete');
		const foreign = store.addItem(store.folder(TWO, 'contacts'), {
			kind: 'Contact',
			properties: {},
		});
		const ids = [records[0]!.id, 'bm90IGFuIGlk', '', foreign.id, records[2]!.id];
		const outcomes = await write(
			'update',
			ids.map((id, index) => ({ index, id, values: { givenName: 'New' } })),
		);
		expect(kinds(outcomes)).toEqual(['failed', 'failed', 'failed', 'failed', 'updated']);
		expect(outcomes[3]?.error?.message).toContain('another mailbox');
		expect(outcomes.every(({ error }) => error === undefined || error.message !== '')).toBe(true);
	});

	it('no columns: unchanged', async () => {
		const [record] = await created(1);
		expect(kinds(await write('update', [{ ...record!, values: {} }]))).toEqual(['unchanged']);
	});
});

describe('deleting', () => {
	it.each([
		['moveToDeletedItems', 1],
		['hardDelete', 0],
	] as const)('%s', async (deleteType, left) => {
		const [made] = await write('create', people(1));
		const [outcome] = await write('delete', [{ index: 0, id: made?.id, values: {} }], {
			options: { deleteType },
		});
		expect(outcome).toEqual({ index: 0, outcome: 'deleted', id: made?.id });
		expect(bench.sandbox.store.folder(USER, 'deleteditems').items.size).toBe(left);
	});

	it.each(['dropBefore', 'dropMiddle', 'dropAfter', 'truncate'] as const)(
		'a lost answer (%s) is settled',
		async (kind) => {
			const made = await write('create', people(3));
			bench.sandbox.faults.add({ kind, match: { operation: 'DeleteItem' } });
			const outcomes = await write(
				'delete',
				made.map(({ index, id }) => ({ index, id, values: {} })),
			);
			expect(kinds(outcomes)).toEqual(['deleted', 'deleted', 'deleted']);
			expect(bench.sandbox.store.folder(USER, 'deleteditems').items.size).toBe(3);
		},
	);

	it('what is gone already fails alone', async () => {
		const made = await write('create', people(2));
		const { store } = bench.sandbox;
		store.deleteItem(store.findItem(made[0]!.id!)!, 'HardDelete');
		const outcomes = await write(
			'delete',
			made.map(({ index, id }) => ({ index, id, values: {} })),
		);
		expect(kinds(outcomes)).toEqual(['failed', 'deleted']);
		expect(outcomes[0]?.error?.code).toBe('ErrorItemNotFound');
	});
});

describe('folders as records', () => {
	const folder = findTable('folder', 'ews').table;
	const inContacts = { scope: { folders: [{ kind: 'wellKnown' as const, name: 'contacts' }] } };

	it('are created, renamed and deleted', async () => {
		const more = { table: folder, ...inContacts };
		const records = ['A', 'B'].map((displayName, index) => ({
			index,
			values: { displayName, folderClass: 'IPF.Contact' },
		}));
		const made = await write('create', records, more);
		expect(kinds(made)).toEqual(['created', 'created']);
		const again = await write('create', records.slice(0, 1), more);
		expect(again[0]).toMatchObject({ outcome: 'failed', error: { code: 'ErrorFolderExists' } });
		const [renamed] = await write(
			'update',
			[{ index: 0, id: made[0]?.id, values: { displayName: 'C' } }],
			more,
		);
		expect(renamed?.outcome).toBe('updated');
		const rows = await bench.rows(
			{ select: ['displayName', 'folderClass'], ...inContacts },
			folder,
		);
		expect(rows.map((row) => [row.displayName, row.folderClass])).toEqual(
			expect.arrayContaining([
				['C', 'IPF.Contact'],
				['B', 'IPF.Contact'],
			]),
		);
		const [deleted] = await write('delete', [{ index: 0, id: made[1]?.id, values: {} }], more);
		expect(deleted?.outcome).toBe('deleted');
	});

	it.each(['dropBefore', 'dropAfter'] as const)('a lost answer (%s) is settled', async (kind) => {
		const { faults } = bench.sandbox;
		const more = { table: folder, ...inContacts };
		for (const operation of ['CreateFolder', 'UpdateFolder', 'DeleteFolder']) {
			faults.add({ kind, match: { operation } });
		}
		const [made] = await write('create', [{ index: 0, values: { displayName: 'A' } }], more);
		expect(made?.outcome).toBe('created');
		const change = { index: 0, id: made?.id, values: { displayName: 'B' } };
		expect(kinds(await write('update', [change], more))).toEqual(['updated']);
		expect(kinds(await write('delete', [{ index: 0, id: made?.id, values: {} }], more))).toEqual([
			'deleted',
		]);
	});
});
