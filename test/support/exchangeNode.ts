import type { IDataObject, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';
import * as open from '../../core/open';
import type { Session } from '../../core/session';
import { MicrosoftExchange } from '../../nodes/MicrosoftExchange/MicrosoftExchange.node';
import { type FakeNode, fakeExecution } from './n8n';
import { type Seen, stubSession } from './stubSession';

export interface NodeRun {
	readonly items: INodeExecutionData[];
	readonly hints: NodeExecutionHint[];
	readonly seen: Seen;
}

/**
 * Runs the node against a session that answers as told. The test file has to replace core's door to
 * the network: `jest.mock('…/core/open', () => ({ openSession: jest.fn() }))`.
 */
export async function runNode(
	node: Omit<FakeNode, 'parameters'> & { parameters: IDataObject },
	answers: Partial<Session> = {},
): Promise<NodeRun> {
	const session = stubSession(answers);
	jest.mocked(open.openSession).mockResolvedValue(session);
	const { context, hints } = fakeExecution({
		...node,
		parameters: { authentication: 'microsoftExchangeApi', options: {}, ...node.parameters },
	});
	const [items = []] = await new MicrosoftExchange().execute.call(context);
	return { items, hints, seen: session.seen };
}

/** The same, for a run that ends with an error. */
export async function failNode(
	...given: Parameters<typeof runNode>
): Promise<{ message: string; description?: string; context: IDataObject; name: string }> {
	try {
		await runNode(...given);
	} catch (error) {
		return error as never;
	}
	throw new Error('The node was expected to fail');
}
