import type { Query, Row, Session } from '../../core';
import type { FaultSpec } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { call, rowsOf, sessionOn } from '../support/session';
import { expectWellSaid, rejection, type Saying } from './wellSaid';

const ONE = 'user1@contoso.example';
const bench = useSandbox({ schemes: ['NTLM'] });
let session: Session;
beforeEach(async () => {
	session = await sessionOn(bench.sandbox);
});

const folder = (name = 'contacts') => bench.sandbox.store.folder(ONE, name);
const fill = (count: number) =>
	Array.from({ length: count }, (_, n) =>
		bench.sandbox.store.addItem(folder(), {
			kind: 'Contact',
			properties: {
				'contacts:GivenName': `Given ${n}`,
				'contacts:CompanyName': `Company ${n % 7}`,
			},
		}),
	);
const query = (more: Partial<Query> = {}, on = session): Promise<Row[]> =>
	rowsOf(on, { table: 'contact', scope: { folders: [] }, select: ['givenName'], ...more });
const names = (rows: readonly Row[]) => rows.map(({ givenName }) => String(givenName));
const given = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, n) => `Given ${from + n}`);
const sorted = (texts: readonly string[]) => [...texts].sort();

describe('0, 1 and 5,001 results', () => {
	it('0: no rows, by any way of asking', async () => {
		expect(await query()).toEqual([]);
		expect(await query({ limit: 5, offset: 3 })).toEqual([]);
		expect(await query({ orderBy: [{ column: 'surname', direction: 'desc' }] })).toEqual([]);
		expect(await query({ where: { column: 'givenName', operator: 'equals', value: 'x' } })).toEqual(
			[],
		);
		expect(await query({ select: ['personalNotes'] })).toEqual([]);
		expect(await query({ scope: { folders: [], includeSubfolders: true } })).toEqual([]);
	});

	it('1: one row, whatever the page, limit and offset', async () => {
		fill(1);
		for (const more of [{}, { pageSize: 1 }, { limit: 1 }, { limit: 5 }, { select: undefined }]) {
			expect(names(await query(more))).toEqual(['Given 0']);
		}
		expect(await query({ offset: 1 })).toEqual([]);
		expect(await query({ limit: 0 })).toEqual([]);
	});

	it('5,001: each once; limit and offset cut exactly, and say so', async () => {
		fill(5001);
		expect(names(await query())).toEqual(given(0, 5001));
		expect(names(await query({ offset: 5000 }))).toEqual(['Given 5000']);
		expect(names(await query({ offset: 990, limit: 20 }))).toEqual(given(990, 1010));
		const asked = async (limit: number) => {
			const rows = session.query(
				{ table: 'contact', scope: { folders: [] }, select: ['givenName'], limit },
				call,
			);
			let count = 0;
			for (;;) {
				const next = await rows.next();
				if (next.done) return { count, truncated: next.value.truncated };
				count += next.value.length;
			}
		};
		expect(await asked(5000)).toEqual({ count: 5000, truncated: true });
		expect(await asked(5001)).toEqual({ count: 5001, truncated: false });
		const where = { column: 'companyName', operator: 'equals', value: 'company 3' } as const;
		expect(await query({ where })).toHaveLength(
			given(0, 5001).filter((_, n) => n % 7 === 3).length,
		);
		const [last] = await query({
			limit: 1,
			orderBy: [{ column: 'createdDateTime', direction: 'desc' }],
		});
		expect(last?.['givenName']).toBe('Given 5000');
	});
});

