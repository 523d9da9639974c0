import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { core } from '../../shared/core';
import { BUDGET_MS, testResult } from '../../shared/panel/credentialTest';

/** Tests the connection step by step, from the host name to the opened mailbox. */
export async function microsoftExchangeApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	const secrets = core()
		.credentialFields.filter(({ isSecret }) => isSecret)
		.map(({ name }) => name);
	return await testResult(data, secrets, () =>
		core().testConnection(data, {
			budgetMs: BUDGET_MS,
			// One that is not saved yet has no id, and no tokens of its own.
			host: credential.id ? { credentialId: credential.id } : {},
		}),
	);
}
