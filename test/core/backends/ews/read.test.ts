import { type Bench, startBench, USER } from './onSandbox';

let bench: Bench;
beforeAll(async () => {
	bench = await startBench();
});
afterAll(async () => bench.close());
beforeEach(() => {
	bench.sandbox.reset();
	bench.notices.length = 0;
});

function fill(count: number, folder = 'contacts') {
	const { store } = bench.sandbox;
	const target = store.folder(USER, folder);
	return Array.from({ length: count }, (_, n) =>
		store.addItem(target, {
			kind: 'Contact',
			properties: { 'contacts:GivenName': `Given ${n}`, 'contacts:Surname': `Contact ${n}` },
		}),
	);
}

describe('reading contacts', () => {
	it.each([0, 1, 2, 101, 5001])('returns %i rows, each once', async (count) => {
		fill(count);
		const rows = await bench.rows({ select: ['givenName'] });
		expect(rows).toHaveLength(count);
		expect(new Set(rows.map(({ id }) => id)).size).toBe(count);
		if (count > 0) expect(rows[0]).toMatchObject({ givenName: 'Given 0' });
	});

	it('filters at the server', async () => {
		fill(300);
		const where = { column: 'surname', operator: 'equals', value: 'contact 7' } as const;
		const rows = await bench.rows({ select: ['surname'], where });
		expect(rows.map(({ surname }) => surname)).toEqual(['Contact 7']);
	});
});
