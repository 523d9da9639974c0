import { CachedSource, type Obtain } from '../../../../core/auth/azure/cachedSource';
import { PermissionError, RetriableError } from '../../../../core/errors';

/** Issues numbered tokens that live for `life` milliseconds of a clock set by hand. */
function issuer(life: number | null = 3_600_000) {
	const state = {
		now: 1_000_000,
		asked: [] as Array<Parameters<Obtain>[0]>,
		error: undefined as unknown,
	};
	const source = new CachedSource(
		async (request) => {
			state.asked.push(request);
			await new Promise((resolve) => setTimeout(resolve, 20));
			if (request.signal.aborted) throw new Error('aborted');
			if (state.error) throw state.error as Error;
			const expiresAt = life === null ? undefined : state.now + life;
			return { value: `token-${state.asked.length}`, expiresAt };
		},
		undefined,
		() => state.now,
	);
	return { state, source };
}
const value = async (work: Promise<{ value: string }>) => (await work).value;

describe('CachedSource', () => {
	it('asks once for all who wait, and keeps the token until shortly before its end', async () => {
		const { state, source } = issuer();
		const all = await Promise.all(Array.from({ length: 5 }, () => value(source.token())));
		expect(new Set(all)).toEqual(new Set(['token-1']));
		state.now += 3_600_000 - 5 * 60_000 - 1;
		expect(await value(source.token())).toBe('token-1');
		state.now += 2;
		expect(await value(source.token())).toBe('token-2');
	});

	it('keeps a token whose end is not known for minutes, and a short one for most of its life', async () => {
		const unknown = issuer(null);
		await unknown.source.token();
		unknown.state.now += 7 * 60_000;
		expect(await value(unknown.source.token())).toBe('token-1');
		unknown.state.now += 60_000 * 3;
		expect(await value(unknown.source.token())).toBe('token-2');
		const short = issuer(10_000);
		await short.source.token();
		short.state.now += 7_900;
		expect(await value(short.source.token())).toBe('token-1');
	});

	it('replaces a token that the server refused, once for all who were refused', async () => {
		const { state, source } = issuer();
		const rejected = await value(source.token());
		const all = await Promise.all([1, 2, 3].map(() => value(source.token({ rejected }))));
		expect(new Set(all)).toEqual(new Set(['token-2']));
		expect(await value(source.token({ rejected }))).toBe('token-2');
		expect(state.asked).toHaveLength(2);
		expect(state.asked[1]).toMatchObject({ refused: 'token-1' });
	});

	it('asks anew with claims, and after another request that is under way', async () => {
		const { state, source } = issuer();
		const plain = source.token();
		const claims = '{"access_token":{}}';
		const both = await Promise.all([1, 2].map(() => value(source.token({ claims }))));
		expect(await value(plain)).toBe('token-1');
		expect(both).toEqual(['token-2', 'token-2']);
		expect(state.asked.map((request) => request.claims)).toEqual([undefined, claims]);
	});

	it('lets one who is cancelled go, and gives up when nobody waits any more', async () => {
		const { state, source } = issuer();
		const first = new AbortController();
		const leaving = source.token({ signal: first.signal });
		const staying = source.token();
		first.abort();
		await expect(leaving).rejects.toMatchObject({ code: 'ABORT_ERR' });
		expect(await value(staying)).toBe('token-1');
		const second = new AbortController();
		const last = source.token({ rejected: 'token-1', signal: second.signal });
		second.abort();
		await expect(last).rejects.toMatchObject({ code: 'ABORT_ERR' });
		expect(state.asked[1]!.signal.aborted).toBe(true);
		expect(await value(source.token({ rejected: 'token-1' }))).toBe('token-3');
	});

	it('does not ask a busy issuer at once again, and a refusing one each time', async () => {
		const { state, source } = issuer();
		state.error = new RetriableError('busy', { waitMs: 10_000 });
		await expect(source.token()).rejects.toBe(state.error);
		await expect(source.token()).rejects.toBe(state.error);
		expect(state.asked).toHaveLength(1);
		state.now += 10_001;
		state.error = new PermissionError('no');
		await expect(source.token()).rejects.toBe(state.error);
		await expect(source.token()).rejects.toBe(state.error);
		expect(state.asked).toHaveLength(3);
		state.error = undefined;
		expect(await value(source.token())).toBe('token-4');
	});

	it('forgets its token when it is closed', async () => {
		const { source } = issuer();
		await source.token();
		await source.close();
		expect(await value(source.token())).toBe('token-2');
	});
});
