import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { core } from '../../shared/core';
import { testResult } from '../../shared/panel/credentialTest';

/** Fields of the credential that hold a secret. */
const SECRETS = ['password'];

/** Tests the connection step by step, from the host name to the base DN. */
export async function microsoftActiveDirectoryApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	return await testResult(data, SECRETS, () => core().testDirectory(data));
}
