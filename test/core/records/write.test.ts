import type { RecordsRequest } from '../../../core/session';
import { CALL, recordsOver, SCOPE } from './settings';

function request(
	records: Array<{ id?: string; values?: Record<string, unknown> }>,
	options: RecordsRequest['options'] = {},
): RecordsRequest {
	return {
		table: 'contact',
		scope: SCOPE,
		records: records.map((record, index) => ({ index, ...record })),
		options,
	};
}

describe('writing records', () => {
	it('leaves a blank alone, clears with null, never touches a missing key', async () => {
		const row = { id: 'a', changeKey: 'k', surname: 'One', givenName: 'G', jobTitle: 'J' };
		const { records, backend } = recordsOver([row]);
		await records.update(request([{ id: 'a', values: { surname: '', givenName: null } }]), CALL);
		expect(backend.writes[0]?.records[0]?.values).toEqual({ givenName: null });
		await records.update(
			request([{ id: 'a', values: { surname: '' } }], { emptyValues: 'clear' }),
			CALL,
		);
		expect(backend.writes[1]?.records[0]?.values).toEqual({ surname: null });
	});

	it('sends nothing for an update without columns', async () => {
		const { records, backend } = recordsOver([{ id: 'a', changeKey: 'k' }]);
		const [result] = await records.update(request([{ id: 'a', values: {} }]), CALL);
		expect(result).toMatchObject({ outcome: 'unchanged', id: 'a' });
		expect(backend.writes).toEqual([]);
	});

	it('refuses unknown, read-only and wrongly typed columns by name, each record on its own', async () => {
		const { records, backend } = recordsOver([]);
		const results = await records.create(
			request([
				{ values: { surnme: 'x' } },
				{ values: { size: 5 } },
				{ values: { birthday: 'yesterday-ish' } },
				{ values: { surname: 'Fine' } },
				{ values: {} },
			]),
			CALL,
		);
		expect(results.map(({ outcome }) => outcome)).toEqual([
			'failed',
			'failed',
			'failed',
			'created',
			'failed',
		]);
		expect(results[0]?.error?.advice).toContain("'surname'");
		expect(results[1]?.error).toMatchObject({ field: 'size' });
		expect(results[2]?.error?.message).toMatch(/birthday/i);
		expect(backend.writes[0]?.records).toHaveLength(1);
	});

	it('passes unknown and read-only columns over where the rules say so', async () => {
		const { records, backend } = recordsOver([]);
		await records.create(
			request([{ values: { surname: 'x', nonsense: 1, size: 5, id: 'other' } }], {
				unknownColumns: 'ignore',
				readOnlyColumns: 'ignore',
			}),
			CALL,
		);
		expect(backend.writes[0]?.records[0]?.values).toEqual({ surname: 'x' });
	});

	it('gives written columns back under the alias that was used', async () => {
		const { records } = recordsOver([]);
		const [result] = await records.create(request([{ values: { GivenName: 'G' } }]), CALL);
		expect(result?.row).toEqual({ givenName: 'G' });
		const [aliased] = await records.create(
			request([{ values: { BusinessAddress_City: 'Ulm' } }]),
			CALL,
		);
		expect(aliased?.row).toEqual({ BusinessAddress_City: 'Ulm' });
	});

	it('refuses one column given under two names', async () => {
		const { records } = recordsOver([]);
		const [result] = await records.create(
			request([{ values: { businessAddressCity: 'Ulm', BusinessAddress_City: 'Bonn' } }]),
			CALL,
		);
		expect(result?.error?.message).toContain('is given twice');
	});

	it('asks for an id before it deletes, and answers an empty batch with nothing', async () => {
		const { records, backend } = recordsOver([{ id: 'a', changeKey: 'k' }]);
		const results = await records.delete(request([{ id: 'a' }, {}]), CALL);
		expect(results.map(({ outcome }) => outcome)).toEqual(['deleted', 'failed']);
		expect(await records.delete(request([]), CALL)).toEqual([]);
		expect(backend.writes).toHaveLength(1);
	});

	it('reads what is there in a dry run of update and delete', async () => {
		const { records, backend } = recordsOver([{ id: 'a', changeKey: 'k', surname: 'One' }]);
		const dry = { dryRun: true };
		expect(
			await records.update(request([{ id: 'a', values: { surname: 'Two' } }], dry), CALL),
		).toMatchObject([
			{ outcome: 'updated', before: { surname: 'One' }, after: { surname: 'Two' } },
		]);
		expect(await records.delete(request([{ id: 'a' }, { id: 'gone' }], dry), CALL)).toMatchObject([
			{ outcome: 'deleted', before: { surname: 'One' }, after: null },
			{ outcome: 'failed' },
		]);
		expect(backend.writes).toEqual([]);
	});
});

describe("the credential's limits", () => {
	it('refuses every write when it is read only, and reads on', async () => {
		const { records, backend } = recordsOver([{ id: 'a', changeKey: 'k' }], { readOnly: true });
		await expect(records.create(request([{ values: { surname: 'x' } }]), CALL)).rejects.toThrow(
			'Read Only',
		);
		await expect(records.execute('sendMail', {}, SCOPE, CALL)).rejects.toThrow('Read Only');
		expect(backend.writes).toEqual([]);
		expect(await records.get({ table: 'contact', scope: SCOPE }, ['a'], CALL)).toHaveLength(1);
	});

	it.each([
		['two@contoso.example', true],
		['TWO@Contoso.example', true],
		['any@fabrikam.example', true],
		['three@contoso.example', false],
		['any@sub.fabrikam.example', false],
		['CONTOSO\\two', false],
	])('admits %s: %s', async (mailbox, admitted) => {
		const { records } = recordsOver([], {
			allowedMailboxes: ['two@contoso.example', 'fabrikam.example'],
		});
		const query = { table: 'contact', scope: { mailbox, folders: [] } };
		const read = records.query(query, CALL).next();
		if (admitted) await expect(read).resolves.toMatchObject({ done: true });
		else await expect(read).rejects.toThrow('Allowed Mailboxes');
	});

	it('judges the own and the default mailbox too', async () => {
		const allowedMailboxes = ['two@contoso.example'];
		const query = { table: 'contact', scope: SCOPE };
		await expect(
			recordsOver([], { allowedMailboxes }).records.query(query, CALL).next(),
		).rejects.toThrow('service@contoso.example');
		const { records, backend } = recordsOver([], {
			allowedMailboxes,
			defaultMailbox: 'two@contoso.example',
		});
		await records.query(query, CALL).next();
		expect(backend.plans[0]?.scope.mailbox).toBe('two@contoso.example');
	});
});
