import path from 'node:path';
import type { Row, Session } from '../../core';
import { runCommand } from '../support/command';
import { useSandbox } from '../support/sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

const own = { folders: [] };
const bench = useSandbox();
let session: Session;
beforeEach(async () => {
	session = await sessionOn(bench.sandbox);
});
const create = async (values: Row, timeZone = 'Europe/Berlin') => {
	const records = [{ index: 0, values }];
	const [made] = await session.create(
		{ table: 'event', scope: own, records, options: {} },
		{ ...call, timeZone },
	);
	expect([made?.outcome, made?.error?.message]).toEqual(['created', undefined]);
	return made?.id ?? '';
};
const expanded = (start: string, end: string, more = {}) =>
	rowsOf(session, {
		table: 'event',
		scope: own,
		select: ['subject', 'startDateTime', 'endDateTime', 'isAllDay', 'type'],
		expand: { start, end },
		...more,
	});
const daily = (subject: string, count: number): Row => ({
	subject,
	startDateTime: '2026-01-01T09:00:00',
	endDateTime: '2026-01-01T09:30:00',
	recurrence: {
		pattern: { type: 'daily', interval: 1 },
		range: { type: 'numbered', startDate: '2026-01-01', numberOfOccurrences: count },
	},
});
const utc = (value: unknown) => new Date(String(value)).toISOString();

describe('series over a range', () => {
	it('of more than 1,000 occurrences: each once, in windows that are halved', async () => {
		for (const subject of ['A', 'B', 'C']) await create(daily(subject, 400));
		await create({
			subject: 'Long',
			startDateTime: '2026-01-15T00:00:00Z',
			endDateTime: '2026-12-15T00:00:00Z',
		});
		const rows = await expanded('2026-01-01T00:00:00Z', '2027-12-31T00:00:00Z');
		expect(rows).toHaveLength(1201);
		expect(new Set(rows.map(({ id }) => id)).size).toBe(1201);
		expect(rows.filter(({ subject }) => subject === 'Long')).toHaveLength(1);
		expect(bench.sandbox.log.count({ operation: 'FindItem' })).toBeGreaterThan(1);
		const small = await expanded('2026-01-01T00:00:00Z', '2027-12-31T00:00:00Z', { pageSize: 90 });
		expect(new Set(small.map(({ id }) => id))).toEqual(new Set(rows.map(({ id }) => id)));
		expect(small).toHaveLength(1201);
	});

	it('keeps its wall clock when the clocks change', async () => {
		await create(daily('Berlin', 365));
		const rows = await expanded('2026-03-27T00:00:00Z', '2026-03-31T00:00:00Z');
		expect(rows.map(({ startDateTime }) => utc(startDateTime))).toEqual([
			'2026-03-27T08:00:00.000Z',
			'2026-03-28T08:00:00.000Z',
			'2026-03-29T07:00:00.000Z',
			'2026-03-30T07:00:00.000Z',
		]);
		const autumn = await expanded('2026-10-24T00:00:00Z', '2026-10-27T00:00:00Z');
		expect(autumn.map(({ startDateTime }) => utc(startDateTime).slice(11, 16))).toEqual([
			'07:00',
			'08:00',
			'08:00',
		]);
	});

	it('filters, sorts and limits what it expands', async () => {
		await create(daily('Series', 30));
		await create({
			subject: 'Single',
			startDateTime: '2026-01-10T12:00:00Z',
			endDateTime: '2026-01-10T13:00:00Z',
		});
		const where = { column: 'subject', operator: 'equals', value: 'series' } as const;
		const orderBy = [{ column: 'startDateTime', direction: 'desc' }] as const;
		const rows = await expanded('2026-01-05T00:00:00Z', '2026-01-15T00:00:00Z', {
			where,
			orderBy,
			limit: 3,
		});
		expect(rows.map(({ startDateTime }) => utc(startDateTime).slice(0, 10))).toEqual([
			'2026-01-14',
			'2026-01-13',
			'2026-01-12',
		]);
	});
});

describe('all-day events stay their day', () => {
	const zones = [
		'Pacific/Kiritimati',
		'Pacific/Auckland',
		'Europe/Berlin',
		'UTC',
		'America/St_Johns',
		'America/Los_Angeles',
		'Pacific/Pago_Pago',
	];

	it.each(zones)('written in %s, read in all', async (zone) => {
		const day = {
			subject: 'Day',
			isAllDay: true,
			startDateTime: '2026-03-29',
			endDateTime: '2026-03-31',
		};
		const id = await create(day, zone);
		for (const timeZone of zones) {
			const [row] = await session.get(
				{ table: 'event', scope: own, select: ['startDateTime', 'endDateTime', 'isAllDay'] },
				[id],
				{ ...call, timeZone },
			);
			expect(row).toMatchObject({
				isAllDay: true,
				startDateTime: '2026-03-29',
				endDateTime: '2026-03-31',
			});
		}
		const rows = await expanded('2026-03-25T00:00:00Z', '2026-04-05T00:00:00Z');
		expect(rows).toMatchObject([{ startDateTime: '2026-03-29', endDateTime: '2026-03-31' }]);
	});
});

describe('the zone of the process', () => {
	it('changes nothing', async () => {
		await create(daily('Series', 5));
		await create({
			subject: 'Day',
			isAllDay: true,
			startDateTime: '2026-01-03',
			endDateTime: '2026-01-04',
		});
		const { store } = bench.sandbox;
		const contacts = store.folder('user1@contoso.example', 'contacts');
		for (const hour of [0, 11, 12, 23]) {
			store.addItem(contacts, {
				kind: 'Contact',
				properties: { 'contacts:Birthday': Date.UTC(1980, 1, 28, hour) },
			});
		}
		const script = path.join(__dirname, 'inZone.ts');
		const run = async (TZ: string) => {
			const tsx = require.resolve('tsx/cli');
			const { code, stdout, stderr } = await runCommand(
				process.execPath,
				[tsx, script],
				JSON.stringify({ server: bench.sandbox.url, ...bench.sandbox.accounts[0] }),
				{ TZ, NODE_OPTIONS: '' },
			);
			expect([code, stderr]).toEqual([0, expect.any(String)]);
			return JSON.parse(stdout) as { zone: string; rows: Row[] };
		};
		const outcomes = await Promise.all(
			['UTC', 'America/St_Johns', 'Pacific/Kiritimati'].map(async (zone) => await run(zone)),
		);
		expect(outcomes.map(({ zone }) => zone)).toEqual([
			'UTC',
			'America/St_Johns',
			'Pacific/Kiritimati',
		]);
		const [first, ...others] = outcomes.map(({ rows }) => rows);
		expect(first?.length).toBe(10);
		for (const other of others) expect(other).toEqual(first);
	}, 60_000);
});