describe('rows added, moved and deleted during a read', () => {
	it.each([2, 10, 50])(
		'pages of %i: what stays comes once, what does not at most once',
		async (pageSize) => {
			const items = fill(240);
			const { store, scripts } = bench.sandbox;
			const team = store.addFolder(folder(), 'Team');
			const gone = new Set<string>();
			const take = (at: number) => {
				const item = items[at];
				if (!item || gone.has(`Given ${at}`)) return;
				gone.add(`Given ${at}`);
				if (at % 2 === 0) store.moveItem(item, team);
				else store.deleteItem(item, at % 3 === 0 ? 'HardDelete' : 'MoveToDeletedItems');
			};
			let added = 0;
			scripts.add({
				match: { operation: 'FindItem' },
				times: 12,
				run: (n) => {
					for (let k = 0; k < 6; k += 1) take((n * 37 + k * 11) % 240);
					for (let k = 0; k < pageSize / 2; k += 1) take(n * 3 + k);
					store.updateItem(items[239 - n]!, { 'contacts:JobTitle': `Changed ${n}` });
					store.addItem(folder(), {
						kind: 'Contact',
						properties: { 'contacts:GivenName': `Added ${(added += 1)}` },
					});
				},
			});
			const found = names(await query({ pageSize }));
			const stayed = given(0, 240).filter((name) => !gone.has(name));
			expect(new Set(found).size).toBe(found.length);
			expect(found).toEqual(expect.arrayContaining(stayed));
			expect(gone.size).toBeGreaterThan(20);
		},
	);

	it('moved away and back while they are read: at most once by key', async () => {
		const items = fill(60);
		const { store, scripts } = bench.sandbox;
		const team = store.addFolder(folder(), 'Team');
		scripts.add({
			match: { operation: 'FindItem' },
			times: 4,
			run: (n) => {
				for (const item of items.slice(0, 5)) store.moveItem(item, n % 2 === 1 ? team : folder());
			},
		});
		const found = names(await query({ pageSize: 10 }));
		expect(found).toEqual(expect.arrayContaining(given(5, 60)));
	});

	it('between list and read by id: what is gone is left out, the rest is whole', async () => {
		const items = fill(30);
		bench.sandbox.scripts.add({
			match: { operation: 'FindItem' },
			run: () => {
				bench.sandbox.store.deleteItem(items[3]!, 'HardDelete');
				bench.sandbox.store.deleteItem(items[17]!);
			},
		});
		const found = await query({ select: ['givenName', 'personalNotes'] });
		expect(names(found)).toEqual(given(0, 30).filter((_, n) => n !== 3 && n !== 17));
	});

	it('with a condition whose values do not change', async () => {
		const items = fill(140);
		const { store, scripts } = bench.sandbox;
		scripts.add({
			match: { operation: 'FindItem' },
			times: 5,
			run: (n) => store.deleteItem(items[n * 7]!, 'HardDelete'),
		});
		const where = {
			column: 'companyName',
			operator: 'in',
			value: ['Company 0', 'Company 2'],
		} as const;
		const found = names(await query({ where, pageSize: 5 }));
		const stayed = given(0, 140).filter(
			(_, n) => [0, 2].includes(n % 7) && !(n % 7 === 0 && n <= 35 && n > 0),
		);
		expect(new Set(found).size).toBe(found.length);
		expect(found).toEqual(expect.arrayContaining(stayed));
	});
});

describe('an answer that is not one, once', () => {
	it.each<[string, FaultSpec]>([
		['XML that ends early', { kind: 'truncate' }],
		['XML that ends at once', { kind: 'truncate', share: 0 }],
		['the connection ends in the middle of the answer', { kind: 'dropMiddle' }],
		['the connection ends before the request is read', { kind: 'dropBefore' }],
		['the connection ends before the answer', { kind: 'dropAfter' }],
		['503', { kind: 'serviceUnavailable', retryAfter: 0 }],
		['the server is busy', { kind: 'serverBusy', backOffMs: 20 }],
	])('%s: all rows, each once', async (_what, fault) => {
		fill(150);
		for (const after of [0, 1]) {
			bench.sandbox.faults.add({ ...fault, after, match: { operation: 'FindItem' } });
			expect(sorted(names(await query({ pageSize: 100 })))).toEqual(sorted(given(0, 150)));
		}
		expect(bench.sandbox.faults.list().map(({ hits }) => hits)).toEqual([1, 1]);
	});
});

it('the sign-in expired on its connection: all rows, each once', async () => {
	fill(150);
	await query();
	bench.sandbox.faults.add({ kind: 'expire' });
	expect(sorted(names(await query({ pageSize: 100 })))).toEqual(sorted(given(0, 150)));
	expect(bench.sandbox.faults.list().map(({ hits }) => hits)).toEqual([1]);
});

