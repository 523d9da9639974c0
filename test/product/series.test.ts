import type { Query, Row, Session } from '../../core';
import { useSandbox } from '../support/sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

const own = { folders: [] };
const USER = 'user1@contoso.example';
const bench = useSandbox();
let session: Session;
beforeEach(async () => {
	session = await sessionOn(bench.sandbox);
});

const create = async (values: Row, timeZone = 'Europe/Berlin'): Promise<string> => {
	const [made] = await session.create(
		{ table: 'event', scope: own, records: [{ index: 0, values }], options: {} },
		{ ...call, timeZone },
	);
	expect([made?.outcome, made?.error?.message]).toEqual(['created', undefined]);
	return made?.id ?? '';
};
const expanded = (start: string, end: string, more: Partial<Query> = {}) =>
	rowsOf(session, {
		table: 'event',
		scope: own,
		select: ['subject', 'startDateTime', 'type'],
		expand: { start, end },
		...more,
	});

/** A series of half an hour at nine, from a day on. */
const series = (day: string, recurrence: { pattern?: Row; range?: Row } = {}): Row => ({
	subject: 'Series',
	startDateTime: `${day}T09:00:00`,
	endDateTime: `${day}T09:30:00`,
	recurrence: {
		pattern: { type: 'daily', interval: 1, ...recurrence.pattern },
		range: { type: 'noEnd', startDate: day, ...recurrence.range },
	},
});

