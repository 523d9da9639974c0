import type { IDataObject } from 'n8n-workflow';
import * as open from '../../../core/open';
import { MicrosoftExchange } from '../../../nodes/MicrosoftExchange/MicrosoftExchange.node';
import { fakeExecution, fakePanel } from '../../support/n8n';
import { stubSession } from '../../support/stubSession';

jest.mock('../../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const node = new MicrosoftExchange();
const QUERY = { resource: 'contact', operation: 'query', limit: 1, output: 'raw', options: {} };
const stored: Readonly<Record<string, IDataObject>> = {
	microsoftExchangeApi: { schema: 'EWS', authScheme: 'NTLM' },
	microsoftExchangeOAuth2Api: { schema: 'EWS', oauthTokenData: { access_token: 'test-token' } },
};

/** A node whose credentials are asked for by their types. */
function withTypes<C>(context: C): { context: C; asked: string[] } {
	const asked: string[] = [];
	const getCredentials = async (type: string) => {
		asked.push(type);
		return stored[type];
	};
	return { context: { ...context, getCredentials }, asked };
}

beforeEach(() => jest.mocked(open.openSession).mockReset().mockResolvedValue(stubSession({})));

describe('Authentication', () => {
	it.each([
		['microsoftExchangeApi', 'microsoftExchangeApi'],
		['microsoftExchangeOAuth2Api', 'microsoftExchangeOAuth2Api'],
		// Saved before there was a choice.
		[undefined, 'microsoftExchangeApi'],
	])('%s: a run opens the connection of %s', async (authentication, type) => {
		const parameters = { ...QUERY, ...(authentication ? { authentication } : {}) };
		const { context, asked } = withTypes(fakeExecution({ parameters }).context);
		await node.execute.call(context);
		expect(asked).toEqual([type]);
		expect(jest.mocked(open.openSession).mock.calls).toEqual([[stored[type], expect.any(Object)]]);
	});

	it.each([
		['microsoftExchangeOAuth2Api', 'microsoftExchangeOAuth2Api'],
		[undefined, 'microsoftExchangeApi'],
	])('%s: lists of the panel ask the connection of %s', async (authentication, type) => {
		const parameters = { ...QUERY, ...(authentication ? { authentication } : {}) };
		const { context, asked } = withTypes(fakePanel(parameters));
		await node.methods.listSearch.searchMailboxes.call(context, 'a');
		expect(asked).toEqual([type]);
	});

	it('is one field: credentials follow it, no other parameter looks at it', () => {
		const { credentials = [], properties } = node.description;
		expect(
			credentials.map(({ name, displayOptions }) => [name, displayOptions?.show?.authentication]),
		).toEqual(Object.keys(stored).map((name) => [name, [name]]));
		const others = properties.filter(({ name }) => name !== 'authentication');
		expect(JSON.stringify(others)).not.toContain('authentication');
	});

	it('leaves the test of the OAuth2 credential to n8n, and tests the other one', () => {
		const tests = (node.description.credentials ?? []).map(({ name, testedBy }) => [
			name,
			testedBy,
		]);
		expect(tests).toEqual([
			['microsoftExchangeApi', 'microsoftExchangeApiTest'],
			['microsoftExchangeOAuth2Api', undefined],
		]);
	});
});
