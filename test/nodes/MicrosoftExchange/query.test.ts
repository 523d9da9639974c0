import { FatalError, SkippableError } from '../../../core/errors';
import type { Session } from '../../../core/session';
import { failNode, runNode } from '../../support/exchangeNode';
import { locator } from '../../support/locator';

jest.mock('../../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const contacts = { resource: 'contact', operation: 'query', limit: 50, output: 'all' };

const rows = (count: number, truncated = false): Pick<Session, 'query'> => ({
	async *query() {
		for (let at = 0; at < count; at += 2) {
			yield Array.from({ length: Math.min(2, count - at) }, (_, offset) => ({
				id: `id-${at + offset}`,
				changeKey: 'k',
			}));
		}
		return { truncated };
	},
});

describe('Query', () => {
	it('asks once per input item and pairs each row with its item', async () => {
		const { items, seen } = await runNode(
			{
				parameters: { ...contacts, mailbox: locator('={{ $json.mail }}', 'email') },
				items: [{ mail: 'a@example.org' }, { mail: 'b@example.org' }],
			},
			rows(3),
		);
		expect(seen.queries.map(({ query }) => query.scope.mailbox)).toEqual([
			'a@example.org',
			'b@example.org',
		]);
		expect(items.map((item) => item.pairedItem)).toEqual([
			{ item: 0 },
			{ item: 0 },
			{ item: 0 },
			{ item: 1 },
			{ item: 1 },
			{ item: 1 },
		]);
		expect(seen.closed).toBe(1);
	});

	it('gives no items for no rows', async () => {
		expect((await runNode({ parameters: contacts }, rows(0))).items).toEqual([]);
	});

	it('gives no items for empty input and asks nothing', async () => {
		const { items, seen } = await runNode({ parameters: contacts, items: [] });
		expect(items).toEqual([]);
		expect(seen.queries).toEqual([]);
	});

	it('hints at Execute Once when two items ask the same, not when they differ', async () => {
		const same = await runNode({ parameters: contacts, items: [{}, {}] });
		expect(same.hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('Execute Once'),
		]);
		const different = await runNode({
			parameters: { ...contacts, limit: '={{ $json.n }}' },
			items: [{ n: 1 }, { n: 2 }],
		});
		expect(different.hints).toEqual([]);
	});

	it('hints when the limit cuts the result, and fails on request', async () => {
		const cut = await runNode({ parameters: contacts }, rows(2, true));
		expect(cut.items).toHaveLength(2);
		expect(cut.hints.map(({ message }) => message)).toEqual([
			expect.stringContaining('more contact records than the 50'),
		]);
		const failure = await failNode(
			{ parameters: { ...contacts, options: { failIfTruncated: true } } },
			rows(2, true),
		);
		expect(failure.message).toContain('more contact records than the 50');
		expect(failure.description).toContain('Return All');
	});

	it('passes conditions, sort, range and options on as plain data', async () => {
		const { seen } = await runNode({
			parameters: {
				...contacts,
				returnAll: false,
				limit: 7,
				mailbox: locator(''),
				access: 'impersonate',
				folder: locator('Inbox/Customers', 'path'),
				additionalFolders: { values: [{ folder: locator('AAA=', 'id') }] },
				combineConditions: 'or',
				conditions: {
					values: [
						{ column: 'companyName', operator: 'in', value: 'Contoso, Fabrikam' },
						{ column: 'birthday', operator: 'between', value: '["1980-01-01","1989-12-31"]' },
						{ column: 'GivenName', operator: 'isEmpty' },
					],
				},
				sort: { values: [{ column: 'surname', direction: 'desc' }, { column: 'givenName' }] },
				output: 'fields',
				fields: ['surname', 'GivenName'],
				options: {
					offset: 3,
					pageSize: 0,
					bodyFormat: 'text',
					includeSubfolders: true,
					impersonationType: 'SID',
					timezone: 'Asia/Tokyo',
					timeout: 5,
				},
			},
		});
		const [{ query, call }] = seen.queries as [(typeof seen.queries)[number]];
		expect(query).toEqual({
			table: 'contact',
			scope: {
				mailbox: undefined,
				access: 'impersonate',
				impersonationType: 'SID',
				includeSubfolders: true,
				folders: [
					{ kind: 'path', path: 'Inbox/Customers' },
					{ kind: 'id', id: 'AAA=' },
				],
			},
			select: ['surname', 'GivenName'],
			where: {
				or: [
					{ column: 'companyName', operator: 'in', value: ['Contoso', 'Fabrikam'] },
					{ column: 'birthday', operator: 'between', value: ['1980-01-01', '1989-12-31'] },
					{ column: 'GivenName', operator: 'isEmpty' },
				],
			},
			orderBy: [
				{ column: 'surname', direction: 'desc' },
				{ column: 'givenName', direction: 'asc' },
			],
			offset: 3,
			limit: 7,
			expand: undefined,
			pageSize: 0,
			bodyFormat: 'text',
		});
		expect(call.timeZone).toBe('Asia/Tokyo');
		expect(call.timeoutMs).toBe(5000);
	});

	it('has no limit with Return All', async () => {
		const { seen } = await runNode({ parameters: { ...contacts, returnAll: true } });
		expect(seen.queries[0]?.query.limit).toBeUndefined();
	});

	it('expands series between the picked dates, read in the zone of the workflow', async () => {
		const { seen } = await runNode({
			parameters: {
				...contacts,
				resource: 'event',
				expandSeries: true,
				rangeStart: '2026-03-01T00:00:00',
				rangeEnd: '2026-04-01T00:00:00',
			},
			timezone: 'Pacific/Auckland',
		});
		expect(seen.queries[0]?.query.expand).toEqual({
			start: '2026-03-01T00:00:00',
			end: '2026-04-01T00:00:00',
		});
		expect(seen.queries[0]?.call.timeZone).toBe('Pacific/Auckland');
	});

	it('keeps the offset of a date that an expression made', async () => {
		const { seen } = await runNode({
			parameters: {
				...contacts,
				resource: 'event',
				expandSeries: true,
				rangeStart: '={{ new Date(0) }}',
				rangeEnd: '={{ ({ toISO: () => "2026-04-01T00:00:00.000+13:00" }) }}',
			},
		});
		expect(seen.queries[0]?.query.expand).toEqual({
			start: '1970-01-01T00:00:00.000Z',
			end: '2026-04-01T00:00:00.000+13:00',
		});
	});

	it('names the empty end of a range', async () => {
		const failure = await failNode({
			parameters: {
				...contacts,
				resource: 'event',
				expandSeries: true,
				rangeStart: '2026-03-01',
				rangeEnd: '',
			},
		});
		expect(failure.message).toBe("'Range End' is empty");
	});

	it.each([
		[{ limit: 0 }, "'Limit' has to be a whole number from 1 up"],
		[{ limit: 'many' }, "'Limit' has to be a whole number from 1 up"],
		[{ options: { offset: -1 } }, "'Offset' has to be a whole number from 0 up"],
		[{ conditions: { values: [{ column: '' }] } }, 'Condition 1 has no column'],
		[
			{ conditions: { values: [{ column: 'birthday', operator: 'between', value: '1' }] } },
			"The value of condition 1 on 'birthday' has to be two values",
		],
		[{ sort: { values: [{}] } }, 'Sort 1 has no column'],
		[{ output: 'fields', fields: [] }, "'Fields' is empty"],
	])('refuses %j before anything is asked', async (parameters, message) => {
		const failure = await failNode({ parameters: { ...contacts, ...parameters } });
		expect(failure.message).toBe(message);
		expect(failure.name).toBe('NodeOperationError');
	});

	it('selects the common columns of the protocol when simplified, all readable ones when raw', async () => {
		const simple = await runNode({ parameters: { ...contacts, output: 'simple' } });
		const select = simple.seen.queries[0]?.query.select ?? [];
		// Notes would take a second read of every row.
		expect(select).not.toContain('personalNotes');
		expect(select).toContain('surname');
		expect(select.length).toBeLessThan(40);
		const raw = await runNode({ parameters: { ...contacts, output: 'raw' } });
		expect(raw.seen.queries[0]?.query.select).toEqual(expect.arrayContaining([...select]));
	});

	it('turns the error of one item into an error item and goes on when asked to', async () => {
		const failing: Partial<Session> = {
			async *query(query) {
				if (query.limit === 2) {
					yield [{ id: 'half' }];
					throw new SkippableError('The folder was not found', {
						advice: 'Choose another.',
						code: 'ErrorFolderNotFound',
					});
				}
				yield [{ id: `id-${query.limit}` }];
				return { truncated: false };
			},
		};
		const { items } = await runNode(
			{
				parameters: { ...contacts, limit: '={{ $json.n }}' },
				items: [{ n: 1 }, { n: 2 }, { n: 3 }],
				continueOnFail: true,
			},
			failing,
		);
		expect(items.map(({ json, pairedItem }) => [json.id ?? json.error, pairedItem])).toEqual([
			['id-1', { item: 0 }],
			['The folder was not found', { item: 1 }],
			['id-3', { item: 2 }],
		]);
		expect(items[1]?.error?.description).toBe('Choose another. (Code: ErrorFolderNotFound)');
		expect(items[1]?.error?.context.itemIndex).toBe(1);
	});

	it('keeps its own words where n8n would replace them', async () => {
		const failure = await failNode(
			{ parameters: contacts },
			{
				async *query() {
					throw new FatalError('mail.example.org refused the connection (ECONNREFUSED)', {
						code: 'ECONNREFUSED',
						status: 503,
						advice: 'Check the port.',
					});
				},
			},
		);
		expect(failure.message).toBe('mail.example.org refused the connection (ECONNREFUSED)');
		expect(failure.description).toBe('Check the port. (Code: ECONNREFUSED)');
		expect(failure.name).toBe('NodeApiError');
	});

	it('hands the cancel signal of n8n on', async () => {
		const { signal } = new AbortController();
		const { seen } = await runNode({ parameters: contacts, signal });
		expect(seen.queries[0]?.call.signal).toBe(signal);
	});

	it('shows remarks of core once', async () => {
		const { hints } = await runNode(
			{ parameters: { ...contacts, limit: '={{ $json.n }}' }, items: [{ n: 1 }, { n: 2 }] },
			{
				async *query(_, call) {
					call.notice?.('Two items are hidden');
					yield [];
					return { truncated: false };
				},
			},
		);
		expect(hints.map(({ message }) => message)).toEqual(['Two items are hidden']);
	});
});
