import { transportError } from '../../../core/http/errors';
import { Pool } from '../../../core/http/pool';
import { proxyFor } from '../../../core/http/proxy';
import { defaultRetryPolicy, delayBefore, retryAfterMs } from '../../../core/http/retry';
import { Throttle } from '../../../core/http/throttle';

describe('retryAfterMs', () => {
	const now = Date.parse('2026-07-01T10:00:00Z');
	it.each([
		['5', 5_000],
		['0', 0],
		['Wed, 01 Jul 2026 10:00:06 GMT', 6_000],
		['Wed, 01 Jul 2026 09:00:00 GMT', 0],
		['soon', undefined],
		['', undefined],
		[undefined, undefined],
		['999999999', 86_400_000],
	])('reads %s', (header, expected) => {
		expect(retryAfterMs(header, now)).toBe(expected);
	});
});

describe('delayBefore', () => {
	const policy = { ...defaultRetryPolicy, attempts: 10, baseMs: 100, ceilingMs: 1_000 };
	it('doubles up to a ceiling, with full jitter', () => {
		expect([1, 2, 3, 6].map((n) => delayBefore(policy, n, 0, undefined, () => 1))).toEqual([
			100, 200, 400, 1_000,
		]);
		expect(delayBefore(policy, 5, 0, undefined, () => 0)).toBe(0);
	});
	it('never waits less than the server asked, and never beyond tries or budget', () => {
		expect(delayBefore(policy, 1, 0, 5_000, () => 0)).toBe(5_000);
		expect(delayBefore(policy, 10, 0, undefined)).toBeUndefined();
		expect(delayBefore(policy, 1, 0, 130_000)).toBeUndefined();
		expect(delayBefore(policy, 1, 119_000, 2_000)).toBeUndefined();
	});
});

describe('Throttle', () => {
	it('halves on a busy signal and recovers slowly', () => {
		const throttle = new Throttle(8);
		throttle.busy('A');
		throttle.busy('a');
		expect(throttle.limitOf('a')).toBe(2);
		expect(throttle.limitOf('b')).toBe(8);
		for (let answer = 0; answer < 15; answer++) throttle.succeeded('a');
		expect(throttle.limitOf('a')).toBe(2);
		throttle.succeeded('a');
		expect(throttle.limitOf('a')).toBe(3);
		for (let signal = 0; signal < 9; signal++) throttle.busy('a');
		expect(throttle.limitOf('a')).toBe(1);
	});
	it('gives each waiting caller its turn, and lets one leave', async () => {
		const throttle = new Throttle(1);
		const first = await throttle.acquire('a');
		const leave = new AbortController();
		const second = throttle.acquire('a', leave.signal);
		const third = throttle.acquire('a');
		leave.abort();
		await expect(second).rejects.toMatchObject({ code: 'ABORT_ERR' });
		first.release();
		(await third).release();
	});
});

describe('Pool', () => {
	it('shares between equal settings, whatever their order, and never across passwords', async () => {
		const closed: number[] = [];
		let made = 0;
		const pool = new Pool<number>((value) => closed.push(value), 10);
		const create = () => ++made;
		const first = pool.acquire({ user: 'a', password: 'p', tls: { ca: undefined } }, create);
		const same = pool.acquire({ tls: {}, password: 'p', user: 'a' }, create);
		const other = pool.acquire({ user: 'a', password: 'q', tls: {} }, create);
		expect([first.value, same.value, other.value]).toEqual([1, 1, 2]);
		first.release();
		first.release();
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(closed).toEqual([]);
		same.release();
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(closed).toEqual([1]);
		expect(pool.size).toBe(1);
		expect(JSON.stringify(pool)).not.toContain('"p"');
	});
});

describe('proxyFor', () => {
	const target = new URL('https://mail.contoso.example/EWS');
	const chosen = (env: NodeJS.ProcessEnv, url = target) =>
		proxyFor(url, { mode: 'environment' }, env)?.url.host;
	it.each([
		[{}, undefined],
		[{ HTTPS_PROXY: 'http://p:1' }, 'p:1'],
		[{ https_proxy: 'http://low:1', HTTPS_PROXY: 'http://up:1' }, 'low:1'],
		[{ HTTP_PROXY: 'http://p:1' }, undefined],
		[{ ALL_PROXY: 'p:1' }, 'p:1'],
		[{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, undefined],
		[{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'x, .contoso.example' }, undefined],
		[{ HTTPS_PROXY: 'http://p:1', NO_PROXY: '*.CONTOSO.example' }, undefined],
		[{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'contoso.example:443' }, undefined],
		[{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'contoso.example:8443' }, 'p:1'],
		[{ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'oso.example' }, 'p:1'],
	])('with %j takes %s', (env, expected) => {
		expect(chosen(env)).toBe(expected);
	});
	it('refuses what is no HTTP proxy, without repeating its password', () => {
		const run = () => proxyFor(target, { mode: 'custom', url: 'ftp://u:pass@p', exceptions: [] });
		expect(run).toThrow(/ftp:\/\//);
		expect(run).not.toThrow(/pass/);
	});
});

describe('transportError', () => {
	const context = { host: 'mail.contoso.example', port: 443, phase: 'connect' } as const;
	it.each(['ENOTFOUND', 'ECONNREFUSED', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'EPROTO', undefined])(
		'says what %s means and what to try',
		(code) => {
			const error = transportError(Object.assign(new Error('raw text'), { code }), context);
			expect(error.message).toContain('mail.contoso.example');
			expect(error.message).not.toMatch(/raw text|\{|fail|problem|mistake/i);
			expect(error.advice).toBeTruthy();
		},
	);
	it('looks into an error that stands for several addresses', () => {
		const inner = Object.assign(new Error(''), { code: 'ECONNREFUSED' });
		expect(transportError(new AggregateError([inner]), context).code).toBe('ECONNREFUSED');
	});
});
