import { IdSet } from '../../../../core/backends/ews/idSet';

describe('IdSet', () => {
	it('tells new ids from known ones, however alike', () => {
		const set = new IdSet();
		const id = (n: number) => `AAMkAGI0${'A'.repeat(120)}${n.toString(36).padStart(6, '0')}AAA=`;
		let fresh = 0;
		for (let n = 0; n < 60_000; n++) fresh += Number(set.add(id(n)));
		for (let n = 0; n < 60_000; n += 7) fresh += Number(set.add(id(n)));
		expect(fresh).toBe(60_000);
		expect(set.has(id(59_999))).toBe(true);
		expect(set.has(id(60_000))).toBe(false);
	});

	it('is case-exact and can be emptied', () => {
		const set = new IdSet();
		set.add('AAMk');
		expect(set.has('AAmk')).toBe(false);
		expect(set.has('')).toBe(false);
		set.clear();
		expect(set.has('AAMk')).toBe(false);
	});
});