describe('a series', () => {
	it('that never ends, over more than two years and 1,000 occurrences: each day once', async () => {
		// The sandbox ends a series after 999 occurrences: where one ends the next begins.
		for (const day of ['2024-01-01', '2026-09-26']) await create(series(day));
		const rows = await expanded('2024-01-01T00:00:00Z', '2028-07-01T00:00:00Z');
		const days = rows.map((row) => String(row['startDateTime']).slice(0, 10));
		const count = (Date.UTC(2028, 6, 1) - Date.UTC(2024, 0, 1)) / 86_400_000;
		expect(days).toHaveLength(count);
		expect(new Set(days).size).toBe(count);
		expect([days[0], days.at(-1)]).toEqual(['2024-01-01', '2028-06-30']);
	});

	it('more of which meet at one moment than Exchange returns is an error, and no cut', async () => {
		const calendar = bench.sandbox.store.folder(USER, 'calendar');
		const start = Date.UTC(2026, 2, 2, 9);
		for (let n = 0; n < 1001; n++) {
			bench.sandbox.store.addItem(calendar, {
				kind: 'CalendarItem',
				properties: { 'calendar:Start': start, 'calendar:End': start + 1_800_000 },
			});
		}
		await expect(expanded('2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z')).rejects.toMatchObject({
			code: 'ErrorExceededFindCountLimit',
			message: expect.stringContaining('2026-03-02T0'),
			advice: expect.stringContaining('without expanding'),
		});
	});

	it.each([
		['start', { start: '', end: '2026-04-01' }],
		['end', { start: '2026-04-01', end: '' }],
	])('is not expanded without the %s of a range', async (_, expand) => {
		await create(series('2026-01-01'));
		bench.sandbox.log.clear();
		await expect(expanded('', '', { expand })).rejects.toMatchObject({
			message: expect.stringMatching(/is empty, and a series may never end/),
			advice: expect.stringContaining('without expanding'),
		});
		expect(bench.sandbox.log.count({})).toBe(0);
	});

	it('shows its kind, its master and where an occurrence was before', async () => {
		const master = await create(
			series('2026-03-02', { range: { type: 'numbered', numberOfOccurrences: 4 } }),
		);
		const other = await create({ ...series('2026-03-02'), subject: 'Other' });
		const single = await create({
			subject: 'Single',
			startDateTime: '2026-03-03T12:00:00',
			endDateTime: '2026-03-03T13:00:00',
		});
		const [, second] = await expanded('2026-03-02T00:00:00', '2026-03-06T00:00:00', {
			where: { column: 'subject', operator: 'equals', value: 'Series' },
		});
		const moved = { startDateTime: '2026-03-03T15:00:00', endDateTime: '2026-03-03T15:30:00' };
		const records = [{ index: 0, id: String(second?.['id']), values: moved }];
		await session.update({ table: 'event', scope: own, records, options: {} }, call);

		bench.sandbox.log.clear();
		const rows = await expanded('2026-03-03T00:00:00', '2026-03-04T00:00:00', {
			select: ['subject', 'type', 'seriesMasterId', 'originalStart', 'startDateTime'],
		});
		expect(
			rows.map(({ subject, type, seriesMasterId }) => [subject, type, seriesMasterId]),
		).toEqual([
			['Other', 'occurrence', other],
			['Single', 'singleInstance', null],
			['Series', 'exception', master],
		]);
		const exception = rows[2];
		expect([exception?.['startDateTime'], exception?.['originalStart']]).toEqual([
			'2026-03-03T14:00:00Z',
			'2026-03-03T08:00:00Z',
		]);
		expect(rows.some((row) => row['id'] === single)).toBe(true);
		const [read] = await session.get(
			{ table: 'event', scope: own, select: ['seriesMasterId'] },
			[String(exception?.['id'])],
			call,
		);
		expect(read).toMatchObject({ seriesMasterId: master });
		const where = { column: 'seriesMasterId', operator: 'equals', value: master } as const;
		const ofMaster = await expanded('2026-03-01T00:00:00', '2026-04-01T00:00:00', { where });
		expect(ofMaster).toHaveLength(4);
	});

	it('lists its exceptions under the name of the older view', async () => {
		const five = { range: { type: 'numbered', numberOfOccurrences: 5 } };
		const ids = [
			await create(series('2026-03-02', five)),
			await create(series('2026-03-02', five)),
		];
		await create({
			subject: 'Single',
			startDateTime: '2026-03-03T12:00:00',
			endDateTime: '2026-03-03T13:00:00',
		});
		const all = await expanded('2026-03-02T00:00:00', '2026-03-08T00:00:00', {
			select: ['seriesMasterId', 'startDateTime'],
		});
		const moved: string[] = [];
		for (const master of ids) {
			const occurrences = all.filter((row) => row['seriesMasterId'] === master);
			const id = String(occurrences[2]?.['id']);
			moved.push(id);
			const values = {
				startDateTime: '2026-03-04T15:00:00Z',
				endDateTime: '2026-03-04T16:00:00Z',
			};
			const records = [{ index: 0, id, values }];
			await session.update({ table: 'event', scope: own, records, options: {} }, call);
		}
		const table = 'Calendar_ModifiedOccurrences';
		const select = ['OccurrenceId', 'ItemId', 'Start', 'End', 'OriginalStart'];
		const rows = await rowsOf(session, { table, scope: own, select });
		const times = {
			Start: '2026-03-04T15:00:00Z',
			End: '2026-03-04T16:00:00Z',
			originalStart: '2026-03-04T08:00:00Z',
		};
		expect(rows).toMatchObject(
			moved.map((id, place) => ({ OccurrenceId: id, ItemId: ids[place], ...times })),
		);
		bench.sandbox.log.clear();
		const where = { column: 'ItemId', operator: 'equals', value: ids[1] } as const;
		expect(await rowsOf(session, { table, scope: own, select, where })).toMatchObject([
			{ OccurrenceId: moved[1], ...times },
		]);
		expect(bench.sandbox.log.count({ operation: 'FindItem' })).toBe(0);
		const gone = { ...where, value: String(moved[0]) };
		expect(await rowsOf(session, { table, scope: own, select, where: gone })).toEqual([]);
		const [one] = await session.get({ table, scope: own, select }, [String(moved[0])], call);
		expect(one).toMatchObject({ OccurrenceId: moved[0], ItemId: ids[0], ...times });
	});

	it('asks once for the master of many occurrences', async () => {
		const master = await create(series('2026-01-01'));
		bench.sandbox.log.clear();
		const rows = await expanded('2026-01-01T00:00:00', '2026-12-01T00:00:00', {
			select: ['seriesMasterId'],
		});
		expect(new Set(rows.map((row) => row['seriesMasterId']))).toEqual(new Set([master]));
		expect(bench.sandbox.log.count({ operation: 'GetItem' })).toBe(1);
	});

	it.each([
		// Zone, the day before a change of clocks, the hours of nine o'clock in UTC around it.
		['Europe/Berlin', '2026-03-28', ['08:00', '07:00', '07:00']],
		['Europe/Berlin', '2026-10-24', ['07:00', '08:00', '08:00']],
		['Eastern Standard Time', '2026-03-07', ['14:00', '13:00', '13:00']],
		['America/New_York', '2026-10-31', ['13:00', '14:00', '14:00']],
		['Australia/Sydney', '2026-04-04', ['22:00', '23:00', '23:00']],
		['AUS Eastern Standard Time', '2026-10-03', ['23:00', '22:00', '22:00']],
	])('keeps its wall clock in %s over the change after %s', async (zone, day, hours) => {
		const three = { range: { type: 'numbered', numberOfOccurrences: 3 } };
		await create(series(day, three), zone);
		const from = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString();
		const until = new Date(Date.parse(`${day}T00:00:00Z`) + 4 * 86_400_000).toISOString();
		const rows = await expanded(from, until);
		expect(
			rows.map((row) => new Date(String(row['startDateTime'])).toISOString().slice(11, 16)),
		).toEqual(hours);
	});

	it.each([
		// A time that is skipped goes on by the hour, one that comes twice is the first.
		['Europe/Berlin', '2026-03-29T02:30:00', '2026-03-29T01:30:00Z'],
		['Europe/Berlin', '2026-10-25T02:30:00', '2026-10-25T00:30:00Z'],
		['America/New_York', '2026-03-08T02:30:00', '2026-03-08T07:30:00Z'],
		['America/New_York', '2026-11-01T01:30:00', '2026-11-01T05:30:00Z'],
		['Australia/Sydney', '2026-10-04T02:30:00', '2026-10-03T16:30:00Z'],
		['Australia/Sydney', '2026-04-05T02:30:00', '2026-04-04T15:30:00Z'],
	])('a time of %s at its change of clocks: %s is %s', async (zone, startDateTime, instant) => {
		const end = new Date(Date.parse(instant) + 7_200_000).toISOString();
		const id = await create({ subject: 'Single', startDateTime, endDateTime: end }, zone);
		const [row] = await session.get(
			{ table: 'event', scope: own, select: ['startDateTime', 'startTimeZone'] },
			[id],
			call,
		);
		expect(row).toMatchObject({ startDateTime: instant });
	});
});
