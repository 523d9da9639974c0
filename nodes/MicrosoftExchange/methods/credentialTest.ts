import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { core } from '../../shared/core';
import { BUDGET_MS, testResult } from '../../shared/panel/credentialTest';

/** Fields of the credential that hold a secret. */
const SECRETS = ['password', 'proxyPassword', 'clientKey', 'clientKeyPassphrase'];

/** Tests the connection step by step, from the host name to the opened mailbox. */
export async function microsoftExchangeApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	return await testResult(data, SECRETS, () =>
		core().testConnection(data, { budgetMs: BUDGET_MS }),
	);
}
