import type { IDataObject, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';
import * as core from '../../core';
import type { DirectorySession } from '../../core/directory/session';
import { ActiveDirectory } from '../../nodes/ActiveDirectory/ActiveDirectory.node';
import { type FakeNode, fakeExecution } from './n8n';
import { type DirectorySeen, stubDirectory } from './stubDirectory';

export interface DirectoryRun {
	readonly items: INodeExecutionData[];
	readonly hints: NodeExecutionHint[];
	readonly seen: DirectorySeen;
}

/**
 * Runs the node against a directory that answers as told. The test file has to replace core's door to
 * the network: `jest.mock('…/core', () => ({ ...jest.requireActual('…/core'), openDirectory: jest.fn() }))`.
 */
export async function runDirectory(
	node: Omit<FakeNode, 'parameters'> & { parameters: IDataObject },
	answers: Partial<DirectorySession> = {},
): Promise<DirectoryRun> {
	const session = stubDirectory(answers);
	jest.mocked(core.openDirectory).mockResolvedValue(session);
	const { context, hints } = fakeExecution({
		...node,
		parameters: { resource: 'user', options: {}, ...node.parameters },
	});
	const [items = []] = await new ActiveDirectory().execute.call(context);
	return { items, hints, seen: session.seen };
}

/** The same, for a run that ends with an error. */
export async function failDirectory(
	...given: Parameters<typeof runDirectory>
): Promise<{ message: string; description?: string; context: IDataObject; name: string }> {
	try {
		await runDirectory(...given);
	} catch (error) {
		return error as never;
	}
	throw new Error('The node was expected to fail');
}
