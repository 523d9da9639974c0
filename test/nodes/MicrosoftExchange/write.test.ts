import type { IDataObject } from 'n8n-workflow';
import { ConflictError, InputError, PermissionError, SkippableError } from '../../../core/errors';
import type { RecordResult, RecordsRequest, Session } from '../../../core/session';
import { failNode, runNode } from '../../support/exchangeNode';
import { locator } from '../../support/locator';

jest.mock('../../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const create = (parameters: IDataObject = {}): IDataObject => ({
	resource: 'contact',
	operation: 'create',
	columns: { mappingMode: 'autoMapInputData', value: null },
	...parameters,
});

const outcomes =
	(decide: (record: RecordsRequest['records'][number]) => Partial<RecordResult>) =>
	async (request: RecordsRequest): Promise<RecordResult[]> =>
		request.records.map((record) => ({
			index: record.index,
			outcome: 'created',
			id: `id-${record.index}`,
			changeKey: 'k',
			row: record.values,
			...decide(record),
		}));

describe('Writes', () => {
	it('groups 300 items over 3 mailboxes, keeps order inside a group, answers in input order', async () => {
		const items = Array.from({ length: 300 }, (_, at) => ({
			givenName: at === 150 ? 'bad' : `Contact ${at}`,
			mailbox: `box${at % 3}@example.org`,
		}));
		const { items: output, seen } = await runNode(
			{
				parameters: create({ mailbox: locator('={{ $json.mailbox }}', 'email') }),
				items,
				continueOnFail: true,
			},
			{
				create: outcomes(({ values }) =>
					values?.givenName === 'bad'
						? {
								outcome: 'failed',
								id: undefined,
								error: new SkippableError('Exchange refused the record', { code: 'ErrorBad' }),
							}
						: {},
				),
			},
		);
		expect(seen.writes.map(({ request }) => request.scope.mailbox)).toEqual([
			'box0@example.org',
			'box1@example.org',
			'box2@example.org',
		]);
		for (const [box, { request }] of seen.writes.entries()) {
			expect(request.records.map(({ index }) => index)).toEqual(
				Array.from({ length: 100 }, (_, at) => at * 3 + box),
			);
		}
		expect(output).toHaveLength(300);
		for (const [at, item] of output.entries()) {
			expect(item.pairedItem).toEqual({ item: at });
			if (at === 150) {
				expect(item.json.error).toBe('Exchange refused the record');
				expect(item.error?.name).toBe('NodeOperationError');
			} else {
				expect(item.json).toEqual({
					id: `id-${at}`,
					changeKey: 'k',
					outcome: 'created',
					givenName: `Contact ${at}`,
				});
			}
		}
	});

	it('puts items apart that differ in folder, access, options or time zone', async () => {
		const { seen } = await runNode({
			parameters: create({
				folder: locator('={{ $json.folder }}', 'path'),
				access: '={{ $json.access }}',
				options: { conflictResolution: 'autoResolve', timezone: '={{ $json.zone }}' },
			}),
			items: [
				{ folder: 'Contacts', access: 'delegate', zone: '' },
				{ folder: 'Contacts', access: 'delegate', zone: '' },
				{ folder: 'Other', access: 'delegate', zone: '' },
				{ folder: 'Contacts', access: 'impersonate', zone: '' },
				{ folder: 'Contacts', access: 'delegate', zone: 'Asia/Tokyo' },
			],
		});
		expect(seen.writes.map(({ request }) => request.records.map(({ index }) => index))).toEqual([
			[0, 1],
			[2],
			[3],
			[4],
		]);
		expect(seen.writes.map(({ call }) => call.timeZone)).toEqual([
			'Europe/Berlin',
			'Europe/Berlin',
			'Europe/Berlin',
			'Asia/Tokyo',
		]);
	});

	it('sends nothing when one item cannot be prepared', async () => {
		const calls: RecordsRequest[] = [];
		const failure = await failNode(
			{
				parameters: create({ options: { batchSize: '={{ $json.n }}' } }),
				items: [{ n: 1 }, { n: 0 }],
			},
			{
				create: async (request) => {
					calls.push(request);
					return [];
				},
			},
		);
		expect(failure.message).toBe("'Batch Size' has to be a whole number from 1 up");
		expect(failure.context.itemIndex).toBe(1);
		expect(calls).toEqual([]);
	});

	it('ends with the first failed item in input order and tells what was written', async () => {
		const failure = await failNode(
			{ parameters: create(), items: [{ givenName: 'a' }, { givenName: 'b' }, { givenName: 'c' }] },
			{
				create: outcomes(({ index }) =>
					index === 1
						? { outcome: 'failed', error: new InputError('No such value', { field: 'givenName' }) }
						: {},
				),
			},
		);
		expect(failure.message).toBe('No such value');
		expect(failure.context.itemIndex).toBe(1);
		expect(failure.description).toBe('Of 3 records in this run: 2 created.');
	});

	it('answers each item of a batch whose call failed, and goes on with the next batch', async () => {
		const { items } = await runNode(
			{
				parameters: create({ mailbox: locator('={{ $json.box }}', 'email') }),
				items: [{ box: 'a@example.org' }, { box: 'b@example.org' }, { box: 'a@example.org' }],
				continueOnFail: true,
			},
			{
				create: async (request, call) => {
					if (request.scope.mailbox === 'a@example.org') {
						throw new PermissionError('No right to write', { advice: 'Grant it.' });
					}
					return await outcomes(() => ({}))(request);
				},
			},
		);
		expect(items.map(({ json }) => json.error ?? json.outcome)).toEqual([
			'No right to write',
			'created',
			'No right to write',
		]);
		expect(items[0]?.json.details).toEqual({ advice: 'Grant it.' });
	});

	it('shows an unknown outcome as an error with its write id', async () => {
		const { items } = await runNode(
			{ parameters: create(), items: [{ givenName: 'a' }], continueOnFail: true },
			{ create: outcomes(() => ({ outcome: 'unknown', id: undefined, writeId: 'w-1' })) },
		);
		expect(items[0]?.json.error).toBe('It is not known whether the record was written');
		expect(items[0]?.json.details).toMatchObject({ outcome: 'unknown', writeId: 'w-1' });
		expect(items[0]?.error?.description).toContain('w-1');
	});

	it('shows a disputed upsert as an error', async () => {
		const { items } = await runNode(
			{
				parameters: {
					resource: 'contact',
					operation: 'upsert',
					columns: {
						mappingMode: 'autoMapInputData',
						matchingColumns: ['emailAddress1'],
						value: null,
					},
				},
				items: [{ emailAddress1: 'a@example.org' }],
				continueOnFail: true,
			},
			{
				upsert: outcomes(() => ({
					outcome: 'disputed',
					id: undefined,
					error: new ConflictError('Two records match: x and y'),
				})),
			},
		);
		expect(items[0]?.json).toEqual({
			error: 'Two records match: x and y',
			details: { outcome: 'disputed' },
		});
	});

	it('shows an answer that is missing as an error of that item', async () => {
		const { items } = await runNode(
			{ parameters: create(), items: [{}, {}], continueOnFail: true },
			{ create: async (request) => (await outcomes(() => ({}))(request)).slice(1) },
		);
		expect(items[0]?.json.error).toBe('Exchange did not answer for this record');
		expect(items[1]?.json.outcome).toBe('created');
	});

	it('shows before and after in a dry run', async () => {
		const { items, seen } = await runNode(
			{ parameters: create({ options: { dryRun: true } }), items: [{ givenName: 'a' }] },
			{
				create: outcomes(() => ({ id: undefined, before: null, after: { givenName: 'a' } })),
			},
		);
		expect(seen.writes[0]?.request.options.dryRun).toBe(true);
		expect(items[0]?.json).toEqual({
			id: null,
			outcome: 'created',
			before: null,
			after: { givenName: 'a' },
		});
	});

	it('deletes by id into Deleted Items unless told otherwise', async () => {
		const parameters = {
			resource: 'contact',
			operation: 'delete',
			recordId: '={{ $json.id }}',
			deleteType: 'moveToDeletedItems',
		};
		const { items, seen } = await runNode({
			parameters: { ...parameters, options: { changeKey: 'ck' } },
			items: [{ id: 'x' }],
		});
		expect(seen.writes[0]?.request).toMatchObject({
			table: 'contact',
			records: [{ index: 0, id: 'x', changeKey: 'ck' }],
			options: { deleteType: 'moveToDeletedItems' },
		});
		expect(items[0]?.json).toEqual({ id: 'x', deleted: true });
		const failure = await failNode({ parameters, items: [{ id: '' }] });
		expect(failure.message).toBe("'Record ID' is empty");
	});

	it('reads the ids of all items in one call per mailbox and tells which one is missing', async () => {
		const get: Session['get'] = async (_, ids) =>
			ids.map((id) =>
				id === 'gone' ? new SkippableError('The record was not found') : { id, changeKey: 'k' },
			);
		const { items, seen } = await runNode(
			{
				parameters: {
					resource: 'contact',
					operation: 'get',
					recordId: '={{ $json.id }}',
					mailbox: locator('={{ $json.box }}', 'email'),
					output: 'all',
				},
				items: [
					{ id: '1', box: 'a@example.org' },
					{ id: 'gone', box: 'b@example.org' },
					{ id: '3', box: 'a@example.org' },
				],
				continueOnFail: true,
			},
			{ get },
		);
		expect(seen.gets.map(({ ids }) => ids)).toEqual([['1', '3'], ['gone']]);
		expect(items.map(({ json }) => json.id ?? json.error)).toEqual([
			'1',
			'The record was not found',
			'3',
		]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});
});
