import { IdSet } from '../../../../core/backends/ews/idSet';
import { readView, type View } from '../../../../core/backends/ews/paging';
import type { FindPage } from '../../../../core/backends/ews/request';
import { FatalError, RetriableError } from '../../../../core/errors';
import type { Row } from '../../../../core/schema/column';

interface Entry {
	id: string;
	created: number;
}

function seeded(seed: number) {
	return () => {
		seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
		return seed / 2 ** 32;
	};
}

/** A view of a folder, sorted by creation; changes between pages as the test says. */
class FakeFolder {
	entries: Entry[] = [];
	requests: View[] = [];
	/** Entries that one page has at the most. */
	cap = 1000;
	between: () => void = () => undefined;
	fault: (view: View) => unknown = () => undefined;

	open = async function* (this: FakeFolder, view: View): AsyncGenerator<Row[], FindPage> {
		if (this.requests.length > 0) this.between();
		this.requests.push(view);
		const fault = this.fault(view);
		if (fault) throw fault;
		const sorted = [...this.entries].sort(
			(a, b) => a.created - b.created || (a.id < b.id ? -1 : 1),
		);
		const rows = sorted.slice(view.offset, view.offset + Math.min(view.max, this.cap));
		const includesLast = view.offset + rows.length >= sorted.length;
		for (let at = 0; at < rows.length; at += 7) {
			yield rows.slice(at, at + 7).map(({ id }) => ({ id }));
		}
		return { includesLast, nextOffset: view.offset + rows.length, total: sorted.length };
	}.bind(this);

	fill(count: number): this {
		for (let n = 0; n < count; n++) this.entries.push({ id: `id${n}`, created: n });
		return this;
	}
}

async function read(folder: FakeFolder, size = 50): Promise<string[]> {
	const ids: string[] = [];
	const options = { firstSize: size, size, seen: new IdSet(), retryMs: 1 };
	for await (const rows of readView(folder.open, options))
		ids.push(...rows.map(({ id }) => String(id)));
	return ids;
}

describe('readView', () => {
	it.each([0, 1, 2, 49, 50, 51, 5001])('returns each of %i rows once', async (count) => {
		const folder = new FakeFolder().fill(count);
		const ids = await read(folder, 50);
		expect(ids).toEqual(folder.entries.map(({ id }) => id));
	});

	it('goes by IncludesLastItemInRange and not by the size of a page', async () => {
		const folder = new FakeFolder().fill(100);
		folder.cap = 9;
		expect(await read(folder, 50)).toHaveLength(100);
	});

	it('steps back when a deletion shifted the view by more than the overlap', async () => {
		const folder = new FakeFolder().fill(400);
		let turns = 0;
		folder.between = () => {
			if (turns++ === 0) folder.entries.splice(0, 45);
		};
		const ids = await read(folder, 50);
		for (const { id } of folder.entries)
			expect(ids.filter((other) => other === id)).toHaveLength(1);
	});

	it('reads what is left when all that was read is gone', async () => {
		const folder = new FakeFolder().fill(200);
		let turns = 0;
		folder.between = () => {
			if (turns++ === 0) folder.entries.splice(0, 60);
		};
		const ids = await read(folder, 50);
		expect(new Set(ids)).toEqual(
			new Set(Array.from({ length: 200 }, (_, n) => `id${n}`).filter((_, n) => n < 50 || n >= 60)),
		);
	});

	it('asks for fewer rows when the server allows no more', async () => {
		const folder = new FakeFolder().fill(300);
		folder.fault = ({ max }) =>
			max > 30
				? new RetriableError('too many', { code: 'ErrorExceededFindCountLimit' })
				: undefined;
		expect(await read(folder, 200)).toHaveLength(300);
		expect(folder.requests.at(-1)?.max).toBeLessThanOrEqual(30);
	});

	it('reads a page again that broke off, and drops what it brought before', async () => {
		const folder = new FakeFolder().fill(120);
		let breaks = 2;
		const whole = folder.open;
		const broken = async function* (view: View): AsyncGenerator<Row[], FindPage> {
			const page = whole(view);
			const first = await page.next();
			if (!first.done) yield first.value;
			if (breaks-- > 0) throw new RetriableError('reset', { code: 'ECONNRESET' });
			return yield* page;
		};
		const ids: string[] = [];
		const options = { firstSize: 50, size: 50, seen: new IdSet(), retryMs: 1 };
		for await (const rows of readView(broken, options))
			ids.push(...rows.map(({ id }) => String(id)));
		expect(ids).toEqual(folder.entries.map(({ id }) => id));
	});

	it('passes on what does not pass', async () => {
		const folder = new FakeFolder().fill(10);
		folder.fault = () => new FatalError('no');
		await expect(read(folder)).rejects.toThrow('no');
		expect(folder.requests).toHaveLength(1);
	});

	it('ends with an error, not with a cut, when rows are announced and never come', async () => {
		const endless = async function* (): AsyncGenerator<Row[], FindPage> {
			yield* [];
			return { includesLast: false };
		};
		const options = { firstSize: 50, size: 50, seen: new IdSet(), retryMs: 1 };
		const reading = async () => {
			for await (const rows of readView(endless, options)) expect(rows).toEqual([]);
		};
		await expect(reading()).rejects.toMatchObject({ code: 'PAGE_STUCK' });
	});

	it('keeps the promise whatever happens between pages', async () => {
		for (let seed = 1; seed <= 150; seed++) {
			const random = seeded(seed);
			const folder = new FakeFolder().fill(Math.floor(random() * 600));
			for (const entry of folder.entries) entry.created = Math.floor(entry.created / 5);
			folder.cap = 5 + Math.floor(random() * 100);
			let next = 10_000;
			folder.between = () => {
				for (let change = Math.floor(random() * 5); change > 0; change--) {
					const at = Math.floor(random() * folder.entries.length);
					if (random() < 0.6) folder.entries.splice(at, Math.floor(random() * 40));
					else if (random() < 0.5) folder.entries.push({ id: `new${next}`, created: next++ });
					// An older item moves in.
					else folder.entries.push({ id: `moved${next++}`, created: Math.floor(random() * 120) });
				}
			};
			const before = new Set(folder.entries.map(({ id }) => id));
			const ids = await read(folder, 10 + Math.floor(random() * 60));
			const stayed = folder.entries.filter(({ id }) => before.has(id));
			const missing = stayed.filter(({ id }) => !ids.includes(id));
			expect({ seed, missing }).toEqual({ seed, missing: [] });
			expect(new Set(ids).size).toBe(ids.length);
		}
	});
});
