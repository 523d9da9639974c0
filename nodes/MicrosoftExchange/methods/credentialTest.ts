import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import type { TestStep } from '../../../core/session';
import { core } from '../../shared/core';
import { masked } from '../../shared/mask';

/** The dialog waits half a minute at the most. */
const TIMEOUT_MS = 28_000;

/** Tests the connection step by step; the dialog shows one line: what went wrong and what to try. */
export async function microsoftExchangeApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const data = credential.data ?? {};
	const answer = await inTime(() => core().testConnection(data));
	const { ok, message } = Array.isArray(answer) ? core().summarize(answer) : answer;
	return { status: ok ? 'OK' : 'Error', message: masked(message, data) };
}

async function inTime(
	test: () => Promise<TestStep[]>,
): Promise<TestStep[] | { ok: false; message: string }> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<{ ok: false; message: string }>((resolve) => {
		timer = setTimeout(
			() =>
				resolve({
					ok: false,
					message: `The server did not answer within ${TIMEOUT_MS / 1000} seconds. Check its address, and whether a firewall lies between n8n and it.`,
				}),
			TIMEOUT_MS,
		);
	});
	try {
		return await Promise.race([test(), late]);
	} catch (error) {
		return { ok: false, message: error instanceof Error ? error.message : String(error) };
	} finally {
		clearTimeout(timer);
	}
}
