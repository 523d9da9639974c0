import { CancelledError } from '../../../core/errors';
import { firstOf, NoneError } from '../../../core/net/firstOf';

const after = <T>(milliseconds: number, value: T) =>
	new Promise<T>((resolve) => setTimeout(() => resolve(value), milliseconds));
const fails = async (milliseconds: number, text: string) => {
	await after(milliseconds, undefined);
	throw new Error(text);
};

describe('The first of several attempts', () => {
	it('is enough: the others are never begun', async () => {
		const second = jest.fn(() => after(1, 'second'));
		const found = await firstOf([() => after(5, 'first'), second], 50, () => undefined);
		expect([found, second.mock.calls.length]).toEqual(['first', 0]);
	});

	it('is passed at once when it fails, and beside it when it takes long', async () => {
		const begun: number[] = [];
		const from = performance.now();
		const at = () => begun.push(performance.now() - from);
		const ended = jest.fn();
		const found = await firstOf<string>(
			[
				() => (at(), fails(1, 'x')),
				(signal) => (at(), signal.addEventListener('abort', ended), after(400, 'late')),
				() => (at(), after(20, 'third')),
			],
			100,
			() => undefined,
		);
		expect(found).toBe('third');
		expect(begun[1]).toBeLessThan(80);
		expect(begun[2]).toBeGreaterThan(90);
		expect(ended).toHaveBeenCalledTimes(1);
	});

	it('drops what comes too late', async () => {
		const dropped: string[] = [];
		await firstOf([() => after(60, 'slow'), () => after(1, 'quick')], 10, (late) =>
			dropped.push(late),
		);
		await after(100, undefined);
		expect(dropped).toEqual(['slow']);
	});

	it('none succeeds, or the run ends', async () => {
		const none = firstOf([() => fails(5, 'a'), () => fails(1, 'b')], 1000, () => undefined);
		const error = (await none.catch((reason: unknown) => reason)) as NoneError;
		expect(error.reasons.map((reason) => (reason as Error).message)).toEqual(['a', 'b']);
		await expect(firstOf([], 1, () => undefined)).rejects.toBeInstanceOf(NoneError);
		const signal = AbortSignal.timeout(10);
		const gone = firstOf([() => after(500, 'x')], 1000, () => undefined, signal);
		await expect(gone).rejects.toBeInstanceOf(CancelledError);
	});
});
