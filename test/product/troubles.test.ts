import type { Row } from '../../core';
import type { FaultSpec } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { rowsOf, sessionOn } from '../support/session';

const USER = 'user1@contoso.example';
const COUNT = 1_250;
const own = { folders: [] };
const bench = useSandbox();

beforeEach(() => {
	const { store } = bench.sandbox;
	const contacts = store.folder(USER, 'contacts');
	for (let n = 0; n < COUNT; n++) {
		store.addItem(contacts, {
			kind: 'Contact',
			properties: {
				'contacts:Surname': `Contact ${n}`,
				'item:Body': { type: 'Text', text: `${n}` },
			},
		});
	}
});

const fault = (code: string, times = 1): FaultSpec => ({ kind: 'soapFault', code, times });
const TROUBLES: Array<[string, FaultSpec]> = [
	['ErrorServerBusy with a wait', { kind: 'serverBusy', backOffMs: 50, times: 2 }],
	['503', { kind: 'serviceUnavailable', retryAfter: 0, times: 2 }],
	['ErrorTimeoutExpired', fault('ErrorTimeoutExpired')],
	['ErrorMailboxStoreUnavailable', fault('ErrorMailboxStoreUnavailable')],
	['ErrorInternalServerTransientError', fault('ErrorInternalServerTransientError')],
	['a connection lost before the answer', { kind: 'dropBefore' }],
	['a connection lost in mid-page', { kind: 'dropMiddle', share: 0.7 }],
	['an answer that ends early', { kind: 'truncate', share: 0.3 }],
	['a sign-in that expired', { kind: 'expire' }],
];

const read = async (select: string[], pageSize: number): Promise<Row[]> =>
	await rowsOf(await sessionOn(bench.sandbox), { table: 'contact', scope: own, select, pageSize });

const once = (rows: readonly Row[]) => {
	expect(rows).toHaveLength(COUNT);
	expect(new Set(rows.map((row) => row['surname'])).size).toBe(COUNT);
};

describe('a read of many pages goes on from where it was after', () => {
	it.each(TROUBLES)(
		'%s',
		async (_, spec) => {
			bench.sandbox.faults.add({ ...spec, match: { operation: 'FindItem' }, after: 3 });
			once(await read(['surname'], 250));
			// The pages before are not asked for again: overlaps and the repeated page are all that is more.
			expect(bench.sandbox.log.count({ operation: 'FindItem' })).toBeLessThanOrEqual(10);
		},
		20_000,
	);
});

describe('records read by id go on after', () => {
	it.each(TROUBLES)(
		'%s',
		async (_, spec) => {
			bench.sandbox.faults.add({ ...spec, match: { operation: 'GetItem' }, after: 4 });
			const rows = await read(['surname', 'personalNotes'], 500);
			once(rows);
			for (const row of rows)
				expect(row['surname']).toBe(`Contact ${String(row['personalNotes'])}`);
		},
		20_000,
	);
});

describe('ErrorExceededFindCountLimit', () => {
	const refused = (contains: string): FaultSpec => ({
		kind: 'soapFault',
		code: 'ErrorExceededFindCountLimit',
		match: { operation: 'FindItem', contains },
		times: 1000,
	});

	it('halves the page until the server gives it, and all come once', async () => {
		for (const max of [1000, 500, 250]) {
			bench.sandbox.faults.add(refused(`MaxEntriesReturned="${max}"`));
		}
		once(await read(['surname'], 1000));
		expect(bench.sandbox.log.count({ operation: 'FindItem' })).toBeLessThan(20);
	});

	it('halves the window of an expanded calendar', async () => {
		const { store, faults } = bench.sandbox;
		const calendar = store.folder(USER, 'calendar');
		for (let day = 0; day < 60; day++) {
			const start = Date.UTC(2026, 0, 1 + day, 9);
			store.addItem(calendar, {
				kind: 'CalendarItem',
				properties: { 'calendar:Start': start, 'calendar:End': start + 3_600_000 },
			});
		}
		faults.add({ ...refused('CalendarView'), times: 2 });
		const session = await sessionOn(bench.sandbox);
		const rows = await rowsOf(session, {
			table: 'event',
			scope: own,
			select: ['startDateTime'],
			expand: { start: '2026-01-01', end: '2026-03-02' },
		});
		expect(new Set(rows.map((row) => row['id'])).size).toBe(60);
		expect(rows).toHaveLength(60);
	});

	it('ends in an error with advice when even two rows are too many', async () => {
		bench.sandbox.faults.add(refused('FindItem'));
		await expect(read(['surname'], 100)).rejects.toMatchObject({
			code: 'ErrorExceededFindCountLimit',
			advice: expect.stringMatching(/\w/),
		});
	});
});

it('troubles and changes together: what stays comes once, anything else at most once', async () => {
	const { store, faults, scripts } = bench.sandbox;
	const contacts = store.folder(USER, 'contacts');
	const stays = new Set([...contacts.items].map(({ id }) => id));
	let turn = 0;
	scripts.add({
		match: { operation: 'FindItem' },
		times: 100,
		run: () => {
			turn += 1;
			const items = [...contacts.items];
			for (const item of items.slice(turn * 7, turn * 7 + 30)) {
				stays.delete(item.id);
				store.deleteItem(item, turn % 2 ? 'HardDelete' : 'MoveToDeletedItems');
			}
			store.addItem(contacts, { kind: 'Contact', properties: { 'contacts:Surname': 'New' } });
		},
	});
	faults.add({ kind: 'dropMiddle', match: { operation: 'FindItem' }, after: 2 });
	faults.add({
		...fault('ErrorMailboxStoreUnavailable'),
		match: { operation: 'FindItem' },
		after: 5,
	});
	const rows = await read(['surname'], 120);
	const ids = rows.map((row) => String(row['id']));
	expect(new Set(ids).size).toBe(ids.length);
	expect([...stays].filter((id) => !ids.includes(id))).toEqual([]);
	expect(stays.size).toBeLessThan(COUNT - 100);
}, 20_000);
