import type { Row, Session } from '../../core';
import { startSandbox, type Sandbox } from '../../sandbox';
import { call, rowsOf, sessionOn } from '../support/session';

const own = { folders: [] };
const COLOUR = 'String {00020329-0000-0000-C000-000000000046} Name Colour';
const RANK = 'Integer {00062004-0000-0000-C000-000000000046} Id 0x9001';

describe('MAPI properties as columns', () => {
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

	const write = async (action: 'create' | 'update' | 'upsert', records: object[], options = {}) =>
		await session[action](
			{
				table: 'contact',
				scope: own,
				records: records.map((record, index) => ({ index, ...record })),
				options,
			},
			call,
		);

	const VALUES: Row = {
		[COLOUR]: ' red & <blue> \u{1f600} '.repeat(20),
		[RANK]: 7,
		'Boolean 0x4001': true,
		'Long 0x4002': '9007199254740993',
		'Double 0x4003': 2.5,
		'SystemTime 0x4004': '2026-03-01T10:00:00Z',
		'Binary 0x4005': Buffer.alloc(600, 171).toString('base64'),
		'StringArray 0x4006': ['a', 'b & c'],
		'IntegerArray 0x4007': [1, 2],
		'LongArray 0x4008': ['9007199254740993'],
		'BinaryArray 0x4009': ['q83v'],
		'Short 0x400A': 5,
	};

	it('keeps a value of every type exactly; get and query bring it back', async () => {
		const [made] = await write('create', [{ values: { Surname: 'Contact 1', ...VALUES } }]);
		expect(made).toMatchObject({ outcome: 'created', row: VALUES });
		const select = Object.keys(VALUES);
		const [row] = await session.get(
			{ table: 'contact', scope: own, select },
			[made?.id ?? ''],
			call,
		);
		expect(row).toMatchObject(VALUES);
		expect(await rowsOf(session, { table: 'contact', scope: own, select })).toMatchObject([VALUES]);
	});

	it('is filtered, sorted, updated and cleared as any column is', async () => {
		const contacts = Array.from({ length: 4 }, (_, n) => ({
			values: { Surname: `Contact ${n}`, [COLOUR]: n % 2 ? 'Red' : 'Blue', [RANK]: 4 - n },
		}));
		const made = await write('create', contacts);
		const match = { operation: 'FindItem', contains: '<t:Constant Value="RED"/>' };
		const asked = sandbox.faults.add({ kind: 'delay', match });
		const red = await rowsOf(session, {
			table: 'contact',
			scope: own,
			select: ['surname', RANK],
			where: { column: COLOUR, operator: 'equals', value: 'RED' },
			orderBy: [{ column: RANK, direction: 'asc' }],
		});
		expect(red).toMatchObject([
			{ surname: 'Contact 3', [RANK]: 1 },
			{ surname: 'Contact 1', [RANK]: 3 },
		]);
		expect(asked.hits).toBe(1);

		const id = made[0]?.id;
		expect(await write('update', [{ id, values: { [COLOUR]: null, [RANK]: '12' } }])).toMatchObject(
			[{ outcome: 'updated' }],
		);
		const empty = { column: COLOUR, operator: 'isEmpty' } as const;
		expect(
			await rowsOf(session, { table: 'contact', scope: own, select: ['id', RANK], where: empty }),
		).toMatchObject([{ [RANK]: 12 }]);
	});

	it('identifies a record in an upsert', async () => {
		const values = { [COLOUR]: 'Green', Surname: 'Contact 1' };
		const upsert = () => write('upsert', [{ values }], { matchColumns: [COLOUR] });
		expect(await upsert()).toMatchObject([{ outcome: 'created' }]);
		expect(await upsert()).toMatchObject([{ outcome: 'unchanged' }]);
	});

	it('is refused by name where the value does not fit, or the name is no property', async () => {
		const results = await write('create', [
			{ values: { Surname: 'A', [RANK]: 'many' } },
			{ values: { Surname: 'B', 'String 0x8005': 'x' } },
			{ values: { Surname: 'C', 'IntegerArray 0x4007': ['x'] } },
			{ values: { Surname: 'D' } },
		]);
		expect(results.map(({ outcome, error }) => [outcome, error?.field])).toEqual([
			['failed', RANK],
			['failed', 'String 0x8005'],
			['failed', 'IntegerArray 0x4007'],
			['created', undefined],
		]);
		await expect(
			rowsOf(session, { table: 'contact', scope: own, select: ['String 0x8005'] }),
		).rejects.toThrow(/names no MAPI property/);
	});
});
