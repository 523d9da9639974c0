import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sweepLock, withLock } from '../../../../core/auth/oauth/lock';
import { livenessOf, ownProcess } from '../../../../core/auth/oauth/processIdentity';
import { folderOfOwn } from './connection';

const nameOf = (machine: string, pid: number, began = 'x') =>
	`${machine}.${pid}.${began}.0123456789abcdef`;
const elsewhere = 'e'.repeat(16);

describe('lock', () => {
	let folder: string;
	let path: string;
	beforeEach(() => {
		folder = folderOfOwn();
		path = join(folder, 'file.lock');
	});
	afterEach(() => rmSync(folder, { recursive: true, force: true }));

	const held = (holder: string): string => {
		mkdirSync(path);
		const file = join(path, holder);
		writeFileSync(file, '');
		return file;
	};

	it('lets one in at a time, and leaves nothing', async () => {
		let inside = 0;
		let most = 0;
		await Promise.all(
			Array.from({ length: 20 }, () =>
				withLock(path, async () => {
					most = Math.max(most, ++inside);
					await sleep(2);
					inside--;
				}),
			),
		);
		expect([most, inside]).toEqual([1, 0]);
		expect(readdirSync(folder)).toEqual([]);
	});

	it('is given back when the work breaks', async () => {
		await expect(withLock(path, () => Promise.reject(new Error('broken')))).rejects.toThrow(
			'broken',
		);
		expect(await withLock(path, async () => 'next')).toBe('next');
	});

	it('of a process that ended is taken at once, also when its number is used again', async () => {
		const { machine, began } = ownProcess();
		held(nameOf(machine, 2 ** 22 + 1));
		const start = Date.now();
		await withLock(path, async () => undefined);
		held(nameOf(machine, process.pid, `${Number(began || 0) + 1}`));
		if (began) await withLock(path, async () => undefined);
		expect(Date.now() - start).toBeLessThan(500);
	});

	it('of a holder on another machine is taken when it gives no sign of life', async () => {
		const file = held(nameOf(elsewhere, 1));
		// Its clock is wrong by hours: only that its sign changes counts.
		let beat = Date.now() / 1000 + 9_000;
		const beats = setInterval(() => utimesSync(file, (beat += 1), beat), 50);
		const start = Date.now();
		const mine = withLock(path, async () => Date.now() - start, { staleMs: 300 });
		await sleep(900);
		clearInterval(beats);
		const waited = await mine;
		expect(waited).toBeGreaterThan(900 + 250);
		expect(waited).toBeLessThan(3_000);
	});

	it('of a holder that lives is waited for, then given up with a word', async () => {
		held(nameOf(ownProcess().machine, process.ppid));
		const error = await withLock(path, async () => 'in', { waitMs: 300 }).catch(
			(one: Error) => one,
		);
		expect(error).toMatchObject({ code: 'TOKEN_LOCKED', kind: 'retriable' });
		expect(readdirSync(folder)).toEqual(['file.lock']);
	});

	it('was broken by somebody: the first holder takes nothing from the new one', async () => {
		await withLock(path, async ({ holder }) => {
			rmSync(join(path, holder));
			const other = nameOf(elsewhere, 7);
			writeFileSync(join(path, other), '');
		});
		expect(readdirSync(path)).toEqual([nameOf(elsewhere, 7)]);
	});

	it('is swept of what holders left that were killed before they held it', async () => {
		const { machine } = ownProcess();
		const left = [nameOf(machine, 2 ** 22 + 1), nameOf(machine, process.pid), nameOf(elsewhere, 1)];
		for (const holder of left) mkdirSync(`${path}-${holder}`);
		await sweepLock(path);
		expect(readdirSync(folder).sort()).toEqual(
			left
				.slice(1)
				.map((one) => `file.lock-${one}`)
				.sort(),
		);
	});

	it('knows which processes run', () => {
		const own = ownProcess();
		expect(livenessOf(own)).toBe('alive');
		expect(livenessOf({ ...own, pid: 2 ** 22 + 1 })).toBe('dead');
		expect(livenessOf({ ...own, machine: elsewhere })).toBe('unknown');
	});
});
