import type { Order } from '../../../core/query/query';
import { sortRows } from '../../../core/query/sort';
import type { Column } from '../../../core/schema/column';

const columns = new Map<string, Column>(
	(
		[
			{ id: 'n', label: 'N', type: 'integer' },
			{ id: 't', label: 'T', type: 'text' },
			{ id: 'when', label: 'When', type: 'dateTime' },
			{ id: 'level', label: 'Level', type: 'choice', choices: ['low', 'normal', 'high'] },
			{ id: 'size', label: 'Size', type: 'int64' },
			{ id: 'from', label: 'From', type: 'recipient' },
			{ id: 'rule', label: 'Rule', type: 'object' },
		] as Column[]
	).map((column) => [column.id, column]),
);
const sorted = (rows: Array<Record<string, unknown>>, ...orderBy: Order[]) =>
	sortRows(rows, orderBy, columns);
const by = (column: string, direction: Order['direction'] = 'asc'): Order => ({
	column,
	direction,
});

describe('sortRows', () => {
	it('puts absent values first ascending and last descending', () => {
		const rows = [{ n: 2 }, { n: null }, { n: 10 }, {}];
		expect(sorted(rows, by('n')).map(({ n }) => n ?? null)).toEqual([null, null, 2, 10]);
		expect(sorted(rows, by('n', 'desc')).map(({ n }) => n ?? null)).toEqual([10, 2, null, null]);
	});

	it('is stable, also descending, and leaves its input alone', () => {
		const rows = [
			{ t: 'b', n: 1 },
			{ t: 'A', n: 2 },
			{ t: 'B', n: 3 },
			{ t: 'a', n: 4 },
		];
		expect(sorted(rows, by('t')).map(({ n }) => n)).toEqual([2, 4, 1, 3]);
		expect(sorted(rows, by('t', 'desc')).map(({ n }) => n)).toEqual([1, 3, 2, 4]);
		expect(rows.map(({ n }) => n)).toEqual([1, 2, 3, 4]);
	});

	it('orders by code unit, instants by time, choices by rank, big integers by size', () => {
		expect(
			sorted([{ t: 'ä' }, { t: 'z' }, { t: '10' }, { t: '9' }], by('t')).map((r) => r.t),
		).toEqual(['10', '9', 'z', 'ä']);
		const times = [{ when: '2026-01-01T10:00:00+02:00' }, { when: '2026-01-01T09:00:00Z' }];
		expect(sorted(times, by('when', 'desc'))[0]).toEqual(times[1]);
		const levels = [{ level: 'high' }, { level: 'low' }, { level: 'normal' }];
		expect(sorted(levels, by('level')).map((r) => r.level)).toEqual(['low', 'normal', 'high']);
		expect(sorted([{ size: '10' }, { size: '9' }], by('size'))[0]).toEqual({ size: '9' });
	});

	it('uses the next column where the first is equal', () => {
		const rows = [
			{ t: 'a', n: 2 },
			{ t: 'a', n: 1 },
		];
		expect(sorted(rows, by('t'), by('n'))[0]).toEqual({ t: 'a', n: 1 });
	});

	it('refuses unknown columns, columns without order and too many rows', () => {
		expect(() => sorted([], by('x'))).toThrow("'x'");
		expect(() => sorted([], by('rule'))).toThrow("'Rule'");
		expect(() => sortRows([{}, {}, {}], [by('n')], columns, 2)).toThrow('More than 2 rows');
	});
});
