import type { Row, Session } from '../../core';
import { startSandbox, type Sandbox } from '../../sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

const own = { folders: [] };

describe('columns of the older schemas that show parts of a value', () => {
	let sandbox: Sandbox;
	let session: Session;
	beforeAll(async () => {
		sandbox = await startSandbox({});
	});
	afterAll(async () => await sandbox.close());
	beforeEach(async () => {
		sandbox.reset();
		session = await sessionOn(sandbox);
	});

	const create = async (table: string, values: Row): Promise<string> => {
		const [made] = await session.create(
			{ table, scope: own, records: [{ index: 0, values }], options: {} },
			call,
		);
		expect(made?.error).toBeUndefined();
		return made?.id ?? '';
	};
	const update = async (table: string, id: string, values: Row) => {
		const records = [{ index: 0, id, values }];
		const [set] = await session.update({ table, scope: own, records, options: {} }, call);
		return set;
	};
	const get = async (table: string, id: string, select: string[]): Promise<Row> => {
		const [row] = await session.get({ table, scope: own, select }, [id], call);
		if (!row || row instanceof Error) throw row ?? new Error('no row');
		return row;
	};

	const WEEKLY = {
		Recurrence_Type: 'WeeklyRecurrence',
		Recurrence_Interval: 2,
		Recurrence_DaysOfWeek: 'Monday Wednesday',
		Recurrence_Duration: 'NumberedRecurrence',
		Recurrence_StartDate: '2026-03-02',
		Recurrence_NumberOfOccurrences: 6,
	};

	it.each([
		['Calendar', { Start: '2026-03-02T09:00:00Z', End: '2026-03-02T10:00:00Z' }],
		['Tasks', { StartDate: '2026-03-02', DueDate: '2026-03-03' }],
	])('%s: a recurrence by its parts, one part changed, all cleared', async (table, times) => {
		const id = await create(table, { Subject: 'Series', ...times, ...WEEKLY });
		expect(
			await get(table, id, ['recurrence', 'Recurrence_Type', 'Recurrence_DaysOfWeek']),
		).toMatchObject({
			Recurrence_Type: 'weekly',
			Recurrence_DaysOfWeek: ['monday', 'wednesday'],
			recurrence: {
				pattern: { type: 'weekly', interval: 2, daysOfWeek: ['monday', 'wednesday'] },
				range: { type: 'numbered', startDate: '2026-03-02', numberOfOccurrences: 6 },
			},
		});

		expect(await update(table, id, { Recurrence_Interval: 3 })).toMatchObject({
			outcome: 'updated',
			row: { Recurrence_Interval: 3 },
		});
		expect(
			await get(table, id, ['Recurrence_Interval', 'Recurrence_NumberOfOccurrences']),
		).toMatchObject({ Recurrence_Interval: 3, Recurrence_NumberOfOccurrences: 6 });

		const yearly = {
			Recurrence_Type: 'AbsoluteYearlyRecurrence',
			Recurrence_Month: 'March',
			Recurrence_DayOfMonth: 2,
		};
		expect(await update(table, id, yearly)).toMatchObject({ outcome: 'updated' });
		expect(await get(table, id, ['recurrence', 'Recurrence_Month'])).toMatchObject({
			Recurrence_Month: 'march',
			recurrence: { pattern: { type: 'absoluteYearly', month: 3, dayOfMonth: 2 } },
		});

		expect(await update(table, id, { Recurrence_Type: null })).toMatchObject({
			outcome: 'updated',
		});
		expect((await get(table, id, ['recurrence']))['recurrence']).toBeNull();
	});

	it('says by name what a recurrence lacks, and writes the other records', async () => {
		const records = [
			{ index: 0, values: { Subject: 'A', Recurrence_Type: 'DailyRecurrence' } },
			{ index: 1, values: { Subject: 'B' } },
		];
		const made = await session.create({ table: 'Tasks', scope: own, records, options: {} }, call);
		expect(made.map(({ outcome }) => outcome)).toEqual(['failed', 'created']);
		expect(made[0]?.error).toMatchObject({ field: 'recurrence' });
	});

	it('knows first, last, changed and deleted occurrences of a series', async () => {
		const daily = {
			Recurrence_Type: 'DailyRecurrence',
			Recurrence_Duration: 'NumberedRecurrence',
			Recurrence_StartDate: '2026-03-02',
			Recurrence_NumberOfOccurrences: 5,
		};
		const id = await create('Calendar', {
			Subject: 'Series',
			Start: '2026-03-02T09:00:00Z',
			End: '2026-03-02T10:00:00Z',
			...daily,
		});
		const expand = { start: '2026-03-01', end: '2026-04-01' };
		const rows = await rowsOf(session, { table: 'Calendar', scope: own, select: ['id'], expand });
		expect(rows).toHaveLength(5);
		await update('Calendar', String(rows[1]?.['id']), { Subject: 'Other' });
		await session.delete(
			{
				table: 'Calendar',
				scope: own,
				records: [{ index: 0, id: String(rows[2]?.['id']) }],
				options: {},
			},
			call,
		);
		expect(
			await get('Calendar', id, [
				'FirstOccurrence_Start',
				'LastOccurrence_End',
				'LastOccurrence_ItemId',
				'ModifiedOccurrences_Aggregate',
				'DeletedOccurrences_Aggregate',
			]),
		).toMatchObject({
			FirstOccurrence_Start: '2026-03-02T09:00:00Z',
			LastOccurrence_End: '2026-03-06T10:00:00Z',
			LastOccurrence_ItemId: rows[4]?.['id'],
			ModifiedOccurrences_Aggregate: [
				{
					id: rows[1]?.['id'],
					start: '2026-03-03T09:00:00Z',
					end: '2026-03-03T10:00:00Z',
					originalStart: '2026-03-03T09:00:00Z',
				},
			],
			DeletedOccurrences_Aggregate: [{ start: '2026-03-04T09:00:00Z' }],
		});
	});

	it('fills and clears slots of lists', async () => {
		const id = await create('Contacts', { Surname: 'Contact 1', Children_1: 'A', Children_2: 'B' });
		await update('Contacts', id, { Children_2: 'X', Companies_1: 'Contoso' });
		expect(await get('Contacts', id, ['children', 'Children_2', 'companies'])).toMatchObject({
			children: ['A', 'X'],
			Children_2: 'X',
			companies: ['Contoso'],
		});
		const refused = await update('Contacts', id, { Children_4: 'D' });
		expect(refused).toMatchObject({ outcome: 'failed', error: { field: 'Children_4' } });
		const gap = await update('Contacts', id, { Companies_3: 'C' });
		expect(gap).toMatchObject({ outcome: 'failed', error: { field: 'companies3' } });
		await update('Contacts', id, { Children_1: null, Companies_1: null });
		expect(await get('Contacts', id, ['children', 'companies'])).toMatchObject({
			children: ['X'],
			companies: null,
		});
	});

	it('writes recipients by names and addresses, and reads them so', async () => {
		const id = await create('Drafts', {
			Subject: 'Draft',
			ToRecipients_Name: 'A, B',
			ToRecipients_EmailAddress: 'a@contoso.example; b@contoso.example',
			FromEmailAddress: 'user1@contoso.example',
		});
		expect(
			await get('message', id, [
				'toRecipients',
				'ToRecipients_Names',
				'ToRecipients_EmailAddresses',
				'FromEmailAddress',
				'fromRoutingType',
			]),
		).toMatchObject({
			toRecipients: [
				{ name: 'A', address: 'a@contoso.example' },
				{ name: 'B', address: 'b@contoso.example' },
			],
			ToRecipients_Names: ['A', 'B'],
			ToRecipients_EmailAddresses: ['a@contoso.example', 'b@contoso.example'],
			FromEmailAddress: 'user1@contoso.example',
			fromRoutingType: 'SMTP',
		});
		const where = {
			column: 'ToRecipients_EmailAddress',
			operator: 'equals',
			value: 'B@contoso.example',
		} as const;
		expect(await rowsOf(session, { table: 'Drafts', scope: own, select: ['id'], where })).toEqual([
			expect.objectContaining({ id }),
		]);
	});

	it('writes a flag by its parts', async () => {
		const id = await create('Drafts', { Subject: 'Draft', flagStatus: 'flagged' });
		const due = {
			flagStartDateTime: '2026-03-02T08:00:00Z',
			flagDueDateTime: '2026-03-03T08:00:00Z',
		};
		expect(await update('message', id, due)).toMatchObject({ outcome: 'updated' });
		expect(await get('message', id, ['flag', 'flagDueDateTime'])).toMatchObject({
			flag: { status: 'flagged', due: '2026-03-03T08:00:00Z' },
			flagDueDateTime: '2026-03-03T08:00:00Z',
		});
		await update('message', id, { flagStatus: 'notFlagged' });
		expect(await get('message', id, ['flag'])).toMatchObject({
			flag: { status: 'notFlagged', due: null },
		});
	});

	it('lets an upsert compare parts, and write only what differs', async () => {
		const values = { Surname: 'Contact 1', Children_1: 'A', Children_2: 'B' };
		await create('Contacts', values);
		const upsert = (changed: Row) =>
			session.upsert(
				{
					table: 'Contacts',
					scope: own,
					records: [{ index: 0, values: { ...values, ...changed } }],
					options: { matchColumns: ['Surname'] },
				},
				call,
			);
		expect(await upsert({})).toMatchObject([{ outcome: 'unchanged' }]);
		expect(await upsert({ Children_2: 'C' })).toMatchObject([
			{ outcome: 'updated', row: { Children_2: 'C' } },
		]);
	});
});
