import { moment } from '../../../../core/auth/kerberos/moment';

it('no two times of a process are the same, and none is far from the clock', () => {
	const now = Date.UTC(2026, 10, 21, 23, 59, 59) + 999;
	const all = Array.from({ length: 3000 }, () => moment(now));
	expect(new Set(all.map(({ time, usec }) => `${time}.${usec}`)).size).toBe(3000);
	for (const { time, usec } of all) {
		expect(time % 1000).toBe(0);
		expect(usec).toBeGreaterThanOrEqual(0);
		expect(usec).toBeLessThan(1_000_000);
		expect(Math.abs(time + usec / 1000 - now)).toBeLessThan(10);
	}
	// A clock that was set back is followed.
	const { time, usec } = moment(now - 3_600_000);
	expect(Math.abs(time + usec / 1000 - now + 3_600_000)).toBeLessThan(2);
});
