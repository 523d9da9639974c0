import { FatalError, SkippableError } from '../../../core/errors';
import { failNode, runNode } from '../../support/exchangeNode';
import { locator } from '../../support/locator';
import { openSession } from '../../../core/open';
import { MicrosoftExchange } from '../../../nodes/MicrosoftExchange/MicrosoftExchange.node';
import { fakeExecution } from '../../support/n8n';

jest.mock('../../../core/open', () => ({ openSession: jest.fn(), testConnection: jest.fn() }));

const inputs = (value: Record<string, string | null>) => ({
	mappingMode: 'defineBelow',
	value,
});

describe('Procedures', () => {
	it('run as operations of their resource', async () => {
		const { items, seen } = await runNode({
			parameters: {
				resource: 'message',
				operation: 'send',
				mailbox: locator('a@example.org', 'email'),
				inputs: inputs({
					toRecipients: '={{ $json.to }}',
					subject: 'Hello',
					body: 'Text',
					from: null,
				}),
			},
			items: [{ to: 'b@example.org' }, { to: 'c@example.org' }],
		});
		expect(seen.executed.map(({ procedure, input }) => [procedure, input])).toEqual([
			['sendMail', { toRecipients: 'b@example.org', subject: 'Hello', body: 'Text' }],
			['sendMail', { toRecipients: 'c@example.org', subject: 'Hello', body: 'Text' }],
		]);
		expect(seen.executed[0]?.scope.mailbox).toBe('a@example.org');
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('run by any of their names', async () => {
		for (const name of ['sendMail', 'SendMail', 'sendmail']) {
			const { seen } = await runNode({
				parameters: {
					resource: 'procedure',
					operation: 'execute',
					procedure: locator(name, 'name'),
					inputs: inputs({ subject: 'Hello' }),
				},
			});
			expect(seen.executed[0]?.procedure).toBe('sendMail');
		}
	});

	it('take what the incoming item has of their inputs in automatic mapping', async () => {
		const { seen } = await runNode({
			parameters: {
				resource: 'message',
				operation: 'send',
				inputs: { mappingMode: 'autoMapInputData', value: null },
			},
			items: [{ subject: 'Hello', Content: 'Text', other: 1 }],
		});
		expect(seen.executed[0]?.input).toEqual({ subject: 'Hello', Content: 'Text' });
	});

	it('are refused by name when there is none of that name', async () => {
		const failure = await failNode({
			parameters: {
				resource: 'procedure',
				operation: 'execute',
				procedure: locator('SendMial', 'name'),
			},
		});
		expect(failure.message).toBe("There is no procedure 'SendMial'");
		expect(failure.description).toMatch(/sendMail/i);
		const empty = await failNode({
			parameters: { resource: 'procedure', operation: 'execute', procedure: locator('') },
		});
		expect(empty.message).toBe("'Procedure' is empty");
	});

	it('go on with the next item when asked to', async () => {
		const { items } = await runNode(
			{
				parameters: {
					resource: 'message',
					operation: 'send',
					inputs: inputs({ subject: '={{ $json.subject }}' }),
				},
				items: [{ subject: 'bad' }, { subject: 'good' }],
				continueOnFail: true,
			},
			{
				execute: async (_, input) => {
					if (input.subject === 'bad') throw new SkippableError('Refused');
					return [{ row: { id: 'sent' } }];
				},
			},
		);
		expect(items.map(({ json }) => json.error ?? json.id)).toEqual(['Refused', 'sent']);
	});
});

describe('A connection that cannot be opened', () => {
	const failed = new FatalError("'Server' is empty", { field: 'Server', advice: 'Fill it in.' });

	it('ends the run, or each item where the person asked to continue', async () => {
		const parameters = { resource: 'contact', operation: 'query' };
		jest.mocked(openSession).mockRejectedValue(failed);
		const { context } = fakeExecution({ parameters });
		await expect(new MicrosoftExchange().execute.call(context)).rejects.toThrow(
			"'Server' is empty",
		);
		const going = fakeExecution({ parameters, items: [{}, {}], continueOnFail: true });
		const [items = []] = await new MicrosoftExchange().execute.call(going.context);
		expect(items.map(({ json, pairedItem }) => [json.error, pairedItem])).toEqual([
			["'Server' is empty", { item: 0 }],
			["'Server' is empty", { item: 1 }],
		]);
	});
});

describe('An operation that the resource does not have', () => {
	it('is refused by name', async () => {
		const failure = await failNode({ parameters: { resource: 'contact', operation: 'move' } });
		expect(failure.message).toBe("'Contact' has no operation 'move'");
	});
});
