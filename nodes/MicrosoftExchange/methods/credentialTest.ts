import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { core } from '../../shared/core';

/** The dialog waits half a minute at the most. */
const BUDGET_MS = 27_000;

/** Fields of the credential that hold a secret. */
const SECRETS = ['password', 'proxyPassword', 'clientKey', 'clientKeyPassphrase'];

/**
 * Tests the connection step by step; the dialog shows one line: the first step that was not passed,
 * and what to try. n8n masks nothing in it, so whatever the secrets are is masked here once more.
 */
export async function microsoftExchangeApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	const secrets = SECRETS.map((name) => String(data[name] ?? '')).filter((text) => text !== '');
	const { ok, message } = await test(data);
	return { status: ok ? 'OK' : 'Error', message: core().mask(message, secrets) };
}

async function test(
	data: ICredentialDataDecryptedObject,
): Promise<{ ok: boolean; message: string }> {
	try {
		const steps = await core().testConnection(data, { budgetMs: BUDGET_MS });
		return {
			ok: steps.length > 0 && steps.every((step) => step.ok),
			message: core().summarize(steps),
		};
	} catch (error) {
		return { ok: false, message: error instanceof Error ? error.message : String(error) };
	}
}
