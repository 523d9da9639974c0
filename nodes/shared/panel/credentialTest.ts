import type { ICredentialDataDecryptedObject, INodeCredentialTestResult } from 'n8n-workflow';
import type { TestStep } from '../../../core/connection/testStep';
import { core } from '../core';

/** The dialog waits half a minute at the most. */
export const BUDGET_MS = 27_000;

/**
 * The result of a connection test as the dialog shows it, in one line: the first step that was not
 * passed, and what to try. n8n masks nothing in it, so whatever the secret fields hold is masked here
 * once more.
 */
export async function testResult(
	data: ICredentialDataDecryptedObject,
	secretFields: readonly string[],
	walk: () => Promise<TestStep[]>,
): Promise<INodeCredentialTestResult> {
	const secrets = secretFields
		.map((name) => String(data[name] ?? ''))
		.filter((text) => text !== '');
	const { ok, message } = await outcomeOf(walk);
	return { status: ok ? 'OK' : 'Error', message: core().mask(message, secrets) };
}

async function outcomeOf(
	walk: () => Promise<TestStep[]>,
): Promise<{ ok: boolean; message: string }> {
	try {
		const steps = await walk();
		return {
			ok: steps.length > 0 && steps.every((step) => step.ok),
			message: await core().summarize(steps),
		};
	} catch (error) {
		return { ok: false, message: error instanceof Error ? error.message : String(error) };
	}
}
