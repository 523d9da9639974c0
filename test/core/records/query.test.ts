import type { Query } from '../../../core/query/query';
import type { Row } from '../../../core/schema/column';
import { CALL, recordsOver, SCOPE } from './settings';

const rows = () =>
	Array.from({ length: 45 }, (_, i) => ({
		id: `id-${i}`,
		changeKey: 'k',
		surname: `Name ${String(i).padStart(2, '0')}`,
		companyName: i % 3 === 0 ? 'Contoso' : null,
	}));

async function run(query: Partial<Query>, settings = {}) {
	const { records, backend } = recordsOver(rows(), settings);
	const read = records.query({ table: 'contact', scope: SCOPE, ...query }, CALL);
	const found: Row[] = [];
	for (;;) {
		const piece = await read.next();
		if (piece.done) return { found, truncated: piece.value.truncated, backend };
		found.push(...piece.value);
	}
}

describe('query', () => {
	it('gives every asked column, id and changeKey always, absent ones as null', async () => {
		const { found } = await run({ select: ['surname', 'jobTitle'], limit: 1 });
		expect(found).toEqual([{ id: 'id-0', changeKey: 'k', surname: 'Name 00', jobTitle: null }]);
	});

	it('gives a column back under the alias that was asked for', async () => {
		const { found } = await run({ select: ['ItemId', 'CompanyName', 'Surname'], limit: 1 });
		expect(Object.keys(found[0] ?? {})).toEqual(['ItemId', 'companyName', 'surname', 'changeKey']);
	});

	it('filters what the backend left over, without case, by aliases too', async () => {
		const where = { column: 'CompanyName', operator: 'equals' as const, value: 'CONTOSO' };
		const { found, truncated } = await run({ where });
		expect(found).toHaveLength(15);
		expect(truncated).toBe(false);
	});

	it('cuts by offset and limit over the pieces and says so', async () => {
		const { found, truncated, backend } = await run({ offset: 8, limit: 20 });
		expect(found.map(({ id }) => id)).toEqual(
			rows()
				.slice(8, 28)
				.map(({ id }) => id),
		);
		expect(truncated).toBe(true);
		expect(backend.plans[0]).toMatchObject({ offset: 0, limit: 29 });
		expect((await run({ offset: 25, limit: 20 })).truncated).toBe(false);
		expect((await run({ offset: 60, limit: 20 })).found).toEqual([]);
		expect((await run({}, { maxRows: 7 })).found).toHaveLength(7);
	});

	it('sorts what the backend could not, ordinal and stable', async () => {
		const { found } = await run({
			orderBy: [
				{ column: 'companyName', direction: 'desc' },
				{ column: 'surname', direction: 'desc' },
			],
			limit: 2,
		});
		expect(found.map(({ id }) => id)).toEqual(['id-42', 'id-39']);
	});

	it("reads a range without offset in the run's zone, and names a bound that is no date", async () => {
		const expand = { start: '2026-07-01', end: '2026-07-02T12:00:00+09:00' };
		const { backend } = await run({ table: 'event', expand });
		expect(backend.plans[0]?.expand).toEqual({
			start: '2026-06-30T22:00:00.000Z',
			end: '2026-07-02T03:00:00.000Z',
		});
		await expect(run({ table: 'event', expand: { ...expand, end: 'soon' } })).rejects.toMatchObject(
			{
				field: 'Range End',
			},
		);
	});

	it('refuses an unknown table, column, and operator by name', async () => {
		await expect(run({ table: 'contcat' })).rejects.toThrow("'contcat'");
		await expect(run({ select: ['surnam'] })).rejects.toMatchObject({
			field: 'surnam',
			advice: "Did you mean 'surname'?",
		});
		await expect(
			run({ where: { column: 'birthday', operator: 'containsPhrase', value: 'x' } }),
		).rejects.toThrow(/birthday/i);
	});
});

describe('execute', () => {
	it('converts inputs, fills defaults, and refuses missing and unknown ones', async () => {
		const { records, backend } = recordsOver([]);
		await records.execute(
			'SendMail',
			{ ToRecipients: 'one@contoso.example; two@contoso.example', Subject: 's', Content: 'c' },
			SCOPE,
			CALL,
		);
		expect(backend.executed[0]).toMatchObject({
			procedure: 'sendMail',
			input: {
				toRecipients: [{ address: 'one@contoso.example' }, { address: 'two@contoso.example' }],
				subject: 's',
				body: 'c',
				bodyType: 'text',
				saveToSentItems: true,
				from: null,
			},
		});
		await expect(records.execute('sendMail', { subject: 's' }, SCOPE, CALL)).rejects.toThrow(
			"'To Recipients' is empty",
		);
		await expect(records.execute('sendMail', { subjct: 's' }, SCOPE, CALL)).rejects.toMatchObject({
			advice: "Did you mean 'subject'?",
		});
		await expect(records.execute('sendMial', {}, SCOPE, CALL)).rejects.toMatchObject({
			advice: "Did you mean 'sendMail'?",
		});
	});
});
