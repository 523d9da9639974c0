import type { RecordsRequest } from '../../../core/session';
import { CALL, recordsOver, SCOPE } from './settings';

function request(
	values: Array<Record<string, unknown>>,
	options: RecordsRequest['options'] = { matchColumns: ['emailAddress1'] },
): RecordsRequest {
	return {
		table: 'contact',
		scope: SCOPE,
		records: values.map((one, index) => ({ index, values: one })),
		options,
	};
}

const ada = () => ({
	id: 'a',
	changeKey: 'k',
	emailAddress1: 'one@contoso.example',
	surname: 'One',
	givenName: null,
});

describe('Create or Update', () => {
	it('creates what is missing, updates only differing columns, leaves equal records alone', async () => {
		const { records, backend } = recordsOver([
			ada(),
			{ id: 'b', changeKey: 'k', emailAddress1: 'two@contoso.example', surname: 'Two' },
		]);
		const results = await records.upsert(
			request([
				{ emailAddress1: 'two@contoso.example', surname: 'Zwei' },
				{ emailAddress1: 'one@contoso.example', surname: 'One' },
				{ emailAddress1: 'three@contoso.example', surname: 'Three' },
			]),
			CALL,
		);
		expect(results.map(({ index, outcome, id }) => [index, outcome, id])).toEqual([
			[0, 'updated', 'b'],
			[1, 'unchanged', 'a'],
			[2, 'created', 'new-1'],
		]);
		expect(
			backend.writes.map(({ action, records: sent }) => [action, sent.map((r) => r.values)]),
		).toEqual([
			['create', [{ emailAddress1: 'three@contoso.example', surname: 'Three' }]],
			['update', [{ surname: 'Zwei' }]],
		]);
		expect(results[0]?.row).toEqual({ surname: 'Zwei' });
	});

	it('changes nothing in a second run', async () => {
		const { records, backend } = recordsOver([]);
		const input = request([
			{ emailAddress1: 'one@contoso.example', surname: 'O’Neil', givenName: null },
			{ emailAddress1: 'two@contoso.example', categories: ['a', 'b'] },
		]);
		await records.upsert(input, CALL);
		const writes = backend.writes.length;
		const second = await records.upsert(input, CALL);
		expect(second.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
		expect(backend.writes).toHaveLength(writes);
	});

	it('matches without case, and then brings the new spelling', async () => {
		const { records, backend } = recordsOver([ada()]);
		const [result] = await records.upsert(
			request([{ emailAddress1: 'ONE@Contoso.example' }]),
			CALL,
		);
		expect(result).toMatchObject({ outcome: 'updated', id: 'a' });
		expect(backend.writes[0]?.records[0]?.values).toEqual({ emailAddress1: 'ONE@Contoso.example' });
	});

	it('disputes two matches with both ids and writes nothing', async () => {
		const { records, backend } = recordsOver([ada(), { ...ada(), id: 'a2' }]);
		const [result] = await records.upsert(
			request([{ emailAddress1: 'one@contoso.example', surname: 'New' }]),
			CALL,
		);
		expect(result?.outcome).toBe('disputed');
		expect(result?.error?.message).toContain('a, a2');
		expect(backend.writes).toEqual([]);
	});

	it('refuses an empty match value and goes on with the others', async () => {
		const { records } = recordsOver([]);
		const results = await records.upsert(
			request([{ emailAddress1: '', surname: 'x' }, { emailAddress1: 'two@contoso.example' }]),
			CALL,
		);
		expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'created']);
		expect(results[0]?.error).toMatchObject({ field: 'emailAddress1' });
	});

	it('applies records with the same key in order, never as two creates', async () => {
		const { records, backend } = recordsOver([]);
		const results = await records.upsert(
			request([
				{ emailAddress1: 'one@contoso.example', surname: 'First' },
				{ emailAddress1: 'One@contoso.example', surname: 'Second' },
				{ emailAddress1: 'One@contoso.example', surname: 'Second' },
			]),
			CALL,
		);
		expect(results.map(({ outcome, id }) => [outcome, id])).toEqual([
			['created', 'new-1'],
			['updated', 'new-1'],
			['unchanged', 'new-1'],
		]);
		expect(backend.rows).toHaveLength(1);
		expect(backend.rows[0]).toMatchObject({ surname: 'Second' });
	});

	it('writes nothing more under a key whose first outcome is unknown', async () => {
		const { records, backend } = recordsOver([]);
		backend.judge = () => ({ outcome: 'unknown', writeId: 'w1' });
		const results = await records.upsert(
			request([
				{ emailAddress1: 'one@contoso.example', surname: 'First' },
				{ emailAddress1: 'one@contoso.example', surname: 'Second' },
			]),
			CALL,
		);
		expect(results.map(({ outcome }) => outcome)).toEqual(['unknown', 'failed']);
		expect(backend.writes).toHaveLength(1);
	});

	it('matches on several columns, and asks for a folder once when there are many keys', async () => {
		const rows = Array.from({ length: 300 }, (_, i) => ({
			id: `id-${i}`,
			changeKey: 'k',
			surname: `Name ${i % 30}`,
			givenName: `Given ${i}`,
		}));
		const { records, backend } = recordsOver(rows);
		const results = await records.upsert(
			request(
				rows.map(({ surname, givenName }) => ({ surname, givenName })),
				{ matchColumns: ['surname', 'givenName'] },
			),
			CALL,
		);
		expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
		expect(results.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
		expect(backend.plans).toHaveLength(1);
		expect(backend.plans[0]?.where).toBeUndefined();
	});

	it('refuses a column that cannot identify a record, by name', async () => {
		const { records } = recordsOver([]);
		await expect(
			records.upsert(request([{ surname: 'x' }], { matchColumns: ['personalNotes'] }), CALL),
		).rejects.toThrow("'Notes' cannot be used to match");
		await expect(records.upsert(request([{ surname: 'x' }], {}), CALL)).rejects.toThrow(
			'No column is chosen to match on',
		);
	});

	it('matches on a key that Exchange sets, and creates nothing under it', async () => {
		const { records, backend } = recordsOver([{ ...ada(), searchKey: 'AAEC' }]);
		const results = await records.upsert(
			request(
				[
					{ searchKey: 'AAEC', surname: 'New' },
					{ searchKey: 'BBEC', surname: 'Nobody' },
				],
				{ matchColumns: ['searchKey'] },
			),
			CALL,
		);
		expect(results.map(({ outcome, id }) => [outcome, id])).toEqual([
			['updated', 'a'],
			['failed', undefined],
		]);
		expect(backend.writes.map(({ records: sent }) => sent.map((r) => r.values))).toEqual([
			[{ surname: 'New' }],
		]);
	});

	it('tells in a dry run what would happen and writes nothing', async () => {
		const { records, backend } = recordsOver([ada()]);
		const results = await records.upsert(
			request(
				[
					{ emailAddress1: 'one@contoso.example', surname: 'New' },
					{ emailAddress1: 'two@contoso.example', surname: 'Two' },
				],
				{ matchColumns: ['emailAddress1'], dryRun: true },
			),
			CALL,
		);
		expect(results).toMatchObject([
			{ outcome: 'updated', id: 'a', before: { surname: 'One' }, after: { surname: 'New' } },
			{ outcome: 'created', before: null, after: { surname: 'Two' } },
		]);
		expect(backend.writes).toEqual([]);
	});
});
