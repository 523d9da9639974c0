import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { hostOf } from '../../../nodes/shared/host';

const TYPE = 'microsoftExchangeOAuth2Api';
const token = (access_token: string): IDataObject => ({ oauthTokenData: { access_token } });

/** What n8n lends: a stored credential, and helpers as a version and a place have them. */
function context(stored: () => IDataObject, helpers: Record<string, unknown>): IExecuteFunctions {
	return {
		getCredentials: async () => stored(),
		getNode: () => ({ credentials: { [TYPE]: { id: 'credential-7', name: 'Mail' } } }),
		helpers,
	} as unknown as IExecuteFunctions;
}

describe('Renewal of a token that n8n keeps', () => {
	it("asks n8n's helper, which stores the token, as the node itself", async () => {
		const asked: unknown[] = [];
		const here = context(() => token('first'), {
			async refreshOAuth2Token(this: unknown, type: string) {
				asked.push([this === here, type]);
				return { access_token: 'second', refresh_token: 'not-looked-at' };
			},
		});
		const host = hostOf(here, TYPE, token('first'));
		expect(await host.refreshToken!()).toBe('second');
		expect(asked).toEqual([[true, TYPE]]);
	});

	it('takes the token that another worker has stored meanwhile', async () => {
		const refreshOAuth2Token = jest.fn().mockResolvedValue({ access_token: 'third' });
		let stored = token('first');
		const host = hostOf(
			context(() => stored, { refreshOAuth2Token }),
			TYPE,
			stored,
		);
		stored = token('second');
		expect(await host.refreshToken!()).toBe('second');
		expect(refreshOAuth2Token).not.toHaveBeenCalled();
		expect(await host.refreshToken!()).toBe('third');
		expect(refreshOAuth2Token).toHaveBeenCalledTimes(1);
	});

	it.each([
		['an error of n8n', () => Promise.reject(new Error('The credential needs to be reconnected.'))],
		['no token', () => Promise.resolve({})],
	])('says what to do after %s', async (_, refreshOAuth2Token) => {
		const host = hostOf(
			context(() => token('first-test-token'), { refreshOAuth2Token }),
			TYPE,
			token('first-test-token'),
		);
		const error = await host.refreshToken!().catch((caught: unknown) => caught);
		expect(error).toMatchObject({
			name: 'FatalError',
			message: expect.stringContaining('n8n could not renew the access token') as string,
			advice: expect.stringContaining('connect the account again') as string,
		});
		expect(JSON.stringify(error)).not.toContain('first-test-token');
	});

	it('says when no account was ever connected', async () => {
		const refreshOAuth2Token = jest.fn();
		const credential = { oauthTokenData: {} };
		const host = hostOf(
			context(() => credential, { refreshOAuth2Token }),
			TYPE,
			credential,
		);
		await expect(host.refreshToken!()).rejects.toThrow('No account is connected');
		expect(refreshOAuth2Token).not.toHaveBeenCalled();
	});

	it('is not there for a credential without a token of n8n, or where the helper is missing', () => {
		const refreshOAuth2Token = jest.fn();
		const plain = { authScheme: 'NTLM' };
		expect(
			hostOf(
				context(() => plain, { refreshOAuth2Token }),
				'microsoftExchangeApi',
				plain,
			),
		).toEqual({});
		expect(
			hostOf(
				context(() => token('a'), {}),
				TYPE,
				token('a'),
			),
		).toEqual({ credentialId: 'credential-7' });
	});
});

describe("n8n's rules", () => {
	it('judge the path that a link leads to', async () => {
		const host = hostOf(
			context(() => ({}), {
				resolvePath: async (path: string) => path.replace('/link/', '/secret/'),
				isFilePathBlocked: (path: string) => path.startsWith('/secret/'),
			}),
			'microsoftExchangeApi',
			{},
		);
		expect(await host.isPathBlocked!('/link/a.keytab')).toBe(true);
		expect(await host.isPathBlocked!('/open/a.keytab')).toBe(false);
	});

	it('judge the path as it is where its folder is missing', async () => {
		const host = hostOf(
			context(() => ({}), {
				resolvePath: async () => Promise.reject(new Error('ENOENT')),
				isFilePathBlocked: (path: string) => path.startsWith('/secret/'),
			}),
			'microsoftExchangeApi',
			{},
		);
		expect(await host.isPathBlocked!('/secret/none/a.keytab')).toBe(true);
	});

	it('lend the look-up of the network policy', () => {
		const lookup = () => undefined;
		const getSecureEgressFilter = () => ({ createSecureLookup: () => lookup });
		const host = hostOf(
			context(() => ({}), { getSecureEgressFilter }),
			'microsoftExchangeApi',
			{},
		);
		expect(host.lookup).toBe(lookup);
	});
});

describe('The name of a credential', () => {
	it('is its id in n8n, by which two of them never share tokens', () => {
		const here = context(() => token('first'), {});
		expect(hostOf(here, TYPE, {}).credentialId).toBe('credential-7');
		expect(hostOf(here, 'microsoftExchangeApi', {})).toEqual({});
	});
});
