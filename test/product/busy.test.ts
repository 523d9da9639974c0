import type { FaultSpec } from '../../sandbox';
import { useSandbox } from '../support/sandbox';
import { call, sessionOn } from '../support/session';

const bench = useSandbox();
const query = { table: 'contact', scope: { folders: [] }, select: ['givenName'] };

describe.each<[string, string, FaultSpec]>([
	['503 with Retry-After', 'user1', { kind: 'serviceUnavailable', retryAfter: 2 }],
	['busy with BackOffMilliseconds', 'user2', { kind: 'serverBusy', backOffMs: 2_000 }],
])('a server that asks to wait: %s', (_what, user, fault) => {
	it('the run is told once, and so is another one that it holds back', async () => {
		const session = await sessionOn(bench.sandbox, { user });
		const read = async (heard: string[]) => {
			const run = { ...call, notice: (text: string) => void heard.push(text) };
			for await (const rows of session.query(query, run)) expect(rows).toEqual([]);
		};
		const [first, second, third]: [string[], string[], string[]] = [[], [], []];
		bench.sandbox.faults.add({ ...fault, match: { operation: 'FindItem' } });
		const reading = read(first);
		while (bench.sandbox.faults.list()[0]?.hits !== 1) {
			await new Promise((resolve) => setTimeout(resolve, 10));
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
		await read(second);
		await reading;
		await read(third);
		for (const heard of [first, second]) {
			expect(heard).toEqual([expect.stringContaining('asked to wait')]);
		}
		expect(third).toEqual([]);
	});
});
