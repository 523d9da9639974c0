import type { Column, ColumnType, MapiType } from '../../../../core/schema/column';
import type { Table } from '../../../../core/schema/table';
import { TRUTH_TABLE } from '../../query/truth-table';
import { type Bench, contact, startBench } from './onSandbox';

/** A property of our own for each type, so that any value of the table can be stored. */
const own = (type: ColumnType, mapiType: MapiType): Column => ({
	id: `truth${type}`,
	label: `Truth ${type}`,
	type,
	ews: {
		field: {
			set: '5a3c7de0-44a1-4c58-9d7b-0f9a2f60c1e7',
			propertyName: `Truth-${type}`,
			mapiType,
		},
		read: mapiType === 'String' ? 'listTruncated' : 'list',
		write: 'both',
		filter: true,
	},
});

const OWN = [
	own('text', 'String'),
	own('integer', 'Integer'),
	own('int64', 'Long'),
	own('decimal', 'Double'),
	own('boolean', 'Boolean'),
	own('dateTime', 'SystemTime'),
	own('binary', 'Binary'),
];
const table: Table = { ...contact, columns: [...contact.columns, ...OWN] };

/** Columns of Outlook's form stand in the same table as well: their values go through codecs. */
const COLUMNS: ReadonlyArray<readonly [ColumnType, string]> = [
	...OWN.map(({ type, id }) => [type, id] as const),
	['text', 'companyName'],
	['text', 'emailAddress1'],
	['choice', 'importance'],
	['date', 'birthday'],
	['textList', 'categories'],
];

describe('the truth table holds for rows that the server filters', () => {
	let bench: Bench;
	beforeAll(async () => {
		bench = await startBench();
	});
	afterAll(async () => bench.close());

	it.each(COLUMNS)('%s in %s', async (type, id) => {
		bench.sandbox.reset();
		const cases = TRUTH_TABLE.filter(
			(entry) =>
				entry.type === type &&
				// Exchange gives every item an importance.
				!(id === 'importance' && entry.stored === null) &&
				// No address begins or ends with a blank.
				!(id === 'emailAddress1' && typeof entry.stored === 'string' && /^ | $/.test(entry.stored)),
		);
		const stored = [...new Map(cases.map((entry) => [JSON.stringify(entry.stored), entry.stored]))];
		const outcomes = await bench.backend.write(
			{
				action: 'create',
				table,
				scope: { folders: [] },
				options: {},
				records: stored.map(([key, value], index) => ({
					index,
					values: { fileAs: key, ...(value === null ? {} : { [id]: value }) },
				})),
			},
			bench.call,
		);
		expect(outcomes.filter(({ outcome }) => outcome !== 'created')).toEqual([]);

		const wrong: unknown[] = [];
		for (const { stored: value, operator, value: operand, holds } of cases) {
			const where = { column: id, operator, ...(operand === undefined ? {} : { value: operand }) };
			for (const [condition, expected] of [
				[where, holds],
				[{ not: where }, !holds],
			] as const) {
				const rows = await bench.rows({ select: ['fileAs'], where: condition }, table);
				const found = rows.some(({ fileAs }) => fileAs === JSON.stringify(value));
				if (found !== expected) wrong.push({ value, condition, expected });
			}
		}
		expect(wrong).toEqual([]);
		expect(cases.length).toBeGreaterThan(0);
	});
});
