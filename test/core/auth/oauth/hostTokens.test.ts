import { createHostTokens, HostTokenLenders } from '../../../../core/auth/oauth/hostTokens';
import { createAuthenticator } from '../../../../core/auth/registry';

const minutes = (count: number) => Date.now() + count * 60_000;

describe('tokens that the host program keeps', () => {
	it('are used as they are while they are good', async () => {
		const refreshHostToken = jest.fn(async () => 'second');
		const source = createHostTokens(
			{ accessToken: 'first', expiresAt: minutes(60) },
			{ refreshHostToken },
		);
		expect((await source.token()).value).toBe('first');
		expect(refreshHostToken).not.toHaveBeenCalled();
	});

	it.each([
		['near their end', { accessToken: 'first', expiresAt: minutes(2) }, {}],
		['when the server refuses them', { accessToken: 'first' }, { rejected: 'first' }],
		['when the host has none yet', { accessToken: '' }, {}],
	])('are renewed %s, once however many ask', async (_when, token, request) => {
		const refreshHostToken = jest.fn(async () => 'second');
		const source = createHostTokens(token, { refreshHostToken });
		const all = await Promise.all(Array.from({ length: 8 }, () => source.token(request)));
		expect(all.map(({ value }) => value)).toEqual(Array(8).fill('second'));
		expect(refreshHostToken).toHaveBeenCalledTimes(1);
		// The server refuses this one too: it will not get better at once.
		expect((await source.token({ rejected: 'second' })).value).toBe('second');
		expect(refreshHostToken).toHaveBeenCalledTimes(1);
	});

	it('that cannot be renewed say so without the words of the host', async () => {
		const refreshHostToken = async () => {
			throw new Error('response: {"access_token":"Secret-Token-9"}');
		};
		const source = createHostTokens({ accessToken: '' }, { refreshHostToken });
		const error = await source.token().catch((cause: Error) => cause);
		expect(error).toMatchObject({ code: 'TOKEN_NOT_RENEWED', kind: 'permission' });
		expect((error as Error).message).not.toContain('Secret-Token-9');
		await expect(
			createHostTokens({ accessToken: '' }, { refreshHostToken: async () => '' }).token(),
		).rejects.toMatchObject({ code: 'SIGN_IN_NEEDED' });
		await expect(createHostTokens({ accessToken: '' }).token()).rejects.toMatchObject({
			advice: expect.stringContaining('Connect'),
		});
	});

	it('are what the scheme OAuth sends, where there are some', async () => {
		const hostToken = { accessToken: 'first', expiresAt: minutes(60) };
		const authenticator = createAuthenticator('OAuth', {
			allowPlainHttp: false,
			channelBinding: true,
			hostToken,
		});
		const url = new URL('https://mail.contoso.example/');
		const request = { method: 'POST', target: '/' };
		expect(await authenticator.handshake({ url, request }).first()).toBe('Bearer first');
	});
});

describe('the sessions that lend a connection their host', () => {
	it('are asked latest first, and never when they are closed', async () => {
		const lenders = new HostTokenLenders();
		const first = jest.fn(async () => 'of the first');
		const second = jest.fn(async () => 'of the second');
		const returnFirst = lenders.lend(first);
		const returnSecond = lenders.lend(second);
		expect(await lenders.refresh()).toBe('of the second');
		returnSecond();
		expect(await lenders.refresh()).toBe('of the first');
		returnFirst();
		returnFirst();
		await expect(lenders.refresh()).rejects.toMatchObject({ code: 'RUN_OVER' });
		expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1]);
	});

	it('leave the question to the others when they end while it is asked', async () => {
		const lenders = new HostTokenLenders();
		lenders.lend(async () => 'of the other');
		const end = lenders.lend(async () => {
			end();
			throw new Error('cancelled');
		});
		expect(await lenders.refresh()).toBe('of the other');
	});

	it('pass on the refusal of one that is still open', async () => {
		const lenders = new HostTokenLenders();
		const other = jest.fn(async () => 'of the other');
		lenders.lend(other);
		lenders.lend(async () => {
			throw new Error('refused');
		});
		await expect(lenders.refresh()).rejects.toThrow('refused');
		expect(other).not.toHaveBeenCalled();
	});
});