describe('an answer that is not one, whenever asked', () => {
	const CASES: ReadonlyArray<[string, FaultSpec, Saying]> = [
		['HTML where SOAP was expected', { kind: 'html' }, { code: 'HTML_ANSWER' }],
		['a login page with HTTP 200', { kind: 'loginPage' }, { code: 'HTML_ANSWER' }],
		['a redirect to a login page', { kind: 'redirect' }, { says: /owa\/auth\/logon/ }],
		[
			'500 with a SOAP fault',
			{ kind: 'soapFault', code: 'ErrorAccessDenied', message: 'Access is denied.' },
			{ code: 'ErrorAccessDenied', kind: 'permission' },
		],
		[
			'500 with a SOAP fault of a code that nobody knows',
			{ kind: 'soapFault', code: 'ErrorSomethingNew', message: 'The moon is full.' },
			{ code: 'ErrorSomethingNew' },
		],
		['500 without a fault', { kind: 'serverError' }, {}],
		['the sign-in expires each time', { kind: 'expire' }, { kind: 'permission' }],
	];

	it.each(CASES)('%s', async (_what, fault, saying) => {
		fill(3);
		bench.sandbox.faults.add({ ...fault, times: 999 });
		const started = Date.now();
		expectWellSaid(await rejection(query()), saying);
		const [row] = await session
			.get({ table: 'contact', scope: { folders: [] } }, ['AAAA'], call)
			.catch((error: unknown) => [error as Error]);
		expectWellSaid(row, saying);
		expect(Date.now() - started).toBeLessThan(20_000);
		bench.sandbox.faults.clear();
		expect(await query({}, await sessionOn(bench.sandbox))).toHaveLength(3);
	});

	// Each by an account of its own: the connection keeps away from a server that asked for it.
	it.each<[string, string, FaultSpec]>([
		['503', 'user2', { kind: 'serviceUnavailable', retryAfter: 3600 }],
		['busy', 'user3', { kind: 'serverBusy', backOffMs: 3_600_000 }],
	])('%s for an hour: said at once', async (_what, user, fault) => {
		bench.sandbox.faults.add({ ...fault, times: 999 });
		const started = Date.now();
		const other = await sessionOn(bench.sandbox, { user });
		expectWellSaid(await rejection(query({}, other)), { kind: 'retriable' });
		expect(Date.now() - started).toBeLessThan(5_000);
		expect(bench.sandbox.log.count()).toBe(1);
	});

	it.each<[string, FaultSpec]>([
		['XML that ends early', { kind: 'truncate', share: 0.9 }],
		['the connection ends in the middle', { kind: 'dropMiddle' }],
		['the connection ends before the request is read', { kind: 'dropBefore' }],
	])(
		'%s: ends by itself in one message',
		async (_what, fault) => {
			fill(3);
			bench.sandbox.faults.add({ ...fault, times: 999, match: { operation: 'FindItem' } });
			expectWellSaid(await rejection(query()), { kind: 'retriable' });
			expect(bench.sandbox.log.count({ operation: 'FindItem' })).toBeLessThan(20);
		},
		90_000,
	);

	it('no answer at all: the timeout, named', async () => {
		fill(3);
		bench.sandbox.faults.add({ kind: 'silence', times: 999 });
		const read = async () => {
			for await (const page of session.query(
				{ table: 'contact', scope: { folders: [] }, select: ['givenName'] },
				{ ...call, timeoutMs: 200 },
			)) {
				expect(page).toEqual([]);
			}
		};
		expectWellSaid(await rejection(read()), { kind: 'retriable', says: /0\.2|200|second/ });
	}, 60_000);

	it('a cancelled run ends at once', async () => {
		fill(3);
		bench.sandbox.faults.add({ kind: 'silence', times: 999 });
		const stop = new AbortController();
		setTimeout(() => stop.abort(), 50);
		const rows = session.query(
			{ table: 'contact', scope: { folders: [] }, select: ['givenName'] },
			{ ...call, signal: stop.signal },
		);
		const error = await rejection(rows.next());
		expect((error as Error).message).toBe('The run was cancelled');
	});
});
