import type { Query } from '../../../../core/query/query';
import { findTable } from '../../../../core/tables/registry';
import { IdSet } from '../../../../core/backends/ews/idSet';
import { readWindows, type Range } from '../../../../core/backends/ews/windows';
import type { FindPage } from '../../../../core/backends/ews/request';
import type { Row } from '../../../../core/schema/column';
import { type Bench, startBench } from './onSandbox';

const HOUR = 3_600_000;
const event = findTable('event', 'ews').table;

/** A calendar view over events {id, start, end}, capped as Exchange caps it. */
function calendar(events: ReadonlyArray<{ id: string; start: number; end: number }>, cap: number) {
	const asked: Range[] = [];
	const open = async function* (range: Range): AsyncGenerator<Row[], FindPage> {
		asked.push(range);
		const [start, end] = [Date.parse(range.start), Date.parse(range.end)];
		const found = events
			.filter((entry) => entry.start < end && (entry.end > start || entry.start >= start))
			.sort((a, b) => a.start - b.start);
		yield found.slice(0, cap).map(({ id }) => ({ id }));
		return { includesLast: found.length <= cap };
	};
	return { asked, open };
}
async function read(source: ReturnType<typeof calendar>, range: Range): Promise<unknown[]> {
	const ids: unknown[] = [];
	for await (const rows of readWindows(source.open, range, new IdSet())) {
		ids.push(...rows.map(({ id }) => id));
	}
	return ids;
}

describe('windows of a calendar view', () => {
	const start = Date.parse('2026-01-01T00:00:00Z');
	const range = { start: '2026-01-01T00:00:00Z', end: '2026-02-01T00:00:00Z' };

	it('are halved until the server returns all; what spans two comes once', async () => {
		const events = Array.from({ length: 700 }, (_, n) => ({
			id: `e${n}`,
			start: start + n * HOUR,
			end: start + n * HOUR + (n % 50 === 0 ? 400 : 1) * HOUR,
		}));
		const source = calendar(events, 60);
		const ids = await read(source, range);
		expect(ids).toHaveLength(700);
		expect(new Set(ids).size).toBe(700);
		expect(source.asked.length).toBeGreaterThan(10);
	});

	it('never reach over two years', async () => {
		const source = calendar([], 1000);
		await read(source, { start: '2020-01-01T00:00:00Z', end: '2026-01-01T00:00:00Z' });
		const longest = source.asked.map((asked) => Date.parse(asked.end) - Date.parse(asked.start));
		expect(Math.max(...longest)).toBeLessThanOrEqual(731 * 24 * HOUR);
		expect(source.asked[0]?.start).toBe('2020-01-01T00:00:00Z');
		expect(source.asked.at(-1)?.end).toBe('2026-01-01T00:00:00Z');
	});

	it('end in an error, not a cut, when more lie at one moment than a page holds', async () => {
		const at = start + 5 * HOUR;
		const events = Array.from({ length: 11 }, (_, n) => ({
			id: `e${n}`,
			start: at,
			end: at + HOUR,
		}));
		await expect(read(calendar(events, 10), range)).rejects.toMatchObject({
			code: 'ErrorExceededFindCountLimit',
			message: expect.stringContaining('2026-01-01T0'),
		});
	});
});

describe('events', () => {
	let bench: Bench;
	beforeAll(async () => {
		bench = await startBench();
	});
	afterAll(async () => bench.close());
	beforeEach(() => bench.sandbox.reset());

	const expand = { start: '2026-03-01T00:00:00Z', end: '2026-04-01T00:00:00Z' };
	const rows = (query: Partial<Query>) => bench.rows({ select: ['subject'], ...query }, event);

	async function create(values: Row[]) {
		return await bench.backend.write(
			{
				action: 'create',
				table: event,
				scope: { folders: [] },
				records: values.map((value, index) => ({ index, values: value })),
				options: {},
			},
			bench.call,
		);
	}

	const series: Row = {
		subject: 'Series',
		startDateTime: '2026-03-02T09:00:00Z',
		endDateTime: '2026-03-02T10:00:00Z',
		recurrence: {
			pattern: { type: 'daily', interval: 1 },
			range: { type: 'numbered', startDate: '2026-03-02', numberOfOccurrences: 10 },
		},
	};
	const single: Row = {
		subject: 'Single',
		startDateTime: '2026-02-28T23:00:00Z',
		endDateTime: '2026-03-01T01:00:00Z',
	};

	it('expanded: occurrences and what reaches into the range; else masters and singles', async () => {
		const made = await create([series, single]);
		expect(made.map(({ outcome }) => outcome)).toEqual(['created', 'created']);
		const expanded = await rows({ expand });
		expect(expanded.filter(({ subject }) => subject === 'Series')).toHaveLength(10);
		expect(expanded.filter(({ subject }) => subject === 'Single')).toHaveLength(1);
		expect(new Set(expanded.map(({ id }) => id)).size).toBe(11);
		expect((await rows({})).map(({ subject }) => subject)).toEqual(['Series', 'Single']);
	});

	it('expanded and filtered here, by small windows', async () => {
		await create([series, single]);
		const where = { column: 'subject', operator: 'startsWith', value: 'ser' } as const;
		expect(await rows({ expand, where, pageSize: 3 })).toHaveLength(10);
	});

	it('an all-day event is a day of the zone of the call, and stays that day', async () => {
		const [made] = await bench.backend.write(
			{
				action: 'create',
				table: event,
				scope: { folders: [] },
				options: {},
				records: [
					{
						index: 0,
						values: {
							subject: 'Holiday',
							isAllDay: true,
							startDateTime: '2026-03-21',
							endDateTime: '2026-03-22',
						},
					},
				],
			},
			{ ...bench.call, timeZone: 'America/New_York' },
		);
		expect(made?.outcome).toBe('created');
		const item = bench.sandbox.store.findItem(made?.id ?? '');
		expect(item?.properties.get('calendar:Start')).toBe(Date.parse('2026-03-21T04:00:00Z'));
		const where = { column: 'startDateTime', operator: 'equals', value: '2026-03-21' } as const;
		const found = await rows({ select: ['startDateTime', 'endDateTime'], where });
		expect(found).toMatchObject([{ startDateTime: '2026-03-21', endDateTime: '2026-03-22' }]);
	});

	it('refuses a range that ends before it begins, before any request', async () => {
		bench.sandbox.log.clear();
		await expect(rows({ expand: { start: expand.end, end: expand.start } })).rejects.toMatchObject({
			field: 'rangeStart',
		});
		expect(bench.sandbox.log.count({})).toBe(0);
	});

	it('a window that breaks off is read again', async () => {
		await create([series]);
		bench.sandbox.faults.add({ kind: 'dropMiddle', match: { operation: 'FindItem' } });
		expect(await rows({ expand })).toHaveLength(10);
	});
});
